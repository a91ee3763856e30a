"""The environmental accounts of WIOD 2013: air emissions, energy, land, materials and water.

One folder or .zip an account (``AIR_may12`` …), in it one ``.xls`` a country with a sheet a year: a heading
of names, rows of industries (``secAtB`` …), a row ``FC_HH`` of households, and totals. Where the first cell
says a unit, that is the account's; the others have the units listed here, which are those of pymrio 0.7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from commonweal.errors import ModelError
from commonweal.importing.mrio import Account, wrong
from commonweal.importing.mrio_store import Store
from commonweal.inputoutput.tables import Floats, Labels

__all__ = ["environmental_accounts"]

_HOUSEHOLDS = "c37"
_EXPECTS = "Download the account again from WIOD, release 2013."


@dataclass(frozen=True)
class _Kind:
    """One account: how its folder begins, what it is called, and the units that its files don't say."""

    start: str
    name: str
    unit: str = ""
    units: Mapping[str, str] | None = None


_KINDS = (
    _Kind("AIR_", "Air Emission Accounts", "t", {"CO2": "Gg"}),
    _Kind("CO2_", "CO2 emissions - per source", "Gg"),
    _Kind("EM_", "Emission relevant energy use", "TJ"),
    _Kind("EU_", "Gross energy use", "TJ"),
    _Kind("lan_", "land use"),
    _Kind("mat_", "material use"),
    _Kind("wat_", "water use"),
)


def environmental_accounts(
    folder: Path, year: int, sectors: Labels, final: Labels
) -> tuple[list[Account], tuple[str, ...]]:
    """The accounts that lie in a folder, and what has to be told about them.

    Raises
    ------
    ModelError
        If the extra ``commonweal[io]`` is not installed, which reads ``.xls``.
    DataError
        If an account lacks a country, or is there twice.
    """
    accounts, notes = [], []
    for kind in _KINDS:
        found = [entry for entry in sorted(folder.iterdir()) if entry.name.startswith(kind.start)]
        if len({entry.name.removesuffix(".zip") for entry in found}) > 1:
            several = ", ".join(entry.name for entry in found)
            raise wrong(folder.name, f"There are several: {several}.", "Keep one of them.", code="A07")
        if not found:
            continue
        account = _account(Store.at(found[0]), kind, year, sectors, final)
        if account is None:
            notes.append(f"{found[0].name} has no figures of {year}; it is left out.")
        else:
            accounts.append(account)
    return accounts, tuple(notes)


def _account(store: Store, kind: _Kind, year: int, sectors: Labels, final: Labels) -> Account | None:
    """One account; None where it lacks the year."""
    files = [name for name in store.names() if name.lower().endswith(".xls")]
    names: list[str] = []
    unit = kind.unit
    by_industry: Floats = np.zeros((0, len(sectors)))
    by_final: Floats = np.zeros((0, len(final)))
    for region in sectors.distinct_regions:
        sheet = _sheet(store, _file(store, files, region), str(year))
        if sheet is None:
            return None
        if not names:
            names = sheet.names
            unit = unit or sheet.unit or "undefined"
            by_industry, by_final = np.zeros((len(names), len(sectors))), np.zeros((len(names), len(final)))
        if sheet.names != names:
            raise wrong(
                f"{store.name}/{region}", "Its columns are not those of the others.", _EXPECTS, code="C01"
            )
        _put(sheet.rows, region, sectors, by_industry)
        if (region, _HOUSEHOLDS) in final.positions and "FC_HH" in sheet.rows:
            by_final[:, final.positions[region, _HOUSEHOLDS]] = sheet.rows["FC_HH"]
    special = kind.units or {}
    units = tuple(special.get(name.upper(), unit) for name in names)
    return Account(kind.name, tuple(names), units, by_industry, by_final)


def _put(rows: Mapping[str, Floats], region: str, sectors: Labels, target: Floats) -> None:
    """Put the rows of a country's industries where they belong."""
    for code, figures in rows.items():
        place = sectors.positions.get((region, code.removeprefix("sec")))
        if place is not None:
            target[:, place] = figures


def _file(store: Store, files: list[str], region: str) -> str:
    """The file of a country."""
    found = [name for name in files if PurePosixPath(name).name.lower().startswith(region.lower())]
    if len(found) != 1:
        why = f"There is {'no' if not found else 'more than one'} file of {region}."
        raise wrong(store.name, why, _EXPECTS, code="A05", value=region)
    return found[0]


@dataclass(frozen=True, eq=False)
class _Sheet:
    """One sheet: unit in the first cell, names of columns, figures by code of the row."""

    unit: str
    names: list[str]
    rows: Mapping[str, Floats]


def _sheet(store: Store, file: str, year: str) -> _Sheet | None:
    """The sheet of a year; None where there is none."""
    xlrd = _xlrd()
    try:
        book = xlrd.open_workbook(file_contents=store.read(file))
    except xlrd.XLRDError as error:
        raise wrong(f"{store.name}/{file}", "It is not an .xls workbook.", _EXPECTS) from error
    if year not in book.sheet_names():
        return None
    cells = [book.sheet_by_name(year).row_values(row) for row in range(book.sheet_by_name(year).nrows)]
    place = next((column for column in (0, 1) for row in cells if _is_code(row, column)), None)
    if place is None:
        raise wrong(f"{store.name}/{file}", "No column has codes such as secAtB.", _EXPECTS, code="A05")
    names = [str(cell).strip() for cell in cells[0][place + 1 :]]
    rows = {str(row[place]).strip(): _numbers(row[place + 1 :]) for row in cells[1:] if row[place]}
    return _Sheet(str(cells[0][0]).strip(), names, rows)


def _is_code(row: list[object], column: int) -> bool:
    return len(row) > column and bool(re.match(r"sec[A-Z0-9]", str(row[column])))


def _numbers(cells: list[object]) -> Floats:
    """Figures; blank cells are nothing."""
    return np.array([float(cell) if isinstance(cell, (int, float)) else 0.0 for cell in cells])


def _xlrd() -> Any:
    """The reader of ``.xls``, or the error that says how to install it."""
    try:
        import xlrd  # noqa: PLC0415 - the optional dependency
    except ImportError as error:
        message = "The environmental accounts of WIOD 2013 are .xls files: pip install 'commonweal[io]'."
        raise ModelError(message) from error
    return xlrd
