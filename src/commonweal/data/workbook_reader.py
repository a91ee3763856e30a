"""Program that reads a workbook in a process of its own, with little memory and time.

``python -I workbook_reader.py FILE NAME…`` writes one JSON value a line: ``{"sheet": name}`` for
each sheet, and, for the sheets with the names given, ``[row, [cell, …]]`` for each row; or
``{"fault": …}`` and nothing more.
It imports nothing of commonweal, so that it starts fast and a hostile workbook meets little code.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["main"]

_MEMORY = 2 * 1024**3
_SECONDS = 120
_MOST_CELLS = 2_000_000
_MOST_TEXT = 256 * 1024**2  # characters in all cells together
_FORMULA = re.compile(rb"<f[\s/>]")


class _TooLarge(Exception):
    """A sheet has more than may be read."""


def main(arguments: list[str]) -> None:
    """Write the cells of a workbook to standard output."""
    path, *names = arguments
    _limit()
    try:
        for line in _lines(path, frozenset(names)):
            sys.stdout.write(json.dumps(line) + "\n")
    except _TooLarge as error:
        _refuse(
            "A11",
            f"Sheet {error} has more than 2,000,000 cells, or too much text.",
            "Delete the empty rows and columns, or save large tables as CSV.",
        )
    except MemoryError:
        _refuse("A11", "The workbook needs too much memory.", "Save large tables as CSV.")
    except Exception as error:  # noqa: BLE001 - whatever a damaged workbook brings about, it is refused
        _refuse(
            "A01",
            f"The workbook can't be read ({type(error).__name__}).",
            "Open it in a spreadsheet program and save it again as .xlsx.",
        )


def _limit() -> None:
    """Bound memory and processor time, where the system can."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would reserve memory
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _refuse(code: str, why: str, remedy: str) -> None:
    """Write why the workbook is not read."""
    sys.stdout.write(json.dumps({"fault": [code, why, remedy]}) + "\n")


def _lines(path: str, names: frozenset[str]) -> Iterator[object]:
    """Every line of the answer."""
    import openpyxl  # noqa: PLC0415 - after the limits are set

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    formulas = _with_formulas(path)
    second = openpyxl.load_workbook(path, read_only=True, keep_links=False) if formulas else None
    budget = [_MOST_TEXT]
    for sheet in book.worksheets:
        yield {"sheet": sheet.title}
        if sheet.title in names:
            yield from _rows(sheet, second[sheet.title] if second else None, budget)


def _with_formulas(path: str) -> bool:
    """Whether any sheet holds a formula."""
    with zipfile.ZipFile(path) as archive:
        return any(
            _FORMULA.search(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _rows(sheet: Any, formulas: Any, budget: list[int]) -> Iterator[object]:
    """Filled rows of a sheet, each with its number."""
    sheet.reset_dimensions()
    beside: Iterable[Any] = iter(())
    if formulas is not None:
        formulas.reset_dimensions()
        beside = formulas.iter_rows()
    beside = iter(beside)
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += max(len(row), 1)
        if cells > _MOST_CELLS:
            raise _TooLarge(sheet.title)
        twin = next(beside, ())
        values = [_plain(cell, twin[at] if at < len(twin) else None) for at, cell in enumerate(row)]
        while values and values[-1] is None:
            values.pop()
        budget[0] -= sum(len(value) for value in values if isinstance(value, str))
        if budget[0] < 0:
            raise _TooLarge(sheet.title)
        if values:
            yield [number, values]


def _plain(cell: Any, twin: Any) -> object:
    """The value of a cell as JSON has it; days and errors as small objects."""
    value = cell.value
    if cell.data_type == "e":
        return {"bad": str(value)}
    if value is None:
        formula = twin.value if twin is not None else None
        return None if formula is None else {"bad": str(getattr(formula, "text", formula))[:200]}
    if isinstance(value, dt.datetime | dt.date):
        return {"day": value.isoformat()}
    return value if isinstance(value, bool | int | float | str) else str(value)


if __name__ == "__main__":
    main(sys.argv[1:])
