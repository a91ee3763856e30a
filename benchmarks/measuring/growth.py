"""How time and memory grow with size: exponents, and a picture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
import matplotlib.pyplot as plt

from measuring.row import Row
from measuring.tables import out_path

__all__ = ["exponents", "plotted"]


def exponents(rows: Iterable[Row]) -> list[str]:
    """A sentence for each solver: how its time and memory grow with the number of nonzeros.

    The exponent is the slope of a line through the logarithms, by least squares, over the sizes that it
    solved.
    """
    told = []
    for solver, of_one in _by_solver(rows).items():
        solved = [row for row in of_one if row.solved]
        if len({row.nonzeros for row in solved}) < 2:
            told.append(f"{solver}: solved {len(solved)} of {len(of_one)} sizes; no growth can be told.")
            continue
        sizes = np.array([row.nonzeros for row in solved], dtype=float)
        time = _slope(sizes, np.array([row.solve_s for row in solved]))
        memory = _slope(sizes, np.array([row.peak_mib for row in solved]))
        told.append(
            f"{solver}: time grows with nonzeros^{time:.2f}, memory with ^{memory:.2f} "
            f"({len(solved)} of {len(of_one)} sizes)."
        )
    return told


def _slope(sizes: np.ndarray, values: np.ndarray) -> float:
    """Slope of a line through logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def _by_solver(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of each solver."""
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row.solver, []).append(row)
    return of


def plotted(rows: list[Row]) -> Path:
    """A picture of time and memory over size; time limits as open marks."""
    figure, (times, peaks) = plt.subplots(1, 2, figsize=(11.0, 4.5), layout="constrained")
    for number, (solver, of_one) in enumerate(_by_solver(rows).items()):
        colour = f"C{number % 10}"
        solved = [row for row in of_one if row.solved]
        sizes = [row.nonzeros for row in solved]
        style = {"color": colour, "marker": "o", "linewidth": 2.5 if solver.startswith("ours") else 1.2}
        times.plot(sizes, [row.solve_s for row in solved], label=solver, **style)
        peaks.plot(sizes, [row.peak_mib for row in solved], label=solver, **style)
        late = [row for row in of_one if row.verdict.startswith(">")]
        times.plot(
            [row.nonzeros for row in late], [row.limit for row in late], "^", color=colour, fillstyle="none"
        )
    family, limit = rows[0].family, rows[0].limit
    times.axhline(limit, color="0.6", linestyle=":", linewidth=1.0)
    for axes, what in ((times, "seconds (median)"), (peaks, "peak of memory, MiB")):
        axes.set(xscale="log", yscale="log", xlabel="nonzeros", ylabel=what)
        axes.grid(which="both", alpha=0.25)
    times.set_title(f"Family {family}: certified answers; open triangles: over {limit:g} s", fontsize=10)
    times.legend(fontsize=8)
    path = out_path("png", f"growth-{family}")
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path
