"""The one-sided range of a price: a little more and a little less of a good somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from commonweal.errors import ModelError
from commonweal.formulate.program import Floats, LinearProgram
from commonweal.solve.problem import Problem

__all__ = ["PriceRange", "balance_row", "largest_flow", "shifted"]


@dataclass(frozen=True)
class PriceRange:
    """What more and what less of a good would change.

    Attributes
    ----------
    good, place, period
        Where.
    step
        How much more and less was tried, in the unit of the good.
    more, less
        For each aim, the change of its value for each unit more (or less): of the lowest coverage
        for a tier, of the sum for the others.
    """

    good: str
    place: str
    period: str
    step: float
    more: Mapping[str, float]
    less: Mapping[str, float]


def balance_row(program: LinearProgram, good: str, place: str, period: str) -> int:
    """Row of a material balance.

    Raises
    ------
    ModelError
        If the good has no balance there and then.
    """
    rows = program.rows["material_balance"].frame()
    found = rows.filter((rows["good"] == good) & (rows["place"] == place) & (rows["period"] == period))
    if found.height != 1:
        raise ModelError(
            f"There is no '{good}' at '{place}' in {period}: nothing brings it there. "
            "Name a good, a place (blank for a pooled good) and the first day of a period."
        )
    return int(found["position"][0])


def largest_flow(problem: Problem, row: int, levels: Floats) -> float:
    """The largest amount that comes or goes in a row, or 1 where nothing does."""
    terms = sp.csr_array(problem.matrix)[[row]].toarray().ravel() * levels
    largest = float(max(np.abs(terms).max(initial=0.0), abs(problem.row_lower[row])))
    return largest if largest > 0.0 else 1.0


def shifted(problem: Problem, row: int, more: float) -> Problem:
    """The problem with more (or less) of the good of a balance."""
    lower, upper = problem.row_lower.copy(), problem.row_upper.copy()
    lower[row] -= more
    upper[row] -= more
    return replace(problem, row_lower=lower, row_upper=upper)
