"""Tables out again, in the format that pymrio saves and loads.

pymrio has no make matrix: a table whose industries make several products is made symmetric first
(``inputoutput.transformations``). Output in pymrio is what is used of each product, so imports, margins and
taxes that a table adds to what is made are written as columns of final demand with a minus.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np

from commonweal.errors import ModelError
from commonweal.importing.mrio_pymrio import needs_extra
from commonweal.inputoutput.tables import Floats, InputOutput, Labels, Rows, SupplyUse

__all__ = ["pymrio_system", "save_for_pymrio"]

_EXACT = "%.17g"  # digits that bring back the same float
_SCALES = {1.0: "", 1e3: "000 ", 1e6: "M.", 1e9: "bn "}
_ADDED = ("imports", "margins", "taxes")


def save_for_pymrio(
    table: SupplyUse | InputOutput, folder: str | Path, form: Literal["parquet", "txt"] = "parquet"
) -> Path:
    """Write a table so that ``pymrio.load_all`` reads it.

    Parameters
    ----------
    table
        A symmetric table.
    folder
        Where to write; made where it isn't there.
    form
        ``parquet``, or ``txt`` with all digits.

    Raises
    ------
    ModelError
        If industries make more than their own product, or the extra ``commonweal[io]`` is not installed.
    """
    place = Path(folder)
    pymrio_system(table).save_all(place, table_format=form, float_format=_EXACT)
    return place


def pymrio_system(table: SupplyUse | InputOutput) -> Any:
    """The table as a ``pymrio.IOSystem``, with an extension for each kind of rows beside it.

    Raises
    ------
    ModelError
        If industries make more than their own product, or the extra ``commonweal[io]`` is not installed.
    """
    pymrio = needs_extra("pymrio")
    import pandas as pd  # noqa: PLC0415 - comes with pymrio

    if isinstance(table, SupplyUse) and not table.is_symmetric:
        message = "Industries make several products in this table, and pymrio has no place for that. "
        raise ModelError(message + "Make it symmetric first: inputoutput.transformations.symmetric(table).")
    labels = table.products if isinstance(table, SupplyUse) else table.sectors
    sectors = _index(pd, labels, "sector")
    flows = table.use if isinstance(table, SupplyUse) else table.flows
    final_labels, final = _final(table, labels)
    finals = _index(pd, final_labels, "category")
    extensions = {
        name: _extension(pd, name, rows, table, sectors, finals)
        for name, rows in _rows(table).items()
        if len(rows)
    }
    system = pymrio.IOSystem(
        Z=pd.DataFrame(flows, index=sectors, columns=sectors, copy=False),
        Y=pd.DataFrame(final, index=sectors, columns=finals, copy=False),
        unit=pd.DataFrame({"unit": [_money(table)] * len(labels)}, index=sectors),
        name=table.provenance.name,
        year=table.provenance.year or None,
        **extensions,
    )
    system.meta.change_meta("name", table.provenance.name)
    system.meta.change_meta("description", _description(table))
    if set(labels.regions) <= set(table.people):
        people = {region: [table.people[region]] for region in labels.distinct_regions}
        system.population = pd.DataFrame(people, index=["Population"])
    return system


def _description(table: SupplyUse | InputOutput) -> str:
    """Source and year, as ``pymrio_saved`` finds them again."""
    year = f"year {table.provenance.year}" if table.provenance.year else ""
    return "; ".join(part for part in (year, table.provenance.source) if part)


def _rows(table: SupplyUse | InputOutput) -> dict[str, Rows]:
    """Rows beside the table, by the name of their extension."""
    return {
        "value_added": table.value_added,
        "labour": table.labour,
        "capital": table.capital,
        "satellites": table.satellites,
    }


def _index(pd: Any, labels: Labels, name: str) -> Any:
    """Labels as pandas has them."""
    return pd.MultiIndex.from_arrays([labels.regions, labels.names], names=["region", name])


def _final(table: SupplyUse | InputOutput, labels: Labels) -> tuple[Labels, Floats]:
    """Final demand, and with a minus what is supplied beside what is made."""
    added = {name: getattr(table, name, None) for name in _ADDED}
    given = {name: amounts for name, amounts in added.items() if amounts is not None and amounts.any()}
    if not given:
        return table.final, table.final_demand
    regions = labels.distinct_regions
    of_row = np.array([regions.index(region) for region in labels.regions])
    columns = [table.final_demand]
    for amounts in given.values():
        block = np.zeros((len(labels), len(regions)))
        block[np.arange(len(labels)), of_row] = -amounts
        columns.append(block)
    wider = Labels(
        table.final.regions + regions * len(given),
        table.final.names + tuple(f"{name}, negative" for name in given for _ in regions),
    )
    return wider, np.concatenate(columns, axis=1)


def _extension(
    pd: Any, name: str, rows: Rows, table: SupplyUse | InputOutput, sectors: Any, finals: Any
) -> dict[str, Any]:
    """Rows beside the table, as pymrio makes an extension of them."""
    index = pd.Index(rows.names, name="stressor")
    by_final = np.zeros((len(rows), len(finals)))
    by_final[:, : rows.by_final.shape[1]] = rows.by_final
    currency = table.provenance.currency
    units = [_money(table) if unit == currency else unit for unit in rows.units]
    return {
        "name": name,
        "F": pd.DataFrame(rows.by_industry, index=index, columns=sectors, copy=False),
        "F_Y": pd.DataFrame(by_final, index=index, columns=finals, copy=False),
        "unit": pd.DataFrame({"unit": units}, index=index),
    }


def _money(table: SupplyUse | InputOutput) -> str:
    """The unit of the table's money: ``M.EUR``."""
    scale = _SCALES.get(table.provenance.scale)
    if scale is None:
        known = ", ".join(f"{size:g}" for size in _SCALES)
        raise ModelError(f"Money in units of {table.provenance.scale:g} can't be written; only in {known}.")
    return f"{scale}{table.provenance.currency}"
