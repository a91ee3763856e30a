"""What is known of sectors and regions, and how it is told: the largest ones, and the rest together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from commonweal.classify.countries import countries, countries_of
from commonweal.show.picture.columns import listed, rounded

__all__ = ["FLOWS", "MADE", "MOST", "WORK", "Facts", "told"]

MOST = 60
"""Sectors or regions that are told one by one; where there are more, the smallest are put together."""

MADE = pl.Schema({"sector": pl.String, "region": pl.String, "output": pl.Float64, "labour": pl.Float64})
FLOWS = pl.Schema({"source": pl.String, "target": pl.String, "amount": pl.Float64})
WORK = pl.Schema({"region": pl.String, "kind": pl.String, "used": pl.Float64, "available": pl.Float64})
"""Columns of the tables of facts."""

_REST = ""  # the name of all small ones together
_Titles = dict[str, str]


@dataclass(frozen=True)
class Facts:
    """Sectors and regions by name, and amounts.

    Attributes
    ----------
    basis, title, year, unit, labour_unit, regions_unit
        As in ``commonweal.wire.industry.Industry``.
    sectors, regions
        Titles by name, in the order of the tables.
    units
        Unit of what each sector makes.
    people, coverage
        Of regions, where it is known.
    made, between_sectors, between_regions, work
        Amounts by name: columns ``MADE``, ``FLOWS``, ``FLOWS``, ``WORK``.
    """

    basis: str
    title: str
    sectors: Mapping[str, _Titles]
    regions: Mapping[str, _Titles]
    year: int | None = None
    unit: str = ""
    labour_unit: str = ""
    regions_unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    coverage: Mapping[str, float] = field(default_factory=dict)
    made: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MADE))
    between_sectors: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FLOWS))
    between_regions: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FLOWS))
    work: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=WORK))


def told(facts: Facts) -> dict[str, Any]:
    """The facts as plain data, in the form of ``commonweal.wire.industry.Industry``."""
    sectors = _kept(facts.sectors, _sizes(facts, "sector"))
    regions = _kept(facts.regions, _sizes(facts, "region"))
    where, who = _positions(facts.regions, regions), _positions(facts.sectors, sectors)
    return {
        "basis": facts.basis,
        "title": facts.title,
        "year": facts.year,
        "unit": facts.unit,
        "labour_unit": facts.labour_unit,
        "regions_unit": facts.regions_unit,
        "n_sectors": len(facts.sectors),
        "n_regions": len(facts.regions),
        "sectors": [_sector(facts, name, sectors) for name in sectors],
        "regions": [_region(facts, name, regions) for name in regions],
        "made": _columns(facts.made, {"sector": who, "region": where}),
        "between_sectors": _columns(facts.between_sectors, {"source": who, "target": who}),
        "between_regions": _columns(facts.between_regions, {"source": where, "target": where}),
        "work": _columns(facts.work, {"region": where}, "kind"),
    }


def _sizes(facts: Facts, column: str) -> dict[str, float]:
    """How large each sector or region is: by its output where that has one unit, else by its rows."""
    amount = pl.col("output").sum() if facts.unit else pl.len().cast(pl.Float64)
    return dict(facts.made.group_by(column).agg(amount).iter_rows())


def _kept(names: Mapping[str, _Titles], sizes: Mapping[str, float]) -> list[str]:
    """The names that are told one by one, in their order; last a blank one for the rest."""
    if len(names) <= MOST:
        return list(names)
    largest = sorted(names, key=lambda name: (-sizes.get(name, 0.0), name))[: MOST - 1]
    return [*(name for name in names if name in set(largest)), _REST]


def _positions(names: Mapping[str, _Titles], kept: list[str]) -> dict[str, int]:
    """The position of each name in the list that is told."""
    position = {name: number for number, name in enumerate(kept)}
    return {name: position.get(name, len(kept) - 1) for name in names}


def _columns(rows: pl.DataFrame, places: Mapping[str, Mapping[str, int]], *more: str) -> dict[str, Any]:
    """Rows by position, those of the same names added up."""
    named = rows.with_columns(
        pl.col(column).replace_strict(dict(position), default=None, return_dtype=pl.Int64)
        for column, position in places.items()
    )
    keys = [*places, *more]
    amounts = [column for column in rows.columns if column not in keys]
    unlimited = [pl.col(column).is_null().any() for column in amounts]
    summed = named.group_by(keys, maintain_order=True).agg(
        pl.when(blank).then(None).otherwise(pl.col(column).sum()).alias(column)
        for column, blank in zip(amounts, unlimited, strict=True)
    )
    return listed(summed.sort(keys).select(rows.columns))


def _sector(facts: Facts, name: str, kept: list[str]) -> dict[str, Any]:
    """One sector as it is told."""
    members = 1 if name else len(facts.sectors) - len(kept) + 1
    unit = facts.units.get(name, facts.unit) if name else facts.unit
    return {"name": name, "titles": facts.sectors.get(name, {}), "unit": unit, "members": members}


def _region(facts: Facts, name: str, kept: list[str]) -> dict[str, Any]:
    """One region as it is told."""
    people, coverage = facts.people.get(name), facts.coverage.get(name)
    return {
        "name": name,
        "titles": facts.regions.get(name, {}),
        "members": 1 if name else len(facts.regions) - len(kept) + 1,
        "country": _country(name),
        "people": None if people is None else rounded(people),
        "coverage": None if coverage is None else rounded(coverage),
    }


def _country(region: str) -> str:
    """The number of the one country that a region's name stands for; blank for none or several."""
    letters = countries_of(region) if region else ()
    return countries()[letters[0]].number if len(letters) == 1 else ""
