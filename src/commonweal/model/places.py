"""Places: where people live and goods are."""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["PLACES"]

PLACES = Table(
    name="places",
    meaning="a place",
    key=("place",),
    required=True,
    extra_prefixes=("name_",),
    columns=(
        Column("place", Kind.NAME, "Its name in the other tables.", required=True),
        Column("name", Kind.TEXT, "Its name for people; blank: the same. name_ar, name_fr … may follow."),
        Column("parent", Kind.NAME, "The place it lies in.", refers_to="places"),
        Column("latitude", Kind.NUMBER, "Degrees north.", unit="degree", at_least=-90, at_most=90),
        Column("longitude", Kind.NUMBER, "Degrees east.", unit="degree", at_least=-180, at_most=180),
        Column("code", Kind.NAME, "Its code; boundaries are found by it."),
        Column("code_system", Kind.NAME, "Where the code is from: ISO 3166-2, P-code, UN/LOCODE …"),
        *NOTES,
    ),
)
