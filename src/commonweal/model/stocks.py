"""Stocks: what is in store, and how much can be."""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["STOCKS"]

STOCKS = Table(
    name="stocks",
    meaning="a store of a good; a good can be kept only where a row says so",
    key=("good", "place"),
    unit_column=True,
    columns=(
        Column("good", Kind.NAME, "What is kept.", required=True, refers_to="goods"),
        Column("place", Kind.NAME, "Where; blank: one store that all places share; *: one at each place.",
               refers_to="places", star=True),
        Column("opening", Kind.NUMBER, "What is there at the start; blank: nothing.",
               unit="unit of the good", at_least=0, measured_in="{good}"),
        Column("capacity", Kind.NUMBER, "The most that can be kept; blank: no limit.",
               unit="unit of the good", at_least=0, measured_in="{good}"),
        Column("closing", Kind.NUMBER, "What should be there at the end; blank: the opening for durables, "
               "else nothing.", unit="unit of the good", at_least=0, measured_in="{good}"),
        Column("tier", Kind.COUNT, "Urgency of the closing stock; blank: before all tiers.",
               at_least=1, at_most=12),
        *NOTES,
    ),
)  # fmt: skip
