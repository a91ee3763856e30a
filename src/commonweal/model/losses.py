"""Losses: what is lost of a store on a day, as by fire, looting or seizure."""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["LOSSES"]

LOSSES = Table(
    name="losses",
    meaning="a day on which a share of what is in store is lost",
    key=("good", "place", "on"),
    columns=(
        Column("good", Kind.NAME, "What is lost.", required=True, refers_to="goods"),
        Column("place", Kind.NAME, "Where; blank: from the store that all places share; *: from the store "
               "of each place.", refers_to="places", star=True),
        Column("share", Kind.SHARE, "Share of what is in store that is lost.",
               unit="share", required=True, at_least=0, at_most=1),
        Column("on", Kind.DATE, "The day.", required=True),
        *NOTES,
    ),
)  # fmt: skip
