"""Routes: ways between places, and what driving them uses up."""

from commonweal.model.table import CLOSED, NOTES, VALIDITY, Column, Kind, Table

__all__ = ["ROUTES", "ROUTE_GOODS"]

ROUTES = Table(
    name="routes",
    meaning="a way between two places",
    key=("route",),
    columns=(
        Column("route", Kind.NAME, "Its name.", required=True),
        Column("from_place", Kind.NAME, "Where it starts.", required=True, refers_to="places"),
        Column("to_place", Kind.NAME, "Where it ends.", required=True, refers_to="places"),
        Column("mode", Kind.NAME, "How: road, rail, sea, pipe …; limits may name it."),
        Column("both_ways", Kind.FLAG, "Whether it can be used back, with the same capacity again."),
        Column("capacity", Kind.NUMBER, "What can set out in one direction; blank: no limit.",
               unit="t/day", at_least=0),
        Column("delay", Kind.NUMBER, "Time under way; blank: none.", unit="day", at_least=0),
        Column("loss", Kind.SHARE, "Share that does not arrive; blank: none.",
               unit="share", at_least=0, at_most=1),
        Column("carries", Kind.TEXT, "Families or goods it carries, with ';' between; blank: all "
               "goods with mass."),
        CLOSED,
        *VALIDITY,
        *NOTES,
    ),
)  # fmt: skip

ROUTE_GOODS = Table(
    name="route_goods",
    meaning="what carrying one tonne along a route uses up, drawn where it starts",
    key=("route", "good"),
    unit_column=True,
    columns=(
        Column("route", Kind.NAME, "The route; blank: every route.", refers_to="routes"),
        Column("good", Kind.NAME, "What is used: fuel, lorry-hours, money.",
               required=True, refers_to="goods"),
        Column("amount", Kind.NUMBER, "How much.", unit="unit of the good per tonne carried",
               required=True, at_least=0, measured_in="{good}"),
        *NOTES,
    ),
)  # fmt: skip
