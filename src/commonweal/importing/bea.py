"""Reading the make and use tables of the US Bureau of Economic Analysis, summary level.

``make`` has a row for each industry and a column for each commodity, ``use`` the other way round, with
value added (V001 compensation, V002 taxes on production less subsidies, V003 gross operating surplus)
below and final uses (F010 …) beside; that is how USEPA/useeior gives them. Million USD, producers' prices.

Imports (F050) are a negative final use. They become ``imports`` here; where the figure is positive it is
an adjustment (domestic margins and duties that are part of the value of imported goods) and stays a
final use. ``Used`` (scrap and second-hand goods) and ``Other`` (imports that compete with nothing
made at home, and the adjustment for the rest of the world) are commodities that no industry has as
its main product.

Published figures are rounded, so rows and columns miss their totals by a few million. What is
left is booked: beside final uses as ``residual``, below the industries likewise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse

from commonweal.data.raw import RawTable
from commonweal.importing.axes import Naming, heading_labels, matched, row_labels, stub
from commonweal.importing.figures import figures, only, texts
from commonweal.importing.finals import kinds_of_finals
from commonweal.importing.grids import Opened, open_named, stop
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.importing.parts import matrix, required, worst
from commonweal.importing.totals import total_faults
from commonweal.importing.years import year_in
from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse, no_rows
from commonweal.validate.report import finding

__all__ = ["read_bea"]

_TOTAL = re.compile(r"total\b", re.IGNORECASE)
_FINAL = re.compile(r"F\d\d[0-9A-Z]")
_IMPORTS = "F050"
_VALUE = {"V001": "compensation", "V002": "taxes", "V003": "surplus"}
_RESIDUAL = "residual"


@dataclass(frozen=True, eq=False)
class _Part:
    """A table without its totals.

    Attributes
    ----------
    grid
        Its rows that are no totals.
    columns
        Places of the columns that are no totals.
    """

    grid: RawTable
    columns: list[int]


def read_bea(path: Path, options: ReadingOptions) -> SupplyUse:
    """The make and use tables in a folder or a workbook.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = open_named(path, ("make", "use"))
    required(opened, ("make", "use"))
    stop(opened.findings)
    names = Naming(options.region or "USA")
    findings = opened.findings
    for table in ("make", "use"):
        _check_totals(opened, table)
    make, use = (_without_totals(opened.grids[table]) for table in ("make", "use"))
    industries = row_labels(make.grid, names, findings)
    products = heading_labels(make.grid, make.columns, names, findings)
    supply = matrix(_columns(make), industries, products, names, findings, ".")
    used, value_added, final, kinds, final_demand = _use(opened, use, industries, products, names)
    stop(findings)
    final, kinds, final_demand, imports = _imports(final, kinds, final_demand)
    left = supply.sum(axis=0) + imports - used.sum(axis=1) - final_demand.sum(axis=1)
    missing = supply.sum(axis=1) - used.sum(axis=0) - value_added.by_industry.sum(axis=0)
    notes = _notes(left, missing, products, industries)
    if left.any():
        final = Labels((*final.regions, names.home), (*final.names, _RESIDUAL))
        kinds, final_demand = (*kinds, "other"), np.column_stack([final_demand, left])
    origin = _origin(path, options, notes)
    none = np.zeros(len(products))
    return SupplyUse(
        products=products,
        industries=industries,
        final=final,
        final_kinds=kinds,
        supply=sparse.csr_array(supply),
        use=used,
        final_demand=final_demand,
        value_added=_with_residual(value_added, missing, len(final), origin.currency),
        labour=no_rows(len(industries), len(final)),
        capital=no_rows(len(industries), len(final)),
        satellites=no_rows(len(industries), len(final)),
        provenance=origin,
        imports=imports,
        margins=none,
        taxes=none,
    )


def _without_totals(grid: RawTable) -> _Part:
    """The rows and columns of a table that are no totals."""
    labels = texts(grid, stub(grid).places["code"], [])
    rows = [row for row, label in enumerate(labels) if not _TOTAL.match(label)]
    columns = [place for place in stub(grid).numbers(grid) if not _TOTAL.match(grid.header[place])]
    return _Part(only(grid, rows), columns)


def _columns(part: _Part) -> RawTable:
    """A table with only the columns that are no totals."""
    code = stub(part.grid).places["code"]
    places = [code, *part.columns]
    return replace(
        part.grid,
        header=tuple(part.grid.header[place] for place in places),
        columns=tuple(part.grid.columns[place] for place in places),
    )


def _check_totals(opened: Opened, table: str) -> None:
    """Findings about totals of rows that are not the sum of their figures."""
    part = _without_totals(opened.grids[table])
    grid = part.grid
    labels = tuple(texts(grid, stub(grid).places["code"], []))
    final = [place for place in part.columns if _FINAL.fullmatch(grid.header[place])]
    inner = [place for place in part.columns if place not in final]
    summed = {
        "Total Intermediate": inner,
        "Total Final Uses (GDP)": final,
        "Total Industry Output": inner,
        "Total Commodity Output": part.columns,
    }
    rows = [row for row, label in enumerate(labels) if label not in _VALUE]
    for heading, places in summed.items():
        if heading in grid.header and places:
            said = figures(grid, [grid.header.index(heading)], [])[rows, 0]
            parts = figures(grid, places, [])[rows]
            at = tuple(labels[row] for row in rows)
            opened.findings.extend(total_faults(said, parts, at, heading, grid.file, grid.sheet))
    _check_total_rows(opened, opened.grids[table], part)


def _check_total_rows(opened: Opened, grid: RawTable, part: _Part) -> None:
    """Findings about totals of columns that are not the sum of their figures."""
    labels = texts(grid, stub(grid).places["code"], [])
    plain = [row for row, label in enumerate(labels) if not _TOTAL.match(label)]
    below = [row for row in plain if labels[row] in _VALUE]
    inner = [row for row in plain if row not in below]
    columns = [place for place in part.columns if not _FINAL.fullmatch(grid.header[place])]
    numbers = figures(grid, columns, [])
    at = tuple(grid.header[place] for place in columns)
    for label, rows in {
        "Total Intermediate": inner,
        "Total Value Added": below,
        "Total Commodity Output": inner,
        "Total Industry Output": plain,
    }.items():
        if label in labels and rows:
            said, parts = numbers[labels.index(label)], numbers[rows].T
            opened.findings.extend(total_faults(said, parts, at, label, grid.file, grid.sheet))


def _use(
    opened: Opened, use: _Part, industries: Labels, products: Labels, names: Naming
) -> tuple[Floats, Rows, Labels, tuple[str, ...], Floats]:
    """Use by industries, value added, and final uses with their labels and kinds."""
    grid, findings = use.grid, opened.findings
    codes = texts(grid, stub(grid).places["code"], findings)
    below = [row for row, code in enumerate(codes) if code in _VALUE]
    inside = only(grid, [row for row in range(len(codes)) if row not in below])
    final_columns = [place for place in use.columns if _FINAL.fullmatch(grid.header[place])]
    columns = [place for place in use.columns if place not in final_columns]
    at_row = matched(products, row_labels(inside, names, findings), inside, findings, across=False)
    given = heading_labels(grid, columns, names, findings)
    at_column = matched(industries, given, grid, findings, across=True)
    final = heading_labels(grid, final_columns, names, findings)
    kinds = kinds_of_finals(final, {_IMPORTS: "other"}, grid, final_columns, findings)
    for code, kind in _VALUE.items():
        if code not in codes:
            why = f"There is no row {code} ({kind})."
            findings.append(finding("A05", why, "Export the table again.", file=grid.file, sheet=grid.sheet))
    numbers = figures(inside, columns, findings)
    demanded = figures(inside, final_columns, findings)
    value = figures(only(grid, below), columns, findings)
    stop(findings)
    kinds_below = tuple(_VALUE[codes[row]] for row in below)
    added = Rows(
        tuple(codes[row] for row in below),
        ("",) * len(below),
        kinds_below,
        value[:, at_column],
        np.zeros((len(below), len(final))),
    )
    return numbers[np.ix_(at_row, at_column)], added, final, kinds, demanded[at_row]


def _imports(
    final: Labels, kinds: tuple[str, ...], final_demand: Floats
) -> tuple[Labels, tuple[str, ...], Floats, Floats]:
    """Final uses without what is imported, and the imports: shape (n_products,)."""
    if _IMPORTS not in final.names:
        return final, kinds, final_demand, np.zeros(len(final_demand))
    place = final.names.index(_IMPORTS)
    imports = np.maximum(-final_demand[:, place], 0.0)
    final_demand = final_demand.copy()
    final_demand[:, place] += imports
    return final, kinds, final_demand, imports


def _with_residual(value_added: Rows, missing: Floats, n_final: int, currency: str) -> Rows:
    """Value added with what industries' books miss, in the unit of money and for all final users."""
    n_rows = len(value_added) + 1
    return Rows(
        (*value_added.names, _RESIDUAL),
        (currency,) * n_rows,
        (*value_added.kinds, "value_added"),
        np.vstack([value_added.by_industry, missing]),
        np.zeros((n_rows, n_final)),
    )


def _notes(left: Floats, missing: Floats, products: Labels, industries: Labels) -> tuple[str, ...]:
    """What was booked."""
    return (
        "What rounding leaves between supply and use of a commodity is booked as the final use 'residual': "
        f"{np.abs(left).sum():,.6g} in all, at most {worst(left, products)}.",
        "What it leaves between output and inputs of an industry is booked as the row 'residual' of value "
        f"added: {np.abs(missing).sum():,.6g} in all, at most {worst(missing, industries)}.",
        "Imports (F050) are supply; where the figure is positive it stays a final use of kind 'other'.",
    )


def _origin(path: Path, options: ReadingOptions, notes: tuple[str, ...]) -> Provenance:
    """Where the table is from."""
    year, note = year_in(path, options)
    found = Provenance(
        name=f"BEA {year or ''}".strip(),
        year=year,
        currency="USD",
        scale=1e6,
        prices="producers",
        source="US Bureau of Economic Analysis, Input–Output Accounts, make and use tables",
        licence="public domain",
        layout="bea",
        notes=(*notes, *note),
    )
    return provenance(found, options)
