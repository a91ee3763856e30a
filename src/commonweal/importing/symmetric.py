"""Reading a plain symmetric table: ``flows``, ``final_demand``, ``gross_output`` and rows beside them.

Each table is a CSV or Parquet file, or a sheet of a workbook. The first columns are labels and the
headings repeat them: see ``docs/table-layouts.md``. The files of the bquast/wiod package (a column
``sector`` with ``AUS.c1``, final users ``AUS.f1`` …) are laid out so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from commonweal.importing.axes import naming, row_labels, unsaid
from commonweal.importing.beside import Axes
from commonweal.importing.figures import at_cell
from commonweal.importing.grids import Opened, open_named, stop
from commonweal.importing.options import ReadingOptions
from commonweal.importing.parts import (
    all_beside,
    diagonal,
    final_users,
    listed,
    matrix,
    people,
    required,
    valued,
    worst,
)
from commonweal.importing.table_settings import table_settings
from commonweal.importing.wiod2013_packed import with_wiod2013
from commonweal.inputoutput.tables import Floats, Labels, Provenance, SupplyUse

__all__ = ["TABLES", "read_symmetric"]

TABLES = (
    "flows",
    "final_demand",
    "gross_output",
    "value_added",
    "labour",
    "capital",
    "satellites",
    "imports",
    "people",
    "final_kinds",
)
"""The tables of this layout; the first two have to be there."""


def read_symmetric(path: Path, options: ReadingOptions) -> SupplyUse:
    """The symmetric table in a folder or a workbook.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = open_named(path, TABLES)
    settings = table_settings(opened, options, "symmetric")
    required(opened, TABLES[:2])
    if "flows" not in opened.grids:
        stop(opened.findings)
    findings, decimal = opened.findings, settings.decimal
    grid = opened.grids["flows"]
    names = naming(grid, settings.region, findings)
    sectors = row_labels(grid, names, findings)
    flows = matrix(grid, sectors, sectors, names, findings, decimal)
    final, kinds, final_demand = final_users(opened, sectors, names, decimal)
    said = listed(opened, "gross_output", sectors, names, decimal)
    imports = listed(opened, "imports", sectors, names, decimal)
    beside = all_beside(opened, Axes(sectors, final, names, settings.provenance.currency, decimal))
    inhabitants = people(opened, sectors.distinct_regions, decimal)
    stop(findings)
    none = np.zeros(len(sectors))
    imports = none if imports is None else imports
    origin = settings.provenance
    origin = replace(origin, notes=(*origin.notes, *unsaid(names.home)))
    if opened.settings is None:
        origin = with_wiod2013(origin, sectors, final, options, path)
    used = flows.sum(axis=1) + final_demand.sum(axis=1) - imports
    origin, output = _output(said, used, sectors, origin)
    _check_output(opened, output)
    stop(findings)
    beside, origin = valued(beside, output, flows, len(final), origin)
    return SupplyUse(
        products=sectors,
        industries=sectors,
        final=final,
        final_kinds=kinds,
        supply=diagonal(output),
        use=flows,
        final_demand=final_demand,
        provenance=origin,
        imports=imports,
        margins=none,
        taxes=none,
        people=inhabitants,
        **beside,
    )


def _output(
    said: Floats | None, used: Floats, sectors: Labels, origin: Provenance
) -> tuple[Provenance, Floats]:
    """Gross output as said, or else as used; a note tells the one that was not said or where they differ."""
    if said is None:
        note = "The table gives no gross output: the sum of what is used stands for it."
        return replace(origin, notes=(*origin.notes, note)), used
    if np.abs(said - used).max(initial=0.0) > 1e-9 * np.abs(said).max(initial=0.0):
        note = f"Gross output and the sum of what is used differ by up to {worst(said - used, sectors)}."
        origin = replace(origin, notes=(*origin.notes, note))
    return origin, said


def _check_output(opened: Opened, output: Floats) -> None:
    """A finding for each sector with a negative output."""
    name = "gross_output" if "gross_output" in opened.grids else "flows"
    grid = opened.grids[name]
    for row in np.flatnonzero(output < 0.0):
        why = "A sector can't have a negative output."
        remedy = "Correct the figure; stocks that fall may be larger than all other uses of the row."
        opened.findings.append(at_cell("B05", why, remedy, grid, int(row), value=float(output[row])))
