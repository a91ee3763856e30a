"""What the columns of a plan's tables mean, kept as data for whoever reads them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["PLAN_TABLES", "ColumnText", "TableText"]

_OF_GOOD = "unit of the good"
_SHARE = "share"


@dataclass(frozen=True)
class ColumnText:
    """One column in words.

    Attributes
    ----------
    meaning
        What stands in it.
    unit
        What its numbers are in, in words; blank for names.
    refers_to
        Table and column of the economy whose names it holds; blank for none.
    required
        Whether every row fills it.
    at_least, at_most
        Range of its numbers.
    choices
        Words that may stand in it; empty for any.
    """

    meaning: str
    unit: str = ""
    refers_to: tuple[str, str] = ("", "")
    required: bool = False
    at_least: float | None = None
    at_most: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableText:
    """One table in words.

    Attributes
    ----------
    meaning
        What one row is.
    key
        Columns that together tell rows apart.
    columns
        Its columns by name.
    """

    meaning: str
    key: tuple[str, ...]
    columns: Mapping[str, ColumnText]


_PLACE = ColumnText("Where; blank: everywhere together.", refers_to=("places", "place"))
_GOOD = ColumnText("The good.", refers_to=("goods", "good"), required=True)
_GROUP = ColumnText("Whose.", refers_to=("people", "group"), required=True)
_PERIOD = ColumnText("The period, by its first day: 2031-03-03.", required=True)
_PART = ColumnText("First day from which the row of the economy holds; blank: from the start.")
_TIER = ColumnText("Urgency; 1 comes first, 0 before all tiers.", at_least=0, required=True)
_KIND = ColumnText("What kind of thing it is.", required=True)
_WHAT = ColumnText("Which one.", required=True)


def _amount(meaning: str) -> ColumnText:
    """Numbers in the unit of the good of the row, not below 0."""
    return ColumnText(meaning, _OF_GOOD, at_least=0)


PLAN_TABLES: Mapping[str, TableText] = MappingProxyType(
    {
        "coverage": TableText(
            "a need of a group at a place in a period",
            ("tier", "place", "group", "good", "period"),
            {
                "tier": _TIER,
                "place": _PLACE,
                "group": _GROUP,
                "good": _GOOD,
                "period": _PERIOD,
                "n_periods": ColumnText("Over how many periods the need is counted together.", at_least=1),
                "people": ColumnText("How many people; the mean, where the number changes.", "people",
                                     at_least=0),
                "wanted": _amount("What they need."),
                "delivered": _amount("What they take in: of the good itself, or of a nutrient in all foods."),
                "coverage": ColumnText("The share of the need that is covered.", _SHARE,
                                       at_least=0, at_most=1),
            },
        ),
        "deliveries": TableText(
            "a good handed to a group",
            ("good", "place", "group", "period"),
            {"good": _GOOD, "place": _PLACE, "group": _GROUP, "period": _PERIOD,
             "delivered": _amount("How much they get.")},
        ),
        "activities": TableText(
            "an activity that is run",
            ("activity", "place", "period", "part"),
            {
                "activity": ColumnText("The activity.", refers_to=("activities", "activity"), required=True),
                "place": _PLACE,
                "period": _PERIOD,
                "part": _PART,
                "level": ColumnText("How much it is run.", "level", at_least=0),
            },
        ),
        "flows": TableText(
            "a good sent along a route",
            ("route", "from_place", "to_place", "good", "period", "part"),
            {
                "route": ColumnText("The route.", refers_to=("routes", "route"), required=True),
                "from_place": ColumnText("Where it sets out.", refers_to=("places", "place"), required=True),
                "to_place": ColumnText("Where it goes.", refers_to=("places", "place"), required=True),
                "good": _GOOD,
                "period": _PERIOD,
                "part": _PART,
                "sent": _amount("How much sets out."),
                "tonnes": ColumnText("The same by mass.", "t", at_least=0),
                "arrived": _amount("What of it arrives in the end."),
            },
        ),
        "stocks": TableText(
            "a store at the end of a period",
            ("good", "place", "period"),
            {"good": _GOOD, "place": _PLACE, "period": _PERIOD,
             "stock": _amount("How much is in store.")},
        ),
        "supplies": TableText(
            "something that comes from outside",
            ("supply", "good", "place", "period", "part"),
            {
                "supply": ColumnText("The supply.", refers_to=("supplies", "supply"), required=True),
                "good": _GOOD,
                "place": _PLACE,
                "period": _PERIOD,
                "part": _PART,
                "supplied": _amount("How much comes."),
                "cost": ColumnText("What it costs.", "unit of the currency in paid_in", at_least=0),
                "paid_in": ColumnText("The currency; blank where it costs nothing.",
                                      refers_to=("goods", "good")),
            },
        ),
        "leftovers": TableText(
            "what is thrown away at a cost, or left over though it should not be",
            ("kind", "good", "place", "period"),
            {"kind": _KIND, "good": _GOOD, "place": _PLACE, "period": _PERIOD,
             "amount": _amount("How much.")},
        ),
        "equipment": TableText(
            "equipment of a kind in a period",
            ("equipment", "place", "period"),
            {
                "equipment": ColumnText("The equipment.", refers_to=("equipment", "equipment"),
                                        required=True),
                "place": _PLACE,
                "period": _PERIOD,
                "stands": ColumnText("How much of it there is.", "unit of the equipment", at_least=0),
                "used": ColumnText("How much of it is in use, on average.", "unit of the equipment"),
                "built": ColumnText("How much is built and ready in the period.", "unit of the equipment"),
            },
        ),
        "floors": TableText(
            "something that was asked for besides needs: a closing stock, a minimum, a supply to be taken",
            ("kind", "what", "place", "period", "part"),
            {
                "kind": _KIND,
                "what": _WHAT,
                "place": _PLACE,
                "period": _PERIOD,
                "part": _PART,
                "tier": _TIER,
                "wanted": ColumnText("How much was asked for.", "unit of what is asked for", at_least=0),
                "shortfall": ColumnText("How much of it is missing.", "unit of what is asked for",
                                        at_least=0),
                "kept": ColumnText("The share that is kept.", _SHARE),
            },
        ),
        "binding": TableText(
            "a limit that is used to the last",
            ("limit", "what", "place", "period"),
            {
                "limit": ColumnText("Its kind: route, supply, capacity, store, limit, cap on intake.",
                                    required=True),
                "what": _WHAT,
                "place": _PLACE,
                "period": _PERIOD,
                "used": ColumnText("How much of it is used.", "unit of the limit"),
                "allowed": ColumnText("How much of it there is.", "unit of the limit"),
                "price": ColumnText("What one more unit would be worth to the aim.",
                                    "unit of the aim per unit of the limit"),
                "aim": ColumnText("The first aim to which it matters; blank: to none."),
            },
        ),
        "prices": TableText(
            "the worth of one more unit of a good, there and then, for an aim; where it is 0 there is no row",
            ("aim", "good", "place", "period"),
            {
                "good": _GOOD,
                "place": _PLACE,
                "period": _PERIOD,
                "aim": ColumnText("The aim: a tier, or the effort.", required=True),
                "price": ColumnText("What one more unit would be worth.",
                                    "unit of the aim per unit of the good"),
            },
        ),
        "moved": TableText(
            "something that is done otherwise than in the plan before",
            ("kind", "what", "good", "from_place", "place", "period"),
            {
                "kind": _KIND,
                "what": _WHAT,
                "good": ColumnText("The good, where there is one."),
                "from_place": ColumnText("From where; blank: from nowhere else."),
                "place": _PLACE,
                "period": _PERIOD,
                "before": ColumnText("How much in the plan before.", "unit of the good, or level"),
                "after": ColumnText("How much in this one.", "unit of the good, or level"),
                "difference": ColumnText("How much more.", "unit of the good, or level"),
                "tonnes": ColumnText("The difference by mass, for goods that have one.", "t"),
            },
        ),
        "differences": TableText(
            "a place where life differed from the plan",
            ("kind", "what", "good", "place", "group", "date"),
            {
                "kind": _KIND,
                "what": _WHAT,
                "good": ColumnText("The good, where there is one."),
                "place": _PLACE,
                "group": ColumnText("Whose, where it is somebody's."),
                "date": ColumnText("Which day."),
                "planned": ColumnText("How much was planned.", "unit of the good, or level"),
                "real": ColumnText("How much it was.", "unit of the good, or level"),
                "difference": ColumnText("How much more it was.", "unit of the good, or level"),
                "became": ColumnText("What became of it."),
            },
        ),
    }
)  # fmt: skip
"""Every table that a plan may have, with the meaning and unit of its columns."""
