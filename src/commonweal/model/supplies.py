"""Supplies: what comes from outside the plan."""

from commonweal.model.table import CLOSED, NOTES, VALIDITY, Column, Kind, Table

__all__ = ["CERTAINTIES", "PER", "SUPPLIES"]

PER = ("day", "period", "horizon")
CERTAINTIES = ("confirmed", "pledged", "forecast", "assumed")

SUPPLIES = Table(
    name="supplies",
    meaning="something from outside: a harvest, a purchase, a contribution, labour, land, a budget",
    key=("supply", "good", "place"),
    unit_column=True,
    columns=(
        Column("supply", Kind.NAME, "Its name.", required=True),
        Column("good", Kind.NAME, "What comes.", required=True, refers_to="goods"),
        Column("place", Kind.NAME, "Where; blank: one pool for all places; *: as much at each place.",
               refers_to="places", star=True),
        Column("supplier", Kind.NAME, "Who gives or sells it."),
        Column("origin", Kind.NAME, "Where it is from; blank: from inside the economy."),
        Column("at_most", Kind.NUMBER, "The most; blank: no limit.", unit="unit of the good, per 'per'",
               at_least=0, measured_in="{good}"),
        Column("at_least", Kind.NUMBER, "The least that should be taken; blank: none.",
               unit="unit of the good, per 'per'", at_least=0, measured_in="{good}"),
        Column("per", Kind.CHOICE, "What at_most and at_least count over; needed with them.", choices=PER),
        Column("tier", Kind.COUNT, "Urgency of at_least; blank: before all tiers.",
               at_least=1, at_most=12),
        Column("price", Kind.NUMBER, "What one unit costs; blank: nothing.",
               unit="currency per unit of the good", at_least=0, measured_in="{paid_in}/{good}"),
        Column("paid_in", Kind.NAME, "The currency; blank: the economy's.", refers_to="goods"),
        Column("lead_time", Kind.NUMBER, "Days between paying and having; blank: none.",
               unit="day", at_least=0),
        Column("kind", Kind.NAME, "What it is: harvest, market, purchase, contribution, on_the_way …"),
        Column("certainty", Kind.CHOICE, "How sure it is.", choices=CERTAINTIES),
        CLOSED,
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip
