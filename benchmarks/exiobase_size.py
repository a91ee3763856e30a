"""Seconds and memory at the size of EXIOBASE 3: import, accounts, aggregation and an aggregated plan.

Run with ``python benchmarks/exiobase_size.py [REGIONS] [PRODUCTS] [pymrio] [text]`` (49 and 200 by default).
A random table of that size is written in pymrio's saved format (Parquet, or text with ``text``) to a
temporary folder, by a process of its own, and everything after that is done by this one:

- the table: 9,800 products, 7 final users a region; 32 % of flows are not 0, as in EXIOBASE 3 of 2022 (68 %
  zeros: albersonmiranda/fio, issue 42); each product uses inputs worth 30 to 70 % of its output; flows
  within a region are 50 times those across borders; seed 1;
- beside it two rows of value added, hours of work, and 20 stressors that households use too.

With ``pymrio``, ``pymrio.load_all`` reads the same folder, again in a process of its own, for comparison. The
peak of memory is that of each step by itself (``VmHWM`` of Linux, reset before it), all that is held from
earlier steps included. The steps check themselves: the solve reproduces output, footprints add up to
what is released, and the plan is certified.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy import sparse

import commonweal as cw
from commonweal.building.build import build_economy
from commonweal.building.options import BuildOptions
from commonweal.importing.exporting_pymrio import save_for_pymrio
from commonweal.importing.reading import read_table
from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.footprints import footprints
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Labels, Provenance, Rows, SupplyUse, no_rows
from commonweal.inputoutput.transformations import symmetric

DENSITY = 0.32
FINALS = (
    "Final consumption expenditure by households",
    "Final consumption expenditure by non-profit organisations serving households (NPISH)",
    "Final consumption expenditure by government",
    "Gross fixed capital formation",
    "Changes in inventories",
    "Changes in valuables",
    "Export",
)
WEIGHTS = np.array([0.58, 0.02, 0.16, 0.22, 0.015, 0.005, 0.0])  # of final demand, as in the world of 2022
WORLD = 8e7  # million EUR of final demand a year
PEOPLE = 8e9
N_STRESSORS = 20
N_GROUPS = (8, 20)  # regions and products of the aggregated table
LIMIT = 12.0  # GiB that no step may pass

Answer = TypeVar("Answer")


def random_table(n_regions: int, n_products: int) -> SupplyUse:
    """A table that balances, with positive value added everywhere."""
    rng = np.random.default_rng(1)
    regions = [f"R{number:02d}" for number in range(n_regions)]
    products = _labels(regions, [f"P{number:03d}" for number in range(n_products)])
    final = _labels(regions, FINALS)
    n = len(products)
    flows = _coefficients(rng, n, n_products)
    final_demand = _demand(rng, n, n_regions, n_products)
    output = final_demand.sum(axis=1)
    for _ in range(200):  # x = y + A y + A² y + …; columns of A sum to at most 0.7
        output = final_demand.sum(axis=1) + flows @ output
    flows *= output
    output = flows.sum(axis=1) + final_demand.sum(axis=1)
    left = output - flows.sum(axis=0)
    share = rng.uniform(0.4, 0.7, n)
    none = np.zeros((2, len(final)))
    return SupplyUse(
        products=products,
        industries=products,
        final=final,
        final_kinds=("household",) * len(final),  # the names decide again when the table is read
        supply=sparse.csr_array(sparse.diags_array(output)),
        use=flows,
        final_demand=final_demand,
        value_added=Rows(
            ("Compensation of employees", "Operating surplus"),
            ("EUR", "EUR"),
            ("compensation", "surplus"),
            np.array([left * share, left * (1.0 - share)]),
            none,
        ),
        labour=Rows(("Hours",), ("h",), ("labour",), (left * rng.uniform(2e4, 4e4, n))[None, :], none[:1]),
        capital=no_rows(n, len(final)),
        satellites=_stressors(rng, output, final_demand),
        provenance=Provenance("Random", 2022, "EUR", 1e6, source="benchmarks/exiobase_size.py"),
        imports=np.zeros(n),
        margins=np.zeros(n),
        taxes=np.zeros(n),
        people=dict.fromkeys(regions, PEOPLE / n_regions),
    )


def _labels(regions: list[str], names: tuple[str, ...] | list[str]) -> Labels:
    pairs = [(region, name) for region in regions for name in names]
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def _coefficients(rng: np.random.Generator, n: int, n_products: int) -> np.ndarray:
    """Input coefficients, a block of rows at a time."""
    table = np.empty((n, n))
    region = np.arange(n) // n_products
    for start in range(0, n, 512):
        rows = slice(start, min(start + 512, n))
        block = rng.lognormal(sigma=2.0, size=table[rows].shape)
        block *= rng.random(block.shape) < DENSITY
        block *= np.where(region[rows, None] == region, 50.0, 1.0)
        table[rows] = block
    table *= rng.uniform(0.3, 0.7, n) / table.sum(axis=0)
    return table


def _demand(rng: np.random.Generator, n: int, n_regions: int, n_products: int) -> np.ndarray:
    """Final demand: nine tenths from home."""
    demand = rng.lognormal(sigma=1.5, size=(n, n_regions, len(FINALS))) * WEIGHTS
    home = np.arange(n)[:, None] // n_products == np.arange(n_regions)
    demand *= np.where(home, 9.0 * n_regions, 1.0)[:, :, None]
    demand *= WORLD / demand.sum()
    return demand.reshape(n, -1)


def _stressors(rng: np.random.Generator, output: np.ndarray, final_demand: np.ndarray) -> Rows:
    """Emissions by output, and by what households buy."""
    names = tuple(f"Emission {number:02d} - air" for number in range(N_STRESSORS))
    own = np.zeros((N_STRESSORS, final_demand.shape[1]))
    own[:, :: len(FINALS)] = final_demand[:, :: len(FINALS)].sum(axis=0) * rng.uniform(
        1e2, 1e3, (N_STRESSORS, 1)
    )
    by_industry = output * rng.lognormal(mean=7.0, size=(N_STRESSORS, len(output)))
    kinds, units = ("emission",) * N_STRESSORS, ("kg",) * N_STRESSORS
    return Rows(names, units, kinds, by_industry, own)


def write(folder: str, n_regions: int, n_products: int, form: str) -> None:
    """Make the table and save it."""
    save_for_pymrio(random_table(n_regions, n_products), folder, "txt" if form == "txt" else "parquet")


def with_pymrio(folder: str) -> None:
    """The import as pymrio does it, with its own line in the table."""
    import pymrio  # noqa: PLC0415 - only this comparison calls it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        measured("pymrio.load_all, for comparison", lambda: pymrio.load_all(folder))


def apart(function: Callable[..., None], *arguments: object) -> None:
    """Do something in a process of its own, so that its memory is not counted here."""
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{function.__name__} ended with {process.exitcode}.")


def measured(name: str, step: Callable[[], Answer], remark: Callable[[Answer], str] | None = None) -> Answer:
    """Do a step and print its seconds and its peak of memory."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # resets VmHWM
    start = time.perf_counter()
    answer = step()
    seconds = time.perf_counter() - start
    peak = memory()
    said = remark(answer) if remark else ""
    print(f"{name:34s} {seconds:9.2f} s {peak:7.2f} GiB  {said}", flush=True)
    if peak > LIMIT:
        raise SystemExit(f"{name} took more than {LIMIT} GiB.")
    return answer


def memory() -> float:
    """The peak of memory since it was last reset, GiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    if found is None:
        raise SystemExit("This system does not tell its peak of memory; run it on Linux.")
    return int(found[1]) / 1024**2


def grouped(names: tuple[str, ...], n_groups: int, letter: str) -> dict[str, str]:
    """Neighbours together, in so many groups."""
    return {name: f"{letter}{place * n_groups // len(names):02d}" for place, name in enumerate(names)}


def main() -> None:
    """Measure and print one table."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    n_regions, n_products = (*numbers, *(49, 200)[len(numbers) :])
    form = "txt" if "text" in sys.argv else "parquet"
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        apart(write, folder, n_regions, n_products, form)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1024**3
        spent = time.perf_counter() - start
        print(f"{n_regions} × {n_products}, written as {form}: {size:.2f} GiB, {spent:.0f} s", flush=True)
        if "pymrio" in sys.argv:
            apart(with_pymrio, folder)
        table = measured("import", lambda: read_table("pymrio", folder), described)
    accounts(table)
    small = measured(
        f"aggregation to {N_GROUPS[0]} × {N_GROUPS[1]}",
        lambda: smaller(table),
        lambda found: f"output {found.industry_output.sum() / table.industry_output.sum():.12f} of the whole",
    )
    planned(small)


def smaller(table: SupplyUse) -> SupplyUse:
    """The table by groups of regions and of products."""
    products = grouped(table.products.distinct_names, N_GROUPS[1], "P")
    return aggregated(table, grouped(table.regions, N_GROUPS[0], "R"), products, products)


def described(table: SupplyUse) -> str:
    """How large a table is, and how full."""
    filled = np.count_nonzero(table.use) / table.use.size
    return f"{table.use.shape[0]:,} products, {filled:.1%} of flows are not 0"


def accounts(table: SupplyUse) -> None:
    """One Leontief solve and the footprints of all stressors."""
    flat = symmetric(table)
    system = LeontiefSystem(flat.flows, flat.output)
    demand = flat.final_demand.sum(axis=1)
    measured(
        "one Leontief solve",
        lambda: system.outputs(demand),
        lambda found: f"output off by {np.abs(found / flat.output - 1.0).max():.0e}",
    )
    measured(
        f"footprints of {len(flat.satellites)} stressors",
        lambda: footprints(flat, flat.satellites, system),
        lambda found: f"sums off by {found.residual:.0e}",
    )


def planned(table: SupplyUse) -> None:
    """Build and plan the aggregated table."""
    built = measured(
        "build the economy",
        lambda: build_economy(table, BuildOptions(people=table.people)),
        lambda found: f"{found.economy['activities'].height:,} activities",
    )
    measured(
        "plan, by leximin",
        lambda: cw.plan(built.economy),
        lambda plan: f"{plan.certificate.quality}, least coverage {plan['coverage']['coverage'].min():.6f}",
    )


if __name__ == "__main__":
    main()
