"""Needs: what one person wants, how urgently; and what foods are made of."""

from commonweal.model.table import NOTES, VALIDITY, Column, Kind, Table

__all__ = ["COMPOSITION", "NEEDS"]

NEEDS = Table(
    name="needs",
    meaning="what one person of a group needs",
    key=("group", "place", "good", "tier"),
    required=True,
    unit_column=True,
    columns=(
        Column("group", Kind.NAME, "Whose need; blank: every group.", refers_to="people"),
        Column("place", Kind.NAME, "Where; blank: everywhere.", refers_to="places"),
        Column("good", Kind.NAME, "What is needed: a good, or a nutrient of foods.",
               required=True, refers_to="goods"),
        Column("amount", Kind.NUMBER, "How much; blank with at_most: only a cap. Where a good has "
               "several tiers, each amount is the whole amount up to that tier.",
               unit="unit of the good per person and day", at_least=0, measured_in="{good}"),
        Column("at_most", Kind.NUMBER, "The most one person may get; blank: no cap.",
               unit="unit of the good per person and day", at_least=0, measured_in="{good}"),
        Column("tier", Kind.COUNT, "Urgency: 1 comes first; blank: 1.", at_least=1, at_most=12),
        Column("every", Kind.COUNT, "Days over which the need is counted together (30 for soap); "
               "blank: each period by itself.", unit="day", at_least=1),
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip

COMPOSITION = Table(
    name="composition",
    meaning="what a food contains",
    key=("good", "nutrient"),
    unit_column=True,
    columns=(
        Column("good", Kind.NAME, "The food.", required=True, refers_to="goods"),
        Column("nutrient", Kind.NAME, "What it contains.", required=True, refers_to="goods"),
        Column("amount", Kind.NUMBER, "How much.", unit="unit of the nutrient per unit of the food",
               required=True, at_least=0, measured_in="{nutrient}/{good}"),
        *NOTES,
    ),
)  # fmt: skip
