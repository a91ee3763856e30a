"""Seconds and memory of a plan of the world, against HiGHS called directly on the same program.

Run with ``python benchmarks/world_plan.py FOLDER [within] [free] [SECONDS]``; the folder holds the world
table of WIOD 2011 in the plain layout ``symmetric`` (1,435 sectors in 41 regions). Without words for sourcing
both are measured, and SECONDS (300) is the longest that HiGHS may take.

- ours: all aims in their order, with the certificate, as ``commonweal plan`` makes it;
- HiGHS: the same program as one, with every coverage and every floor held at 1 (which our plan reached, else
  there is nothing to compare) and the effort as its cost, so that it is spared the tiers, the tie-break and
  the certificate. Options are its own: simplex, and its interior point method without crossover, whose
  answer is not a vertex.

Each solve has a process of its own. The peak of memory is that of the step (``VmHWM`` of Linux, reset
before it), the program and the table included, and that of the process that our plans are solved in. People
are those that ship with the program. Work is not in the table, so everybody who works is assumed
(``employed`` of ``BuildOptions``) and effort is in persons.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import highspy
import numpy as np

import commonweal as cw
from commonweal.building.build import build_economy
from commonweal.building.options import SOURCINGS, BuildOptions
from commonweal.classify.people import people_of
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.importing.reading import read_table
from commonweal.model import Economy
from commonweal.run.making import Asked, aims_for

HELD = 1e-9  # how near to 1 coverages have to be


@dataclass(frozen=True)
class Measured:
    """One line of the table that is printed.

    Attributes
    ----------
    seconds, peak
        Wall time, and GiB.
    effort
        Persons; NaN where there is no answer.
    remark
        How it ended.
    """

    seconds: float
    peak: float
    effort: float
    remark: str


def economy_of(folder: Path, sourcing: str) -> Economy:
    """The world as an economy."""
    table = read_table("symmetric", folder)
    people = people_of(table.regions, table.provenance.year)
    [way] = [known for known in SOURCINGS if known == sourcing]
    return build_economy(replace(table, people=people), BuildOptions(sourcing=way)).economy


def ours(folder: Path, sourcing: str) -> tuple[list[str], Measured, bool]:
    """Our plan, what each aim took, and whether all needs are covered and all floors kept."""
    start = time.perf_counter()
    economy = economy_of(folder, sourcing)
    told = [f"read and built in {time.perf_counter() - start:.1f} s"]
    reset_memory()
    start = time.perf_counter()
    plan = cw.plan(economy)
    seconds = time.perf_counter() - start
    rows, columns, entries = plan.size
    told.append(f"{rows:,} rows, {columns:,} columns, {entries:,} entries")
    told += [f"{aim.name}: {aim.seconds:.1f} s, {aim.n_programs} programs" for aim in plan.aims]
    everything = all(
        float(np.min(share, initial=1.0)) > 1.0 - HELD
        for share in (plan["coverage"]["coverage"].to_numpy(), plan["floors"]["kept"].to_numpy())
    )
    remark = f"{plan.certificate.quality}, gap {plan.certificate.gap:.0e}"
    return told, Measured(seconds, memory(), plan.effort_used, remark), everything


def with_highs(folder: Path, sourcing: str, solver: str, limit: float) -> Measured:
    """The same program as one, by HiGHS."""
    formulation = formulate(economy_of(folder, sourcing))
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("solver", solver)
    highs.setOptionValue("run_crossover", "off")
    highs.setOptionValue("time_limit", limit)
    lp, offset = as_one_program(formulation)
    reset_memory()
    highs.passModel(lp)
    start = time.perf_counter()
    highs.run()
    seconds = time.perf_counter() - start
    solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    effort = highs.getInfo().objective_function_value + offset if solved else float("nan")
    return Measured(seconds, memory(), effort, highs.modelStatusToString(highs.getModelStatus()))


def as_one_program(formulation: Formulation) -> tuple[highspy.HighsLp, float]:
    """Least effort with all shares held at 1, and what is added to the effort."""
    program = formulation.program
    *before, effort = aims_for(formulation, Asked())
    lower, cost = program.column_lower.copy(), np.zeros(program.n_columns)
    for aim in before:
        lower[aim.columns] = program.column_upper[aim.columns]
    np.add.at(cost, effort.columns, effort.weights)
    matrix = program.matrix.tocsc()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = program.n_columns, program.n_rows
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = lower, program.column_upper
    lp.row_lower_, lp.row_upper_ = program.row_lower, program.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    return lp, float(getattr(effort, "offset", 0.0))


def reset_memory() -> None:
    """Forget the peak of memory so far."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def memory() -> float:
    """The peak of memory since it was last reset, with that of the solver's own process, GiB."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    if found is None:
        raise SystemExit("This system does not tell its peak of memory; run it on Linux.")
    solver = resource.getrusage(
        resource.RUSAGE_CHILDREN
    ).ru_maxrss  # at most: it starts as a copy of this one
    return (int(found[1]) + solver) / 1024**2


def apart(function: Callable[..., object], *arguments: object) -> object:
    """What a function returns, from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def line(name: str, found: Measured) -> None:
    """Print one line of the table."""
    print(
        f"{name:28s} {found.seconds:8.1f} s {found.peak:6.2f} GiB {found.effort:20,.1f}  {found.remark}",
        flush=True,
    )


def compared(folder: Path, sourcing: str, limit: float) -> None:
    """One sourcing: ours, and HiGHS in two ways."""
    told, plan, everything = apart(ours, folder, sourcing)
    print(f"\n{sourcing}: {'; '.join(told)}", flush=True)
    line("ours, all aims", plan)
    if not everything:
        print("Not everything is covered, so that HiGHS has no single program to be given.")
        return
    for name, solver in (("HiGHS, simplex", "simplex"), ("HiGHS, interior point", "ipx")):
        found = apart(with_highs, folder, sourcing, solver, limit)
        line(name, found)
        if np.isfinite(found.effort):
            print(f"{'':28s} effort differs from ours by {found.effort / plan.effort - 1.0:+.1e} of it")


def main() -> None:
    """Measure and print one table for each sourcing."""
    words = sys.argv[1:]
    folders = [Path(word) for word in words if word not in SOURCINGS and not word.isdigit()]
    if not folders or not folders[0].is_dir():
        print("Skipped: no folder with the world table of WIOD 2011 was given.")
        return
    limit = next((float(word) for word in words if word.isdigit()), 300.0)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began", flush=True)
    for sourcing in [word for word in words if word in SOURCINGS] or ["within", "free"]:
        compared(folders[0], sourcing, limit)


if __name__ == "__main__":
    main()
