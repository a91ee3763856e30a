"""Equipment: capacity that wears out and can be built, and which activities use how much of it."""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["EQUIPMENT", "EQUIPMENT_LOSSES", "EQUIPMENT_USE"]

_WHERE = "Where; blank: one pool that all places share; *: the same at each place."

EQUIPMENT = Table(
    name="equipment",
    meaning="machines, buildings or other capacity that wears out and can be built",
    key=("equipment", "place"),
    columns=(
        Column("equipment", Kind.NAME, "Its name.", required=True),
        Column("place", Kind.NAME, _WHERE, refers_to="places", star=True),
        Column("unit", Kind.TEXT, "What it is counted in; shown, never converted."),
        Column("opening", Kind.NUMBER, "What stands at the start; blank: nothing.",
               unit="unit of the equipment", at_least=0),
        Column("wear_per_year", Kind.SHARE, "Share that wears out in 365 days; blank: none.",
               unit="share per year", at_least=0, at_most=1),
        Column("built_by", Kind.NAME, "The activity that builds it, at the same place (for a pool: "
               "anywhere); blank: it can't be built.", refers_to="activities"),
        Column("per_level", Kind.NUMBER, "How much of it one level builds; blank: 1.",
               unit="unit of the equipment per level", above=0),
        Column("delay", Kind.NUMBER, "How much later what is built can be used; blank: at once.",
               unit="day", at_least=0),
        Column("closing", Kind.NUMBER, "What should stand at the end; blank: nothing is asked.",
               unit="unit of the equipment", at_least=0),
        Column("tier", Kind.COUNT, "Urgency of what should stand at the end; blank: before all tiers.",
               at_least=1, at_most=12),
        *NOTES,
    ),
)  # fmt: skip

EQUIPMENT_USE = Table(
    name="equipment_use",
    meaning="how much of an equipment an activity takes up",
    key=("equipment", "activity"),
    columns=(
        Column("equipment", Kind.NAME, "What is used.", required=True, refers_to="equipment"),
        Column("activity", Kind.NAME, "By what: at the place of the equipment (anywhere, for a pool).",
               required=True, refers_to="activities"),
        Column("amount", Kind.NUMBER, "How much of it one level per day takes up.",
               unit="unit of the equipment per level per day", required=True, at_least=0),
        *NOTES,
    ),
)  # fmt: skip

EQUIPMENT_LOSSES = Table(
    name="equipment_losses",
    meaning="a day on which a share of an equipment is lost",
    key=("equipment", "place", "on"),
    columns=(
        Column("equipment", Kind.NAME, "What is lost.", required=True, refers_to="equipment"),
        Column("place", Kind.NAME, "Where; blank: from the pool that all places share; *: at each place.",
               refers_to="places", star=True),
        Column("share", Kind.SHARE, "Share of what stands that is lost.",
               unit="share", required=True, at_least=0, at_most=1),
        Column("on", Kind.DATE, "The day.", required=True),
        *NOTES,
    ),
)  # fmt: skip
