"""What is asked of a solver: a problem, what is known of it, and how it is to be solved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.solve.marks import Marks
from commonweal.solve.methods import Method
from commonweal.solve.names import AUTO
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.scaling import Scaling

__all__ = ["Request", "Terms"]


@dataclass(frozen=True)
class Terms:
    """How a problem is to be solved.

    Attributes
    ----------
    solver
        One of ``names.SOLVERS``. A named method is tried first; HiGHS still stands behind it.
    accuracy
        Relative gap, and scaled violation, at most.
    seconds, threads
        Wall time and processor cores.
    device
        Where first-order methods work: ``auto``, ``cpu`` or ``cuda``.
    """

    solver: str = AUTO
    accuracy: float = 1e-8
    seconds: float = np.inf
    threads: int = 1
    device: str = AUTO


@dataclass(frozen=True)
class Request:
    """One problem to solve.

    Attributes
    ----------
    problem, marks
        What to minimise, and what is known of its rows.
    upper : shape (n_columns,)
        Upper bounds that hold anyway, for the certificate.
    method
        How HiGHS is run, if it is.
    terms
        Time, cores, and which solver.
    then : shape (n_columns,), optional
        A second cost, minimised among all optima of the first.
    scaling
        In which units HiGHS gets it. Methods of our own look at the numbers as they are: what only
        turns one good into another is plain there, and they find units of their own.
    """

    problem: Problem
    marks: Marks
    upper: Floats
    method: Method
    terms: Terms
    then: Floats | None = None
    scaling: Scaling | None = None

    @property
    def scaled(self) -> Problem:
        """The problem as HiGHS gets it."""
        return self.problem if self.scaling is None else self.scaling.apply(self.problem)

    @classmethod
    def of(
        cls, problem: Problem, method: Method, terms: Terms | None = None, then: Floats | None = None
    ) -> Request:
        """A request about a problem of which nothing more is known than its numbers."""
        marks = Marks.none(problem.n_rows)
        return cls(problem, marks, problem.column_upper, method, terms or Terms(), then)
