"""Reader of what pymrio's ``save_all`` writes (text or Parquet), and of EXIOBASE 3, which is such a folder.

The format is documented in pymrio's ``core/fileio.py``: a folder (or a .zip of it) with
``file_parameters.json``, which names each table with its numbers of heading rows and label columns, and
a folder with another such file for each extension. It is read here without pymrio, into one array a
table: for 9,800 sectors in Parquet that takes 1.5 GiB at its peak where ``pymrio.load_all`` takes 2.3, and a
little less time (``benchmarks/exiobase_size.py``). Tables that nothing here asks for, such as the Leontief
inverse, are not opened, and nothing needs to be installed for it.

What is done differently, and why:

- Pickled tables are refused: opening one runs whatever program it holds.
- Some archives (EXIOBASE 3.4) hold coefficients (``A.txt``) only; flows are ``Z = A x̂`` with the
  ``x`` of the archive, or else with ``x`` from ``(I − A) x = y``. Extensions with ``S`` only are ``F = S x̂``.
- ``F_hh`` (EXIOBASE 3.4) is what later versions call ``F_Y``: households' own use.
- Some archives of EXIOBASE 3.4 have countries in three letters; they get two, as in all other releases.
- The unit is the one in ``unit.txt``; it decides currency and scale. A table of Eora26 that was parsed
  and saved with pymrio 0.6 or older says ``Mill USD``, where its figures are thousands (see
  ``mrio_eora26``): say ``scale=1e3`` when reading such a folder.
- Extensions named ``impacts`` hold weighted sums of the others: all of their rows become satellites, and
  none counts as value added or labour.

Sources: Stadler et al. (2018), EXIOBASE 3, Journal of Industrial Ecology 22, doi 10.1111/jiec.12715;
releases at doi 10.5281/zenodo.3583070 (CC BY-SA 4.0 from 3.8).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from commonweal.importing.mrio import Account, Parts, assembled, expanded, wrong
from commonweal.importing.mrio_store import Store
from commonweal.importing.mrio_units import money
from commonweal.importing.options import ReadingOptions
from commonweal.importing.pymrio_saved_tables import SavedForm, SavedTable, read_saved_table
from commonweal.inputoutput.tables import Floats, Labels, Provenance, SupplyUse

__all__ = ["read_exiobase3", "read_pymrio"]

_YEAR = re.compile(r"year (\d{4})(?:; |$)")  # at the start of a description that exporting_pymrio wrote
_PARAMETERS = "file_parameters.json"
_EXPECTS = "Open the folder or .zip that pymrio's save_all wrote."
_TWO_LETTERS = {
    "AUS": "AU", "AUT": "AT", "BEL": "BE", "BGR": "BG", "BRA": "BR", "CAN": "CA", "CHE": "CH", "CHN": "CN",
    "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK", "ESP": "ES", "EST": "EE", "FIN": "FI", "FRA": "FR",
    "GBR": "GB", "GRC": "GR", "HRV": "HR", "HUN": "HU", "IDN": "ID", "IND": "IN", "IRL": "IE", "ITA": "IT",
    "JPN": "JP", "KOR": "KR", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MEX": "MX", "MLT": "MT", "NLD": "NL",
    "NOR": "NO", "POL": "PL", "PRT": "PT", "ROM": "RO", "RUS": "RU", "SVK": "SK", "SVN": "SI", "SWE": "SE",
    "TUR": "TR", "TWN": "TW", "USA": "US", "ZAF": "ZA", "WWA": "WA", "WWE": "WE", "WWF": "WF", "WWL": "WL",
    "WWM": "WM",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Saved:
    """One folder with ``file_parameters.json``."""

    store: Store
    parameters: Mapping[str, Any]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """``IOSystem`` or ``Extension``."""
        return str(self.parameters.get("systemtype", ""))

    def has(self, *tables: str) -> str:
        """The first of these tables that is there, or blank."""
        return next((table for table in tables if table in self.parameters["files"]), "")

    def table(
        self, name: str, *, blank: float | None = None, labels_only: bool = False, square: bool = False
    ) -> SavedTable:
        """One of its tables."""
        entry = self.parameters["files"][name]
        try:
            headings, labels, file = int(entry["nr_header"]), int(entry["nr_index_col"]), str(entry["name"])
        except (KeyError, TypeError, ValueError):
            why = f"It doesn't say name, nr_header and nr_index_col of {name}."
            raise wrong(f"{self.store.name}/{_PARAMETERS}", why, _EXPECTS, code="A05") from None
        form = SavedForm(headings, labels, blank, labels_only, square)
        return read_saved_table(self.store, file, form)


def read_pymrio(path: Path, options: ReadingOptions) -> SupplyUse:
    """What pymrio's ``save_all`` wrote, as text or Parquet: a folder, or a .zip of it.

    Raises
    ------
    DataError
        If something is missing in it, or a cell holds no number.
    """
    parts = _parts(Store.at(path))
    return assembled(parts, options)


def read_exiobase3(path: Path, options: ReadingOptions) -> SupplyUse:
    """EXIOBASE 3: a .zip such as ``IOT_2011_pxp.zip``, or its unpacked folder.

    Raises
    ------
    DataError
        If something is missing in it, or a cell holds no number.
    """
    parts = _parts(Store.at(path))
    named = re.search(r"(?<!\d)(19|20)\d{2}(?!\d)", path.name) or re.search(
        r"(?<!\d)(19|20)\d{2}(?!\d)", str(parts.origin.name)
    )
    origin = replace(
        parts.origin,
        name="EXIOBASE 3",
        year=int(named[0]) if named else 0,
        source="Stadler et al. (2018), EXIOBASE 3, Journal of Industrial Ecology 22, doi 10.1111/jiec.12715",
        licence="CC BY-SA 4.0 (releases from 3.8)",
        layout="exiobase3",
    )
    parts = replace(
        parts, origin=origin, products=_two_letters(parts.products), final=_two_letters(parts.final)
    )
    return assembled(parts, options)


def _two_letters(labels: Labels) -> Labels:
    """Labels with regions in two letters."""
    return replace(labels, regions=tuple(_TWO_LETTERS.get(region, region) for region in labels.regions))


def _parts(store: Store) -> Parts:
    """Everything that lies in a saved system."""
    system, extensions = _opened(store)
    final_table = system.table(_required(system, "Y"))
    products, flows, output = _flows(system, final_table.values)
    if final_table.rows != products:
        why = "The rows of final demand are not those of the flows."
        raise wrong(
            f"{system.store.name}/Y", why, "Both need the same regions and sectors, in one order.", code="C01"
        )
    unit = _unit(system)
    accounts = [_account(extension, output, final_table.columns) for extension in extensions]
    said = str(system.meta.get("description") or "")
    year = _YEAR.match(said)
    return Parts(
        products=_labels(products),
        final=_labels(final_table.columns),
        flows=flows,
        final_demand=final_table.values,
        accounts=accounts,
        origin=Provenance(
            str(system.meta.get("name") or system.store.name),
            int(year[1]) if year else 0,
            unit[0],
            unit[1],
            source=said.removeprefix(year[0]) if year else said,
            layout="pymrio",
        ),
        people=_people(system),
    )


def _opened(store: Store) -> tuple[_Saved, list[_Saved]]:
    """The system in a folder, and its extensions."""
    files = store.names()
    found = [PurePosixPath(name).parent for name in files if PurePosixPath(name).name == _PARAMETERS]
    if not found:
        raise store.missing(_PARAMETERS)
    saved = [_saved(store.under(str(folder))) for folder in sorted(found, key=lambda f: len(f.parts))]
    systems = [entry for entry in saved if entry.kind == "IOSystem"]
    if len(systems) != 1:
        why = (
            f"It holds {len(systems)} systems: " + (", ".join(s.store.name for s in systems) or "none") + "."
        )
        raise wrong(store.name, why, "Open the folder of one.", code="A05")
    return systems[0], [entry for entry in saved if entry.kind == "Extension"]


def _saved(store: Store) -> _Saved:
    """One folder, with what is said of it."""
    parameters = _json(store, _PARAMETERS)
    if not isinstance(parameters.get("files"), dict):
        raise wrong(f"{store.name}/{_PARAMETERS}", "It names no files.", _EXPECTS, code="A05", value="files")
    meta = _json(store, "metadata.json") if "metadata.json" in store.names() else {}
    return _Saved(store, parameters, meta)


def _json(store: Store, name: str) -> dict[str, Any]:
    """What a small JSON file says."""
    try:
        said = json.loads(store.read(name))
    except ValueError:
        raise wrong(f"{store.name}/{name}", "It is not JSON.", _EXPECTS) from None
    return said if isinstance(said, dict) else {}


def _required(system: _Saved, *tables: str) -> str:
    """The first of these tables; an error where none is there."""
    name = system.has(*tables)
    if not name:
        here = ", ".join(system.parameters["files"]) or "none"
        why = f"There is no {' or '.join(tables)} in it; it has {here}."
        raise wrong(system.store.name, why, _EXPECTS, code="A05", value=tables[0])
    return name


def _flows(system: _Saved, final_demand: Floats) -> tuple[list[tuple[str, ...]], Floats, Floats]:
    """Labels of sectors, flows and output."""
    name = _required(system, "Z", "A")
    table = system.table(name, square=True)
    if table.rows != table.columns:
        why = f"The rows of {name} are not its columns."
        raise wrong(
            f"{system.store.name}/{name}", why, "Both need the same sectors, in one order.", code="C01"
        )
    if final_demand.shape[0] != len(table.rows):
        why = f"Y has {final_demand.shape[0]:,} rows, {name} has {len(table.rows):,}."
        raise wrong(system.store.name, why, "Both need one row a sector.", code="A08")
    if name == "A":
        output = system.table("x").values[:, 0] if system.has("x") else None
        return table.rows, *expanded(table.values, final_demand, output)
    return table.rows, table.values, table.values.sum(axis=1) + final_demand.sum(axis=1)


def _unit(system: _Saved) -> tuple[str, float]:
    """Currency and scale of the system."""
    units = {row[-1] for row in system.table(_required(system, "unit"), labels_only=True).rows}
    amounts = {money(unit) for unit in units}
    amount = next(iter(amounts))
    if len(amounts) != 1 or amount is None:
        said = ", ".join(sorted(units)[:5])
        why = "Its sectors are not all in one unit of money."
        raise wrong(
            f"{system.store.name}/unit", why, "Only monetary tables are read.", code="D02", value=said
        )
    return amount.currency, amount.scale


def _account(extension: _Saved, output: Floats, final: list[tuple[str, ...]]) -> Account:
    """The rows of an extension."""
    name = _required(extension, "F", "S")
    table = extension.table(name, blank=0.0)
    if name == "S":
        table.values[:] *= output
    by_final = np.zeros((len(table.rows), len(final)))
    own = extension.has("F_Y", "FY", "F_hh")
    if own:
        households = extension.table(own, blank=0.0)
        if households.rows != table.rows or households.columns != final:
            why = f"The labels of {own} are not those of {name} and Y."
            raise wrong(f"{extension.store.name}/{own}", why, "Save the system again.", code="C01")
        by_final = households.values
    units = _units(extension, table.rows)
    title = PurePosixPath(extension.store.inside).name or str(extension.parameters.get("name", ""))
    names = tuple(" - ".join(part for part in row if part) for row in table.rows)
    return Account(title, names, units, table.values, by_final)


def _units(extension: _Saved, rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The unit of each row."""
    if not extension.has("unit"):
        return ("undefined",) * len(rows)
    said = {row[:-1]: row[-1] for row in extension.table("unit", labels_only=True).rows}
    return tuple(said.get(row, "undefined") for row in rows)


def _people(system: _Saved) -> dict[str, float]:
    """Inhabitants of each region, where they were saved."""
    if not system.has("population"):
        return {}
    table = system.table("population", blank=0.0)
    return {column[0]: float(number) for column, number in zip(table.columns, table.values[0], strict=True)}


def _labels(entries: list[tuple[str, ...]]) -> Labels:
    """Labels of two levels: region and name."""
    return Labels(tuple(entry[0] for entry in entries), tuple(entry[1] for entry in entries))
