"""Bridges from things to products that contradict themselves, the table or the floors."""

from __future__ import annotations

import math
from collections.abc import Iterator

from commonweal.building.frame import Frame
from commonweal.building.options import Bridge
from commonweal.building.placing import asked_at
from commonweal.findings import Finding
from commonweal.validate.report import shown

__all__ = ["bridge_faults"]

_SAME = ("division", "amount", "unit", "price", "currency", "year", "to_table", "tier")
_WHOLE = 1e-6  # how far shares may add up to more than 1

_Numbered = tuple[int, Bridge]


def bridge_faults(frame: Frame) -> Iterator[Finding]:
    """What is wrong with the bridges of a table, each told once."""
    told: set[tuple[str, int | None, str]] = set()
    for found, cell in _all_faults(frame):
        if cell not in told:
            told.add(cell)
            yield found


_Told = tuple[Finding, tuple[str, int | None, str]]


def _all_faults(frame: Frame) -> Iterator[_Told]:
    for region in frame.regions:
        by_need: dict[str, list[_Numbered]] = {}
        for index, row in enumerate(frame.options.bridges):
            if row.region in {"", region}:
                by_need.setdefault(row.need, []).append((index, row))
        for rows in by_need.values():
            yield from _contradicting(frame, rows)
            yield from _doubled(frame, rows)
            yield from _more_than_all(frame, rows, region)
        yield from _floored_too(frame, region)
    yield from _other_money(frame)


def _contradicting(frame: Frame, rows: list[_Numbered]) -> Iterator[_Told]:
    """Rows of one need that say different things of it."""
    _, first = rows[0]
    for index, row in rows[1:]:
        for column in _SAME:
            value, other = getattr(row, column), getattr(first, column)
            if value != other:
                why = f"Another row of '{row.need}' says {shown(other)}."
                remedy = "Rows of one need differ in product and share alone; or give the need another name."
                yield _told(frame, "B12", index, column, why, remedy, value)


def _doubled(frame: Frame, rows: list[_Numbered]) -> Iterator[_Told]:
    """Two rows that lead from one need to one product."""
    seen: set[str] = set()
    for index, row in rows:
        if row.product in seen:
            why = f"'{row.need}' leads to this product in another row."
            yield _told(frame, "B12", index, "product", why, "Keep one, with the sum.", row.product)
        seen.add(row.product)


def _more_than_all(frame: Frame, rows: list[_Numbered], region: str) -> Iterator[_Told]:
    """Shares of one need that come to more than the buyers' price."""
    total = sum(row.share for _, row in rows)
    if total > 1.0 + _WHOLE:
        index, last = rows[-1]
        why = f"The shares of '{last.need}' in '{region}' add up to {total:g}: more than its price."
        remedy = "They come to 1, or to less where part of the price is taxes."
        yield _told(frame, "B06", index, "share", why, remedy, last.share)


def _floored_too(frame: Frame, region: str) -> Iterator[_Told]:
    """Products of which a floor is said by a row of floors, and by a bridge."""
    floored = {floor.product for floor in frame.options.floors if floor.region in {"", region}}
    for index, row in enumerate(frame.options.bridges):
        if row.region in {"", region} and row.product in floored:
            why = f"'{region}' has a floor of this product already, in the file of floors."
            remedy = "Take it out there, or let no bridge lead to it."
            yield _told(frame, "B12", index, "product", why, remedy, row.product)


def _other_money(frame: Frame) -> Iterator[_Told]:
    """Prices in the table's own money and year that are converted all the same."""
    money = frame.table.provenance
    for index, row in enumerate(frame.options.bridges):
        own = row.currency == money.currency and row.year == money.year
        if own and not math.isclose(row.to_table, 1.0, rel_tol=1e-9):
            why = f"The price is in the table's own money, {money.currency} of {money.year}."
            yield _told(frame, "B06", index, "to_table", why, "Write 1, or correct the year.", row.to_table)


def _told(frame: Frame, code: str, index: int, column: str, why: str, remedy: str, value: object) -> _Told:
    cell = ("bridges", index, column)
    return asked_at(frame.options, code, cell, why, remedy, value=value), cell
