"""Where a solve may begin."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.solve.problem import Floats

__all__ = ["Start"]


@dataclass(frozen=True)
class Start:
    """Levels and prices near a solution, of the same problem or of one like it.

    Attributes
    ----------
    levels : shape (n_columns,), optional
    prices : shape (n_rows,), optional
    """

    levels: Floats | None = None
    prices: Floats | None = None
