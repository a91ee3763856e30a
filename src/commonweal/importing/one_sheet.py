"""Reading a symmetric table that stands on a single sheet, as statistical offices print it.

The sectors are the labels that stand both before the rows and above the columns. To their right stand
final users, below them value added, imports and work; totals stand among both. Totals are
recognised by arithmetic (a column or row that is the sum of those before it) and left out, which
the notes of the table say. The rows of the Eurostat manual's example (Germany 1995) are laid out so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from commonweal.data.raw import RawTable
from commonweal.importing.axes import HOME, Naming, row_labels, stub, unsaid
from commonweal.importing.beside import value_kind
from commonweal.importing.figures import at_cell, figures
from commonweal.importing.finals import kind_of_final
from commonweal.importing.grids import Opened, open_all, stop
from commonweal.importing.options import ReadingOptions
from commonweal.importing.parts import diagonal, left_over, with_depreciation
from commonweal.importing.table_settings import TableSettings, table_settings
from commonweal.importing.totals import totals_among
from commonweal.inputoutput.tables import Floats, Labels, Rows, SupplyUse, no_rows

__all__ = ["read_one_sheet"]

_LABOUR = re.compile(
    r"\bemployment|\bself employed|\bnumber of employees|\bpersons?\b|\bworkers\b|\bjobs\b|\bhours\b"
)
_UNIT = re.compile(r"\[([^\]]+)\]")
_UNTOLD = "person"
_TOTAL = re.compile(r"(^|[ _])(sub)?total($|[ _])|^sum$|^gross output$|^output$")


@dataclass(frozen=True, eq=False)
class _Sheet:
    """The sheet, taken apart.

    Attributes
    ----------
    grid
        The sheet as it stands.
    labels
        Labels of its rows, and headings of its columns with figures.
    headings
    numbers : shape (n_rows, n_columns)
    sectors
        Places of the sectors: row and column of each.
    rows, columns
        Places of the rows below the sectors and of the columns beside them, without totals.
    totals
        What was left out.
    """

    grid: RawTable
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    numbers: Floats
    sectors: tuple[tuple[int, int], ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    totals: tuple[str, ...]


def read_one_sheet(path: Path, options: ReadingOptions) -> SupplyUse:
    """The symmetric table on a sheet.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = open_all(path)
    settings = table_settings(opened, options, "one-sheet")
    if len(opened.grids) != 1:
        stop(opened.findings)
        names = ", ".join(opened.grids)
        grid = next(iter(opened.grids.values()))
        why, remedy = (
            f"There are {len(opened.grids)} tables here: {names}.",
            "Name the one file; begin the names of other sheets with '#'.",
        )
        opened.findings.append(at_cell("A07", why, remedy, grid))
        stop(opened.findings)
    sheet = _taken_apart(opened, settings)
    stop(opened.findings)
    return _table(sheet, settings)


def _taken_apart(opened: Opened, settings: TableSettings) -> _Sheet:
    """Which rows and columns are sectors, which are totals, and what is left."""
    grid = next(iter(opened.grids.values()))
    labels = row_labels(grid, Naming(settings.region or HOME), opened.findings).names
    places = stub(grid).numbers(grid)
    headings = tuple(grid.header[place] for place in places)
    numbers = figures(grid, places, opened.findings, decimal=settings.decimal)
    stop(opened.findings)
    both = [(row, headings.index(label)) for row, label in enumerate(labels) if label in headings]
    sectors = _without_totals(both, labels, numbers)
    if len(sectors) < 2:
        why = "Fewer than two labels stand both before a row and above a column: there are no sectors."
        remedy = "Give rows and columns of the same sector the same label."
        opened.findings.append(at_cell("A05", why, remedy, grid))
        stop(opened.findings)
    at_row, at_column = zip(*sectors, strict=True)
    rows, row_totals = _rest(numbers[:, list(at_column)].T, at_row, labels)
    columns, column_totals = _rest(numbers[list(at_row)], at_column, headings)
    _told_totals(opened, grid, [labels[row] for row in rows], [headings[column] for column in columns])
    left_out = [labels[row] for row in row_totals] + [headings[column] for column in column_totals]
    return _Sheet(
        grid, labels, headings, numbers, tuple(sectors), rows, columns, tuple(dict.fromkeys(left_out))
    )


def _without_totals(
    both: Sequence[tuple[int, int]], labels: Sequence[str], numbers: Floats
) -> list[tuple[int, int]]:
    """Sectors among the labels that stand on both sides: no totals, neither by sum nor by name."""
    rows, columns = [row for row, _ in both], [column for _, column in both]
    block = numbers[np.ix_(rows, columns)]
    totals = set(totals_among(block.T, 2)) | set(totals_among(block, 2))
    return [
        pair for place, pair in enumerate(both) if place not in totals and not _called_total(labels[pair[0]])
    ]


def _rest(
    block: Floats, sectors: Sequence[int], labels: Sequence[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Places beside the sectors that are no totals, and those that are."""
    others = [place for place in range(len(labels)) if place not in set(sectors)]
    ordered = [*sectors, *others]
    never = [place for place, at in enumerate(ordered) if _called_total(labels[at])]
    totals = {ordered[place] for place in totals_among(block[:, ordered], len(sectors), never)}
    return tuple(place for place in others if place not in totals), tuple(sorted(totals))


def _called_total(label: str) -> bool:
    """Whether a label says that it is a total."""
    return bool(_TOTAL.search(label.casefold().replace("_", " ")))


def _told_totals(opened: Opened, grid: RawTable, rows: list[str], columns: list[str]) -> None:
    """A finding for what calls itself a total and is not the sum of what stands before it."""
    for label in dict.fromkeys([*rows, *columns]):
        if _called_total(label):
            why = "It is called a total, and is not the sum of what stands before it."
            remedy = "Correct the figure that is wrong; or call it otherwise, if it is none."
            opened.findings.append(at_cell("T08", why, remedy, grid, value=label))


def _table(sheet: _Sheet, settings: TableSettings) -> SupplyUse:
    """The table of a sheet that was taken apart."""
    at_row, at_column = (list(places) for places in zip(*sheet.sectors, strict=True))
    region = settings.region or HOME
    names = tuple(sheet.labels[row] for row in at_row)
    sectors = Labels((region,) * len(names), names)
    final_names = tuple(sheet.headings[column] for column in sheet.columns)
    kinds = tuple(kind_of_final(name) or "other" for name in final_names)
    flows = sheet.numbers[np.ix_(at_row, at_column)]
    final_demand = sheet.numbers[np.ix_(at_row, list(sheet.columns))]
    output = flows.sum(axis=1) + final_demand.sum(axis=1)
    worked = [row for row in sheet.rows if _LABOUR.search(sheet.labels[row].casefold().replace("_", " "))]
    valued = [row for row in sheet.rows if row not in worked]
    origin = settings.provenance
    notes = [*_notes(sheet, final_names, kinds, worked), *origin.notes, *unsaid(region)]
    if valued:
        added = _rows(sheet, valued, at_column, origin.currency)
    else:
        added, note = left_over(output, flows, len(final_names), origin.currency)
        notes.append(note)
    none = np.zeros(len(sectors))
    return SupplyUse(
        products=sectors,
        industries=sectors,
        final=Labels((region,) * len(final_names), final_names),
        final_kinds=kinds,
        supply=diagonal(output),
        use=flows,
        final_demand=final_demand,
        value_added=added,
        labour=_rows(sheet, worked, at_column, ""),
        capital=with_depreciation(no_rows(len(sectors), len(final_names)), added),
        satellites=no_rows(len(sectors), len(final_names)),
        provenance=replace(origin, notes=tuple(notes)),
        imports=none,
        margins=none,
        taxes=none,
    )


def _rows(sheet: _Sheet, rows: list[int], at_column: list[int], currency: str) -> Rows:
    """Rows below the sectors: of value added with a currency, else of work."""
    names = tuple(sheet.labels[row] for row in rows)
    units = (currency,) * len(names) if currency else tuple(_unit(name) or _UNTOLD for name in names)
    kinds = tuple(value_kind(name) if currency else "labour" for name in names)
    return Rows(
        names,
        units,
        kinds,
        sheet.numbers[np.ix_(rows, at_column)],
        sheet.numbers[np.ix_(rows, list(sheet.columns))],
    )


def _unit(label: str) -> str:
    """The unit that a label says in brackets; hours where it speaks of them."""
    said = _UNIT.search(label)
    return said[1].strip() if said else "h" if "hours" in label.casefold() else ""


def _notes(sheet: _Sheet, finals: Sequence[str], kinds: Sequence[str], worked: Sequence[int]) -> list[str]:
    """What one has to know about how the sheet was read."""
    notes = []
    if sheet.totals:
        notes.append(f"Left out as totals of what stands before them: {', '.join(sheet.totals)}.")
    unknown = [name for name, kind in zip(finals, kinds, strict=True) if kind == "other"]
    if unknown:
        notes.append(f"It is not known what kind of final use this is: {', '.join(unknown)}.")
    untold = [sheet.labels[row] for row in worked if not _unit(sheet.labels[row])]
    if untold:
        notes.append(f"Taken as work counted in single persons, as no unit is said: {', '.join(untold)}.")
    return notes
