"""Rows beside a table: value added, labour, capital, satellites, in either of two layouts.

*Across*: a row for each (``name``, ``unit``, ``kind``, then a column for each industry and, where
final users have some, for each of them). *Down*: a row for each industry, and a column for each,
headed ``name [unit]``. The heading of the first column tells: ``name`` (or ``row``) is across.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.axes import Naming, heading_labels, matched, row_labels, stub
from commonweal.importing.figures import at_cell, figures, texts
from commonweal.importing.mrio_kinds import VALUE_KINDS, row_kind
from commonweal.importing.mrio_units import dimension, readable
from commonweal.inputoutput.tables import ROW_KINDS, Floats, Labels, Rows, no_rows
from commonweal.units import UnitBook, UnitError
from commonweal.validate.report import suggestion

__all__ = ["Axes", "depreciation_of", "rows_beside", "value_kind"]

_ACROSS = ("name", "row")
_HEADING = re.compile(r"(.*?)\s*\[([^\]]+)\]")
_UNITS = {"labour": "h", "capital": "", "value_added": "", "satellites": ""}
_KINDS = {
    r"import": "imports",
    r"tax|subsid|^d21x31|^d29x39|^txsp$": "taxes",
    r"^(gross )?(gva|va|value added|b1g)\b": "value_added",
    r"compensation|wage|salar|^comp$|^lab$|^d1$": "compensation",
    r"surplus|mixed|profit|fixed capital|deprec|^os\b|^cap$|^b2|^b3|interest|rent": "surplus",
}


@dataclass(frozen=True)
class Axes:
    """What rows beside a table are beside of.

    Attributes
    ----------
    industries, final
        Labels of the columns of use and of final demand.
    names
        How labels say their region.
    money
        The table's unit of money.
    decimal
        The decimal sign of texts.
    """

    industries: Labels
    final: Labels
    names: Naming
    money: str
    decimal: str = "."


def value_kind(name: str) -> str:
    """Which part of the value of output a row is, by its name; ``value_added`` where it doesn't say.

    Examples
    --------
    >>> value_kind("os_mixed_income_net"), value_kind("net_tax_production"), value_kind("W")
    ('surplus', 'taxes', 'value_added')
    """
    text = name.casefold().replace("_", " ").strip()
    return next((kind for pattern, kind in _KINDS.items() if re.search(pattern, text)), "value_added")


def depreciation_of(value_added: Rows) -> Rows:
    """The rows of consumption of fixed capital among value added, as rows of kind ``depreciation``.

    They stay among value added as a part of the surplus; beside capital they say how much of it wears off.
    """
    places = [
        place
        for place, name in enumerate(value_added.names)
        if re.search(r"consumption.of.fixed|fixed.capital|deprec", name.casefold())
    ]
    found = value_added.at(places)
    return Rows(found.names, found.units, ("depreciation",) * len(found), found.by_industry, found.by_final)


def rows_beside(table: str, grid: RawTable | None, axes: Axes, findings: list[Finding]) -> Rows:
    """The rows of one of ``value_added``, ``labour``, ``capital`` and ``satellites``."""
    if grid is None:
        return no_rows(len(axes.industries), len(axes.final))
    across = grid.header[0].casefold() in _ACROSS
    names, units, kinds, by_industry, by_final = (_across if across else _down)(grid, axes, findings)
    units = [unit or _UNITS[table] or axes.money for unit in units]
    kinds = [
        kind or _guessed(table, name, unit, axes)
        for name, unit, kind in zip(names, units, kinds, strict=True)
    ]
    _check(table, grid, axes, names, units, kinds, findings)
    return Rows(tuple(names), tuple(units), tuple(kinds), by_industry, by_final)


_Parts = tuple[list[str], list[str], list[str], Floats, Floats]


def _across(grid: RawTable, axes: Axes, findings: list[Finding]) -> _Parts:
    """Rows that stand as rows."""
    found = stub(grid)
    names = texts(grid, found.places["code"], findings)
    words = [
        texts(grid, found.places[role], findings) if role in found.places else [""] * len(names)
        for role in ("unit", "kind")
    ]
    columns = found.numbers(grid)
    given = heading_labels(grid, columns, axes.names, findings)
    finals = [place for place, pair in enumerate(_pairs(given)) if pair in axes.final.positions]
    rest = [place for place in range(len(columns)) if place not in set(finals)]
    at_industry = matched(axes.industries, _some(given, rest), grid, findings, across=True)
    numbers = figures(grid, columns, findings, decimal=axes.decimal)
    by_final = np.zeros((len(names), len(axes.final)))
    for place in finals:
        by_final[:, axes.final.positions[given.regions[place], given.names[place]]] = numbers[:, place]
    by_industry = (
        numbers[:, [rest[place] if place >= 0 else 0 for place in at_industry]]
        if rest
        else (np.zeros((len(names), len(axes.industries))))
    )
    return names, words[0], words[1], by_industry, by_final


def _down(grid: RawTable, axes: Axes, findings: list[Finding]) -> _Parts:
    """Rows that stand as columns, with a row for each industry."""
    columns = stub(grid).numbers(grid)
    said = [_HEADING.fullmatch(grid.header[column]) for column in columns]
    names = [found[1] if found else grid.header[column] for found, column in zip(said, columns, strict=True)]
    given = row_labels(grid, axes.names, findings)
    places = matched(axes.industries, given, grid, findings, across=False)
    numbers = figures(grid, columns, findings, decimal=axes.decimal)
    units = [found[2].strip() if found else "" for found in said]
    return names, units, [""] * len(names), numbers[places].T.copy(), np.zeros((len(names), len(axes.final)))


def _pairs(labels: Labels) -> list[tuple[str, str]]:
    return list(zip(labels.regions, labels.names, strict=True))


def _some(labels: Labels, places: Sequence[int]) -> Labels:
    """Only the labels at some places."""
    return Labels(tuple(labels.regions[at] for at in places), tuple(labels.names[at] for at in places))


def _guessed(table: str, name: str, unit: str, axes: Axes) -> str:
    """Kind of a row that does not say it."""
    if table == "value_added":
        return value_kind(name)
    if table == "satellites":
        return row_kind(table, name, unit).kind if unit != axes.money else "other"
    if table == "capital" and value_kind(name) == "surplus" and "stock" not in name.casefold():
        return "depreciation"
    return table


def _check(
    table: str, grid: RawTable, axes: Axes, names: list[str], units: list[str], kinds: list[str],
    findings: list[Finding],
) -> None:  # fmt: skip
    """Findings about kinds and units that a table can't have."""
    allowed = VALUE_KINDS if table == "value_added" else ROW_KINDS
    book = UnitBook(currencies=[axes.money])
    for row, (name, unit, kind) in enumerate(zip(names, units, kinds, strict=True)):
        place = row if len(names) == len(grid.rows) and grid.header[0].casefold() in _ACROSS else None
        if kind not in allowed:
            remedy = suggestion(kind, allowed, f"Write one of {', '.join(allowed)}.")
            findings.append(
                at_cell("C01", f"'{name}' can't be of this kind here.", remedy, grid, place, value=kind)
            )
        try:
            book.measure(unit)
        except UnitError as error:
            why, remedy = f"'{unit}' is not a unit.", error.remedy
            if re.fullmatch(r"[A-Z]{3}", unit):
                why = f"The money of this table is {axes.money}."
                remedy = "Say the currency in table.toml or with --currency, and give rows of money in it."
            findings.append(at_cell("D01", why, remedy, grid, place, value=unit))
            continue
        if table == "labour" and dimension(readable(unit)[0]) not in {"time", "persons"}:
            why = "Work is counted in hours or in persons."
            findings.append(
                at_cell("D02", why, "Write h or person, such as 1000 person.", grid, place, value=unit)
            )
