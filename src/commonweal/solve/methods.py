"""Which method solves what: chosen by measurement (docs/reference/solver.md), kept here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["METHODS", "Method", "Task", "method_for"]


class Task(Enum):
    """What a solve is for."""

    LEVEL = "level"
    """One level of leximin: central prices are wanted, no vertex."""
    TEST = "test"
    """Which doubtful cells can rise."""
    SUM = "sum"
    """A sum that is held afterwards."""
    LAST = "last"
    """The last aim: a vertex is wanted."""


@dataclass(frozen=True)
class Method:
    """How HiGHS is run.

    Attributes
    ----------
    name
        As reported.
    solver
        HiGHS option ``solver``.
    crossover
        Whether interior-point answers are turned into a vertex.
    tolerance
        Feasibility and optimality tolerance asked for, on the scaled problem.
    """

    name: str
    solver: str
    crossover: bool
    tolerance: float

    @property
    def is_central(self) -> bool:
        """Whether it ends inside the optimal face, and not in a vertex."""
        return self.solver != "simplex" and not self.crossover


SIMPLEX = Method("dual simplex", "simplex", crossover=False, tolerance=1e-10)
CENTRAL = Method("interior point", "ipx", crossover=False, tolerance=1e-12)
VERTEX = Method("interior point with crossover", "ipx", crossover=True, tolerance=1e-10)

METHODS: dict[Task, tuple[tuple[int, Method], ...]] = {
    Task.LEVEL: ((0, CENTRAL),),
    Task.TEST: ((0, SIMPLEX), (20_000, CENTRAL)),
    Task.SUM: ((0, SIMPLEX), (20_000, VERTEX)),
    Task.LAST: ((0, SIMPLEX), (20_000, VERTEX)),
}
"""For each task, the method from a number of nonzeros on."""


def method_for(task: Task, n_nonzeros: int) -> Method:
    """The method for a task on a program of some size."""
    return [method for size, method in METHODS[task] if size <= n_nonzeros][-1]
