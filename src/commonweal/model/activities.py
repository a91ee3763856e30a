"""Activities: what can be done, as columns of amounts that go in and come out."""

from commonweal.model.table import CLOSED, NOTES, VALIDITY, Column, Kind, Table

__all__ = ["ACTIVITIES", "ACTIVITY_GOODS"]

ACTIVITIES = Table(
    name="activities",
    meaning="a technique, at one place or everywhere",
    key=("activity", "place"),
    columns=(
        Column("activity", Kind.NAME, "Its name.", required=True),
        Column("place", Kind.NAME, "Where; blank or *: at every place.", refers_to="places", star=True),
        Column("kind", Kind.NAME, "A group of activities that limits may name."),
        Column("capacity", Kind.NUMBER, "The highest level; blank: no limit of its own.",
               unit="level per day", at_least=0),
        Column("minimum", Kind.NUMBER, "The level wanted at least; blank: none.",
               unit="level per day", at_least=0),
        Column("tier", Kind.COUNT, "Urgency of the minimum; blank: before all tiers.",
               at_least=1, at_most=12),
        CLOSED,
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip

ACTIVITY_GOODS = Table(
    name="activity_goods",
    meaning="one coefficient of a technique",
    key=("activity", "good", "at", "delay"),
    unit_column=True,
    columns=(
        Column("activity", Kind.NAME, "The technique.", required=True, refers_to="activities"),
        Column("good", Kind.NAME, "What goes in or comes out.", required=True, refers_to="goods"),
        Column("amount", Kind.NUMBER, "How much: + comes out, − goes in.",
               unit="unit of the good per level", required=True, measured_in="{good}"),
        Column("at", Kind.NAME, "Where; blank: where the activity is.", refers_to="places"),
        Column("delay", Kind.NUMBER, "How much later; blank: at once.", unit="day", at_least=0),
        *NOTES,
    ),
)  # fmt: skip
