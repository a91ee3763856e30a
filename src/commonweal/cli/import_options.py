"""Options of ``commonweal import``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from commonweal.building.options import SOURCINGS
from commonweal.cli.choices import one_of

__all__ = [
    "BALANCINGS",
    "AggregateOption",
    "BalanceOption",
    "BridgesOption",
    "CapitalOption",
    "CapsOption",
    "ClassificationOption",
    "CommitmentsTierOption",
    "CurrencyOption",
    "EmployedOption",
    "FloorsOnlyOption",
    "FloorsOption",
    "GroupsOption",
    "LabourSlackOption",
    "NameOption",
    "NeedsOption",
    "PeopleOption",
    "PricesOption",
    "RegionOption",
    "ScaleOption",
    "SlackOption",
    "SourcingOption",
    "StartOption",
    "TechniquesOption",
    "ToleranceOption",
    "TradableOption",
    "TradeCostsOption",
    "TradeSlackOption",
    "WithinOption",
    "YearOption",
]

BALANCINGS = ("ras", "gras")
_PRICES = ("basic", "producers", "purchasers")

YearOption = Annotated[
    int,
    typer.Option(metavar="YEAR", help="Year of the table. Default: as its files say.", show_default=False),
]
CurrencyOption = Annotated[
    str,
    typer.Option(metavar="CODE", help="Currency of the table, as EUR. Default: as its files say."),
]
ScaleOption = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        metavar="NUMBER",
        help="How many of the currency one figure stands for: 1e6 where they are in millions.",
    ),
]
PricesOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(_PRICES),
        help="What the figures are in. Default: as the files say.",
        callback=lambda word: one_of(_PRICES)(word or None) or "",
    ),
]
NameOption = Annotated[str, typer.Option(metavar="TEXT", help="Name of the economy. Default: of the table.")]
RegionOption = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Region that a table of a single one describes, as DEU. Default: as its files say.",
    ),
]
AggregateOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        metavar="REGIONS.csv SECTORS.csv",
        help="Sum regions and sectors by these two files (columns from, to; '-' for none) before anything "
        "else is done. 'continents' and 'sections' (of ISIC or NACE) ship with the program.",
    ),
]
BalanceOption = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(BALANCINGS),
        help="Balance the table first: ras where nothing is negative, gras where something is.",
        callback=one_of(BALANCINGS),
    ),
]
ToleranceOption = Annotated[
    float | None,
    typer.Option(
        min=0.0,
        metavar="SHARE",
        help="How far a row may be off, as a share of its total, before the import stops.",
    ),
]
PeopleOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Inhabitants by region (columns region, people). Default: the table's, else the World Bank's "
        "figures that ship.",
    ),
]
NeedsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="What products are for (columns product, division, tier). Default: the maps that ship.",
    ),
]
ClassificationOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Classification of the products, as wiod2013: its map says what they are for. Default: guessed.",
    ),
]
FloorsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="What a decent living takes a year, per person (columns product, amount, tier, region, source).",
    ),
]
BridgesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="The same counted in things (columns need, division, amount, unit, price, currency, year, "
        "to_table, product, share, tier, region, source).",
    ),
]
FloorsOnlyOption = Annotated[
    bool, typer.Option("--floors-only", help="Leave out what households consume beyond the floors.")
]
GroupsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Parts of the households (columns region, group, people, consumption, division; shares).",
    ),
]
TechniquesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Further ways of producing (columns technique, region, good, amount, capacity, source).",
    ),
]
CapsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Caps on emissions, land, water … (columns row, region, at_most or share, by, source).",
    ),
]
TradeCostsOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Services that trade takes up, by origin (columns product, origin, to, service, share, source).",
    ),
]
CommitmentsTierOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=12,
        metavar="N",
        help="Tier of what government, non-profit institutions and investment use. Default: before needs.",
        show_default=False,
    ),
]
CapitalOption = Annotated[
    bool,
    typer.Option(
        "--capital/--no-capital", help="Make equipment of capital stocks, where the table has them, or not."
    ),
]
StartOption = Annotated[
    dt.datetime | None,
    typer.Option(
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="First day of the year that is planned. Default: 1 January of the table's year.",
        show_default=False,
    ),
]
SourcingOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(SOURCINGS),
        help="How far the origin of what is used may change from the observed one.",
        callback=one_of(SOURCINGS),
    ),
]
WithinOption = Annotated[
    float,
    typer.Option(
        min=0.0, metavar="PERCENT", help="By how much an origin's part may change, with --sourcing within."
    ),
]
TradableOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=100.0,
        metavar="PERCENT",
        help="Part of a product's use that crosses borders, from which it may come from anywhere with "
        "--sourcing free.",
    ),
]
SlackOption = Annotated[
    float,
    typer.Option(min=0.0, metavar="PERCENT", help="Capacity of industries beyond their observed output."),
]
LabourSlackOption = Annotated[
    float, typer.Option(min=0.0, metavar="PERCENT", help="Labour beyond what was employed.")
]
TradeSlackOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        metavar="PERCENT",
        help="Exports to and imports from countries outside the table, beyond the observed.",
    ),
]
EmployedOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=100.0,
        metavar="PERCENT",
        help="Part of the inhabitants that works, where the table has no labour (marked assumed).",
    ),
]
