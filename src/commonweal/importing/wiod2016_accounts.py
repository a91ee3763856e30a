"""The socio-economic accounts of WIOD, release 2016: work, pay and capital by industry.

They come long (``country``, ``variable``, ``description``, ``code``, then a column for each year) or, for one
country and year, wide (``code``, then a column for each variable). Of their variables these are read:

``EMP``, ``EMPE``    thousand persons engaged, and employees among them
``H_EMPE``           million hours worked by employees
``GO``, ``VA``       gross output and value added, millions of national currency
``COMP``             compensation of employees, millions of national currency
``K``                nominal capital stock, millions of national currency

Hours of all who work are those of employees, times persons engaged per employee: the self-employed are
taken to work as long. National currency becomes the table's by the ratio of a country's gross output in
the table to that in the accounts, which needs no exchange rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.figures import at_cell, figures, texts
from commonweal.inputoutput.tables import Floats, Labels

__all__ = ["Beside", "SocioEconomic", "is_accounts", "socio_economic"]

_WANTED = ("EMP", "EMPE", "H_EMPE", "GO", "VA", "COMP", "K")
_LONG = {"country", "variable", "code"}
_SAME = 1e-6  # part by which two sums of gross output may differ and yet be in the same currency

Found = dict[tuple[str, str], dict[str, float]]
"""Value of each variable of a region and code; the region is blank in accounts of one country."""


@dataclass(frozen=True, eq=False)
class Beside:
    """A row beside the table.

    Attributes
    ----------
    table
        ``labour``, ``capital`` or ``satellites``.
    name, unit, kind
        As in ``Rows``; a blank unit is the table's money.
    values : shape (n_sectors,)
    """

    table: str
    name: str
    unit: str
    kind: str
    values: Floats


@dataclass(frozen=True, eq=False)
class SocioEconomic:
    """What the accounts say, in the order of the sectors.

    Attributes
    ----------
    value_added, compensation : shape (n_sectors,), million of the table's currency
    rows
        Rows of labour, capital and satellites.
    notes
        What was assumed.
    """

    value_added: Floats
    compensation: Floats
    rows: tuple[Beside, ...]
    notes: tuple[str, ...]


def is_accounts(grid: RawTable) -> bool:
    """Whether a table holds socio-economic accounts."""
    headings = {heading.casefold() for heading in grid.header}
    return headings >= _LONG or {"code", "emp", "comp"} <= headings


def socio_economic(
    grid: RawTable, sectors: Labels, output: Floats, year: int, findings: list[Finding]
) -> SocioEconomic:
    """The accounts for the sectors of a table.

    Parameters
    ----------
    grid
        The accounts, long or wide.
    sectors
        Labels of the sectors.
    output : shape (n_sectors,), million of the table's currency
        Gross output of the table.
    year
        The year, where the accounts have several.
    findings
        Takes what is wrong, and a sector of which a country's accounts say nothing.
    """
    headings = [heading.casefold() for heading in grid.header]
    long = set(headings) >= _LONG
    found = _long(grid, headings, year, findings) if long else _wide(grid, headings, findings)
    of_one = {region for region, _ in found} == {""}
    pairs = [
        ("" if of_one else region, name) for region, name in zip(sectors.regions, sectors.names, strict=True)
    ]
    covered = {region for region, _ in found}
    for region, name in pairs:
        if region in covered and (region, name) not in found:
            why = f"The accounts say nothing of {f'{region}.' if region else ''}{name}."
            findings.append(at_cell("A05", why, "Add its rows, with 0 where nothing is made.", grid))
    values = {
        variable: np.array([found.get(pair, {}).get(variable, 0.0) for pair in pairs]) for variable in _WANTED
    }
    rate = _rates(sectors, output, values["GO"])
    left_out = [region for region in sectors.distinct_regions if not of_one and region not in covered]
    return SocioEconomic(
        values["VA"] * rate, values["COMP"] * rate, _beside(values, rate), _notes(values, rate, left_out)
    )


def _wide(grid: RawTable, headings: list[str], findings: list[Finding]) -> Found:
    """Accounts of one country and year: a column for each variable."""
    codes = texts(grid, headings.index("code"), findings)
    there = [variable for variable in _WANTED if variable in grid.header]
    numbers = figures(grid, [grid.header.index(variable) for variable in there], findings)
    return {
        ("", code): dict(zip(there, map(float, row), strict=True))
        for code, row in zip(codes, numbers, strict=True)
    }


def _long(grid: RawTable, headings: list[str], year: int, findings: list[Finding]) -> Found:
    """Accounts of many countries: a row for each variable, a column for each year."""
    columns = {heading.removeprefix("_"): place for place, heading in enumerate(grid.header)}
    if str(year) not in columns:
        why = f"The accounts have no column for the year {year or '(which nobody says)'}."
        findings.append(at_cell("A05", why, "Say the year with --year (ReadingOptions.year).", grid))
        return {}
    countries, variables, codes = (
        texts(grid, headings.index(name), findings) for name in ("country", "variable", "code")
    )
    numbers = figures(grid, [columns[str(year)]], findings)[:, 0]
    found: Found = {}
    for country, variable, code, number in zip(countries, variables, codes, numbers, strict=True):
        if variable in _WANTED:
            found.setdefault((country, code), {})[variable] = float(number)
    return found


def _rates(sectors: Labels, output: Floats, said: Floats) -> Floats:
    """The table's currency per unit of the accounts', for each sector: shape (n_sectors,)."""
    regions = sectors.distinct_regions
    at = np.array([regions.index(region) for region in sectors.regions])
    ours = np.bincount(at, weights=output, minlength=len(regions))
    theirs = np.bincount(at, weights=said, minlength=len(regions))
    rate = np.divide(ours, theirs, out=np.ones_like(ours), where=theirs > 0.0)
    rate[np.abs(rate - 1.0) < _SAME] = 1.0
    spread: Floats = rate[at]
    return spread


def _beside(values: dict[str, Floats], rate: Floats) -> tuple[Beside, ...]:
    """Rows of work and capital."""
    employees = values["EMPE"]
    per_employee = np.divide(values["EMP"], employees, out=np.ones_like(employees), where=employees > 0.0)
    hours = values["H_EMPE"] * per_employee * 1e6
    rows = [Beside("labour", "hours", "h", "labour", hours)]
    if not hours.any():
        rows = [Beside("labour", "persons", "person", "labour", values["EMP"] * 1e3)]
    else:
        rows.append(Beside("satellites", "persons", "person", "other", values["EMP"] * 1e3))
        rows.append(Beside("satellites", "hours of employees", "h", "other", values["H_EMPE"] * 1e6))
    rows.append(Beside("capital", "capital", "", "capital", values["K"] * rate))
    return tuple(row for row in rows if row.values.any())


def _notes(values: dict[str, Floats], rate: Floats, left_out: Sequence[str]) -> tuple[str, ...]:
    """What was assumed."""
    notes = []
    if values["H_EMPE"].any():
        notes.append(
            "Hours are those of employees, times persons engaged per employee: the self-employed are taken "
            "to work as long."
        )
    if (rate != 1.0).any():
        notes.append(
            "National currencies are converted by gross output in the table over that in the accounts."
        )
    if left_out:
        notes.append(f"No work or capital is known of {', '.join(left_out)}: it stands as 0.")
    return tuple(notes)
