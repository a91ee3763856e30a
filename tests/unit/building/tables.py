"""Small tables whose economies can be reckoned by hand, and what tests ask of an economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

import commonweal as cw
from commonweal.building.options import BuildOptions
from commonweal.inputoutput.tables import Labels, Provenance, Rows, SupplyUse, no_rows
from commonweal.model import Economy

__all__ = [
    "HOURS",
    "Coefficients",
    "built",
    "coefficients",
    "column",
    "joint",
    "labels",
    "priced",
    "rows_of",
    "sectors",
    "supply_use",
    "two_regions",
    "valid",
]

Coefficients = dict[tuple[str, str, str | None], float]

HOURS = (30.0, 80.0)


def labels(texts: Sequence[str]) -> Labels:
    """Labels from texts such as ``north.bread``."""
    pairs = [text.split(".") for text in texts]
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def supply_use(
    products: Sequence[str],
    industries: Sequence[str],
    final: Mapping[str, str],
    tables: tuple[ArrayLike, ArrayLike, ArrayLike],
    *,
    beside: Mapping[str, Rows] | None = None,
    extras: Mapping[str, ArrayLike] | None = None,
    people: Mapping[str, float] | None = None,
    scale: float = 1.0,
) -> SupplyUse:
    """A table from supply, use and final demand; what isn't said is nothing.

    Parameters
    ----------
    final
        Kind of each final user by its label.
    """
    supply, use, demand = (np.asarray(part, dtype=float) for part in tables)
    n_rows, n_industries, n_final = len(products), len(industries), len(final)
    nothing = no_rows(n_industries, n_final)
    rows = {
        name: (beside or {}).get(name, nothing) for name in ("value_added", "labour", "capital", "satellites")
    }
    more = {
        name: np.asarray((extras or {}).get(name, np.zeros(n_rows)), dtype=float)
        for name in ("imports", "margins", "taxes")
    }
    return SupplyUse(
        products=labels(products),
        industries=labels(industries),
        final=labels(list(final)),
        final_kinds=tuple(final.values()),
        supply=sparse.csr_array(supply),
        use=use,
        final_demand=demand,
        provenance=Provenance("hand", 2031, "EUR", scale, source="typed in by hand"),
        people=dict(people or {}),
        **rows,
        **more,
    )


def rows_of(kind: str, names: Sequence[str], unit: str, by_industry: ArrayLike, by_final: ArrayLike) -> Rows:
    """Rows of one kind and unit."""
    count = len(names)
    return Rows(
        tuple(names),
        (unit,) * count,
        (kind,) * count,
        np.atleast_2d(np.asarray(by_industry, dtype=float)),
        np.atleast_2d(np.asarray(by_final, dtype=float)),
    )


def sectors(**beside: Rows) -> SupplyUse:
    """Two sectors of one region (Miller and Blair, ch. 2), with hours of work: 10 people."""
    return supply_use(
        ["here.food", "here.tools"],
        ["here.food", "here.tools"],
        {"here.households": "household", "here.government": "government"},
        (np.diag([1000.0, 2000.0]), [[150.0, 500.0], [200.0, 100.0]], [[300.0, 50.0], [1600.0, 100.0]]),
        beside={"labour": rows_of("labour", ["hours"], "h", HOURS, [0.0, 0.0])} | beside,
        people={"here": 10.0},
    )


def joint() -> SupplyUse:
    """A farm that makes wool with its wheat, and a mill that gives bran back (a negative use)."""
    return supply_use(
        ["here.wheat", "here.wool", "here.flour"],
        ["here.farm", "here.mill"],
        {"here.households": "household", "here.stocks": "stocks"},
        (
            [[90.0, 10.0, 0.0], [0.0, 0.0, 50.0]],
            [[20.0, 60.0], [0.0, -2.0], [0.0, 0.0]],
            [[10.0, 0.0], [15.0, -3.0], [50.0, 0.0]],
        ),
        beside={"labour": rows_of("labour", ["work"], "h", [200.0, 100.0], [0.0, 0.0])},
        people={"here": 4.0},
        scale=1000.0,
    )


def priced() -> SupplyUse:
    """Bread, trade and transport at buyers' prices: bread is imported too, taxed, and carries margins."""
    return supply_use(
        ["here.bread", "here.trade", "here.lorries"],
        ["here.bakery", "here.shops", "here.hauliers"],
        {"here.households": "household", "here.exports": "export"},
        (
            np.diag([60.0, 20.0, 30.0]),
            [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [10.0, 4.0, 0.0]],
            [[105.0, 8.0], [5.0, 0.0], [0.0, 11.0]],
        ),
        beside={
            "value_added": rows_of("imports", ["flour from abroad"], "EUR", [12.0, 0.0, 3.0], [0.0, 0.0]),
            "labour": rows_of("labour", ["work"], "h", [30.0, 10.0, 20.0], [0.0, 0.0]),
        },
        extras={"imports": [30.0, 0.0, 0.0], "margins": [20.0, -15.0, -5.0], "taxes": [3.0, 0.0, 0.0]},
        people={"here": 5.0},
    )


def two_regions(**beside: Rows) -> SupplyUse:
    """Corn and cloth of north and south, who trade both; housing, which neither trades."""
    names = ["north.corn", "north.cloth", "north.homes", "south.corn", "south.cloth", "south.homes"]
    use = np.array(
        [
            [10.0, 5.0, 0.0, 4.0, 10.0, 0.0],
            [2.0, 8.0, 1.0, 1.0, 2.0, 2.0],
            [0.0, 0.0, 1.0, 0.0, 0.0, 0.0],
            [6.0, 5.0, 0.0, 16.0, 10.0, 0.0],
            [1.0, 2.0, 2.0, 3.0, 8.0, 1.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 2.0],
        ]
    )
    demand = np.array(
        [
            [30.0, 2.0, 10.0, 0.0],
            [20.0, 5.0, 20.0, 3.0],
            [15.0, 4.0, 0.0, 0.0],
            [20.0, 1.0, 40.0, 2.0],
            [10.0, 3.0, 40.0, 6.0],
            [0.0, 0.0, 25.0, 3.0],
        ]
    )
    output = use.sum(axis=1) + demand.sum(axis=1)
    hours = rows_of("labour", ["work"], "h", output * np.array([2.0, 3.0, 1.0, 1.0, 5.0, 1.0]), np.zeros(4))
    return supply_use(
        names,
        names,
        {
            "north.households": "household",
            "north.government": "government",
            "south.households": "household",
            "south.investment": "investment",
        },
        (np.diag(output), use, demand),
        beside={"labour": hours} | beside,
        people={"north": 10.0, "south": 20.0},
    )


def built(table: SupplyUse, **options: object) -> Economy:
    """The economy of a table."""
    return cw.build_economy(table, BuildOptions(**options)).economy


def coefficients(economy: Economy, activity: str) -> Coefficients:
    """Coefficients of one activity by (good, place)."""
    rows = economy["activity_goods"].filter(activity=activity)
    return {
        (row["activity"], row["good"], row["at"]): float(row["amount"]) for row in rows.iter_rows(named=True)
    }


def column(economy: Economy, table: str, name: str, **where: object) -> list[object]:
    """A column of the rows of a table that meet all conditions."""
    rows = economy[table]
    return (rows.filter(**where) if where else rows)[name].to_list()


def valid(economy: Economy, folder: Path) -> Economy:
    """The economy written to a folder and read again: nothing may be wrong with it."""
    cw.write(economy, folder)
    again, findings = cw.examine(folder)
    assert again is not None
    assert not [found for found in findings if found.severity == "error"], findings
    return again
