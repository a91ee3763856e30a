"""Family L: leximin over all cells of supply networks, ours beside the textbook's on HiGHS.

Run with ``python benchmarks/leximin_scale.py [SIZES] [LIMIT] [syria]``: sizes of family N with commas between
them (``8x4x6,14x6x8`` by default), seconds for each way (120), and whether the example ``syria`` is planned
in full. All cells of (place, nutrient, week) are raised as evenly as can be: by ours, with a proof for each;
by one program a level with HiGHS's simplex method, warm from level to level, and with its interior point and
crossover; both to their end at 1e-8, or until time is up. Each has a process of its own. Told are distinct
levels, programs for each, seconds (wall, and processor), and how far the sorted coverages are from ours. The
last line names a file with the same rows as JSON lines.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from families.catalogue import numbers_of, with_instance
from families.instance import Instance
from measuring.apart import apart
from measuring.tables import out_path
from measuring.textbook_leximin import textbook_leximin
from rich.console import Console
from rich.table import Table

import commonweal as cw
from commonweal.errors import SolverStopped
from commonweal.formulate.aims import LevelAim
from commonweal.solve.bench import Bench, Limits, Progress
from commonweal.solve.leximin import raise_levels
from commonweal.solve.remote import SolverProcess

SIZES = "8x4x6,14x6x8"
LIMIT = 120.0
THREADS = 2
HOUR = 3600.0  # seconds for the example in full
GRACE = 30.0  # seconds for drawing, and for a solver that doesn't look at the clock
WAYS = ("ours", "textbook, simplex", "textbook, interior point")


def ours(size: str, limit: float) -> dict[str, Any]:
    """Our leximin on an instance of family N."""
    instance = with_instance("N", size, 1)
    cells = instance.cells
    everything = LevelAim("cells", "share", cells, np.arange(len(cells)), np.ones(len(cells)))
    start = time.perf_counter()
    told: list[Progress] = []
    with SolverProcess(None) as solver:
        limits = Limits(seconds=limit, threads=THREADS, progress=told.append)
        bench = Bench.of(instance.problem, limits, _foods(instance), solver, instance.marks)
        try:
            n_levels = len(raise_levels(bench, everything).levels)
        except SolverStopped:
            n_levels = told[-1].level if told else 0
    ended = time.perf_counter() - start < limit
    coverage = bench.problem.column_lower[cells]
    seconds = time.perf_counter() - start
    return _row("ours", instance, n_levels, bench.n_programs, seconds, coverage) | {"ended": ended}


def _foods(instance: Instance) -> np.ndarray:
    """Groups of rows that may be added up: balances of one food, not needs; foods are numbered first."""
    _, foods, _ = numbers_of(instance.size)
    good = instance.marks.good
    return np.where(good < foods, good, -1)


def textbook(size: str, limit: float, name: str) -> dict[str, Any]:
    """The textbook's leximin on the same instance."""
    instance = with_instance("N", size, 1)
    solver = "simplex" if name.endswith("simplex") else "ipx"
    found = textbook_leximin(instance, solver, limit, THREADS)
    row = _row(name, instance, found.n_levels, found.n_programs, found.seconds, found.coverage)
    return row | {"ended": found.ended}


def _row(
    way: str, instance: Instance, n_levels: int, n_programs: int, seconds: float, coverage: np.ndarray
) -> dict[str, Any]:
    """One row of figures."""
    return {
        "family": "L",
        "size": instance.size,
        "way": way,
        "rows": instance.problem.n_rows,
        "columns": instance.problem.n_columns,
        "cells": len(instance.cells),
        "levels": n_levels,
        "programs": n_programs,
        "seconds": seconds,
        "processor": processor_seconds(),
        "ended": True,
        "coverage": np.sort(coverage).tolist(),
    }


def processor_seconds() -> float:
    """Processor time of this process and of those it has ended, since it began."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def syria() -> dict[str, Any]:
    """The example in full, all aims in their order, as ``commonweal plan`` makes it."""
    start = time.perf_counter()
    plan = cw.plan(cw.read("syria"))
    seconds = time.perf_counter() - start
    rows, columns, _ = plan.size
    return {
        "family": "L",
        "size": "syria",
        "way": f"ours, {plan.certificate.quality}",
        "rows": rows,
        "columns": columns,
        "cells": plan["coverage"].height,
        "levels": sum(aim.n_levels for aim in plan.aims),
        "programs": sum(aim.n_programs for aim in plan.aims),
        "seconds": seconds,
        "processor": processor_seconds(),
        "ended": True,
    }


def measured(size: str, limit: float) -> list[dict[str, Any]]:
    """Rows of all ways on one size."""
    rows = []
    for way in WAYS:
        work = (ours, size, limit) if way == "ours" else (textbook, size, limit, way)
        row = apart(*work, seconds=limit + GRACE)
        rows.append(row or _unanswered(size, way, limit))
    best = rows[0].get("coverage")
    for row in rows:
        coverage = row.pop("coverage", None)
        if row["ended"] and best is not None and coverage is not None:
            row["differs"] = float(np.abs(np.array(coverage) - np.array(best)).max(initial=0.0))
    return rows


def _unanswered(size: str, way: str, limit: float) -> dict[str, Any]:
    """The row of a way whose process died or took too long."""
    return {"family": "L", "size": size, "way": way, "seconds": limit, "ended": False}


def printed(rows: list[dict[str, Any]]) -> None:
    """Print rows as a table."""
    headings = ("size", "cells", "way", "levels", "programs", "a level", "seconds", "processor")
    table = Table(*headings, "sorted coverage differs by")
    for row in rows:
        levels, programs = row.get("levels", 0), row.get("programs", 0)
        table.add_row(
            row["size"],
            f"{row['cells']:,}" if "cells" in row else "",
            row["way"],
            str(levels or ""),
            str(programs or ""),
            f"{programs / levels:.2f}" if levels else "",
            f"{row['seconds']:.1f}" if row["ended"] else f"> {row['seconds']:.0f}",
            f"{row['processor']:.1f}" if "processor" in row else "",
            f"{row['differs']:.0e}" if "differs" in row else "",
        )
    Console(width=120).print(table)


def main() -> None:
    """Measure and print."""
    words = sys.argv[1:]
    sizes = next((word for word in words if "x" in word), SIZES).split(",")
    limit = next((float(word) for word in words if word.isdigit()), LIMIT)
    rows = [row for size in sizes for row in measured(size, limit)]
    if "syria" in words:
        rows.append(apart(syria, seconds=HOUR) or _unanswered("syria", "ours", HOUR))
    printed(rows)
    path_of_rows: Path = out_path("jsonl", "leximin")
    path_of_rows.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(path_of_rows)


if __name__ == "__main__":
    main()
