"""Figures of the tables raised, removed or put back by hand, as reasons and reliefs name them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import polars as pl

from commonweal.explain.records import Reason, Step
from commonweal.model import Economy

__all__ = ["a_tenth_more_of_each", "nothing_but", "stepped", "without"]

_FIGURES = (
    ("routes", "capacity"),
    ("supplies", "at_most"),
    ("activities", "capacity"),
    ("stocks", "opening"),
    ("stocks", "capacity"),
    ("limits", "at_most"),
    ("limits", "at_least"),
    ("needs", "at_most"),
)
"""Every figure that may stand in the way."""

Mark = tuple[str, int, str]


def nothing_but(economy: Economy, reasons: Collection[Reason]) -> Economy:
    """The economy with every figure removed that stands in the way, but for those of some reasons."""
    kept = {_mark(reason) for reason in reasons}
    removed = [mark for mark in _marks(economy) if mark not in kept]
    return _removed(economy, removed)


def without(economy: Economy, reasons: Iterable[Reason]) -> Economy:
    """The economy with the figures of some reasons removed."""
    return _removed(economy, [_mark(reason) for reason in reasons])


def stepped(economy: Economy, steps: Iterable[Step]) -> Economy:
    """The economy with every step of a relief taken."""
    for step in steps:
        economy = _step(economy, step)
    return economy


def a_tenth_more_of_each(economy: Economy, but: Collection[Mark]) -> Iterator[Economy]:
    """The economy with one figure after another raised by a tenth, or by one where it is 0."""
    for table, row, column in _marks(economy):
        if (table, row, column) not in but and column not in {"closed", "ration"}:
            figure = economy[table][column][row]
            more = abs(figure) / 10 or 1.0
            cells = {column: figure - more if column == "at_least" else figure + more}
            yield _with_cells(economy, table, row, cells)


def _mark(reason: Reason) -> Mark:
    """Where a reason's figure stands."""
    return reason.table, reason.row, reason.column


def _marks(economy: Economy) -> list[Mark]:
    """All figures that may stand in the way, and what is closed."""
    marks: list[Mark] = []
    for table, column in _FIGURES:
        for row, figure in enumerate(economy[table][column]):
            shut = "closed" in economy[table].columns and economy[table]["closed"][row]
            soft = table == "limits" and (figure is not None and (figure < 0) == (column == "at_most"))
            soft &= figure != 0.0
            if figure is not None and not shut and not soft:
                marks.append((table, row, column))
    marks += [
        (table, row, "closed")
        for table in ("routes", "supplies", "activities")
        for row, closed in enumerate(economy[table]["closed"])
        if closed
    ]
    return marks + [("rations", row, "ration") for row in range(economy["rations"].height)]


def _removed(economy: Economy, marks: Iterable[Mark]) -> Economy:
    """The economy with some figures removed: blank, open, untied, or as much as one likes at the start."""
    for table, row, column in marks:
        if column == "opening":
            economy = _with_plenty(economy, row)
        elif column == "ration":
            name = economy["rations"]["ration"][row]
            tied = pl.when(pl.col("ration") != name).then("ration")
            economy = economy.with_table("people", economy["people"].with_columns(ration=tied))
        elif column == "closed":
            limit = "at_most" if table == "supplies" else "capacity"
            economy = _with_cells(economy, table, row, {"closed": None, limit: None})
        else:
            economy = _with_cells(economy, table, row, {column: None})
    return economy


def _with_plenty(economy: Economy, row: int) -> Economy:
    """As much as one likes of a store's good in the first period."""
    store, calendar = economy["stocks"].row(row, named=True), economy.settings.calendar
    until = calendar.start + dt.timedelta(days=calendar.lengths[0])
    name = f"plenty {row}"
    more: dict[str, Any] = {
        "supply": name, "good": store["good"], "place": store["place"], "until": until, "per": "period",
    }  # fmt: skip
    frame = economy["supplies"]
    return economy.with_table(
        "supplies", pl.concat([frame, pl.DataFrame([more], schema_overrides=frame.schema)], how="diagonal")
    )


def _step(economy: Economy, step: Step) -> Economy:
    """The economy with one figure raised by a step."""
    reason = step.reason
    if step.word == "lift" or (step.word == "open" and not step.period):
        return _removed(economy, [_mark(reason)]) if step.word == "lift" else _opened(economy, reason)
    if step.word in ("day", "open"):
        return _open_in(economy, step)
    sign = -1.0 if reason.column == "at_least" else 1.0
    figure = economy[reason.table][reason.column][reason.row]
    return _with_cells(economy, reason.table, reason.row, {reason.column: figure + sign * step.more})


def _opened(economy: Economy, reason: Reason) -> Economy:
    """What is closed, open as its figure says."""
    return _with_cells(economy, reason.table, reason.row, {"closed": None})


def _open_in(economy: Economy, step: Step) -> Economy:
    """What is closed, open through one period at what it could do in a day, spread over its days there."""
    reason, calendar = step.reason, economy.settings.calendar
    number = calendar.names.index(step.period)
    first = dt.date.fromisoformat(step.period)
    row = economy[reason.table].row(reason.row, named=True)
    begin, end = max(row["from"] or first, first), first + dt.timedelta(days=calendar.lengths[number])
    end = min(row["until"] or end, end)
    paid_ahead = row.get("lead_time") or 0.0 if row.get("price") else 0.0
    days = (end - calendar.start).days - max((begin - calendar.start).days, paid_ahead)
    limit = "at_most" if reason.table == "supplies" else "capacity"
    figure = row[limit]
    if figure is not None and step.word == "day":
        figure = step.more / days
    cells = {"closed": None, "from": begin, "until": end, limit: figure}
    return _with_cells(economy, reason.table, reason.row, cells)


def _with_cells(economy: Economy, table: str, row: int, cells: dict[str, Any]) -> Economy:
    """The economy with some cells of one row changed."""
    rows = economy[table].to_dicts()
    rows[row] |= cells
    return economy.with_table(table, pl.DataFrame(rows, schema=economy[table].schema))
