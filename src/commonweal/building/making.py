"""From a published table to an economy: read, aggregate, check, balance and build."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from commonweal.building.build import build_economy
from commonweal.building.options import BuildOptions
from commonweal.classify.concordance import continents, read_concordance, sections
from commonweal.classify.people import people_of
from commonweal.classify.purposes import guessed_classification, tiers_of
from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.importing.checking import TOLERANCE, TableCheck, sound
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.balancing import BalancingReport, Method, balanced
from commonweal.inputoutput.tables import SupplyUse
from commonweal.model import Economy
from commonweal.validate.report import finding, limited

__all__ = ["Between", "Made", "made_of_table"]


@dataclass(frozen=True)
class Between:
    """What is done to a table between reading it and building an economy of it.

    Attributes
    ----------
    aggregate
        How regions and sectors are summed, as ``commonweal import --aggregate`` takes it; None for not.
    balance
        ``ras`` or ``gras``; None for not.
    tolerance
        How far a row may be off, as a share of its total; None for the usual.
    """

    aggregate: tuple[str, str] | None = None
    balance: str | None = None
    tolerance: float | None = None


@dataclass(frozen=True)
class Made:
    """A table that became an economy.

    Attributes
    ----------
    table
        As the economy was built of it: aggregated and balanced, if that was asked.
    check, balancing
        What was found in it, and what balancing did; None where it wasn't asked for.
    economy
        What came out.
    notes
        What was done and assumed, in sentences.
    """

    table: SupplyUse
    check: TableCheck
    balancing: BalancingReport | None
    economy: Economy
    notes: tuple[str, ...]


def made_of_table(
    layout: str,
    path: Path,
    reading: ReadingOptions,
    building: BuildOptions,
    between: Between,
    *,
    doubted: Callable[[tuple[Finding, ...]], None],
) -> Made:
    """An economy of the table at a path.

    Parameters
    ----------
    doubted
        Told what is doubtful about the table as it was read.

    Raises
    ------
    DataError
        With everything that is wrong with the table, or with what is said about it.
    """
    whole = _with_shipped_people(read_table(layout, path, reading))
    tolerance = TOLERANCE if between.tolerance is None else between.tolerance
    check = sound(whole, math.inf if between.balance else tolerance, file=path.name)
    doubted(check.findings)
    table, balancing = _peopled(_aggregated(whole, between.aggregate), building, path.name), None
    if between.balance is not None:
        table, balancing = balanced(table, cast(Method, between.balance))
        check = sound(table, tolerance, file=path.name)
    elif table is not whole:  # sums of rows that balance are off by the sum of what those are off by
        check = sound(table, math.inf, file=path.name)
    built = build_economy(table, building)
    notes = (*table.provenance.notes, _told_of_purposes(table, building), *built.notes)
    return Made(table, check, balancing, built.economy, notes)


def _aggregated(table: SupplyUse, asked: tuple[str, str] | None) -> SupplyUse:
    """The table with fewer regions and sectors, by two files or as shipped; '-' leaves them as they are."""
    if asked is None:
        return table
    regions, sectors = asked
    by_region = by_product = by_industry = None
    if regions != "-":
        by_region = continents(table.regions) if regions == "continents" else read_concordance(Path(regions))
    if sectors == "sections":
        by_product, by_industry = sections(table.products), sections(table.industries)
    elif sectors != "-":
        by_product = by_industry = read_concordance(Path(sectors))
    return aggregated(
        table,
        regions=None if by_region is None else by_region.map,
        products=None if by_product is None else by_product.map,
        industries=None if by_industry is None else by_industry.map,
        titles=None if by_product is None else by_product.titles,
    )


def _with_shipped_people(table: SupplyUse) -> SupplyUse:
    """The table with the inhabitants of its regions, where it has none itself, as the program knows them."""
    return replace(table, people={**people_of(table.regions, table.provenance.year), **table.people})


def _peopled(table: SupplyUse, building: BuildOptions, file: str) -> SupplyUse:
    """The table with the inhabitants that a person gives for its (aggregated) regions.

    Raises
    ------
    DataError
        If those of a region are not known: needs are per person.
    """
    people = {**table.people, **building.people}
    unknown = [region for region in table.regions if not people.get(region, 0.0) > 0.0]
    if unknown:
        why = "How many people live there is not known, so that what one of them needs can't be told."
        remedy = "Give them: --people people.csv, with columns region and people."
        if not table.provenance.year:
            remedy += " The figures that ship go by year: --year."
        raise DataError(
            limited(finding("A05", why, remedy, file=file, column="people", value=name) for name in unknown)
        )
    return replace(table, people={region: people[region] for region in table.regions})


def _told_of_purposes(table: SupplyUse, building: BuildOptions) -> str:
    """Whose word says what products are for, a person's file or a map that ships, in a sentence."""
    if building.floors_only and all(floor.tier for floor in building.floors):  # bridges always have one
        return "Only what a decent living takes is a need; the files that say it say the tiers too."
    name = building.classification or guessed_classification(table.products)
    shipped = {one.product: one for one in tiers_of(table.products, name)}
    unknown = sum(not one.known and product not in building.purposes for product, one in shipped.items())
    by = f"the map of {name}" if name else "no shipped map: none knows enough of the products"
    own_words = f"{building.origins['purposes'].file} and " if building.purposes else ""
    last = f"; {unknown} without a known purpose are in the last tier" if unknown else ""
    return f"What products are for, and so the tier of needs, is by {own_words}{by}{last}."
