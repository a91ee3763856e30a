"""Readers through pymrio 0.7: EXIOBASE 1 and 2, and the OECD's ICIO.

What is worked around, and why:

- pymrio parses EXIOBASE 1 and 2 as coefficients (A, S). Flows are made of them here: ``x`` solves
  ``(I − A) x = y``, ``Z = A x̂``, ``F = S x̂``.
- Households' own use in EXIOBASE 1 and 2 (``mrFD…txt``) is read by pymrio as amounts, whatever unit stands
  there. Where the unit is one per money (``Mm3/M.EUR``), the figures are per unit of spending, and are
  multiplied by what each final user spends; that is told in the notes.
- EXIOBASE 1 and 2 have no population in their files, and pymrio adds its own list: it is not asked for;
  nor are the characterised impacts, which are sums of the other rows.
- pymrio says the year 2000 of both; EXIOBASE 2 is of 2007 (exiobase.eu).
- ICIO: pymrio fills blank cells with 0, sorts the sectors by name, adds the parts of China and Mexico
  (``CN1``, ``MX2`` …) to the whole, and gives the discrepancy the region ``ALL``. The totals that the files
  carry (``OUT``, ``OUTPUT``) are dropped; output is the sum of a row.
- A folder may hold several years or releases; the year asked for decides, and where only one is there
  it need not be said.

Sources: Tukker et al. (2013), Wood et al. (2015) for EXIOBASE 1 and 2; OECD Inter-Country Input-Output
tables, https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html (million USD at
current prices, basic prices).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from commonweal.importing.mrio import Parts, assembled, expanded, wrong
from commonweal.importing.mrio_pymrio import accounts_of, folder_or_file, labels_of, parsed, values_of
from commonweal.importing.mrio_store import Store
from commonweal.importing.mrio_text import texts
from commonweal.importing.mrio_units import money
from commonweal.importing.options import ReadingOptions
from commonweal.inputoutput.tables import Provenance, SupplyUse

__all__ = ["read_exiobase1", "read_exiobase2", "read_icio"]

_EXIOBASE = "Open the folder or .zip with mrIot…txt, mrFinalDemand…txt and the accounts, as downloaded."
_ICIO = "Open ICIO2018_2010.CSV (or .zip), or the folder of such files and say the year."
_ICIO_FILE = re.compile(r"ICIO(\d{4})_(\d{4})\.(csv|zip)$", re.IGNORECASE)


@dataclass(frozen=True)
class _Published:
    """What is known of a release before its files are opened."""

    name: str
    source: str
    licence: str
    year: int = 0


_EXIOBASE_1 = _Published(
    "EXIOBASE 1",
    "Tukker et al. (2013), EXIOPOL: development and illustrative analyses of a detailed global MR EE "
    "SUT/IOT, Economic Systems Research 25",
    "see www.exiobase.eu",
    2000,
)
_EXIOBASE_2 = _Published(
    "EXIOBASE 2",
    "Wood et al. (2015), Global sustainability accounting: developing EXIOBASE for multi-regional footprint "
    "analysis, Sustainability 7",
    "see www.exiobase.eu",
    2007,
)
_OECD = _Published("OECD ICIO", "OECD, Inter-Country Input-Output tables", "OECD terms and conditions")


def read_exiobase1(path: Path, options: ReadingOptions) -> SupplyUse:
    """EXIOBASE 1 (the year 2000): a folder or .zip of coefficient tables as text.

    Raises
    ------
    ModelError
        If the extra ``commonweal[io]`` is not installed.
    DataError
        If the files are not such tables.
    """
    file = folder_or_file(path)
    system, heard = parsed("exiobase1", file, _EXIOBASE, lambda pymrio: pymrio.parse_exiobase1(path))
    return _of_system(system, _EXIOBASE_1, "exiobase1", file, (*heard, *_own_use(system, path)), options)


def read_exiobase2(path: Path, options: ReadingOptions) -> SupplyUse:
    """EXIOBASE 2 (the year 2007): a folder or .zip of coefficient tables as text.

    Raises
    ------
    ModelError
        If the extra ``commonweal[io]`` is not installed.
    DataError
        If the files are not such tables.
    """
    file = folder_or_file(path)
    system, heard = parsed(
        "exiobase2",
        file,
        _EXIOBASE,
        lambda pymrio: pymrio.parse_exiobase2(path, charact=False, popvector=None),
    )
    return _of_system(system, _EXIOBASE_2, "exiobase2", file, (*heard, *_own_use(system, path)), options)


def read_icio(path: Path, options: ReadingOptions) -> SupplyUse:
    """Inter-Country Input-Output tables of the OECD, releases 2016 to 2023: a .csv, its .zip, or a folder.

    Raises
    ------
    ModelError
        If the extra ``commonweal[io]`` is not installed.
    DataError
        If the file is not such a table, or a folder holds several and the year doesn't say which.
    """
    chosen = _icio_file(path, options.year)
    named = _ICIO_FILE.search(chosen.name)
    system, heard = parsed("icio", chosen.name, _ICIO, lambda pymrio: pymrio.parse_oecd(chosen))
    release = f"{_OECD.name} {named[1]}" if named else _OECD.name
    published = _Published(release, _OECD.source, _OECD.licence, int(named[2]) if named else 0)
    return _of_system(system, published, "icio", chosen.name, heard, options)


def _own_use(system: Any, path: Path) -> tuple[str, ...]:
    """Turn households' own use per spending into amounts, in place; a note for each account."""
    store = Store.at(path)
    notes = []
    for extension in system.get_extensions(data=True):
        ending = re.compile(rf"(^|/)mrFD{extension.name}[^/]*\.txt$", re.IGNORECASE)
        file = next((name for name in store.names() if ending.search(name)), "")
        if extension.F_Y is None or not file or not _per_money(store, file):
            continue
        extension.F_Y = extension.F_Y.mul(system.Y.sum(axis=0), axis=1)
        notes.append(
            f"{PurePosixPath(file).name} is per unit of spending, and was multiplied by what is spent."
        )
    return tuple(notes)


def _per_money(store: Store, file: str) -> bool:
    """Whether the figures of an account stand for amounts per unit of money."""
    with store.open(file) as stream:
        rows = texts(stream, file)
    units = {cell for row in rows[2:] for cell in row[:3] if "/" in cell}
    return any(money(unit.rpartition("/")[2]) is not None for unit in units)


def _icio_file(path: Path, year: int) -> Path:
    """The file to read; of the archive and the text of one table, the text."""
    if path.is_file():
        return path
    found = {entry: match for entry in sorted(path.iterdir()) if (match := _ICIO_FILE.fullmatch(entry.name))}
    tables: dict[tuple[str, str], Path] = {}
    for entry, match in found.items():
        if (not year or int(match[2]) == year) and (match.groups()[:2] not in tables or match[3] != "zip"):
            tables[match[1], match[2]] = entry
    if len(tables) != 1:
        several = ", ".join(entry.name for entry in tables.values())
        here = ", ".join(entry.name for entry in found)
        why = (
            f"There is no table of that year here; there is {here}."
            if here
            else "There is no such table here."
        )
        if tables:
            why = f"Several tables fit: {several}."
        raise wrong(path.name, why, _ICIO, code="A05", value=year or "")
    return next(iter(tables.values()))


def _of_system(
    system: Any,
    published: _Published,
    layout: str,
    file: str,
    heard: tuple[str, ...],
    options: ReadingOptions,
) -> SupplyUse:
    """The tables of what pymrio parsed."""
    unit = money(str(system.unit.iloc[0, 0]))
    if unit is None:
        why = "The unit of the table is not one of money."
        raise wrong(file, why, "Is this the monetary table?", value=system.unit.iloc[0, 0])
    final_demand = values_of(system.Y)
    if system.Z is None:
        if system.A is None:
            raise wrong(file, "It has neither flows nor coefficients.", _EXIOBASE, code="A05")
        flows, output = expanded(values_of(system.A), final_demand)
    else:
        flows = values_of(system.Z)
        output = flows.sum(axis=1) + final_demand.sum(axis=1)
    parts = Parts(
        products=labels_of((system.A if system.Z is None else system.Z).index),
        final=labels_of(system.Y.columns),
        flows=flows,
        final_demand=np.ascontiguousarray(final_demand),
        accounts=accounts_of(system, output, final_demand.shape[1]),
        origin=Provenance(
            published.name,
            published.year,
            unit.currency,
            unit.scale,
            source=published.source,
            licence=published.licence,
            layout=layout,
            notes=heard,
        ),
    )
    return assembled(parts, options)
