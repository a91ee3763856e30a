"""A problem whose columns make one thing each, in units in which each makes one of it.

Minimise ``cost·z`` with ``(E − inputs) z ≥ need`` and ``0 ≤ z ≤ capacity``, where ``E`` has a single 1 in
each column, in the row ``output[j]`` that column j makes (a Leontief substitution system: Dantzig 1955).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem
from commonweal.solve.substitution.kernels import split_columns
from commonweal.solve.substitution.orientation import exact_rows, signs_of
from commonweal.solve.unsuited import Unsuited

__all__ = ["System"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class System:
    """A substitution system and the way back to the problem it came from.

    Attributes
    ----------
    output : shape (m,)
        Row that each column makes.
    inputs : shape (n, m)
        What a unit of output takes; not negative, rows sorted within columns.
    cost, capacity, gain : each shape (m,)
        Per unit of output; the most of it (inf where none); units of output per level.
    need : shape (n,)
        What has to be left over; negative where there is an endowment.
    exact : shape (n,)
        Rows that must come out at ``need``, not above it.
    columns : shape (m,)
        Columns of the problem; the others make nothing, or are fixed, and stay at their lower bound.
    sign : shape (n,)
        −1 where the problem's row is an upper bound.
    lower : shape (n_columns,)
        Levels of the problem from which ``z`` counts.
    """

    output: Integers
    inputs: sp.csc_array
    cost: Floats
    need: Floats
    capacity: Floats
    gain: Floats
    exact: NDArray[np.bool_]
    columns: Integers
    sign: Floats
    lower: Floats

    @classmethod
    def of(cls, problem: Problem) -> System:
        """The problem as a substitution system.

        Raises
        ------
        Unsuited
            If a column makes several things or has no lower bound, making nothing pays, or a row has two
            bounds that differ, or none.
        """
        sign, need, exact = _oriented(problem)
        if not np.isfinite(problem.column_lower).all():
            raise Unsuited("A column has no lower bound.")
        matrix = problem.matrix
        indptr, indices = _integers(matrix.indptr), _integers(matrix.indices)
        free = problem.column_lower < problem.column_upper  # the others stay where they are
        output, gain = np.empty(problem.n_columns, dtype=np.int64), np.empty(problem.n_columns)
        counts, *inputs = split_columns(indptr, indices, matrix.data, sign, free, output, gain)
        _refuse(problem, counts, free)
        if problem.column_lower.any():
            need = need - sign * (matrix @ problem.column_lower)
        kept = np.flatnonzero(counts)
        first, rows, amounts = inputs
        return cls(
            output=output[kept],
            inputs=sp.csc_array((amounts, rows, first), shape=(problem.n_rows, len(kept))),
            cost=problem.cost[kept] / gain[kept],
            need=need,
            capacity=(problem.column_upper - problem.column_lower)[kept] * gain[kept],
            gain=gain[kept],
            exact=exact,
            columns=kept,
            sign=sign,
            lower=problem.column_lower,
        )

    @property
    def n_rows(self) -> int:
        """Number of rows, n."""
        return len(self.need)

    @property
    def n_columns(self) -> int:
        """Number of columns that make something, m."""
        return len(self.output)

    @cached_property
    def by_output(self) -> tuple[Integers, Integers]:
        """Columns in the order of what they make, and where those of each row start, shape (n + 1,)."""
        counts = np.bincount(self.output, minlength=self.n_rows)
        first = np.concatenate([[0], np.cumsum(counts)])
        rising = bool((np.diff(self.output) >= 0).all())
        order = np.arange(self.n_columns) if rising else np.argsort(self.output, kind="stable")
        return order, first

    @cached_property
    def made(self) -> NDArray[np.bool_]:
        """Rows that some column makes, shape (n,)."""
        return np.bincount(self.output, minlength=self.n_rows) > 0

    @cached_property
    def coupling(self) -> Integers:
        """Rows that columns use and none makes: endowments and shared limits."""
        used = np.bincount(self.inputs.indices, minlength=self.n_rows) > 0
        return np.flatnonzero(used & ~self.made)

    def levels(self, scaled: Floats) -> Floats:
        """Levels of the problem from levels of the system."""
        levels = self.lower.copy()
        levels[self.columns] += scaled / self.gain
        return levels

    def prices(self, scaled: Floats) -> Floats:
        """Prices of the problem's rows from prices of the system's."""
        return self.sign * scaled

    def scaled_levels(self, levels: Floats) -> Floats:
        """Levels of the system from levels of the problem."""
        return (levels - self.lower)[self.columns] * self.gain

    def scaled_prices(self, prices: Floats) -> Floats:
        """Prices of the system's rows from prices of the problem's."""
        return self.sign * prices


def _oriented(problem: Problem) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Sign that turns each row into ≥, its bound then, and whether it has to be met exactly."""
    below, above = np.isfinite(problem.row_lower), np.isfinite(problem.row_upper)
    exact = exact_rows(problem)
    if (below & above & ~exact).any():
        raise Unsuited("A row has a lower and an upper bound.")
    if not (below | above).all():
        raise Unsuited("A row has no bound.")
    sign = signs_of(problem)
    need = np.where(sign > 0.0, problem.row_lower, -problem.row_upper)
    return sign, need, exact


def _refuse(problem: Problem, counts: Integers, free: NDArray[np.bool_]) -> None:
    """Stop if columns make several things or none at all do, or one that only takes is worth running."""
    if (counts > 1).any():
        raise Unsuited(f"{int((counts > 1).sum())} columns make several things at once.")
    if not counts.any():
        raise Unsuited("No column makes anything.")
    paid = free & (counts == 0) & (problem.cost < 0.0)
    if paid.any():
        raise Unsuited(f"{int(paid.sum())} columns make nothing and are worth running for their own sake.")


def _integers(values: NDArray[np.integer]) -> NDArray[np.int32]:
    """The same numbers in 32 bits, so that kernels are compiled for one type."""
    return values.astype(np.int32, copy=False)
