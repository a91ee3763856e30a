"""Closed rows: what is known and shut. A plan is made as if they weren't there.

A floor on a closed row (``minimum``, ``at_least``) still asks for what it asks, and the plan tells
that it can't be kept. For explanations a program may keep the columns of closed rows too, held at 0.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.model import Economy

__all__ = ["closed_rows", "open_rows", "planned_rows"]

_FLOORS = {"activities": "minimum", "supplies": "at_least"}


def closed_rows(rows: pl.DataFrame) -> NDArray[np.bool_]:
    """Whether each row of ``routes``, ``activities`` or ``supplies`` is closed, shape (n_rows,)."""
    closed: NDArray[np.bool_] = rows["closed"].fill_null(value=False).to_numpy()
    return closed


def open_rows(economy: Economy, table: str) -> pl.DataFrame:
    """Rows of ``routes``, ``activities`` or ``supplies`` that are not closed."""
    return economy[table].filter(~pl.col("closed").fill_null(value=False))


def planned_rows(economy: Economy, table: str, *, keep_closed: bool) -> pl.DataFrame:
    """Rows that get columns: those that are open, and closed ones whose floor is to be told.

    With ``keep_closed``, all rows.
    """
    if keep_closed:
        return economy[table]
    wanted = pl.col(_FLOORS[table]).fill_null(0.0) > 0.0 if table in _FLOORS else pl.lit(value=False)
    return economy[table].filter(~pl.col("closed").fill_null(value=False) | wanted)
