"""Prices that nothing undercuts, not even by rounding: else a column without a limit proves no bound.

A column that costs nothing has no room for rounding: where it sets a price, its reduced cost is 0 but for
the last digit, on either side. If nothing limits it, one digit on the wrong side leaves the safe bound at
minus infinity. Prices of what such columns make go down by a hair, and so does what is made of that.
"""

from __future__ import annotations

import numpy as np

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.system import System

__all__ = ["undercut_by_none", "without_noise"]

_HAIR = 1e-14  # of what meets in a column: by which it is to cost more than it brings
_LEAST = 2e-15  # the same, below which rounding elsewhere could turn the sign
_NOISE = 1e-14  # the same, of each column where a good is: prices below this are what is left of others
_ROUNDS = 200  # a price that goes down lowers those of others, each time by less


def undercut_by_none(system: System, prices: Floats) -> Floats:
    """Prices lowered by rounding, so that no column without a capacity brings more than it costs.

    Parameters
    ----------
    prices : shape (n_rows of the system,)
        Prices that are right but for rounding.

    Returns
    -------
    shape (n_rows of the system,)
        The prices as they were where nothing undercuts them, or where lowering them comes to no end.
    """
    endless = np.isinf(system.capacity)
    lowered = prices.copy()
    for _ in range(_ROUNDS):
        reduced, sizes = _reduced(system, lowered), _sizes(system, lowered)
        short = np.flatnonzero(endless & (reduced < _LEAST * sizes))
        if not len(short):
            return lowered
        goods = system.output[short]
        aims = lowered[goods] + reduced[short] - _HAIR * sizes[short]
        np.minimum.at(lowered, goods, np.where(system.exact[goods], aims, np.maximum(aims, 0.0)))
    return prices


def without_noise(system: System, prices: Floats) -> Floats:
    """Prices, with 0 for those that are lost in the rounding of every column where their good is.

    Parameters
    ----------
    prices : shape (n_rows of the system,)
    """
    sizes, inputs = _sizes(system, prices), system.inputs
    least = np.full(system.n_rows, np.inf)  # of what meets in columns, for each unit of the good there
    np.minimum.at(least, system.output, sizes)
    np.minimum.at(least, inputs.indices, np.repeat(sizes, np.diff(inputs.indptr)) / inputs.data)
    return np.where(np.abs(prices) > _NOISE * least, prices, 0.0)


def _reduced(system: System, prices: Floats) -> Floats:
    """Cost of each column at prices, less what it brings."""
    reduced: Floats = system.cost + system.inputs.T @ prices - prices[system.output]
    return reduced


def _sizes(system: System, prices: Floats) -> Floats:
    """What meets in each column at prices."""
    worth = np.abs(prices)
    sizes: Floats = system.cost + system.inputs.T @ worth + worth[system.output]
    return sizes
