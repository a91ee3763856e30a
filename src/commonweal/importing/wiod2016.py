"""Reading release 2016 of the World Input–Output Database: national tables, or the world table.

National (``USA_NIOT_nov16``, sheet *National IO-tables*, or one year of it as CSV): columns ``Code``,
``Description``, ``Origin``, 56 industries, ``CONS_h``, ``CONS_np``, ``CONS_g``, ``GFCF``, ``INVEN``,
``EXP``, ``GO``; rows of origin *Domestic* and *Imports*, and *TOT* (``II_fob``, ``TXSP``, ``EXP_adj``,
``PURR``, ``PURNR``, ``VA``, ``IntTTM``, ``GO``). Rows of imports become one row below the table.

World (``WIOT2014_October16_ROW`` in the form for R and Stata, as CSV or Parquet): columns
``IndustryCode``, ``IndustryDescription``, ``Country``, ``RNr``, ``Year``, then ``AUS1`` … ``AUS56``,
``AUS57`` … ``AUS61`` (final users), ``TOT``; rows of country *TOT* below. Or its Excel sheet, saved as CSV
(``wiod2016_sheet``).

Beside either may lie the socio-economic accounts (``wiod2016_accounts``). All money is million USD.
The headings are those that readers of these files rely on: zauster/wiodv2, alekrutkowski/wiod.diagrammer,
exvatools (``extract_wiod``).

References
----------
Timmer, Dietzenbacher, Los, Stehrer and de Vries, *Review of International Economics* 23 (2015) 575–605.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from commonweal.data.raw import RawTable
from commonweal.importing.axes import HOME, unsaid
from commonweal.importing.figures import at_cell, figures, only, texts
from commonweal.importing.finals import kind_of_final
from commonweal.importing.grids import Opened, open_all, refused, stop
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.importing.parts import diagonal, left_over
from commonweal.importing.totals import total_faults
from commonweal.importing.wiod2016_accounts import SocioEconomic, is_accounts, socio_economic
from commonweal.importing.wiod2016_sheet import is_sheet, read_sheet_form
from commonweal.importing.years import year_in
from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse
from commonweal.validate.report import finding, suggestion

__all__ = ["read_wiod2016"]

_NATIONAL = ("Code", "Description", "Origin")
_WORLD = ("IndustryCode", "Country", "RNr")
_FINAL = ("CONS_h", "CONS_np", "CONS_g", "GFCF", "INVEN", "EXP")
_BELOW = {
    "TXSP": "taxes",
    "EXP_adj": "imports",
    "PURR": "imports",
    "PURNR": "imports",
    "VA": "value_added",
    "IntTTM": "imports",
}
_IMPORTS = "imports"
_REGION = re.compile(r"([A-Z]{3})_?NIOT", re.IGNORECASE)
_COLUMN = re.compile(r"v?([A-Z]{3})(\d+)")


@dataclass(frozen=True, eq=False)
class _Table:
    """A table as read, before the socio-economic accounts.

    Attributes
    ----------
    sectors, final
        Labels.
    flows : shape (n_sectors, n_sectors), million USD
    final_demand : shape (n_sectors, n_final), million USD
    output : shape (n_sectors,), million USD
    below
        Rows below the table, by code; the first part of each belongs to industries.
    notes
        What was done.
    """

    sectors: Labels
    final: Labels
    flows: Floats
    final_demand: Floats
    output: Floats
    below: dict[str, tuple[Floats, Floats]]
    notes: tuple[str, ...]


def read_wiod2016(path: Path, options: ReadingOptions) -> SupplyUse:
    """A national table or the world table, with the socio-economic accounts that lie beside it.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = _opened(path)
    year, year_notes = year_in(path, options)
    grid, world = _main(opened)
    accounts = [found for found in opened.grids.values() if is_accounts(found)]
    _forget_notes(opened, [grid, *accounts])
    stop(opened.findings)
    grid, year = _of_year(grid, year, opened)
    stop(opened.findings)
    table = _world(opened, grid) if world else _national(opened, grid, options)
    stop(opened.findings)
    social = (
        socio_economic(accounts[0], table.sectors, table.output, year, opened.findings) if accounts else None
    )
    stop(opened.findings)
    origin = provenance(
        Provenance(
            name=f"WIOD 2016 {year or ''}".strip(),
            year=year,
            currency="USD",
            scale=1e6,
            source="Timmer et al. (2015), World Input-Output Database, release 2016",
            licence="CC BY 4.0",
            layout="wiod2016",
            notes=(*table.notes, *(social.notes if social else ()), *year_notes),
        ),
        options,
    )
    return _assembled(table, social, origin)


def _opened(path: Path) -> Opened:
    """The tables at a path; a world table in the form of its Excel sheet with the headings of the other."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    sheets = {file.stem: file for file in files if is_sheet(file)}
    opened = open_all(path, lambda name: name not in sheets)
    for name, file in sheets.items():
        grid = read_sheet_form(file, opened.findings)
        if grid is not None:
            opened.grids[name] = grid
    return opened


def _main(opened: Opened) -> tuple[RawTable, bool]:
    """The table itself among what was found, and whether it is the world's."""
    for needed, world in ((_WORLD, True), (_NATIONAL, False)):
        found = [grid for grid in opened.grids.values() if set(needed) <= set(grid.header)]
        if len(found) == 1:
            return found[0], world
        if found:
            why = f"There are {len(found)} tables here: {', '.join(grid.file for grid in found)}."
            opened.findings.append(at_cell("A07", why, "Name the file of one.", found[1]))
    why = f"No file has the columns {', '.join(_NATIONAL)} or {', '.join(_WORLD)}."
    remedy = "Save the sheet with the table as CSV, its headings in the first row."
    opened.findings.append(finding("A05", why, remedy, file=opened.path.name))
    raise refused(opened.findings)


def _forget_notes(opened: Opened, used: Sequence[RawTable]) -> None:
    """Leave out what is wrong with sheets for people that stand in a workbook beside a table."""
    books = {grid.file for grid in used if grid.sheet}
    sheets = {(grid.file, grid.sheet) for grid in used}
    opened.findings = [
        each for each in opened.findings if each.file not in books or (each.file, each.sheet) in sheets
    ]


def _of_year(grid: RawTable, year: int, opened: Opened) -> tuple[RawTable, int]:
    """The rows of one year, where the table has a column of years."""
    if "Year" not in grid.header:
        return grid, year
    years = [text.removesuffix(".0") for text in texts(grid, grid.header.index("Year"), opened.findings)]
    there = sorted({int(text) for text in years if text.isdigit()})
    if len(there) == 1:
        year = there[0]
    elif year not in there:
        why = f"The table has the years {', '.join(map(str, there))}."
        opened.findings.append(at_cell("A05", why, "Say which with --year (ReadingOptions.year).", grid))
    return only(grid, [row for row, text in enumerate(years) if text == str(year)]), year


def _national(opened: Opened, grid: RawTable, options: ReadingOptions) -> _Table:
    """A national table: domestic flows, with imports below."""
    findings = opened.findings
    codes = texts(grid, grid.header.index("Code"), findings)
    origins = [text.casefold() for text in texts(grid, grid.header.index("Origin"), findings)]
    titles = texts(grid, grid.header.index("Description"), findings)
    inside = [row for row, origin in enumerate(origins) if origin == "domestic" and codes[row]]
    named = _REGION.search(grid.file)
    region = options.region or (named[1].upper() if named else HOME)
    names = tuple(codes[row] for row in inside)
    _told_twice(names, [grid.rows[row] for row in inside], grid, opened)
    _check_headings(opened, grid, names)
    stop(findings)
    finals = tuple(heading for heading in _FINAL if heading in grid.header)
    numbers = figures(grid, [grid.header.index(heading) for heading in (*names, *finals, "GO")], findings)
    block, size = numbers[inside], len(names)
    findings.extend(total_faults(block[:, -1], block[:, :-1], names, "GO", grid.file, grid.sheet))
    note = "Imported goods are one row below the table: which good is imported is no longer told."
    return _Table(
        Labels((region,) * size, names, tuple(titles[row] for row in inside)),
        Labels((region,) * len(finals), finals),
        block[:, :size],
        block[:, size:-1],
        block[:, -1],
        _below_national(numbers[:, :-1], codes, origins, size),
        (*((note,) if "imports" in origins else ()), *unsaid(region)),
    )


def _check_headings(opened: Opened, grid: RawTable, names: Sequence[str]) -> None:
    """Findings about industries without a column, and columns without a row."""
    missing = [name for name in [*names, "GO"] if name not in grid.header]
    if missing:
        why = f"There is no column for {', '.join(missing[:5])}."
        remedy = "Rows and columns have the same industries; export the table again."
        opened.findings.append(at_cell("A05", why, remedy, grid))
    known = {*_NATIONAL, "Year", "GO", *names, *_FINAL}
    for heading in [heading for heading in grid.header if heading not in known]:
        why = "No row has this label, and it is no final use that is known."
        remedy = suggestion(heading, missing, "Add its row, or take the column out.")
        opened.findings.append(at_cell("C01", why, remedy, grid, value=heading))


def _below_national(
    numbers: Floats, codes: Sequence[str], origins: Sequence[str], size: int
) -> dict[str, tuple[Floats, Floats]]:
    """Rows below a national table: the sum of imports, and the rows of origin TOT."""
    below = {}
    imported = [row for row, origin in enumerate(origins) if origin == "imports"]
    if imported:
        total = numbers[imported].sum(axis=0)
        below[_IMPORTS] = (total[:size], total[size:])
    for row, (code, origin) in enumerate(zip(codes, origins, strict=True)):
        if code in _BELOW and origin not in {"domestic", "imports"}:
            below[code] = (numbers[row, :size], numbers[row, size:])
    return below


def _world(opened: Opened, grid: RawTable) -> _Table:
    """The world table."""
    findings = opened.findings
    codes, countries = (
        texts(grid, grid.header.index(name), findings) for name in ("IndustryCode", "Country")
    )
    inside = [row for row, country in enumerate(countries) if country != "TOT"]
    labels = Labels(
        tuple(countries[row] for row in inside),
        tuple(codes[row] for row in inside),
        _titles(grid, inside, opened),
    )
    _told_twice(labels.texts, [grid.rows[row] for row in inside], grid, opened)
    columns, finals = _world_columns(opened, grid, labels, inside)
    stop(findings)
    size = len(labels)
    numbers = figures(grid, [*columns, *(place for place, _, _ in finals)], findings)
    output, notes = _world_output(opened, grid, inside, numbers, labels.texts)
    below = [row for row, country in enumerate(countries) if country == "TOT" and codes[row] in _BELOW]
    return _Table(
        labels,
        Labels(tuple(country for _, country, _ in finals), tuple(name for _, _, name in finals)),
        np.ascontiguousarray(numbers[inside, :size]),
        np.ascontiguousarray(numbers[inside, size:]),
        output,
        {codes[row]: (numbers[row, :size], numbers[row, size:]) for row in below},
        notes,
    )


def _titles(grid: RawTable, rows: list[int], opened: Opened) -> tuple[str, ...]:
    """What people call the industries, where the table says it."""
    if "IndustryDescription" not in grid.header:
        return ()
    titles = texts(grid, grid.header.index("IndustryDescription"), opened.findings)
    return tuple(titles[row] for row in rows)


def _world_columns(
    opened: Opened, grid: RawTable, labels: Labels, inside: list[int]
) -> tuple[list[int], list[tuple[int, str, str]]]:
    """Column of each sector; and column, country and category of each final user."""
    findings = opened.findings
    numbers = [_number(text) for text in texts(grid, grid.header.index("RNr"), findings)]
    at = {
        (region, numbers[row]): place
        for place, (region, row) in enumerate(zip(labels.regions, inside, strict=True))
    }
    largest = max((number for _, number in at), default=0)
    sectors: dict[int, int] = {}
    finals: list[tuple[int, str, str]] = []
    for place, heading in enumerate(grid.header):
        parts = _COLUMN.fullmatch(heading)
        if parts is None:
            continue
        region, number = parts[1], int(parts[2])
        if (region, number) in at:
            sectors[at[region, number]] = place
        elif 0 < number - largest < len(_FINAL):
            finals.append((place, region, _FINAL[number - largest - 1]))
        else:
            why = "No row has this label, and it is no final use that is known."
            remedy = "Add its row, or take the column out."
            findings.append(at_cell("C01", why, remedy, grid, value=heading))
    missing = [labels.texts[place] for place in range(len(labels)) if place not in sectors]
    if missing:
        why = f"There is no column for {', '.join(missing[:5])}."
        findings.append(at_cell("A05", why, "Export the table again.", grid))
    return [sectors.get(place, 0) for place in range(len(labels))], finals


def _number(text: str) -> int:
    """Number of a row: ``12``, ``12.0`` or ``r12``; 0 where there is none."""
    plain = text.removeprefix("r").removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() else 0


def _world_output(
    opened: Opened, grid: RawTable, inside: list[int], numbers: Floats, names: tuple[str, ...]
) -> tuple[Floats, tuple[str, ...]]:
    """Gross output as the column TOT says, checked; else the sum of what is used."""
    if "TOT" not in grid.header:
        return numbers[inside].sum(axis=1), (
            "There is no column TOT: the sum of what is used stands for output.",
        )
    said = figures(grid, [grid.header.index("TOT")], opened.findings)[inside, 0]
    opened.findings.extend(total_faults(said, numbers[inside], names, "TOT", grid.file, grid.sheet))
    return said, ()


def _told_twice(names: Sequence[str], rows: Sequence[int], grid: RawTable, opened: Opened) -> None:
    """A finding for each label that stands twice."""
    seen: set[str] = set()
    for name, row in zip(names, rows, strict=True):
        if name in seen:
            why, remedy = "The label stands twice.", "Keep one row, or add the two up."
            opened.findings.append(
                finding("B12", why, remedy, file=grid.file, sheet=grid.sheet, row=row, value=name)
            )
        seen.add(name)


def _assembled(table: _Table, social: SocioEconomic | None, origin: Provenance) -> SupplyUse:
    """The supply and use tables."""
    n_final = len(table.final)
    added, notes = _value_added(table, social, origin.currency)
    empty = np.zeros((0, len(table.sectors)))
    none = np.zeros(len(table.sectors))

    def beside(kind: str) -> Rows:
        rows = [row for row in social.rows if row.table == kind] if social else []
        values = np.vstack([row.values for row in rows]) if rows else empty
        return Rows(
            tuple(row.name for row in rows),
            tuple(row.unit or origin.currency for row in rows),
            tuple(row.kind for row in rows),
            values,
            np.zeros((len(rows), n_final)),
        )

    return SupplyUse(
        products=table.sectors,
        industries=table.sectors,
        final=table.final,
        final_kinds=tuple(kind_of_final(name) or "other" for name in table.final.names),
        supply=diagonal(table.output),
        use=table.flows,
        final_demand=table.final_demand,
        value_added=added,
        labour=beside("labour"),
        capital=beside("capital"),
        satellites=beside("satellites"),
        provenance=replace(origin, notes=(*origin.notes, *notes)),
        imports=none,
        margins=none,
        taxes=none,
    )


def _value_added(table: _Table, social: SocioEconomic | None, currency: str) -> tuple[Rows, tuple[str, ...]]:
    """Rows below the table, value added split into compensation and surplus where the accounts say how."""
    below = {code: parts for code, parts in table.below.items() if parts[0].any() or parts[1].any()}
    no_final = np.zeros(len(table.final))
    notes: list[str] = []
    if social is None:
        if "VA" not in below:
            rows, note = left_over(table.output, table.flows, len(table.final), currency)
            return rows, (note,)
        return _rows(below, {code: _BELOW.get(code, _IMPORTS) for code in below}, currency), ()
    value = below.pop("VA", (social.value_added, no_final))[0]
    kinds = {code: _BELOW.get(code, _IMPORTS) for code in below}
    below["compensation"] = (social.compensation, no_final)
    below["surplus"] = (value - social.compensation, no_final)
    kinds |= {"compensation": "compensation", "surplus": "surplus"}
    if "VA" not in table.below:
        rest = table.output - table.flows.sum(axis=0) - sum(part for part, _ in below.values())
        below["imports_and_taxes"] = (rest, no_final)
        kinds["imports_and_taxes"] = "imports"
        notes.append(
            "The table has no rows of imports and taxes: what output is worth beyond domestic inputs and "
            "value added stands for them."
        )
    return _rows(below, kinds, currency), tuple(notes)


def _rows(below: dict[str, tuple[Floats, Floats]], kinds: dict[str, str], currency: str) -> Rows:
    """Rows of money below the table."""
    return Rows(
        tuple(below),
        (currency,) * len(below),
        tuple(kinds[code] for code in below),
        np.vstack([industries for industries, _ in below.values()]),
        np.vstack([final for _, final in below.values()]),
    )
