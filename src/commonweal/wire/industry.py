"""Sectors and regions: what is made where, by whose work, and what goes from one to the other."""

from __future__ import annotations

from typing import Literal

from commonweal.wire.message import Message

__all__ = [
    "Industry",
    "IndustryFlows",
    "IndustryMade",
    "IndustryRegion",
    "IndustrySector",
    "IndustryWork",
]

Titles = dict[str, str]


class IndustrySector(Message):
    """A sector.

    Attributes
    ----------
    name, titles
        As the tables have it, and for people; the name is blank for all small ones together.
    unit
        The unit of what it makes; blank where it makes things of several units, and its output is told
        in levels.
    members
        For how many sectors it stands: more than 1 for the small ones together.
    """

    name: str
    titles: Titles
    unit: str
    members: int


class IndustryRegion(Message):
    """A region: a place, or a region of the observed table.

    Attributes
    ----------
    name, titles, members
        As of a sector.
    country
        Its number in ISO 3166-1, three digits; blank where it is no one country.
    people
        How many live there; null where it is not said.
    coverage
        Mean coverage of the most urgent needs there in a plan, by people and days; null without a plan.
    """

    name: str
    titles: Titles
    members: int
    country: str
    people: float | None
    coverage: float | None


class IndustryMade(Message):
    """What sectors make in regions, and the work that it takes; positions, and amounts in columns."""

    sector: tuple[int, ...]
    region: tuple[int, ...]
    output: tuple[float, ...]
    labour: tuple[float, ...]


class IndustryFlows(Message):
    """What goes from one to the other; of sectors in the unit of what the first one makes."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    amount: tuple[float, ...]


class IndustryWork(Message):
    """Kinds of labour in regions: what is used, and what there is; null where nothing limits it."""

    region: tuple[int, ...]
    kind: tuple[str, ...]
    used: tuple[float, ...]
    available: tuple[float | None, ...]


class Industry(Message):
    """Sectors and regions of an economy, as observed or as a plan runs them.

    Attributes
    ----------
    basis
        ``table``: as the table observed it that the economy was built from, in a year; ``plan``: as the
        plan does it, over all its periods; ``none``: the economy was built from no table, and only a plan
        of it says how much is made.
    title, year
        Of the table or economy; the year is null for a plan.
    unit
        The unit of all outputs and flows; blank where sectors have different units.
    labour_unit
        The unit of all labour; blank where there is none, or kinds of labour have different units.
    regions_unit
        The unit of what goes between regions: ``t`` where goods have different units, of goods with mass.
    n_sectors, n_regions
        How many there are; more than in the lists where small ones are put together.
    made, between_sectors, between_regions, work
        Amounts; what stays within a sector or region is told too.
    """

    basis: Literal["table", "plan", "none"]
    title: str
    year: int | None
    unit: str
    labour_unit: str
    regions_unit: str
    n_sectors: int
    n_regions: int
    sectors: tuple[IndustrySector, ...]
    regions: tuple[IndustryRegion, ...]
    made: IndustryMade
    between_sectors: IndustryFlows
    between_regions: IndustryFlows
    work: IndustryWork
