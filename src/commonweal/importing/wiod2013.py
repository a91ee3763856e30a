"""Reader of WIOD, release 2013: a world table of 40 countries and the rest of the world × 35 industries.

The world table (``wiot11_row_apr12.xlsx`` …), the environmental accounts (``AIR_may12``, ``CO2_may12``,
``EM_may12``, ``EU_may12``, ``lan_may12``, ``mat_may12``, ``wat_may12``: folders or .zip beside it) and the
socio-economic accounts (``WIOD_SEA_July14.xlsx``, beside it or in a folder ``SEA``) are read here without
pymrio, which takes 27 s of a processor for a table of this size where this takes 19. What else differs:

- pymrio's list of units has ``NOx`` and ``SOx`` where the files write ``NOX`` and ``SOX``, which so get the
  unit ``Unnamed: 0``. All air emissions are tonnes but for CO2, in Gg, as that list says.
- Of the socio-economic accounts pymrio takes employment only; here value added is split and capital is read.
- Blank cells below the final demand are nothing, not unknown.
- Figures of the socio-economic accounts are in national currency. No exchange rate is needed where a ratio
  does: compensation of employees is the world table's value added times the accounts' ``COMP / VA``;
  the capital stock is the world table's output times ``K_GFCF / GO``, with the stock brought from prices of
  1995 to those of the year by the price index of investment (``GFCF_P``), where there is one.
- The rest of the world and industries without such figures keep their value added in one row, and have
  neither labour nor capital; that is told in the notes.

Source: Timmer et al. (2015), An illustrated user guide to the World Input–Output Database, Review of
International Economics 23, doi 10.1111/roie.12178; free with citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.errors import DataError
from commonweal.importing.mrio import Account, Parts, assembled, wrong
from commonweal.importing.mrio_units import money
from commonweal.importing.options import ReadingOptions
from commonweal.importing.wiod2013_environment import environmental_accounts
from commonweal.importing.wiod2013_labels import FINAL_TITLES, INDUSTRY_TITLES
from commonweal.importing.wiod2013_world import read_world
from commonweal.inputoutput.tables import Floats, Labels, Provenance, SupplyUse

__all__ = ["read_wiod2013"]

_EXPECTS = "Open wiot11_row_apr12.xlsx, or the folder with it, and say the year where there are several."
_FILE = re.compile(r"wiot(\d\d)_.*\.xlsx$", re.IGNORECASE)
_SKILLS = {"H_HS": "high", "H_MS": "medium", "H_LS": "low"}
_VALUE = "Value added at basic prices"
_USED = ("GO", "VA", "COMP", "EMP", "EMPE", "H_EMP", "H_EMPE", "K_GFCF", "GFCF_P", *_SKILLS)

Figures = Mapping[str, Floats]
"""Variables of the socio-economic accounts, shape (n_industries,); not a number where unknown."""


def read_wiod2013(path: Path, options: ReadingOptions) -> SupplyUse:
    """The world table of a year, with whatever accounts lie beside it.

    Raises
    ------
    ModelError
        If there are environmental accounts and the extra ``commonweal[io]``, which reads them, is missing.
    DataError
        If the files are not those of WIOD, or several years are there and none is asked for.
    """
    chosen, year = _chosen(path, options.year)
    world = read_world(chosen, _EXPECTS)
    unit = money(world.unit)
    if unit is None:
        raise wrong(chosen.name, "The unit in cell A4 is not one of money.", _EXPECTS, value=world.unit)
    output = world.flows.sum(axis=1) + world.final_demand.sum(axis=1)
    accounts = [
        Account(
            "factor_input", world.inputs, (world.unit,) * len(world.inputs), world.by_industry, world.by_final
        )
    ]
    nature, left_out = environmental_accounts(chosen.parent, year, world.sectors, world.final)
    social, notes = _social(chosen.parent, year, world.sectors)
    if social:
        accounts = _with_social(accounts, social, output)
    parts = Parts(
        products=_titled(world.sectors, INDUSTRY_TITLES),
        final=_titled(world.final, FINAL_TITLES),
        flows=world.flows,
        final_demand=world.final_demand,
        accounts=[*accounts, *nature],
        origin=Provenance(
            "WIOD 2013",
            year,
            unit.currency,
            unit.scale,
            source="Timmer et al. (2015), Review of International Economics 23, doi 10.1111/roie.12178",
            licence="free with citation",
            layout="wiod2013",
            notes=(*left_out, *notes),
        ),
    )
    return assembled(parts, options)


def _chosen(path: Path, year: int) -> tuple[Path, int]:
    """The world table to read, and its year."""
    entries = [path] if path.is_file() else sorted(path.iterdir())
    found = {entry: _year(match[1]) for entry in entries if (match := _FILE.search(entry.name))}
    if path.is_file():
        if not found and not year:
            raise wrong(path.name, "The name of the file does not say its year.", _EXPECTS, code="A05")
        return path, found.get(path, year)
    fitting = [entry for entry, of in found.items() if not year or of == year]
    if len(fitting) != 1:
        here = ", ".join(entry.name for entry in found) or "none"
        why = (
            f"Several tables fit: {here}."
            if fitting
            else f"There is no world table of that year; there is {here}."
        )
        raise wrong(path.name, why, _EXPECTS, code="A05", value=year or "")
    return fitting[0], found[fitting[0]]


def _year(digits: str) -> int:
    """The year of two digits: WIOD 2013 has 1995 to 2011."""
    return int(digits) + (1900 if int(digits) > 50 else 2000)


def _titled(labels: Labels, titles: Mapping[str, str]) -> Labels:
    """Labels with what people call each."""
    return replace(labels, titles=tuple(titles.get(code, "") for code in labels.names))


def _social(folder: Path, year: int, sectors: Labels) -> tuple[Figures, tuple[str, ...]]:
    """The socio-economic accounts of a year, where they are there, and what has to be told of them."""
    places = (folder / "SEA", folder)
    files = [file for place in places if place.is_dir() for file in sorted(place.glob("WIOD_SEA*.xlsx"))]
    if not files:
        return {}, ()
    rows, heading = _sheet(files[0])
    column = next((place for place, name in enumerate(heading) if name.strip("_") == str(year)), None)
    if column is None:
        return {}, (f"{files[0].name} has no figures of {year}; they are left out.",)
    figures = {name: np.full(len(sectors), np.nan) for name in _USED}
    positions = sectors.positions
    for row in rows:
        country, variable, code = str(row[0]), str(row[1]), str(row[3])
        place = positions.get((country, code))
        amount = row[column]
        if place is not None and variable in figures and isinstance(amount, (int, float)):
            figures[variable][place] = float(amount)
    return figures, _unknown(figures, sectors)


def _sheet(file: Path) -> tuple[Iterable[tuple[Any, ...]], list[str]]:
    """Rows and heading of the sheet ``DATA``."""
    import openpyxl  # noqa: PLC0415 - only this layout reads a workbook

    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    try:
        if "DATA" not in workbook.sheetnames:
            raise _no_data(file.name, "DATA")
        rows = list(workbook["DATA"].iter_rows(values_only=True))
    finally:
        workbook.close()
    heading = [str(cell or "") for cell in rows[0]] if rows else []
    if heading[:4] != ["Country", "Variable", "Description", "Code"]:
        raise _no_data(file.name, "Country, Variable, Description, Code")
    return rows[1:], heading


def _no_data(file: str, what: str) -> DataError:
    why = f"The sheet DATA with Country, Variable, Description and Code is not there: {what} is missing."
    return wrong(file, why, "Use WIOD_SEA_July14.xlsx as it was downloaded.", code="A05", value=what)


def _unknown(figures: Figures, sectors: Labels) -> tuple[str, ...]:
    """Which regions have no hours or persons."""
    lacking = np.isnan(figures["EMP"]) & np.isnan(figures["H_EMP"])
    regions = dict.fromkeys(region for region, none in zip(sectors.regions, lacking, strict=True) if none)
    whole = [region for region in regions if all(lacking[[r == region for r in sectors.regions]])]
    some = int(lacking.sum()) - sum(sectors.regions.count(region) for region in whole)
    notes = [f"The socio-economic accounts have no labour of {', '.join(whole)}."] if whole else []
    return (*notes, *([f"They have none of {some} industries elsewhere."] if some else []))


def _with_social(accounts: list[Account], social: Figures, output: Floats) -> list[Account]:
    """Accounts with labour and capital, and value added split into what labour and what capital gets."""
    n_final = accounts[0].by_final.shape[1]
    split = [_split(account, social) if _VALUE in account.names else account for account in accounts]
    return [*split, _labour(social, n_final), _more(social, n_final), _capital(social, output, n_final)]


def _split(account: Account, social: Figures) -> Account:
    """Value added as compensation of employees and gross operating surplus, where both are known."""
    place = account.names.index(_VALUE)
    share = _ratio(social["COMP"], social["VA"])
    known = np.isfinite(share)
    whole = account.by_industry[place]
    compensation = np.where(known, whole * np.nan_to_num(share), 0.0)
    parts = np.array([np.where(known, 0.0, whole), compensation, np.where(known, whole - compensation, 0.0)])
    by_industry = np.concatenate([np.delete(account.by_industry, place, axis=0), parts])
    own = account.by_final[[place]]
    by_final = np.concatenate([np.delete(account.by_final, place, axis=0), own, 0.0 * own, 0.0 * own])
    names = [name for name in account.names if name != _VALUE]
    units = [unit for name, unit in zip(account.names, account.units, strict=True) if name != _VALUE]
    unit = account.units[place]
    return Account(
        account.name,
        (*names, f"{_VALUE}, not split", "Compensation of employees", "Gross operating surplus"),
        (*units, unit, unit, unit),
        by_industry,
        by_final,
    )


def _labour(social: Figures, n_final: int) -> Account:
    """Persons engaged and the hours they work."""
    return _account("SEA", {"EMP": "thousand persons", "H_EMP": "mill hours"}, social, n_final)


def _more(social: Figures, n_final: int) -> Account:
    """Subsets of labour: employees, and hours by skill (named as parts, so that nobody adds them up)."""
    hours = {name: social["H_EMP"] * social[name] for name in _SKILLS}
    found = {"EMPE": social["EMPE"], "H_EMPE": social["H_EMPE"], **hours}
    units = {"EMPE": "thousand persons"} | dict.fromkeys(("H_EMPE", *_SKILLS), "mill hours")
    names = {name: f"of which hours of {level} skill ({name})" for name, level in _SKILLS.items()}
    told = {names.get(name, name): figures for name, figures in found.items()}
    return _account("SEA", dict(zip(told, units.values(), strict=True)), told, n_final)


def _capital(social: Figures, output: Floats, n_final: int) -> Account:
    """The stock of fixed capital in the money of the table."""
    index = np.where(np.isfinite(social["GFCF_P"]), social["GFCF_P"], 100.0) / 100.0
    stock = np.nan_to_num(_ratio(social["K_GFCF"] * index, social["GO"])) * output
    return Account("SEA", ("K_GFCF",), ("Mill USD",), stock[None, :], np.zeros((1, n_final)))


def _account(name: str, units: Mapping[str, str], figures: Figures, n_final: int) -> Account:
    """An account of some variables; what is unknown counts as nothing."""
    by_industry = np.nan_to_num(np.array([figures[row] for row in units]))
    return Account(name, tuple(units), tuple(units.values()), by_industry, np.zeros((len(units), n_final)))


def _ratio(above: Floats, below: Floats) -> Floats:
    """``above / below``; not a number where either is unknown or nothing is below."""
    unknown = np.full_like(above, np.nan)
    return np.divide(above, below, out=unknown, where=np.isfinite(above) & (np.nan_to_num(below) != 0.0))
