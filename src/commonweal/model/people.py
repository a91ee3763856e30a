"""People: who lives where, and who shares a basket."""

from commonweal.model.table import NOTES, VALIDITY, Column, Kind, Table

__all__ = ["PEOPLE", "RATIONS"]

PEOPLE = Table(
    name="people",
    meaning="a group of people at a place",
    key=("group", "place"),
    required=True,
    columns=(
        Column("group", Kind.NAME, "Name of the group: residents, displaced …", required=True),
        Column("place", Kind.NAME, "Where they are.", required=True, refers_to="places"),
        Column("people", Kind.NUMBER, "How many.", unit="people", required=True, at_least=0),
        Column("status", Kind.NAME, "What the count means: affected, in need, targeted …"),
        Column("income", Kind.NUMBER, "What one can pay; the rule 'money' weighs claims by it.",
               unit="currency per person per day", at_least=0),
        Column("ration", Kind.NAME, "Groups of one place with the same ration get the same of each "
               "food per person.", refers_to="rations"),
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip

RATIONS = Table(
    name="rations",
    meaning="a basket that groups share",
    key=("ration",),
    columns=(
        Column("ration", Kind.NAME, "Its name in people.", required=True),
        Column("everywhere", Kind.FLAG, "The same basket at all places, not one a place. A group that "
               "no food can reach leaves the tie for that period."),
        *NOTES,
    ),
)  # fmt: skip
