"""What every method of our own is: a function of a problem and of what is known of it."""

from __future__ import annotations

from typing import Protocol

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start

__all__ = ["OwnMethod"]


class OwnMethod(Protocol):
    """A method of our own."""

    def __call__(
        self,
        problem: Problem,
        marks: Marks,
        *,
        accuracy: float,
        seconds: float,
        threads: int,
        upper: Floats | None = None,
        start: Start | None = None,
    ) -> Solution:
        """Solve a problem, or raise ``Unsuited``."""
