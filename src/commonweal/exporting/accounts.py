"""Accounts as this package sees them: named tables, the table they are of, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import polars as pl

from commonweal.exporting.columns import ColumnText, TableText
from commonweal.inputoutput.tables import SupplyUse

__all__ = ["Accounted", "texts_of_accounts"]


class Accounted(Protocol):
    """The accounts of a table, as ``commonweal.accounts`` gives them."""

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """Tables by name."""

    @property
    def table(self) -> SupplyUse:
        """What was observed."""

    @property
    def of(self) -> str:
        """What is followed through trade."""

    @property
    def unit(self) -> str:
        """Its unit."""


_REGION = ColumnText("The region.", required=True)


def texts_of_accounts(accounts: Accounted) -> dict[str, TableText]:
    """What the tables of accounts mean, with the units of the table they are of.

    Parameters
    ----------
    accounts
        The accounts; a table of theirs that isn't known here is described by its types alone.
    """
    provenance = accounts.table.provenance
    money = f"{provenance.scale:,.15g} {provenance.currency}"
    work = "unit of labour"
    followed = f"{accounts.unit} per year"
    texts = {
        "sectors": _sectors(money, work),
        "regions": _regions(accounts.of, accounts.unit),
        "embodied": TableText(
            f"{accounts.of} done in one region for the final users of another",
            ("from_region", "to_region"),
            {
                "from_region": ColumnText("Where it is done.", required=True),
                "to_region": ColumnText("For whose final use.", required=True),
                "amount": ColumnText("How much.", followed),
            },
        ),
        "footprints": _FOOTPRINTS,
        "deviations": _DEVIATIONS,
        "checks": _CHECKS,
    }
    return {name: text for name, text in texts.items() if name in accounts.tables}


def _sectors(money: str, work: str) -> TableText:
    """One row a sector."""
    columns = {
        "region": _REGION,
        "sector": ColumnText("The sector.", required=True),
        "title": ColumnText("What people call it."),
        "output": ColumnText("Gross output.", f"{money} per year"),
        "output_multiplier": ColumnText("Output of all sectors behind a unit of final demand.",
                                        "money per money"),
        "value_added_multiplier": ColumnText("Value added behind a unit of final demand.", "money per money"),
        "income_multiplier": ColumnText("Wages behind a unit of final demand.", "money per money"),
        "backward": ColumnText("Linkage with suppliers; 1 in the mean.", "1"),
        "forward": ColumnText("Linkage with users (supply-driven); 1 in the mean.", "1"),
        "key": ColumnText("Whether both linkages are above 1."),
        "direct_labour": ColumnText("Work in the sector itself.", f"{work} per {money}"),
        "labour_value": ColumnText("Work at any remove.", f"{work} per {money}"),
        "value_ratio": ColumnText("Labour value per money, over that of all output.", "1"),
        "labour_value_with_wear": ColumnText("The same with the capital that is used up.",
                                             f"{work} per {money}"),
        "production_price": ColumnText("Price at a uniform rate of profit; 1: the market price.", "1"),
    }  # fmt: skip
    return TableText("a sector of a region", ("region", "sector"), columns)


def _regions(of: str, unit: str) -> TableText:
    """One row a region."""
    year, head = f"{unit} per year", f"{unit} per person per year"
    columns = {
        "region": _REGION,
        "people": ColumnText("Inhabitants.", "people", at_least=0),
        "done": ColumnText(f"{of} in the region.", year),
        "commanded": ColumnText(f"{of} anywhere behind what its final users buy.", year),
        "exported": ColumnText("Done here for others.", year),
        "imported": ColumnText("Done by others for here.", year),
        "balance": ColumnText("Done for others less done by others.", year),
        "balance_per_head": ColumnText("The same for each inhabitant.", head),
    }
    return TableText(f"a region: whose {of}, and for whom", ("region",), columns)


_FOOTPRINTS = TableText(
    "labour, an emission, land or water of a region: where it occurs, and behind whose use",
    ("row", "region"),
    {
        "row": ColumnText("What it is.", required=True),
        "unit": ColumnText("Its unit.", required=True),
        "region": _REGION,
        "territorial": ColumnText("In the industries and by the final users of the region.",
                                  "unit of the row, per year"),
        "own_use": ColumnText("Of this, by final users themselves.", "unit of the row, per year"),
        "footprint": ColumnText("Anywhere, behind all that its final users buy.",
                                "unit of the row, per year"),
        "balance": ColumnText("Footprint less territorial.", "unit of the row, per year"),
        "footprint_per_head": ColumnText("The footprint for each inhabitant.",
                                         "unit of the row, per person per year"),
    },
)  # fmt: skip

_DEVIATIONS = TableText(
    "two sets of prices, scaled to the same total, and how far apart they lie",
    ("first", "second"),
    {
        "first": ColumnText("The one.", required=True),
        "second": ColumnText("The other; market: the prices of the table.", required=True),
        "sectors": ColumnText("Sectors that are compared.", "1"),
        "mean_deviation": ColumnText("Plain mean of |ratio − 1| (MAD).", "1"),
        "weighted_deviation": ColumnText("The same weighted by what is made (MAWD).", "1"),
        "angle": ColumnText("Angle between the ratios and equal ones.", "degree"),
        "distance": ColumnText("d = √(2 (1 − cos angle)).", "1"),
        "log_correlation": ColumnText("Correlation of logarithms of what outputs cost.", "1"),
    },
)

_CHECKS = TableText(
    "an identity that must hold, recomputed",
    ("identity",),
    {
        "identity": ColumnText("Which one.", required=True),
        "residual": ColumnText("By how much it fails.", "share"),
        "allowed": ColumnText("By how much it may.", "share"),
        "holds": ColumnText("Whether it holds.", required=True),
    },
)
