"""Which arrays a plan has: each a column of a table, spread over the names that tell its rows apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["ARRAYS", "Array"]


@dataclass(frozen=True)
class Array:
    """One labelled array.

    Attributes
    ----------
    name
        The variable.
    table, column
        Where its numbers stand.
    dims
        Columns of the table that are its dimensions.
    units, meaning
        What its numbers are in, and what they say.
    absent
        The number where the table has no row: 0 where a row is left out because nothing happens, NaN
        where there is nothing to say.
    """

    name: str
    table: str
    column: str
    dims: tuple[str, ...]
    units: str
    meaning: str
    absent: float = 0.0


_CELL = ("tier", "place", "group", "good", "period")
_GOOD = "unit of the good"

ARRAYS: tuple[Array, ...] = (
    Array("coverage", "coverage", "coverage", _CELL, "1", "share of a need that is covered", math.nan),
    Array("wanted", "coverage", "wanted", _CELL, _GOOD, "what is needed", math.nan),
    Array("taken_in", "coverage", "delivered", _CELL, _GOOD,
          "what is taken in: of the good itself, or of a nutrient in all foods", math.nan),
    Array("people", "coverage", "people", _CELL, "people", "whose need it is", math.nan),
    Array("delivered", "deliveries", "delivered", ("good", "place", "group", "period"), _GOOD,
          "what is handed to people"),
    Array("level", "activities", "level", ("activity", "place", "period", "part"), "level",
          "how much an activity is run"),
    Array("sent", "flows", "sent", ("way", "good", "period"), _GOOD, "what sets out"),
    Array("arrived", "flows", "arrived", ("way", "good", "period"), _GOOD, "what of it arrives in the end"),
    Array("tonnes", "flows", "tonnes", ("way", "good", "period"), "t", "what sets out, by mass"),
    Array("supplied", "supplies", "supplied", ("offer", "period"), _GOOD, "what comes from outside"),
    Array("cost", "supplies", "cost", ("offer", "period"), "unit of the currency paid in", "what it costs"),
    Array("stock", "stocks", "stock", ("good", "place", "period"), _GOOD,
          "what is in store at the end of a period", math.nan),
    Array("stands", "equipment", "stands", ("equipment", "place", "period"), "unit of the equipment",
          "how much of an equipment there is", math.nan),
    Array("used", "equipment", "used", ("equipment", "place", "period"), "unit of the equipment",
          "how much of an equipment is in use, on average", math.nan),
    Array("built", "equipment", "built", ("equipment", "place", "period"), "unit of the equipment",
          "how much of an equipment is built", math.nan),
    Array("price", "prices", "price", ("aim", "good", "place", "period"),
          "unit of the aim per unit of the good", "what one more unit would be worth to an aim"),
)  # fmt: skip
"""Every array of a plan. ``way`` is a route in one direction, ``offer`` a supply of a good at a place."""
