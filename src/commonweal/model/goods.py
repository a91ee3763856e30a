"""Goods: everything that is counted, from wheat and lorry-hours to vitamin C and money."""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["GOODS", "GOOD_KINDS"]

GOOD_KINDS = (
    "food",
    "nutrient",
    "good",
    "durable",
    "service",
    "labour",
    "resource",
    "currency",
    "emission",
)
"""What a good is. ``durable`` keeps its opening stock by default, ``currency`` carries over
without a store, ``labour`` is the default effort; the others behave alike."""

GOODS = Table(
    name="goods",
    meaning="a good, service, nutrient, kind of labour, resource, currency or emission",
    key=("good",),
    required=True,
    extra_prefixes=("name_",),
    columns=(
        Column("good", Kind.NAME, "Its name in the other tables.", required=True),
        Column("name", Kind.TEXT, "Its name for people; blank: the same."),
        Column("unit", Kind.NAME, "The unit its amounts are in: kg, L, h, kcal, USD …", required=True),
        Column("kind", Kind.CHOICE, "What it is.", choices=GOOD_KINDS),
        Column("family", Kind.NAME, "A group of goods that limits and routes may name."),
        Column("loss_per_day", Kind.SHARE, "Share of a stock that spoils in a day; blank: none.",
               unit="share per day", at_least=0, at_most=1),
        Column("mass", Kind.NUMBER, "Mass of one unit; blank: it has none and rides no lorry.",
               unit="kg per unit of the good", above=0),
        Column("pooled", Kind.FLAG, "One balance for the whole economy, not one a place (money, fleets)."),
        Column("disposal", Kind.NAME,
               "What may be left over: 'free' (also when blank), 'no', or a cost per unit in the "
               "economy's currency."),
        *NOTES,
    ),
)  # fmt: skip
