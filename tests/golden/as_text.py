"""A program as text for people: a line a row with its label, its terms and its bounds, all sorted."""

from __future__ import annotations

import math

import scipy.sparse as sp

from commonweal.formulate.program import LinearProgram

__all__ = ["as_text"]


def as_text(program: LinearProgram) -> str:
    """All rows, then the bounds of all columns."""
    matrix = sp.csr_array(program.matrix)
    rows = []
    for row in range(program.n_rows):
        ends = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = sorted(
            (program.columns.label(column), value)
            for column, value in zip(matrix.indices[ends], matrix.data[ends], strict=True)
        )
        text = _bounded(_sum_of(terms), program.row_lower[row], program.row_upper[row])
        rows.append(f"{program.rows.label(row)}: {text}")
    bounds = [
        _bounded(program.columns.label(column), program.column_lower[column], program.column_upper[column])
        for column in range(program.n_columns)
    ]
    return "\n".join(["rows", *sorted(rows), "", "bounds", *sorted(bounds), "", "end", ""])


def _sum_of(terms: list[tuple[str, float]]) -> str:
    """Terms with their signs; 0 for none."""
    return " ".join(f"{'-' if value < 0 else '+'} {abs(value):.12g} {label}" for label, value in terms) or "0"


def _bounded(text: str, lower: float, upper: float) -> str:
    """A sum between its bounds; an upper bound of infinity is left out."""
    if lower == upper:
        return f"{text} = {lower:.12g}"
    if math.isinf(upper):
        return f"{text} free" if math.isinf(lower) else f"{text} >= {lower:.12g}"
    if math.isinf(lower):
        return f"{text} <= {upper:.12g}"
    return f"{lower:.12g} <= {text} <= {upper:.12g}"
