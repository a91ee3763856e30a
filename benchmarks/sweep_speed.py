"""Family S: many losses planned from the plan in force and from nothing, on one process and on two.

Run with ``python benchmarks/sweep_speed.py [POINTS] [PERIODS] [ECONOMY]``: so many points (24 by default,
1000 in the family), each without one road, one supply or one place of the economy (``syria``) in turn, for so
many periods (2). Four sweeps of the same points are made on Dask: from the plan in force and from nothing,
each on one process and on two. Told are the wall time of a whole sweep, the start of its workers and the plan
in force included; that of the points alone, from the first row to the last; the median of a point's own
seconds; and how far coverages of the two ways are apart at most. The last line names a file with the same
rows as JSON lines.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import polars as pl
from measuring.tables import out_path
from rich.console import Console
from rich.table import Table

import commonweal as cw

POINTS = 24
PERIODS = 2
ECONOMY = "syria"
LOSSES = (("routes", "route", "route"), ("supplies", "supply", "supply"), ("places", "place", "place"))
COVERED = ("mean_tier_1", "lowest_tier_1", "mean_tier_2", "lowest_tier_2", "mean_tier_3", "lowest_tier_3")


def design(economy: cw.Economy, n_points: int, n_periods: int) -> dict[str, Any]:
    """A sweep over single losses: one road, one supply, one place in turn."""
    named = {table: economy.tables[table][column].unique().sort().to_list() for table, column, _ in LOSSES}
    losses: dict[str, list[dict[str, str]]] = {}
    for number in range(max(len(names) for names in named.values())):
        for table, _, word in LOSSES:
            if number < len(named[table]):
                name = named[table][number]
                losses[f"{word} {name}"] = [{"do": "close", "table": table, "where": f"{word}={name}"}]
    chosen = dict(list(losses.items())[:n_points])
    return {"periods": n_periods, "design": "grid", "parameters": [{"name": "loss", "alternatives": chosen}]}


def swept(economy: cw.Economy, asked: dict[str, Any], *, again: bool, processes: int) -> dict[str, Any]:
    """One sweep, measured."""
    ends: list[float] = []
    start = time.perf_counter()
    found = cw.sweep(
        asked,
        economy,
        cluster=cw.Cluster(processes=processes),
        again=again,
        told=lambda _: ends.append(time.perf_counter()),
    )
    whole = time.perf_counter() - start
    rows = found.points
    return {
        "family": "S",
        "points": rows.height,
        "way": "from the plan in force" if again else "from nothing",
        "processes": processes,
        "wall": whole,
        "points_wall": ends[-1] - ends[0] if ends else float("nan"),
        "a_point": float(rows["seconds"].median() or 0.0),
        "failed": rows.filter(pl.col("status") == "failed").height,
        "how": dict(rows["how"].value_counts().rows()),
        "rows": rows,
    }


def differs(one: pl.DataFrame, other: pl.DataFrame) -> float:
    """How far coverages of the same points are apart at most."""
    both = one.join(other, on="loss", suffix="_other")
    return max(
        float((both[name] - both[f"{name}_other"]).abs().max() or 0.0)
        for name in COVERED
        if name in one.columns
    )


def main() -> None:
    """Measure and print."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    name = next((word for word in sys.argv[1:] if not word.isdigit()), ECONOMY)
    n_points, n_periods = (*numbers, *(POINTS, PERIODS)[len(numbers) :])[:2]
    economy = cw.read(name)
    asked = design(economy, n_points, n_periods)
    ways = [(again, processes) for again in (True, False) for processes in (1, 2)]
    rows = [swept(economy, asked, again=again, processes=processes) for again, processes in ways]
    frames = [row.pop("rows") for row in rows]
    printed(rows)
    warm, cold = rows[0]["a_point"], rows[2]["a_point"]
    print(f"A point is planned {cold / warm:.1f} times faster from the plan in force than from nothing.")
    for first, second in ((0, 1), (2, 3)):
        ratio = rows[first]["points_wall"] / rows[second]["points_wall"]
        print(f"Two processes are {ratio:.2f} times as fast as one {rows[first]['way']}.")
    print(f"Coverages of the two ways differ by {differs(frames[0], frames[2]):.0e} at most.")
    path = out_path("jsonl", "sweep")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(path)


def printed(rows: list[dict[str, Any]]) -> None:
    """Print rows as a table."""
    table = Table("way", "processes", "points", "failed", "wall", "points only", "a point", "how")
    for row in rows:
        seconds = (f"{row[name]:.1f} s" for name in ("wall", "points_wall"))
        how = ", ".join(f"{count} {word}" for word, count in row["how"].items())
        counts = (str(row[name]) for name in ("processes", "points", "failed"))
        table.add_row(row["way"], *counts, *seconds, f"{row['a_point']:.2f} s", how)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
