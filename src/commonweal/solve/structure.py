"""What a problem is made of: found in its numbers and marks, never declared.

A row is read as "at least": rows that are at most are turned round; rows that hold one column only are
its bounds. A positive coefficient is then an output and a negative one an input. Columns with one output
at most make a substitution system (Dantzig 1955; Koehler, Whinston, Wright 1975, *Optimization over Leontief
Substitution Systems*), whatever they stand for: techniques, imports, purchases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from commonweal.solve.substitution.orientation import exact_rows, signs_of

__all__ = ["Form", "Structure", "structure_of"]

_POOLED = 0.5  # share of conversions from which on goods count as pooled
_NEAR = 4  # periods that a column of a network in time joins at most
_MOSTLY = 0.95  # share of columns that must keep to that
_PERIODS = 3  # fewer periods are no time to speak of


class Form(Enum):
    """What a problem is."""

    SUBSTITUTION = "choice of techniques"
    """Every column makes one good at most, without limits: the nonsubstitution theorem holds."""
    POOLED = "pooled origins"
    """A substitution system most of whose columns only turn one good into another."""
    CAPACITIES = "choice of techniques with capacities"
    """Every column makes one good at most; columns or shared resources have limits."""
    NETWORK = "network in time"
    """Columns join rows of one period or of periods near each other."""
    GENERAL = "nothing in particular"


@dataclass(frozen=True)
class Structure:
    """What was found.

    Attributes
    ----------
    form
        What it is.
    n_rows, n_columns, n_nonzeros
        Its size; columns that are fixed are not counted.
    joint
        Columns with several outputs.
    capacities
        Columns with an upper bound.
    shared
        Rows that columns use and none makes: endowments and limits.
    ties
        Rows with two bounds that differ.
    conversions
        Columns with one input and one output, without cost or bound.
    n_periods, n_places
        Told by the marks; 0 where they tell nothing.
    """

    form: Form
    n_rows: int
    n_columns: int
    n_nonzeros: int
    joint: int
    capacities: int
    shared: int
    ties: int
    conversions: int
    n_periods: int
    n_places: int

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        size = f"{self.n_rows:,} rows, {self.n_columns:,} columns, {self.n_nonzeros:,} coefficients"
        facts = (
            (self.joint, "columns with several outputs"),
            (self.capacities, "columns with capacities"),
            (self.shared, "shared limits"),
            (self.ties, "ties"),
            (self.conversions, "conversions"),
            (self.n_periods, "periods"),
            (self.n_places, "places"),
        )
        told = ", ".join(f"{number:,} {what}" for number, what in facts if number)
        return f"{self.form.value}: {size}{'; ' if told else ''}{told}"


def structure_of(problem: Problem, marks: Marks | None = None) -> Structure:
    """Look at a problem and say what it is; one pass over the coefficients.

    Parameters
    ----------
    marks
        What is known of its rows; None: nothing.
    """
    marks = marks or Marks.none(problem.n_rows)
    free = problem.column_lower < problem.column_upper
    matrix, row = problem.matrix, problem.matrix.indices
    told = np.repeat(free, np.diff(matrix.indptr))
    several = np.bincount(row[told], minlength=problem.n_rows) > 1  # a row of one column is only its bound
    told &= several[row]
    gives = np.where((signs_of(problem) > 0.0)[row], matrix.data > 0.0, matrix.data < 0.0) & told
    takes = told & ~gives
    outputs, inputs = _by_column(matrix, gives), _by_column(matrix, takes)
    made, used = np.zeros((2, problem.n_rows), dtype=bool)
    made[row[gives]] = used[row[takes]] = True
    capped = free & np.isfinite(problem.column_upper)
    both = np.isfinite(problem.row_lower) & np.isfinite(problem.row_upper) & ~exact_rows(problem)
    conversions = (outputs == 1) & (inputs == 1) & free & ~capped & (problem.cost == 0.0)
    counts = {
        "joint": int((outputs > 1).sum()),
        "capacities": int(capped.sum()),
        "shared": int((used & ~made).sum()),
        "ties": int((both & several).sum()),
        "conversions": int(conversions.sum()),
    }
    n_periods = len(np.unique(marks.period[marks.period >= 0]))
    in_time = n_periods > _PERIODS and _keeps_to_periods(problem, marks, told)
    return Structure(
        form=_form(counts, int(free.sum()), in_time=in_time),
        n_rows=problem.n_rows,
        n_columns=int(free.sum()),
        n_nonzeros=int(told.sum()),
        n_periods=n_periods,
        n_places=len(np.unique(marks.place[marks.place >= 0])),
        **counts,
    )


def _form(counts: dict[str, int], n_columns: int, *, in_time: bool) -> Form:
    """What the counts amount to."""
    if in_time:
        return Form.NETWORK
    if counts["joint"] or counts["ties"] or not n_columns:
        return Form.GENERAL
    if counts["conversions"] > _POOLED * n_columns:
        return Form.POOLED
    return Form.CAPACITIES if counts["capacities"] or counts["shared"] else Form.SUBSTITUTION


def _by_column(matrix: sp.csc_array, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many chosen entries each column has."""
    before = np.concatenate([[0], np.cumsum(chosen, dtype=np.int64)])
    return np.diff(before[matrix.indptr])


def _keeps_to_periods(problem: Problem, marks: Marks, told: NDArray[np.bool_]) -> bool:
    """Whether nearly all columns join rows of periods near each other, by the entries that are told."""
    matrix = problem.matrix
    row = matrix.indices[told]
    column = np.repeat(np.arange(problem.n_columns), np.diff(matrix.indptr))[told]
    known = marks.period[row] >= 0
    first = np.full(problem.n_columns, np.iinfo(np.int64).max)
    last = np.full(problem.n_columns, -1, dtype=np.int64)
    np.minimum.at(first, column[known], marks.period[row[known]])
    np.maximum.at(last, column[known], marks.period[row[known]])
    seen = last >= 0
    return bool(seen.any() and (last[seen] - first[seen] < _NEAR).mean() >= _MOSTLY)
