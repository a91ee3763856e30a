"""What is left over: free to leave by default, at a cost, or not at all."""

from __future__ import annotations

import numpy as np

from commonweal.formulate.builder import Builder
from commonweal.formulate.program import Floats, Integers

__all__ = ["Leftovers", "add_disposal"]


class Leftovers:
    """Columns of what had to be left over of goods that should not be.

    Attributes
    ----------
    column : shape (n,)
    scale : shape (n,)
        The amount of the good that counts as a shortfall of one: what can come about of it in
        a period at most, or 1 where that has no bound.
    """

    def __init__(self, column: Integers, scale: Floats) -> None:
        self.column = column
        self.scale = scale


def add_disposal(builder: Builder) -> Leftovers:
    """Add ``disposed`` for goods with a cost and ``left_over`` for goods that may not be left.

    A cost is drawn from the economy's currency. What is left over of a good whose disposal is
    ``no`` is made as small as can be before all needs.
    """
    index = builder.index
    goods, places, periods = index.split_balance_key(builder.touched)
    costs = np.array([_cost(text) for text in index.disposal])
    costly = np.flatnonzero(costs[goods] > 0.0)
    _add(builder, "disposed", (goods[costly], places[costly], periods[costly]))
    currency = index.goods.index(index.economy.settings.currency) if len(costly) else -1
    columns = np.arange(builder.n_columns - len(costly), builder.n_columns)
    builder.add_to_balance(
        np.full(len(costly), currency), places[costly], periods[costly], columns, -costs[goods[costly]]
    )
    never = np.array([text == "no" for text in index.disposal], dtype=bool)
    kept = np.flatnonzero(never[goods])
    columns = _add(builder, "left_over", (goods[kept], places[kept], periods[kept]))
    largest = builder.largest_terms() if len(kept) else np.zeros(len(index.goods))
    return Leftovers(columns, np.maximum(largest[goods[kept]], 1e-9))


def _add(builder: Builder, name: str, where: tuple[Integers, Integers, Integers]) -> Integers:
    """Columns that take goods out of their balance."""
    index = builder.index
    goods, places, periods = where
    columns = builder.add_columns(
        name,
        "unit of the good",
        {
            "good": (goods, index.goods),
            "place": (places, (*index.places, "")),
            "period": (periods, index.periods),
        },
        0.0,
        np.inf,
    )
    builder.add_to_balance(goods, places, periods, columns, -1.0)
    return columns


def _cost(text: str) -> float:
    """Cost of leaving one unit over; 0 for ``free`` and ``no``."""
    return 0.0 if text in {"free", "no"} else float(text)
