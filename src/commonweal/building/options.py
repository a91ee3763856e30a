"""What a person may choose when a table becomes an economy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from commonweal.findings import Origin

__all__ = [
    "CAPPED",
    "SOURCINGS",
    "Bridge",
    "BuildOptions",
    "Cap",
    "Capped",
    "Floor",
    "Group",
    "Purpose",
    "Sourcing",
    "Technique",
    "TradeCost",
]

Sourcing = Literal["observed", "within", "free"]
SOURCINGS: tuple[Sourcing, ...] = ("observed", "within", "free")

Capped = Literal["territory", "consumption"]
CAPPED: tuple[Capped, ...] = ("territory", "consumption")


@dataclass(frozen=True)
class Purpose:
    """What a product is for, and how urgent households' need of it is.

    Attributes
    ----------
    division
        Division of COICOP 2018 it mostly belongs to, as ``01``; blank where it isn't known.
    tier
        Urgency of the need: 1 comes first.
    """

    division: str
    tier: int


@dataclass(frozen=True)
class Group:
    """A part of the households of a region, such as a decile.

    Attributes
    ----------
    region
        Where; blank: in every region.
    group
        Its name.
    people
        Its share of the inhabitants.
    consumption
        Its share of what households consume.
    division
        Division of COICOP the share of consumption is of; blank: of all that no other row names.
    """

    region: str
    group: str
    people: float
    consumption: float
    division: str = ""


@dataclass(frozen=True)
class Technique:
    """One coefficient of a further way of producing (Duchin's rectangular choice of technology).

    Attributes
    ----------
    technique
        Its name.
    region
        Where it can be used; blank: in every region.
    good
        A product, or a row beside the table (labour, an emission).
    amount
        What comes out (+) or goes in (−) per level, in the unit of the good.
    capacity
        The most it can be run at, levels per year; None: no limit. Any one row of a technique says it.
    source
        Where the figure is from.
    """

    technique: str
    region: str
    good: str
    amount: float
    capacity: float | None = None
    source: str = "assumed"


@dataclass(frozen=True)
class Floor:
    """How much of a product a decent living takes; replaces what was consumed of it.

    Attributes
    ----------
    product
        A product of the table.
    amount
        Per person and year, in the table's currency at basic prices.
    tier
        Urgency; 0: as the map of purposes says.
    region
        Where; blank: everywhere.
    source
        Where the figure is from.
    """

    product: str
    amount: float
    tier: int = 0
    region: str = ""
    source: str = "assumed"


@dataclass(frozen=True)
class Bridge:
    """One step of a bridge: part of the price of a thing that is paid for one product.

    A thing's price at the buyers' is the sum of what its maker, trade and transport get, each a product
    of its own, and of taxes, which are none: shares of one need so add up to at most 1.

    Attributes
    ----------
    need
        What is needed: ``cereals``, ``heated floor space``.
    division
        Its division of COICOP 2018.
    amount
        How much a person needs in a year, in ``unit``.
    unit
        What it is counted in: kg, m2, kWh.
    price
        Buyers' price of one unit.
    currency, year
        Of the price.
    to_table
        What one unit of that money in that year is in the table's money and year.
    product
        Product of the table.
    share
        Part of the buyers' price that is paid for the product at basic prices.
    tier
        Urgency.
    region
        Where; blank: everywhere.
    source
        Where amount, price and shares are from.
    """

    need: str
    division: str
    amount: float
    unit: str
    price: float
    currency: str
    year: int
    to_table: float
    product: str
    share: float
    tier: int = 1
    region: str = ""
    source: str = "assumed"

    @property
    def worth(self) -> float:
        """What a person needs of the product in a year, in the table's money at basic prices."""
        return self.amount * self.price * self.to_table * self.share


@dataclass(frozen=True)
class Cap:
    """A cap on a row beside the table, such as an emission.

    Attributes
    ----------
    row
        Name of the row.
    region
        Where; blank: all regions together.
    at_most
        The most, in the unit of the row per year; None: ``share`` says it.
    share
        The most, as a share of what was observed; None beside ``at_most``, and else 1.
    by
        ``territory``: what is released or drawn in the region. ``consumption``: what the goods that its
        households and commitments use took anywhere, counted with the footprints of the table.
    source
        Where the figure is from.
    """

    row: str
    region: str = ""
    at_most: float | None = None
    share: float | None = None
    by: Capped = "territory"
    source: str = "assumed"


@dataclass(frozen=True)
class TradeCost:
    """A margin that depends on where a product comes from.

    Attributes
    ----------
    product
        What is traded; blank: every product.
    origin, to
        From where to where; blank: everywhere (but not within a region).
    service
        The product of the origin that is used up: transport, trade.
    share
        How much of it goes with one unit.
    source
        Where the figure is from.
    """

    product: str
    origin: str
    to: str
    service: str
    share: float
    source: str = "assumed"


@dataclass(frozen=True)
class BuildOptions:
    """What a person may choose when a table becomes an economy.

    Attributes
    ----------
    name
        Name of the economy; blank: that of the table.
    sourcing
        How far the origin of what is used may change: ``observed`` (each user keeps the origins it
        has), ``within`` (what a country gets of a product from each origin may move by ``within``),
        ``free`` (any origin, for products that are traded).
    within
        Share by which what a country gets from an origin may rise or fall. The fall is asked for after
        all needs, and not at all where only floors are needed.
    tradable
        Share of a product's use that crosses borders from which it counts as traded.
    slack
        Capacity beyond the observed output, as a share of it.
    labour_slack
        Labour beyond what was employed, as a share of it.
    trade_slack
        Exports to and imports from countries outside the table beyond the observed, as a share.
    people
        Inhabitants by region; those of the table where it isn't said.
    purposes
        Purpose of products by code; where it isn't said, from the shipped maps.
    classification
        Classification of the products, whose map tells their purposes; None: guessed from their codes.
    commitments_tier
        Urgency of what government, non-profit institutions and investment use; None: before all.
    employed
        Share of the inhabitants that works, where the table has no labour (marked assumed).
    groups
        Parts of the households; none: one group, ``residents``.
    techniques
        Further ways of producing.
    floors
        What a decent living takes, instead of what was consumed.
    bridges
        The same, counted in things: each comes to floors of products, beside those of ``floors``.
    floors_only
        Leave out what households consume beyond the floors.
    caps
        Caps on rows beside the table.
    trade_costs
        Margins by origin, beyond what the table's users pay anyway.
    capital
        Whether capital stocks, where the table has them, become equipment that carries the capacity.
    start
        First day of the year that is planned; None: 1 January of the table's year.
    smallest
        Coefficients below this are left out, and told (solvers would drop them without a word).
    origins
        Where the rows of ``people``, ``purposes``, ``groups``, ``techniques``, ``floors``, ``bridges``,
        ``caps`` and ``trade_costs`` stand, where they were read from a file: findings point there.
    """

    name: str = ""
    sourcing: Sourcing = "within"
    within: float = 0.2
    tradable: float = 0.02
    slack: float = 0.1
    labour_slack: float = 0.1
    trade_slack: float = 0.1
    people: Mapping[str, float] = field(default_factory=dict)
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    classification: str | None = None
    commitments_tier: int | None = None
    employed: float = 0.45
    groups: Sequence[Group] = ()
    techniques: Sequence[Technique] = ()
    floors: Sequence[Floor] = ()
    bridges: Sequence[Bridge] = ()
    floors_only: bool = False
    caps: Sequence[Cap] = ()
    trade_costs: Sequence[TradeCost] = ()
    capital: bool = True
    start: dt.date | None = None
    smallest: float = 1e-9
    origins: Mapping[str, Origin] = field(default_factory=dict)
