"""Less of something: bounds of a program that come down, and what no longer holds without it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem

__all__ = ["Tightening"]

Positions = NDArray[np.int64]


def _none() -> Positions:
    return np.zeros(0, np.int64)


@dataclass(frozen=True)
class Tightening:
    """What taking something away does to a program.

    Attributes
    ----------
    columns : shape (n_columns_of_it,)
        Columns that can do less.
    upper : shape (n_columns_of_it,)
        The most that each can do now.
    rows : shape (n_rows_of_it,)
        Rows whose upper bound comes down.
    row_upper : shape (n_rows_of_it,)
        Their new upper bounds.
    freed
        Rows that no longer hold: ties of those who can't be reached any more.
    dropped
        Columns of floors that nobody asks for any more.
    """

    columns: Positions
    upper: Floats
    rows: Positions = field(default_factory=_none)
    row_upper: Floats = field(default_factory=lambda: np.zeros(0))
    freed: Positions = field(default_factory=_none)
    dropped: Positions = field(default_factory=_none)

    @property
    def only_tightens(self) -> bool:
        """Whether every plan that is possible now was possible before, with the same cells."""
        return not (len(self.freed) or len(self.dropped))

    def of(self, problem: Problem) -> Problem:
        """A problem with less of it; its own bounds stay where they are lower.

        Lower bounds stay: where one is above the new upper bound, nothing is possible any more.
        """
        upper, row_lower, row_upper = (
            problem.column_upper.copy(), problem.row_lower.copy(), problem.row_upper.copy()
        )  # fmt: skip
        np.minimum.at(upper, self.columns, self.upper)
        np.minimum.at(row_upper, self.rows, self.row_upper)
        row_lower[self.freed], row_upper[self.freed] = -np.inf, np.inf
        return replace(problem, column_upper=upper, row_lower=row_lower, row_upper=row_upper)

    def crosses(self, problem: Problem) -> bool:
        """Whether a bound of the problem already asks for more than there is left."""
        tight = self.of(problem)
        return bool(
            (tight.column_lower > tight.column_upper).any() or (tight.row_lower > tight.row_upper).any()
        )

    def leaves(self, problem: Problem, levels: Floats, room: Floats) -> bool:
        """Whether a plan of the problem is still possible as it is.

        Parameters
        ----------
        levels : shape (n_columns,)
            The plan.
        room : shape (n_columns,)
            By how much a level may exceed its bound and still count as within it.
        """
        if not self.only_tightens or (levels[self.columns] > self.upper + room[self.columns]).any():
            return False
        used = problem.matrix @ levels
        hair = (abs(problem.matrix) @ room)[self.rows]
        return not (used[self.rows] > self.row_upper + hair).any()

    def apart(self) -> Tightening:
        """The same, each column and row once."""
        columns, column_of = np.unique(self.columns, return_inverse=True)
        rows, row_of = np.unique(self.rows, return_inverse=True)
        upper, row_upper = np.full(len(columns), np.inf), np.full(len(rows), np.inf)
        np.minimum.at(upper, column_of, self.upper)
        np.minimum.at(row_upper, row_of, self.row_upper)
        return Tightening(columns, upper, rows, row_upper, np.unique(self.freed), np.unique(self.dropped))

    def with_more(self, other: Tightening) -> Tightening:
        """Both at once."""
        names = ("columns", "upper", "rows", "row_upper", "freed", "dropped")
        both = (np.concatenate([getattr(self, name), getattr(other, name)]) for name in names)
        return Tightening(*both).apart()
