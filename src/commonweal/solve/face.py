"""The face of best plans: what all plans that are best for a sum have in common.

At an optimum of a linear program every other optimum has the same complementary slackness: where
a reduced cost is not 0 the column stays at its bound, where a price is not 0 the row has no room.
Fixing just that keeps the sum at its optimum without a row that leaves a hair of room.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution

__all__ = ["narrow"]

_MATTERS = 1e-11  # a reduced cost or price times its amounts, against the whole cost
_QUIET = 1e-4  # share of what there could be below which a row counts as quiet
_AT_BOUND = 1e-7  # how near to its bound, against its room, a column or row must be


def narrow(problem: Problem, cost: Floats, solution: Solution, upper: Floats) -> Problem:
    """Fix what all plans with the least cost have in common.

    Parameters
    ----------
    problem
        The problem that was solved, or one with the same rows and wider bounds.
    cost : shape (n_columns,)
        The cost that was minimised.
    solution
        Its optimum, with prices.
    upper : shape (n_columns,)
        Upper bounds that hold anyway; they measure how far a column could move.
    """
    levels, prices = solution.levels, solution.prices
    size = max(abs(solution.objective), float(np.abs(cost * levels).max(initial=0.0)), 1e-300)
    reduced = (cost - problem.matrix.T @ prices) / size
    low, high = problem.column_lower, problem.column_upper
    best = np.minimum(high, upper)
    room = np.where(np.isfinite(best), best - low, np.maximum(np.abs(levels), 1.0))
    matters = np.abs(reduced) * room > _MATTERS
    at_low = matters & (reduced > 0.0) & (levels - low <= _AT_BOUND * room)
    at_high = matters & (reduced < 0.0) & (high - levels <= _AT_BOUND * room)
    sums = problem.matrix @ levels
    could = abs(problem.matrix) @ np.where(np.isfinite(best), np.abs(best), np.abs(levels))
    sizes = np.maximum(abs(problem.matrix) @ np.abs(levels), _QUIET * could)
    matters = np.abs(prices) / size * could > _MATTERS
    row_low = matters & (prices > 0.0) & (np.abs(sums - problem.row_lower) <= _AT_BOUND * sizes)
    row_high = matters & (prices < 0.0) & (np.abs(sums - problem.row_upper) <= _AT_BOUND * sizes)
    return replace(
        problem,
        column_lower=np.where(at_high, high, low),
        column_upper=np.where(at_low, low, high),
        row_lower=np.where(row_high, problem.row_upper, problem.row_lower),
        row_upper=np.where(row_low, problem.row_lower, problem.row_upper),
    )
