"""Reading FIGARO, the EU's inter-country tables, in the form of matrices (CSV).

``matrix_eu-ic-io_ind-by-ind_24ed_2022.csv`` and ``…_prod-by-prod_…``: a column ``rowLabels`` with
``AR_A01`` …, a column for each country and industry, and ``AR_P3_S13``, ``AR_P3_S14``, ``AR_P3_S15``,
``AR_P51G``, ``AR_P5M`` for its final users. Below stand ``W2_D21X31`` (taxes less subsidies on products),
``W2_OP_RES`` and ``W2_OP_NRES`` (purchases of residents abroad, of non-residents at home), ``W2_D1``
(compensation of employees), ``W2_D29X39`` (other taxes less subsidies on production) and ``W2_B2A3G``
(gross operating surplus and mixed income). The rest of the world is ``FIGW1``.

``matrix_eu-ic-supply_…`` has a row for each product (``AR_CPA_A01``) and a column for each industry;
``matrix_eu-ic-use_…`` has the rows and columns above, with products as rows. ``CPA_`` is left off here,
so that a product has the code of the industry that mainly makes it.

Million EUR at basic prices. The layout is the one that readers of these files rely on: Eurostat's names of
files and codes in exvatools (``extract_figaro``) and mrio_toolbox.

References
----------
Remond-Tiedrez and Rueda-Cantuche (eds.), *EU inter-country supply, use and input-output tables*,
Eurostat, 2019.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from commonweal.data.raw import RawTable
from commonweal.importing.figures import at_cell, figures, texts
from commonweal.importing.finals import kind_of_final
from commonweal.importing.grids import Opened, open_all, refused, stop
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.importing.parts import diagonal
from commonweal.importing.years import year_in
from commonweal.inputoutput.tables import Floats, Labels, Provenance, Rows, SupplyUse, no_rows
from commonweal.validate.report import LISTED, finding, suggestion

__all__ = ["read_figaro"]

_FINAL = ("P3_S13", "P3_S14", "P3_S15", "P51G", "P5M")
_BELOW = {
    "D21X31": "taxes",
    "OP_RES": "imports",
    "OP_NRES": "imports",
    "D1": "compensation",
    "D29X39": "taxes",
    "B2A3G": "surplus",
}
_LABEL = re.compile(r"([A-Z0-9]{2,5})_(?:CPA_)?([A-Z].*)")
_EDITION = re.compile(r"(\d\d)ed_")

Pair = tuple[str, str]


@dataclass(frozen=True)
class _Axis:
    """The rows or columns of a matrix by what they are.

    Attributes
    ----------
    sectors
        Region and code of each product or industry, and its place.
    below
        Code and place of what stands below (rows), or final users by region and code (columns).
    """

    sectors: dict[Pair, int]
    below: dict[Pair, int]


def read_figaro(path: Path, options: ReadingOptions) -> SupplyUse:
    """A matrix by industry or by product, or the supply and use matrices in a folder.

    Raises
    ------
    DataError
        With everything that is wrong.
    """
    opened = open_all(path)
    supply, use = _matrices(opened)
    stop(opened.findings)
    rows, columns = _rows(use, opened), _columns(use, opened)
    if supply is None:
        _same(rows.sectors, columns.sectors, use, opened)
    stop(opened.findings)
    numbers = figures(use, list(range(1, len(use.header))), opened.findings)
    made = None if supply is None else _made(supply, rows, columns, opened)
    stop(opened.findings)
    at_row, at_column = list(rows.sectors.values()), [columns.sectors[pair] - 1 for pair in columns.sectors]
    if supply is None:
        at_column = [columns.sectors[pair] - 1 for pair in rows.sectors]
    at_final = [place - 1 for place in columns.below.values()]
    flows, final_demand = numbers[np.ix_(at_row, at_column)], numbers[np.ix_(at_row, at_final)]
    products = _labels(rows.sectors)
    industries = products if supply is None else _labels(columns.sectors)
    final = _labels(columns.below)
    origin = _origin(use, path, options, symmetric=supply is None)
    none = np.zeros(len(products))
    return SupplyUse(
        products=products,
        industries=industries,
        final=final,
        final_kinds=tuple(kind_of_final(name) or "other" for name in final.names),
        supply=diagonal(flows.sum(axis=1) + final_demand.sum(axis=1)) if made is None else made,
        use=flows,
        final_demand=final_demand,
        value_added=_value_added(rows.below, numbers, at_column, at_final, origin.currency),
        labour=no_rows(len(industries), len(final)),
        capital=no_rows(len(industries), len(final)),
        satellites=no_rows(len(industries), len(final)),
        provenance=origin,
        imports=none,
        margins=none,
        taxes=none,
    )


def _matrices(opened: Opened) -> tuple[RawTable | None, RawTable]:
    """The supply matrix, where there is one, and the matrix of use or of flows."""
    found = [grid for grid in opened.grids.values() if grid.header[0].casefold() == "rowlabels"]
    supply: list[RawTable] = []
    use: list[RawTable] = []
    for grid in found:
        (use if any(map(_final, grid.header)) else supply).append(grid)
    if len(use) == 1 and len(supply) <= 1:
        return (supply[0] if supply else None), use[0]
    if not use:
        why = "No file has a column rowLabels and columns of final use, such as AR_P3_S14."
        remedy = "Use the matrix form of FIGARO; with a supply matrix goes its use matrix."
        opened.findings.append(finding("A05", why, remedy, file=opened.path.name))
    else:
        names = ", ".join(grid.file for grid in found)
        why = f"There are {len(found)} matrices here: {names}."
        remedy = "Name the file of one, or keep one supply and one use matrix in the folder."
        opened.findings.append(finding("A07", why, remedy, file=opened.path.name))
    raise refused(opened.findings)


def _final(heading: str) -> Pair | None:
    """Region and category of a final user, None where a heading is none."""
    region, _, code = heading.partition("_")
    return (region, code) if code in _FINAL else None


def _below(label: str) -> str | None:
    """Code of a row below the matrix, with or without ``W2_``; None where a label is none."""
    code = label.removeprefix("W2_")
    return code if code in _BELOW else None


def _rows(grid: RawTable, opened: Opened) -> _Axis:
    """What each row of a matrix is."""
    axis = _Axis({}, {})
    for row, label in enumerate(texts(grid, 0, opened.findings)):
        code = _below(label)
        pair = ("", code) if code else _sector(label)
        if pair is None:
            why, remedy = "This is no label of FIGARO.", "Labels are as AR_A01; export the matrix again."
            opened.findings.append(at_cell("C01", why, remedy, grid, row, 0, label))
            continue
        found = axis.below if code else axis.sectors
        if pair in found:
            why, remedy = "The label stands twice.", "Keep one row, or add the two up."
            opened.findings.append(at_cell("B12", why, remedy, grid, row, 0, label))
        found.setdefault(pair, row)
    return axis


def _columns(grid: RawTable, opened: Opened) -> _Axis:
    """What each column of a matrix is."""
    axis = _Axis({}, {})
    for place, heading in enumerate(grid.header[1:], start=1):
        final = _final(heading)
        pair = final or _sector(heading)
        if pair is None:
            why, remedy = "This is no label of FIGARO.", "Labels are as AR_A01; export the matrix again."
            opened.findings.append(at_cell("C01", why, remedy, grid, column=place, value=heading))
            continue
        (axis.below if final else axis.sectors)[pair] = place
    return axis


def _sector(label: str) -> Pair | None:
    """Region and code of a product or an industry."""
    parts = _LABEL.fullmatch(label)
    return (parts[1], parts[2]) if parts else None


def _same(rows: dict[Pair, int], columns: dict[Pair, int], grid: RawTable, opened: Opened) -> None:
    """Findings about labels that stand on one side only."""
    for missing, known, what in ((rows, columns, "column"), (columns, rows, "row")):
        lacking = [pair for pair in missing if pair not in known]
        for pair in lacking[:LISTED]:
            label = "_".join(pair)
            near = suggestion(label, ["_".join(other) for other in known if other not in missing], "")
            why = f"There is no {what} for {label}."
            remedy = near or f"Add the {what}, or take its twin out."
            opened.findings.append(at_cell("A05", why, remedy, grid, value=label))


def _made(supply: RawTable, rows: _Axis, columns: _Axis, opened: Opened) -> sparse.csr_array:
    """What each industry makes, shape (n_industries, n_products), in the order of the use matrix."""
    at_row, at_column = _rows(supply, opened), _columns(supply, opened)
    _same(rows.sectors, at_row.sectors, supply, opened)
    for pair in [pair for pair in columns.sectors if pair not in at_column.sectors][:LISTED]:
        why = f"There is no column for {'_'.join(pair)}."
        opened.findings.append(at_cell("A05", why, "Supply and use have the same industries.", supply))
    stop(opened.findings)
    numbers = figures(supply, [at_column.sectors[pair] for pair in columns.sectors], opened.findings)
    return sparse.csr_array(numbers[[at_row.sectors[pair] for pair in rows.sectors]].T)


def _value_added(
    below: dict[Pair, int], numbers: Floats, at_column: list[int], at_final: list[int], currency: str
) -> Rows:
    """The rows below the matrix."""
    names = tuple(code for _, code in below)
    places = list(below.values())
    return Rows(
        names,
        (currency,) * len(names),
        tuple(_BELOW[name] for name in names),
        numbers[np.ix_(places, at_column)],
        numbers[np.ix_(places, at_final)],
    )


def _labels(pairs: Sequence[Pair] | dict[Pair, int]) -> Labels:
    """Labels of pairs of region and code."""
    return Labels(tuple(region for region, _ in pairs), tuple(name for _, name in pairs))


def _origin(grid: RawTable, path: Path, options: ReadingOptions, *, symmetric: bool) -> Provenance:
    """Where the table is from."""
    year, notes = year_in(Path(grid.file), options)
    if not year:
        year, notes = year_in(path, options)
    edition = _EDITION.search(grid.file)
    assumed = "Gross output is the sum of what is used of each product: the matrix has no column for it."
    found = Provenance(
        name=f"FIGARO {year or ''}".strip() + (f" (edition 20{edition[1]})" if edition else ""),
        year=year,
        currency="EUR",
        scale=1e6,
        source="Eurostat and Joint Research Centre, FIGARO tables",
        licence="CC BY 4.0",
        layout="figaro",
        notes=(*((assumed,) if symmetric else ()), *notes),
    )
    return provenance(found, options)
