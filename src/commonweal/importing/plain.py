"""Reading plain make and use tables: ``supply``, ``use``, ``final_demand`` and what stands beside them.

Each table is a CSV or Parquet file, or a sheet of a workbook; ``docs/table-layouts.md`` shows each.
``use`` has a row for each product and a column for each industry. ``supply`` has a row for each
industry and a column for each product, or the other way round where its labels (or
``supply_rows = "products"`` in ``table.toml``) say so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy import sparse

from commonweal.data.raw import RawTable
from commonweal.importing.axes import Naming, heading_labels, naming, row_labels, stub, unsaid
from commonweal.importing.beside import Axes
from commonweal.importing.grids import Opened, open_named, stop
from commonweal.importing.options import ReadingOptions
from commonweal.importing.parts import all_beside, final_users, listed, matrix, people, required, valued
from commonweal.importing.table_settings import TableSettings, table_settings
from commonweal.inputoutput.tables import Floats, Labels, SupplyUse

__all__ = ["TABLES", "read_plain"]

TABLES = (
    "supply",
    "use",
    "final_demand",
    "value_added",
    "labour",
    "capital",
    "satellites",
    "imports",
    "margins",
    "taxes",
    "people",
    "final_kinds",
)
"""The tables of this layout; the first three have to be there."""


def read_plain(path: Path, options: ReadingOptions) -> SupplyUse:
    """The make and use tables in a folder or a workbook.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = open_named(path, TABLES)
    settings = table_settings(opened, options, "plain")
    required(opened, TABLES[:3])
    if "use" not in opened.grids:
        stop(opened.findings)
    findings, decimal = opened.findings, settings.decimal
    grid = opened.grids["use"]
    names = naming(grid, settings.region, findings)
    products = row_labels(grid, names, findings)
    industries = heading_labels(grid, stub(grid).numbers(grid), names, findings)
    use = matrix(grid, products, industries, names, findings, decimal)
    supply, titles = _supply(opened, products, industries, names, settings)
    industries = Labels(industries.regions, industries.names, titles)
    final, kinds, final_demand = final_users(opened, products, names, decimal)
    beside = all_beside(opened, Axes(industries, final, names, settings.provenance.currency, decimal))
    imports, margins, taxes = (_added(opened, table, products, names, decimal) for table in TABLES[7:10])
    inhabitants = people(opened, industries.distinct_regions, decimal)
    stop(findings)
    origin = settings.provenance
    origin = replace(origin, notes=(*origin.notes, *unsaid(names.home)))
    beside, origin = valued(beside, supply.sum(axis=1), use, len(final), origin)
    return SupplyUse(
        products=products,
        industries=industries,
        final=final,
        final_kinds=kinds,
        supply=sparse.csr_array(supply),
        use=use,
        final_demand=final_demand,
        provenance=origin,
        people=inhabitants,
        imports=imports,
        margins=margins,
        taxes=taxes,
        **beside,
    )


def _supply(
    opened: Opened, products: Labels, industries: Labels, names: Naming, settings: TableSettings
) -> tuple[Floats, tuple[str, ...]]:
    """What each industry makes, shape (n_industries, n_products), and titles of the industries."""
    grid = opened.grids.get("supply")
    if grid is None:
        return np.zeros((len(industries), len(products))), ()
    if _products_down(grid, products, industries, names, settings):
        made = matrix(grid, products, industries, names, opened.findings, settings.decimal)
        return np.ascontiguousarray(made.T), ()
    made = matrix(grid, industries, products, names, opened.findings, settings.decimal)
    rows = row_labels(grid, names, [])
    title = dict(zip(zip(rows.regions, rows.names, strict=True), rows.titles, strict=False))
    titles = tuple(title.get(pair, "") for pair in industries.positions)
    return made, titles if any(titles) else ()


def _products_down(
    grid: RawTable, products: Labels, industries: Labels, names: Naming, settings: TableSettings
) -> bool:
    """Whether the rows of ``supply`` are products, as said or as most of their labels are."""
    if settings.supply_rows:
        return settings.supply_rows == "products"
    rows = row_labels(grid, names, [])
    pairs = list(zip(rows.regions, rows.names, strict=True))
    as_product = sum(pair in products.positions for pair in pairs)
    return as_product > sum(pair in industries.positions for pair in pairs)


def _added(opened: Opened, table: str, products: Labels, names: Naming, decimal: str) -> Floats:
    """What imports, margins or taxes add to each product: shape (n_products,)."""
    found = listed(opened, table, products, names, decimal)
    return np.zeros(len(products)) if found is None else found
