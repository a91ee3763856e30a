"""What each family of rows states: formula, unit, meaning of its price, and its golden program."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RowFamily"]


@dataclass(frozen=True)
class RowFamily:
    """One family of rows of the program.

    Attributes
    ----------
    name
        As in its labels.
    formula
        The row, in words and symbols of the reference.
    unit
        The unit of the row's sum.
    price
        What its dual means: the change of the aim for one more unit of its right-hand side
        (conventions §6).
    golden
        Name of the golden program that shows it (tests/golden/NAME.lp).
    """

    name: str
    formula: str
    unit: str
    price: str
    golden: str
