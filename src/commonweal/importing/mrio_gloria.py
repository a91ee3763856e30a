"""Reader of GLORIA: supply and use tables of 164 regions × 120 industries and 120 products.

The file of flows holds both: rows and columns go region by region, each with its industries and then its
products. Supply lies where rows are industries and columns products, use where rows are products and columns
industries. It is read here without pymrio, which builds the whole of it (39,360 × 39,360, 12 GB) with its
empty half before it cuts out the two, and then turns them into a symmetric table with an assumption that
supply and use planning does without. Here each row is read and only what is used of it is kept.

- Figures are thousands of current US dollars (``Sat_unit`` and the read-me of GLORIA: ``'000 US$``).
- Value added has a row for each region and kind, with zeros in the columns of all other regions; rows of one
  kind are added up, which loses nothing.
- Regions with neither rows nor columns (``DYE``, the former Yemen) are left out, as pymrio does.
- Markup 001 is at basic prices, 005 at purchasers' prices. Value added and satellites exist for 001 only.

Files: a folder with ``GLORIA_MRIOs_VERSION_YEAR`` and ``GLORIA_SatelliteAccounts_0VERSION_YEAR`` (folders or
.zip) and ``GLORIA_ReadMe_0VERSION.xlsx``, as pymrio's download leaves them.

Sources: Lenzen et al. (2022), Implementing the material footprint to measure progress towards Sustainable
Development Goals 8 and 12, Nature Sustainability 5, doi 10.1038/s41893-021-00811-6; pymrio's
``parse_gloria_sut`` for the layout.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from commonweal.errors import DataError
from commonweal.importing.mrio import Account, Parts, assembled, wrong
from commonweal.importing.mrio_store import Store
from commonweal.importing.mrio_text import Form, blocks, figures
from commonweal.importing.options import ReadingOptions
from commonweal.inputoutput.tables import Floats, Labels, Provenance, SupplyUse

__all__ = ["read_gloria"]

_FOLDER = re.compile(r"GLORIA_MRIOs_(?P<version>\d+)_(?P<year>\d{4})(\.zip)?$")
_EXPECTS = (
    "Open the folder with GLORIA_MRIOs_59_2022, GLORIA_SatelliteAccounts_059_2022 and "
    "GLORIA_ReadMe_059.xlsx, and say the year where there are several."
)


@dataclass(frozen=True)
class _Names:
    """What the read-me lists."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    inputs: tuple[str, ...]
    finals: tuple[str, ...]
    stressors: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def n_sectors(self) -> int:
        """Industries (or products) in all regions."""
        return len(self.regions) * len(self.sectors)

    @property
    def n_rows(self) -> int:
        """Industries and products in all regions."""
        return 2 * self.n_sectors


def read_gloria(path: Path, options: ReadingOptions) -> SupplyUse:
    """GLORIA of one year: the folder of its files.

    Raises
    ------
    DataError
        If a file is missing, a cell holds no number, or several years are there and none is asked for.
    """
    folder, version, year = _found(path, options.year)
    names = _read_me(folder, version)
    markup = "Markup005(full)" if options.prices == "purchasers" else "Markup001(full)"
    tables = Store(folder / _entry(folder, f"GLORIA_MRIOs_{version}_{year}"))
    satellites = Store(folder / _entry(folder, f"GLORIA_SatelliteAccounts_{version:0>3}_{year}"))
    tail = f"-Results_{year}_{version:0>3}"
    is_product = _is_product(names)
    supply, use = _supply_and_use(tables, f"_T{tail}_{markup}.csv", is_product, names)
    final_demand = _figures(
        tables, f"_Y{tail}_{markup}.csv", names.n_sectors, _n_final(names), kept=is_product
    )
    value = _inputs(tables, f"_V{tail}_Markup001(full).csv", is_product, names)
    rows = _stressors(satellites, tail, is_product, names)
    kept = _with_flows(supply, use, names)
    origin = Provenance(
        "GLORIA",
        int(year),
        "USD",
        1e3,
        options.prices or "basic",
        "Lenzen et al. (2022), Nature Sustainability 5, doi 10.1038/s41893-021-00811-6",
        "see ielab.info",
        "gloria",
        _left_out(names, kept),
    )
    return assembled(_parts(names, kept, supply, use, final_demand, [value, rows], origin), options)


def _is_product(names: _Names) -> np.ndarray:
    """Whether each row of the file is a product: region by region, industries and then products."""
    block = np.repeat([False, True], len(names.sectors))
    return np.tile(block, len(names.regions))


def _n_final(names: _Names) -> int:
    return len(names.regions) * len(names.finals)


def _figures(
    store: Store, ending: str, height: int, width: int, kept: Iterable[bool] | None = None
) -> Floats:
    """The figures of a file, of the rows that are kept."""
    name = _file(store, ending)
    with store.open(name) as stream:
        return figures(iter(stream), Form(name, b","), width, height, kept)[1]


def _supply_and_use(
    store: Store, ending: str, is_product: np.ndarray, names: _Names
) -> tuple[sparse.csr_array, Floats]:
    """The two halves of the file of flows that hold anything."""
    name = _file(store, ending)
    use = np.empty((names.n_sectors, names.n_sectors))
    made: list[sparse.csr_array] = []
    places = (np.cumsum(is_product) - 1).tolist()
    with store.open(name) as stream:
        for row, values in blocks(iter(stream), Form(name, b","), names.n_rows, names.n_rows):
            if is_product[row]:
                use[places[row]] = values[~is_product]
            else:
                made.append(sparse.csr_array(values[is_product][None, :]))
    return sparse.csr_array(sparse.vstack(made)), use


def _inputs(store: Store, ending: str, is_product: np.ndarray, names: _Names) -> Account:
    """Value added, by kind."""
    by_region = _figures(store, ending, len(names.regions) * len(names.inputs), names.n_rows)
    by_kind = by_region[:, ~is_product].reshape(len(names.regions), len(names.inputs), -1).sum(axis=0)
    none = np.zeros((len(names.inputs), _n_final(names)))
    return Account("VA", names.inputs, ("000 USD",) * len(names.inputs), by_kind, none)


def _stressors(store: Store, tail: str, is_product: np.ndarray, names: _Names) -> Account:
    """The satellites."""
    height = len(names.stressors)
    by_industry = _figures(store, f"_TQ{tail}_Markup001(full).csv", height, names.n_rows)[:, ~is_product]
    by_final = _figures(store, f"_YQ{tail}_Markup001(full).csv", height, _n_final(names))
    return Account("Q", names.stressors, names.units, by_industry, by_final)


def _with_flows(supply: sparse.csr_array, use: Floats, names: _Names) -> np.ndarray:
    """Whether each region has any flows."""
    size = len(names.sectors)
    by_row = np.asarray(supply.sum(axis=1)).ravel() + use.sum(axis=1)
    by_column = np.asarray(supply.sum(axis=0)).ravel() + use.sum(axis=0)
    flows: np.ndarray = (by_row + by_column).reshape(-1, size).sum(axis=1) != 0.0
    return flows


def _left_out(names: _Names, kept: np.ndarray) -> tuple[str, ...]:
    empty = ", ".join(region for region, keep in zip(names.regions, kept, strict=True) if not keep)
    return (f"Left out, as they have no flows: {empty}.",) if empty else ()


def _parts(
    names: _Names,
    kept: np.ndarray,
    supply: sparse.csr_array,
    use: Floats,
    final_demand: Floats,
    accounts: list[Account],
    origin: Provenance,
) -> Parts:
    """What makes up the table, without regions that have no flows."""
    sectors = np.repeat(kept, len(names.sectors))
    finals = np.repeat(kept, len(names.finals))
    regions = [region for region, keep in zip(names.regions, kept, strict=True) if keep]
    if not kept.all():
        supply = supply[sectors][:, sectors]
        use = use[np.ix_(sectors, sectors)]
        final_demand = final_demand[np.ix_(sectors, finals)]
        accounts = [
            Account(a.name, a.names, a.units, a.by_industry[:, sectors], a.by_final[:, finals])
            for a in accounts
        ]
    labels = _labels(regions, names.sectors)
    return Parts(
        products=labels,
        industries=labels,
        final=_labels(regions, names.finals),
        flows=use,
        final_demand=final_demand,
        accounts=accounts,
        origin=origin,
        supply=supply,
    )


def _labels(regions: Iterable[str], names: Iterable[str]) -> Labels:
    pairs = list(itertools.product(regions, names))
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def _found(path: Path, year: int) -> tuple[Path, str, str]:
    """The folder, the version and the year that are asked for."""
    folder = path if path.is_dir() and not _FOLDER.fullmatch(path.name) else path.parent
    entries = [path] if folder != path else sorted(folder.iterdir())
    found = {entry.name: match for entry in entries if (match := _FOLDER.fullmatch(entry.name))}
    fitting = {
        (match["version"], match["year"])
        for match in found.values()
        if not year or int(match["year"]) == year
    }
    if len(fitting) != 1:
        here = ", ".join(found) or ", ".join(entry.name for entry in entries[:8])
        why = (
            f"Several tables fit: {here}."
            if fitting
            else f"There is no GLORIA_MRIOs_VERSION_YEAR that fits; there is {here}."
        )
        raise wrong(path.name, why, _EXPECTS, code="A05", value=year or "")
    return folder, *next(iter(fitting))


def _entry(folder: Path, start: str) -> str:
    """The folder or archive with a name."""
    for name in (start, f"{start}.zip"):
        if (folder / name).exists():
            return name
    raise wrong(folder.name, f"There is no {start} here.", _EXPECTS, code="A05", value=start)


def _file(store: Store, ending: str) -> str:
    """The file with an ending; its beginning is a stamp of when it was made."""
    for name in store.names():
        if name.endswith(ending):
            return name
    raise store.missing(f"…{ending}")


def _read_me(folder: Path, version: str) -> _Names:
    """Names and units, from the read-me."""
    import openpyxl  # noqa: PLC0415 - only this layout reads a workbook

    file = f"GLORIA_ReadMe_{version:0>3}.xlsx"
    candidates = sorted(folder.glob(f"GLORIA_ReadMe_{version:0>3}*.xlsx"))
    if not candidates:
        raise wrong(folder.name, f"There is no {file} here.", _EXPECTS, code="A05", value=file)
    workbook = openpyxl.load_workbook(candidates[0], read_only=True, data_only=True)
    try:
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}
    finally:
        workbook.close()
    column = _Columns(candidates[0].name, sheets)
    return _Names(
        column("Regions", "Region_acronyms"),
        column("Sectors", "Sector_names"),
        column("Value added and final demand", "Value_added_names"),
        column("Value added and final demand", "Final_demand_names"),
        tuple(
            f"{name} - {head}"
            for name, head in zip(
                column("Satellites", "Sat_indicator"), column("Satellites", "Sat_head_indicator"), strict=True
            )
        ),
        column("Satellites", "Sat_unit"),
    )


@dataclass(frozen=True)
class _Columns:
    """Columns of a workbook, by sheet and heading."""

    file: str
    sheets: Mapping[str, Sequence[tuple[object, ...]]]

    def __call__(self, sheet: str, heading: str) -> tuple[str, ...]:
        """The cells under a heading; blank ones at the end are left out."""
        rows = self.sheets.get(sheet)
        if not rows or heading not in rows[0]:
            raise self._lacks(sheet, heading)
        place = rows[0].index(heading)
        words = ["" if row[place] is None else str(row[place]).strip().strip("'") for row in rows[1:]]
        while words and not words[-1]:
            words.pop()
        return tuple(words)

    def _lacks(self, sheet: str, heading: str) -> DataError:
        why = f"There is no column {heading} on a sheet {sheet}."
        return wrong(self.file, why, _EXPECTS, code="A05", value=heading)
