"""Totals in published tables: recognised by arithmetic, and checked where a heading says what they are.

Published figures are rounded, so a total of n figures may differ from their sum by half a unit of
the last digit for each of them and for itself.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from commonweal.findings import Finding
from commonweal.inputoutput.tables import Floats
from commonweal.validate.report import LISTED, finding

__all__ = ["rounding", "total_faults", "totals_among"]

_EQUAL = 1e-9  # part by which figures with decimals may differ from their sum
_ALIKE = 1e-4  # part by which a column may differ from a sum and yet be taken for it


def rounding(values: Floats, count: int) -> float:
    """By how much a total of so many figures may differ from their sum, in their unit.

    Examples
    --------
    >>> rounding(np.array([10.0, 12.0]), 3)
    2.0
    """
    largest = float(np.abs(values).max(initial=0.0))
    whole = bool(np.all(values == np.round(values)))
    step = 10.0 ** np.floor(np.log10(largest)) if largest > 0.0 else 0.0
    rounded = 0.5 * (count + 1) if whole and step >= 1.0 else 0.0
    return max(rounded, _EQUAL * largest)


def total_faults(
    said: Floats, parts: Floats, labels: tuple[str, ...], what: str, file: str, sheet: str = ""
) -> list[Finding]:
    """Findings about totals that are not the sum of their parts.

    Parameters
    ----------
    said : shape (n,), money per year
        The totals as published.
    parts : shape (n, n_parts), money per year
        What each should be the sum of.
    labels
        Label of each total.
    what
        Heading of the totals.
    file, sheet
        Where they stand.
    """
    sums = parts.sum(axis=1)
    allowed = rounding(np.concatenate([said, parts.ravel()]), parts.shape[1])
    wrong = np.flatnonzero(np.abs(said - sums) > allowed)
    wrong = wrong[np.argsort(-np.abs(said - sums)[wrong])][:LISTED]
    return [
        finding(
            "T08",
            f"The figures of '{labels[place]}' sum to {sums[place]:,.10g}; rounding explains a difference of "
            f"{allowed:,.3g}, not {said[place] - sums[place]:,.6g}.",
            "Correct the figure that is wrong, or export the table again.",
            file=file,
            sheet=sheet,
            column=what,
            value=f"{said[place]:.10g}",
        )
        for place in wrong
    ]


def totals_among(columns: Floats, basic: int, never: Collection[int] = ()) -> list[int]:
    """Columns that are totals: each is the sum of two or more columns that end just before it.

    Parameters
    ----------
    columns : shape (n_rows, n_columns)
    basic
        How many of the first columns are known to be no totals.
    never
        Columns that are summed in none: they are called totals, whether they are or not.

    Returns
    -------
    Positions of the totals. Only columns that are no totals themselves are summed.

    Examples
    --------
    >>> totals_among(np.array([[1.0, 2.0, 3.0, 5.0, 8.0], [4.0, 1.0, 5.0, 1.0, 6.0]]), 2)
    [2, 4]
    """
    parts = list(range(basic))
    totals = []
    for place in range(basic, columns.shape[1]):
        if _is_sum(columns[:, place], columns[:, parts]):
            totals.append(place)
        elif place not in never:
            parts.append(place)
    return totals


def _is_sum(column: Floats, parts: Floats) -> bool:
    """Whether a column is the sum of the last two or more of some columns."""
    filled = parts[:, parts.any(axis=0)]
    if filled.shape[1] < 2 or np.count_nonzero(column) < 2:
        return False
    sums = np.cumsum(filled[:, ::-1], axis=1)[:, 1:]
    allowed = np.maximum(
        rounding(np.append(filled.ravel(), column), filled.shape[1]), _ALIKE * np.abs(column)
    )
    return bool(np.all(np.abs(sums - column[:, None]) <= allowed[:, None], axis=0).any())
