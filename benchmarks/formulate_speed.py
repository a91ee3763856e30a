"""How fast tables become a program: time per core and memory against the matrix itself.

Run with ``python benchmarks/formulate_speed.py [MILLIONS]``. Builds a random economy of techniques
(family T of the performance page: 12 inputs a technique, labour, needs on 40 % of goods) whose program
has about that many million nonzeros (10 by default), then formulates it once.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from pathlib import Path

import numpy as np
import polars as pl

from commonweal.formulate.formulate import formulate
from commonweal.model import TABLES, Calendar, Economy, Settings, complete

INPUTS = 12
TECHNIQUES = 3


def economy_of_techniques(n_goods: int, n_periods: int, seed: int = 0) -> Economy:
    """A random economy: each good made by some techniques from twelve others and labour."""
    rng = np.random.default_rng(seed)
    goods = np.array([f"g{number:07d}" for number in range(n_goods)])
    activities = np.array([f"{good}-{k}" for good in goods for k in range(TECHNIQUES)])
    made = np.repeat(goods, TECHNIQUES)
    used = goods[rng.integers(0, n_goods, (len(activities), INPUTS))]
    terms = pl.concat(
        [
            _terms(activities, made, np.ones(len(activities))),
            _terms(np.repeat(activities, INPUTS), used.ravel(), -rng.lognormal(-4.0, 1.0, used.size)),
            _terms(activities, np.full(len(activities), "labour"), -rng.lognormal(0.0, 1.0, len(activities))),
        ]
    ).unique(["activity", "good"], keep="first", maintain_order=True)
    wanted = goods[rng.random(n_goods) < 0.4]
    tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    tables |= {
        "goods": pl.DataFrame(
            {
                "good": [*goods, "labour"],
                "unit": ["kg"] * n_goods + ["h"],
                "kind": ["good"] * n_goods + ["labour"],
            }
        ),
        "places": pl.DataFrame({"place": ["here"]}),
        "people": pl.DataFrame({"group": ["all"], "place": ["here"], "people": [1000.0]}),
        "needs": pl.DataFrame({"good": wanted, "amount": rng.lognormal(0.0, 1.0, len(wanted))}),
        "activities": pl.DataFrame({"activity": activities, "place": ["here"] * len(activities)}),
        "activity_goods": terms,
        "supplies": pl.DataFrame({"supply": ["hands"], "good": ["labour"], "place": ["here"]}),
    }
    calendar = Calendar(start=dt.date(2030, 1, 1), lengths=(30,) * n_periods)
    settings = Settings(name="techniques", calendar=calendar)
    return Economy(settings, {name: complete(rows, TABLES[name]) for name, rows in tables.items()})


def _terms(activities: np.ndarray, goods: np.ndarray, amounts: np.ndarray) -> pl.DataFrame:
    """Rows of activity_goods."""
    return pl.DataFrame({"activity": activities, "good": goods, "amount": amounts})


def memory(field: str) -> float:
    """Memory of this process, MB: ``VmRSS`` now, or ``VmHWM`` at its highest (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) / 1024.0 for line in lines if line.startswith(field))


def main() -> None:
    """Build once and print one line."""
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    n_periods = 10
    n_goods = max(int(millions * 1e6 / (n_periods * TECHNIQUES * (INPUTS + 2))), 10)
    economy = economy_of_techniques(n_goods, n_periods)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest mark starts anew here
    before = memory("VmRSS")
    start = time.process_time()
    program = formulate(economy).program
    seconds = time.process_time() - start
    matrix = program.matrix
    size = (matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes) / 2**20
    peak = memory("VmHWM") - before
    print(
        f"{program.n_rows:,} rows, {program.n_columns:,} columns, {program.n_nonzeros:,} nonzeros: "
        f"{seconds:.2f} s of one core; matrix {size:.0f} MB, peak {peak:.0f} MB more "
        f"({peak / size:.1f} times the matrix)"
    )


if __name__ == "__main__":
    main()
