"""From a near answer of a substitution system to levels and prices that prove how near it is.

Any levels can be made to keep all rows: what a good is short of is made by its cheapest column with room,
again and again, since that uses goods too. Any prices can be lowered until no column without a capacity is
worth more than it costs; the others are bounded by their capacity. The two costs enclose the optimum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.mending_kernels import lower_prices, mend_levels
from commonweal.solve.substitution.system import Integers, System

__all__ = ["Enclosure", "enclose"]

_PASSES = 300
_ENOUGH = 1e-13  # what may be missing of a good, of what is made of it
_SHRINK = 1.0 - 1e-13  # by which prices are lowered, against rounding


@dataclass(frozen=True)
class Enclosure:
    """Levels that keep all rows, prices that keep all columns, and what they come to.

    Attributes
    ----------
    levels : shape (m,)
    prices : shape (n,)
    above, below
        Cost of the levels (inf if they couldn't be mended), and worth of the prices.
    """

    levels: Floats
    prices: Floats
    above: float
    below: float

    @property
    def gap(self) -> float:
        """How far the two are apart, relative to the larger."""
        size = max(abs(self.above), abs(self.below))
        return (self.above - self.below) / size if 0.0 < size < np.inf else (0.0 if size == 0.0 else np.inf)


def enclose(system: System, chosen: Integers, levels: Floats, prices: Floats) -> Enclosure:
    """Mended levels and lowered prices of a system in which each row is made by some column.

    Parameters
    ----------
    chosen : shape (n,)
        The column of each row that takes up what is missing or too much first.
    levels : shape (m,)
    prices : shape (n,)
    """
    inputs = system.inputs
    order, first = system.by_output
    prices = np.maximum(prices, 0.0)
    matrix = (inputs.indptr, inputs.indices, inputs.data)
    lower_prices(*matrix, system.cost, system.capacity, first, order, prices, _PASSES, _ENOUGH)
    prices *= _SHRINK
    reduced = system.cost + inputs.T @ prices - prices[system.output]
    gained = np.minimum(reduced, 0.0) * np.where(np.isfinite(system.capacity), system.capacity, 0.0)
    levels = np.clip(levels, 0.0, system.capacity)
    missing = mend_levels(
        *matrix, system.need, system.capacity, first, order, chosen, reduced, levels, _PASSES, _ENOUGH
    )
    above = float(system.cost @ levels) if missing <= _ENOUGH else np.inf
    return Enclosure(levels, prices, above, float(system.need @ prices + gained.sum()))
