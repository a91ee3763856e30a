"""Limits: caps and floors on any sum of what the plan does."""

from commonweal.model.table import NOTES, VALIDITY, Column, Kind, Table

__all__ = ["LIMITS", "LIMIT_PER", "LIMIT_TERMS", "SELECTOR_COLUMNS"]

LIMIT_PER = ("day", "period", "horizon", "person")

LIMITS = Table(
    name="limits",
    meaning="a cap or a floor on a sum of levels, flows, supplies, stocks, deliveries or intakes",
    key=("limit", "place"),
    columns=(
        Column("limit", Kind.NAME, "Its name.", required=True),
        Column("place", Kind.NAME, "Where its terms are counted; blank: everywhere together; *: at each "
               "place by itself.", refers_to="places", star=True),
        Column("at_most", Kind.NUMBER, "The cap; blank: none.", unit="unit of the terms, per 'per'"),
        Column("at_least", Kind.NUMBER, "The floor; blank: none.", unit="unit of the terms, per 'per'"),
        Column("per", Kind.CHOICE, "What it counts over: each day (summed over a period), each period, the "
               "whole horizon, or a person and day; blank: period.", choices=LIMIT_PER),
        Column("tier", Kind.COUNT, "Urgency of the floor; blank: before all tiers.", at_least=1, at_most=12),
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip

LIMIT_TERMS = Table(
    name="limit_terms",
    meaning="one term of a limit",
    key=("limit", "selector"),
    columns=(
        Column("limit", Kind.NAME, "The limit.", required=True, refers_to="limits"),
        Column("selector", Kind.TEXT, "What is summed: 'kind: column=value, …', such as "
               "'route: mode=road' or 'delivery: good.family=cereal, place=aleppo'.", required=True),
        Column("coefficient", Kind.NUMBER, "What one unit counts for; blank: 1."),
        *NOTES,
    ),
)  # fmt: skip

SELECTOR_COLUMNS: dict[str, tuple[str, ...]] = {
    "activity": ("activity", "kind", "place", "place.parent"),
    "route": ("route", "mode", "from_place", "to_place", "good", "good.family", "good.kind"),
    "supply": ("supply", "supplier", "origin", "kind", "certainty", "good", "good.family", "good.kind",
               "place", "place.parent"),
    "stock": ("good", "good.family", "good.kind", "place", "place.parent"),
    "delivery": ("good", "good.family", "good.kind", "group", "place", "place.parent"),
    "intake": ("good", "group", "place", "place.parent"),
}  # fmt: skip
"""What each kind of selector may name. Sums are in levels for activities, in tonnes for
routes, and in the unit of the good for the others."""
