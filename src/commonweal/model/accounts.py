"""What is written down while a plan is carried out: actuals and consignments.

They are no tables of the economy but files beside a plan; re-planning reads them.
"""

from commonweal.model.table import NOTES, Column, Kind, Table

__all__ = ["ACTUALS", "CONSIGNMENTS", "HAPPENED", "STATUSES"]

HAPPENED = ("counted", "received", "distributed")
"""What an actual may be: what was in store on a day, what came in, what was handed out."""

STATUSES = ("ordered", "paid", "shipped", "customs", "arrived", "cancelled")
"""How far a consignment is."""

ACTUALS = Table(
    name="actuals",
    meaning="something that was counted in a store, came in, or was handed out",
    key=("kind", "good", "place", "group", "date"),
    unit_column=True,
    columns=(
        Column("kind", Kind.CHOICE, "What happened: counted (in store that morning), received (from routes "
               "and supplies), distributed (to a group).", required=True, choices=HAPPENED),
        Column("good", Kind.NAME, "Of what.", required=True, refers_to="goods"),
        Column("place", Kind.NAME, "Where; blank: the store that all places share, or of a pooled good.",
               refers_to="places"),
        Column("group", Kind.NAME, "To whom it was distributed; else blank."),
        Column("amount", Kind.NUMBER, "How much.", unit="unit of the good", required=True, at_least=0,
               measured_in="{good}"),
        Column("date", Kind.DATE, "The day; for a count the first day of a period, as it tells what the "
               "period before left. The others are added up by period.", required=True),
        *NOTES,
    ),
)  # fmt: skip

CONSIGNMENTS = Table(
    name="consignments",
    meaning="goods that were ordered and are to come",
    key=("consignment", "good", "place"),
    unit_column=True,
    columns=(
        Column("consignment", Kind.NAME, "Its name or number.", required=True),
        Column("good", Kind.NAME, "Of what.", required=True, refers_to="goods"),
        Column("place", Kind.NAME, "Where it goes; blank: a pooled good.", refers_to="places"),
        Column("amount", Kind.NUMBER, "How much.", unit="unit of the good", required=True, at_least=0,
               measured_in="{good}"),
        Column("supply", Kind.NAME, "The supply by which the plan had it; blank: none."),
        Column("route", Kind.NAME, "The route by which the plan had it; blank: none."),
        Column("status", Kind.CHOICE, "How far it is: ordered (not paid, so not sure), paid, shipped, "
               "customs, arrived, cancelled (paid or sent, and does not come).", required=True,
               choices=STATUSES),
        Column("expected", Kind.DATE, "The day it should arrive, as far as is known now."),
        Column("planned", Kind.DATE, "The day it should have arrived, where that is past and it did not; "
               "else blank."),
        *NOTES,
    ),
)  # fmt: skip
