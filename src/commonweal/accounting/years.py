"""What changed between two years, and because of what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from commonweal.accounting.accounts import chosen_rows
from commonweal.errors import ModelError
from commonweal.inputoutput.decomposition import YearTable, footprint_change
from commonweal.inputoutput.embodied import OUTSIDE
from commonweal.inputoutput.tables import Floats

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts

__all__ = ["YearChange", "year_change"]

_ROUNDING = 1e-12  # effects below this share of the largest amount are rounding


@dataclass(frozen=True)
class YearChange:
    """Footprints of regions in two years, and what brought the change.

    Attributes
    ----------
    first, second
        What the years are called.
    of, unit
        What is followed, and its unit.
    table
        One row a region and ``total``: ``region``, ``before``, ``after``, then one column for each cause:
        ``intensity``, ``technology``, ``mix``, ``level`` and, where people are known, ``people``.
    residual
        By how much the causes fail to add up to the change, as a share of the largest amount.
    """

    first: str
    second: str
    of: str
    unit: str
    table: pl.DataFrame
    residual: float

    @property
    def causes(self) -> tuple[str, ...]:
        """Names of the causes."""
        return tuple(self.table.columns[3:])

    def data(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "first": self.first,
            "second": self.second,
            "of": self.of,
            "unit": self.unit,
            "residual": self.residual,
            "regions": self.table.to_dicts(),
        }


def year_change(first: Accounts, second: Accounts) -> YearChange:
    """Why footprints changed from one year's accounts to another's (structural decomposition).

    The mean over all orders of causes (Dietzenbacher and Los 1998); the causes add up to the change.
    Tables are compared as they are: deflate them first where prices moved.

    Raises
    ------
    ModelError
        If the two tables have other sectors, or follow other things.
    """
    if first.flat.sectors.texts != second.flat.sectors.texts:
        missing = sorted(set(first.flat.sectors.texts) ^ set(second.flat.sectors.texts))[:5]
        raise ModelError(
            f"The two tables have other sectors ({', '.join(missing) or 'in another order'} …). "
            "Bring them to one classification with --aggregate when they are imported."
        )
    if (first.of, first.unit) != (second.of, second.unit):
        raise ModelError(
            f"One table tells {first.of} in {first.unit}, the other {second.of} in {second.unit}. "
            "Name a row that both have: --of."
        )
    users = _users(first)
    before, after = _year(first, users), _year(second, users)
    if before.people is None or after.people is None:
        before, after = replace(before, people=None), replace(after, people=None)
    found = footprint_change(before, after)
    nothing = _ROUNDING * float(np.abs(found.before).max(initial=0.0))
    columns = {"before": found.before[0], "after": found.after[0]} | {
        cause: np.where(np.abs(effect[0]) > nothing, effect[0], 0.0)
        for cause, effect in found.effects.items()
    }
    table = pl.DataFrame({"region": list(users), **columns})
    total = table.select(pl.lit("total").alias("region"), pl.exclude("region").sum())
    names = (_called(first, "first"), _called(second, "second"))
    return YearChange(*names, first.of, first.unit, pl.concat([table, total]), found.residual)


def _called(found: Accounts, otherwise: str) -> str:
    return str(found.table.provenance.year or "") or otherwise


def _users(found: Accounts) -> tuple[str, ...]:
    """Regions of users, and those outside where the table exports."""
    regions = found.flat.sectors.distinct_regions
    return (*regions, OUTSIDE) if "export" in found.flat.final_kinds else regions


def _year(found: Accounts, users: tuple[str, ...]) -> YearTable:
    """One year as the decomposition takes it, final demand summed by region of the user."""
    flat = found.flat
    demand = np.zeros((len(flat.sectors), len(users)))
    for column, (region, kind) in enumerate(zip(flat.final.regions, flat.final_kinds, strict=True)):
        user = users.index(OUTSIDE if kind == "export" else region)
        demand[:, user] += flat.final_demand[:, column]
    demand *= found.system.active[:, None]
    rows, _ = chosen_rows(flat, found.of)
    return YearTable(found.system, demand, rows.by_industry, _people(found, users))


def _people(found: Accounts, users: tuple[str, ...]) -> Floats | None:
    """Inhabitants behind each user; None unless all are known."""
    people = found.flat.people
    if any(people.get(user, 0.0) <= 0.0 for user in users):
        return None
    return np.array([people[user] for user in users])
