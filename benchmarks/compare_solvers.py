"""Our solver beside others, on families of any size, every answer checked by our certificate.

``make bench`` measures a short menu; ``make bench FAMILY=C SIZE=5000 SEED=7`` one instance, also with
``PEERS=highs-ipm,pdlp``, ``LIMIT=120``, ``RUNS=3``, ``ACCURACY=1e-4``, ``THREADS=1``, ``DEVICE=cuda`` or
``TABLE=FOLDER`` (family W on the real world table of WIOD 2011, in the plain layout ``symmetric``, in two
forms). ``make bench GROWTH=T`` measures three sizes (or those of ``SIZE=1000,4000,16000``), says how time
grows with size and draws it.

A name in PEERS is one of those in ``peers/peer.py``, ``ours``, ``ours:METHOD`` for one method of our own,
``all`` or ``quick``. Each solve has a process of its own. Times are medians of RUNS; an answer counts only if
it passes the certificate at the accuracy asked for, whatever its solver claims: a solver that claims so and
fails is told to be ten and a hundred times more accurate, and only the solve that passes is counted. The last
line names the file with the same rows as JSON lines.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence

from families.catalogue import FAMILIES, order_of
from measuring.growth import exponents, plotted
from measuring.row import Job
from measuring.running import run_often
from measuring.tables import printed, written
from peers.peer import OURS, PEERS

from commonweal.solve.names import DEVICES

QUICK = {
    "T": ("highs-simplex", "highs-ipm", "highs-pdlp", "pdlp"),
    "C": ("highs-simplex", "highs-ipm", "highs-pdlp", "pdlp"),
    "N": ("highs-simplex", "highs-ipm", "highs-hipo", "pdlp"),
    "W": ("highs-simplex", "highs-ipm", "highs-hipo", "pdlp"),
}
"""Peers of the short menu: the best of each kind at small sizes."""

MENU_LIMIT = 10.0
LIMIT = 60.0


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for."""
    asked = _parser().parse_args(words)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before it began",
        flush=True,
    )
    rows = []
    for job in jobs(asked):
        row = run_often(job, asked.runs)
        rows.append(row)
        print(f"  {job.family} {job.size} {job.solver}: {row.verdict}", file=sys.stderr, flush=True)
    printed(rows, f"Certified at {asked.accuracy:g}, limit {_limit(asked):g} s, {asked.threads} threads")
    if asked.growth:
        for line in exponents(rows):
            print(line)
        print(f"Drawn in {plotted(rows)}")
    print(written(rows))


def jobs(asked: argparse.Namespace) -> list[Job]:
    """What to solve."""
    return [
        Job(
            family,
            size,
            asked.seed,
            solver,
            asked.accuracy,
            _limit(asked),
            asked.threads,
            asked.device,
            asked.table,
        )
        for family, size in instances(asked)
        for solver in solvers(asked.peers, family)
    ]


def instances(asked: argparse.Namespace) -> list[tuple[str, str]]:
    """Families and sizes."""
    if asked.growth:
        sizes = asked.size.split(",") if asked.size else FAMILIES[asked.growth].growth
        return [(asked.growth, size) for size in sorted(sizes, key=order_of)]
    if asked.table:
        return [("W", form) for form in (asked.size or "pooled,built").split(",")]
    families = [asked.family] if asked.family else list(FAMILIES)
    return [
        (family, size)
        for family in families
        for size in (asked.size.split(",") if asked.size else FAMILIES[family].menu)
    ]


def solvers(names: str, family: str) -> list[str]:
    """Solvers by their names, ours first."""
    chosen: list[str] = []
    for name in names.split(","):
        chosen += {"all": [OURS, *PEERS], "quick": [OURS, *QUICK[family]]}.get(name, [name])
    return list(dict.fromkeys(chosen))


def _limit(asked: argparse.Namespace) -> float:
    """Seconds for one solve."""
    if asked.limit is not None:
        return float(asked.limit)
    return LIMIT if asked.family or asked.growth or asked.table else MENU_LIMIT


def _parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--family", choices=FAMILIES, help="only this family")
    parser.add_argument("--size", default="", help="sizes, with commas between them; 5000, or 50x8x12")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", default="quick", help="names, with commas between them; quick; all")
    parser.add_argument("--limit", type=float, help="seconds for one solve")
    parser.add_argument("--runs", type=int, default=1, help="solves of which the median is told")
    parser.add_argument("--accuracy", type=float, default=1e-8, help="relative gap wanted")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--device", choices=DEVICES, default="cpu")
    parser.add_argument("--growth", choices=FAMILIES, help="three sizes of a family, and how time grows")
    parser.add_argument("--table", default="", help="folder with a world table for family W")
    return parser


if __name__ == "__main__":
    main()
