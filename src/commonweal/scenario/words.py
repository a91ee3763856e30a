"""What each word of a scenario stands for: the plain changes behind it, each word defined once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from commonweal.data.cells import fifteen_digits
from commonweal.model import TABLES
from commonweal.model.changes import Change
from commonweal.model.conditions import Condition, conditions_text, parse_conditions
from commonweal.model.words import PLAIN, WORDS
from commonweal.scenario.matching import matching
from commonweal.scenario.rows import Rows
from commonweal.scenario.splitting import holding

__all__ = ["MEANINGS", "plain_changes"]

Meaning = Callable[[Change, Rows], tuple[Change, ...]]


def plain_changes(change: Change, rows: Rows) -> tuple[Change, ...]:
    """The plain changes that a change stands for, on the tables as they are.

    Raises
    ------
    Unmatched
        If a name that its conditions ask for stands in no row.
    """
    word = WORDS[change.do]
    table = word.table_of(change.table)
    value = word.default_value if change.value is None else change.value
    spelt = replace(change, table=table, column=word.column_of(table, change.column), value=value)
    return MEANINGS[change.do](spelt, rows)


def _plain(change: Change, _rows: Rows) -> tuple[Change, ...]:
    return (change,)


def _close(change: Change, rows: Rows) -> tuple[Change, ...]:
    """A place is closed by closing the routes from it and to it."""
    if change.table != "places":
        return (change,)
    places = _named(rows, change, "place")
    return tuple(
        replace(change, table="routes", where=str(Condition(end, "", "=", places)))
        for end in ("from_place", "to_place")
        if rows.frames["routes"][end].is_in(places).any()
    )


def _window(change: Change, _rows: Rows) -> tuple[Change, ...]:
    """Closed before and after, open in between."""
    parts = []
    if change.begin is not None:
        parts.append(replace(change, do="close", begin=None, until=change.begin))
    parts.append(replace(change, do="open"))
    if change.until is not None:
        parts.append(replace(change, do="close", begin=change.until, until=None))
    return tuple(parts)


def _limit(change: Change, rows: Rows) -> tuple[Change, ...]:
    """Cells that are higher, or blank (no limit), get the value."""
    value = float(change.value or 0)
    frame = _matched(rows, change)[change.column]
    parts = []
    if (frame > value).any():
        parts.append(Condition(change.column, "", ">", (f"{value:.15g}",)))
    if frame.null_count():
        parts.append(Condition(change.column, "", "=", (None,)))
    return tuple(_where(replace(change, do="set"), part) for part in parts)


def _sanction(change: Change, _rows: Rows) -> tuple[Change, ...]:
    return (replace(change, do="close"),)


def _tariff(change: Change, _rows: Rows) -> tuple[Change, ...]:
    return (replace(change, do="scale", value=fifteen_digits(1 + float(change.value or 0))),)


def _strike(change: Change, _rows: Rows) -> tuple[Change, ...]:
    """Supplies of labour cut; a strike of everybody closes, as it holds whatever the amounts."""
    if change.table == "supplies":
        change = _where(change, Condition("good", "kind", "=", ("labour",)))
    return (_cut_or_closed(change),)


def _cut_or_closed(change: Change) -> Change:
    """Amounts cut by the share in value; closed where that is all."""
    if change.value == 1:
        return replace(change, do="close", column="", value=None)
    return replace(change, do="scale", value=fifteen_digits(1 - float(change.value or 0)))


def _loss(change: Change, rows: Rows) -> tuple[Change, ...]:
    """What is lost on the way adds up with what is lost there already; the rest is a cut."""
    if change.table in ("stocks", "equipment"):
        return _taken(change, rows)
    if (change.table, change.column) != ("routes", "loss"):
        return (replace(change, do="scale", value=fifteen_digits(1 - float(change.value or 0))),)
    share = float(change.value or 0)
    losses = _matched(rows, change)["loss"].unique().sort()
    return tuple(
        _where(
            replace(change, do="set", value=fifteen_digits(1 - (1 - (loss or 0.0)) * (1 - share))),
            Condition("loss", "", "=", (None if loss is None else f"{loss:.15g}",)),
        )
        for loss in reversed(losses.to_list())  # the highest first: none is met twice
    )


def _taken(change: Change, rows: Rows) -> tuple[Change, ...]:
    """A share of stores or equipment: of what is there on a day, or of what is there at the start."""
    if change.begin is None:
        return (replace(change, do="scale", value=fifteen_digits(1 - float(change.value or 0))),)
    what, table = ("equipment", "equipment_losses") if change.table == "equipment" else ("good", "losses")
    stores = _matched(rows, change).select(what, "place").unique(maintain_order=True)
    return tuple(
        replace(
            change,
            do="new",
            table=table,
            where="",
            column="",
            value=None,
            begin=None,
            values={what: name}
            | ({} if place is None else {"place": place})
            | {"share": f"{change.value:.15g}", "on": change.begin.isoformat()},
        )
        for name, place in stores.iter_rows()
    )


def _surge(change: Change, _rows: Rows) -> tuple[Change, ...]:
    return (replace(change, do="scale"),)


def _crash(change: Change, rows: Rows) -> tuple[Change, ...]:
    """What is paid in the currency costs more: in the economy's own where none is named."""
    conditions = parse_conditions(change.where, TABLES["supplies"])
    currency = rows.economy.settings.currency
    if not any(condition.column == "paid_in" for condition in conditions) and currency:
        change = _where(change, Condition("paid_in", "", "=", (currency,)))
    priced = _where(change, Condition("price", "", ">", ("0",)))
    return (replace(priced, do="scale", value=fifteen_digits(1 / (1 - float(change.value or 0)))),)


def _austerity(change: Change, _rows: Rows) -> tuple[Change, ...]:
    change = _where(change, Condition("good", "kind", "=", ("currency",)))
    return (replace(change, do="scale", value=fifteen_digits(1 - float(change.value or 0))),)


def _aid(change: Change, _rows: Rows) -> tuple[Change, ...]:
    if not change.values:
        return (replace(change, do="add"),)
    return (replace(change, do="new", column="", values={"kind": "contribution", **change.values}),)


def _delay(change: Change, _rows: Rows) -> tuple[Change, ...]:
    return (replace(change, do="add"),)


MEANINGS: Mapping[str, Meaning] = dict.fromkeys(PLAIN, _plain) | {
    "close": _close,
    "window": _window,
    "limit": _limit,
    "sanction": _sanction,
    "tariff": _tariff,
    "strike": _strike,
    "loss": _loss,
    "seize": _taken,
    "surge": _surge,
    "crash": _crash,
    "austerity": _austerity,
    "aid": _aid,
    "delay": _delay,
}
"""What each word stands for."""


def _matched(rows: Rows, change: Change) -> pl.DataFrame:
    """Rows that a change is about; raises Unmatched where there is none."""
    conditions = parse_conditions(change.where, TABLES[change.table])
    met = matching(rows, change.table, conditions)  # may part rows, so it comes before they are read
    chosen = holding(rows, change.table, met, (change.begin, change.until))
    return rows.frames[change.table][chosen]


def _where(change: Change, condition: Condition) -> Change:
    """A change with one condition more."""
    return replace(change, where=conditions_text(change.where, condition))


def _named(rows: Rows, change: Change, column: str) -> tuple[str, ...]:
    """Names in a column of the rows that a change is about."""
    names: pl.Series = _matched(rows, change)[column]
    return tuple(names.unique(maintain_order=True).to_list())
