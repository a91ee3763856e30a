"""Floors: what is wanted at least, and the share of it that a plan says it keeps."""

from __future__ import annotations

from collections import defaultdict

from commonweal.plan.audit_given import Row
from commonweal.plan.audit_ledger import Ledger

__all__ = ["Kept"]

_SAME = 1e-9  # two amounts closer than this are the same floor


class Kept:
    """Shares of floors that are kept, by kind, name, place and period."""

    def __init__(self, floors: list[Row], ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
        for row in floors:
            where = (row["kind"], row["what"], row["place"], row["period"])
            self._rows[where].append(row)
            ledger.at_most("share of a floor", where, row["kept"], 1.0)
            short = row["wanted"] * (1.0 - row["kept"])
            ledger.check("shortfall of a floor", where, abs(short - row["shortfall"]), row["wanted"])

    def share(self, kind: str, what: str, place: str, period: str, wanted: float) -> float:
        """The share kept of one floor; all of it where the plan doesn't say.

        Floors of rows that follow each other within a period have the same names. They are told apart by
        what is wanted, and then by their order; so each is asked for once, in the order of the economy.
        """
        rows = self._rows.get((kind, what, place, period), [])
        if not rows:
            return 1.0
        row = min(rows, key=lambda row: abs(float(row["wanted"]) - wanted))
        rows.remove(row)
        if abs(row["wanted"] - wanted) > _SAME * wanted:
            self._ledger.equal("wanted of a floor", (kind, what, place, period), wanted, row["wanted"])
        return float(row["kept"])
