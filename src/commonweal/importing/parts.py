"""What the plain layouts have in common: final users, lists by product, people, value added left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from commonweal.data.raw import RawTable
from commonweal.findings import Finding
from commonweal.importing.axes import Naming, heading_labels, matched, row_labels, stub
from commonweal.importing.beside import Axes, depreciation_of, rows_beside
from commonweal.importing.figures import at_cell, figures, texts
from commonweal.importing.finals import kinds_of_finals, said_kinds
from commonweal.importing.grids import Opened
from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows
from commonweal.validate.report import finding, suggestion

__all__ = [
    "all_beside",
    "diagonal",
    "final_users",
    "left_over",
    "listed",
    "matrix",
    "people",
    "required",
    "valued",
    "with_depreciation",
    "worst",
]


def required(opened: Opened, names: Sequence[str]) -> None:
    """Add a finding for each table that has to be there and isn't."""
    faulty = {found.file for found in opened.findings} | {found.sheet for found in opened.findings}
    for name in names:
        broken = any(name == file.rpartition(".")[0] or name == file for file in faulty)
        if name not in opened.grids and not broken:
            why = f"There is no table '{name}'."
            remedy = suggestion(
                name, opened.others, "Add it: a file, or a sheet of the workbook, of this name."
            )
            opened.findings.append(finding("A05", why, remedy, file=opened.path.name))


def diagonal(output: Floats) -> sparse.csr_array:
    """The make matrix of industries that each make their own product."""
    return sparse.csr_array(sparse.diags_array(output))


def matrix(
    grid: RawTable, rows: Labels, columns: Labels, names: Naming, findings: list[Finding], decimal: str
) -> Floats:
    """Numbers of a table with labels on both sides, in the order asked for: shape (n_rows, n_columns)."""
    places = stub(grid).numbers(grid)
    at_row = matched(rows, row_labels(grid, names, findings), grid, findings, across=False)
    given = heading_labels(grid, places, names, findings)
    at_column = matched(columns, given, grid, findings, across=True)
    numbers = figures(grid, places, findings, decimal=decimal)
    if -1 in at_row or -1 in at_column:  # told already: what comes back is never used
        return np.zeros((len(rows), len(columns)))
    if at_row == list(range(len(numbers))) and at_column == list(range(len(places))):
        return numbers
    return numbers[np.ix_(at_row, at_column)]


def final_users(
    opened: Opened, products: Labels, names: Naming, decimal: str
) -> tuple[Labels, tuple[str, ...], Floats]:
    """Labels of final users, what each is, and what they use: shape (n_products, n_final)."""
    grid = opened.grids.get("final_demand")
    if grid is None:
        return Labels((), ()), (), np.zeros((len(products), 0))
    columns = stub(grid).numbers(grid)
    final = heading_labels(grid, columns, names, opened.findings)
    said = said_kinds(opened.grids.get("final_kinds"), opened.findings)
    kinds = kinds_of_finals(final, said, grid, columns, opened.findings)
    return final, kinds, matrix(grid, products, final, names, opened.findings, decimal)


def listed(opened: Opened, table: str, wanted: Labels, names: Naming, decimal: str) -> Floats | None:
    """The one figure of each product (or industry) in a table, shape (n,); None where there is no table."""
    grid = opened.grids.get(table)
    if grid is None:
        return None
    columns = stub(grid).numbers(grid)
    if len(columns) != 1:
        why = f"The table has {len(columns)} columns of figures."
        opened.findings.append(at_cell("A06", why, f"It has a single one, '{table}'.", grid))
        return None
    at_row = matched(wanted, row_labels(grid, names, opened.findings), grid, opened.findings, across=False)
    return figures(grid, columns, opened.findings, decimal=decimal)[at_row, 0]


def people(opened: Opened, regions: Sequence[str], decimal: str) -> Mapping[str, float]:
    """Inhabitants of each region that the table ``people`` names."""
    grid = opened.grids.get("people")
    if grid is None:
        return {}
    at = grid.header.index("region") if "region" in grid.header else 0
    named = texts(grid, at, opened.findings)
    if "people" not in grid.header:
        why = "There is no column 'people'."
        opened.findings.append(at_cell("A05", why, "Its columns are region and people.", grid))
        return {}
    column = grid.header.index("people")
    counts = figures(grid, [column], opened.findings, decimal=decimal)[:, 0]
    for row, (region, count) in enumerate(zip(named, counts, strict=True)):
        if region not in regions:
            remedy = suggestion(region, regions, f"Regions are: {', '.join(regions[:10])}.")
            opened.findings.append(
                at_cell("C01", "The table has no such region.", remedy, grid, row, at, region)
            )
        if count <= 0.0:
            why, remedy = "A region has inhabitants.", "Write how many; leave the row out where unknown."
            opened.findings.append(at_cell("B04", why, remedy, grid, row, column, float(count)))
    return dict(zip(named, map(float, counts), strict=True))


def left_over(output: Floats, use: Floats, n_final: int, currency: str) -> tuple[Rows, str]:
    """Value added where a table gives none: output less inputs; and a note that says so."""
    rest = output - use.sum(axis=0)
    note = (
        "The table gives no value added: what an industry's output is worth beyond its inputs stands for it "
        "(taxes on what it buys and inputs from elsewhere included)."
    )
    return Rows(("value_added",), (currency,), ("value_added",), rest[None, :], np.zeros((1, n_final))), note


def all_beside(opened: Opened, axes: Axes) -> dict[str, Rows]:
    """Value added, labour, capital and satellites, each by its name.

    Capital has the consumption of fixed capital that stands among value added too, where it has none.
    """
    tables = ("value_added", "labour", "capital", "satellites")
    beside = {table: rows_beside(table, opened.grids.get(table), axes, opened.findings) for table in tables}
    return beside | {"capital": with_depreciation(beside["capital"], beside["value_added"])}


def valued(
    beside: dict[str, Rows], output: Floats, use: Floats, n_final: int, origin: Provenance
) -> tuple[dict[str, Rows], Provenance]:
    """Rows beside a table, with value added in any case; the notes tell where it was not given."""
    if len(beside["value_added"]):
        return beside, origin
    rows, note = left_over(output, use, n_final, origin.currency)
    return beside | {"value_added": rows}, replace(origin, notes=(*origin.notes, note))


def with_depreciation(capital: Rows, value_added: Rows) -> Rows:
    """Rows of capital, with the consumption of fixed capital that stands among value added."""
    if "depreciation" in capital.kinds:
        return capital
    wear = depreciation_of(value_added)
    return Rows(
        capital.names + wear.names,
        capital.units + wear.units,
        capital.kinds + wear.kinds,
        np.vstack([capital.by_industry, wear.by_industry]),
        np.vstack([capital.by_final, wear.by_final]),
    )


def worst(residual: Floats, labels: Labels) -> str:
    """The largest of some differences with its label, in words."""
    place = int(np.abs(residual).argmax())
    return f"{abs(residual[place]):,.6g} ({labels.texts[place]})"
