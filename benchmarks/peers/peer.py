"""The seam to other solvers, and their list.

Each has a file of its own, which imports it: two of them (HiGHS, OR-Tools) must not be loaded into one
process. A peer's answer is taken as it is: nothing is clipped, repaired or polished before our certificate
looks at it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem

__all__ = ["PEERS", "Answer", "Asked", "NotHere", "Task", "solver_of"]

Floats = NDArray[np.float64]


class NotHere(Exception):
    """A solver that isn't installed here, or can't take this problem; the message says why."""


@dataclass(frozen=True)
class Task:
    """What is to be solved, with what a solver may know of it.

    Attributes
    ----------
    problem, marks
        As of an ``Instance``.
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    """

    problem: Problem
    marks: Marks
    upper: Floats


@dataclass(frozen=True)
class Asked:
    """What is asked of a solver.

    Attributes
    ----------
    accuracy
        Relative gap and scaled residuals wanted, as far as the solver is told.
    seconds
        Its time limit, of which it is told; it is ended a while after it.
    threads
        Cores it may use.
    device
        One of ``DEVICES``; only our own methods ask for it.
    """

    accuracy: float
    seconds: float
    threads: int
    device: str = "cpu"


@dataclass(frozen=True)
class Answer:
    """What a solver says.

    Attributes
    ----------
    levels : shape (n_columns,)
    prices : shape (n_rows,)
        In our signs: what one more unit of a row's bound adds to the cost.
    claim
        ``optimal``, or what else it says of itself, in its own words.
    iterations
        Of all kinds together; 0 where it doesn't tell.
    method
        What solved it, where a solver chooses by itself.
    """

    levels: Floats
    prices: Floats
    claim: str
    iterations: int = 0
    method: str = ""

    @property
    def claims_optimality(self) -> bool:
        """Whether the solver says that this is an optimum."""
        return self.claim == "optimal"


PEERS = {
    "highs-simplex": ("peers.highs", "dual_simplex"),
    "highs-primal": ("peers.highs", "primal_simplex"),
    "highs-ipm": ("peers.highs", "interior_point"),
    "highs-ipm-crossover": ("peers.highs", "interior_point_crossover"),
    "highs-hipo": ("peers.highs", "hipo"),
    "highs-hipo-crossover": ("peers.highs", "hipo_crossover"),
    "highs-pdlp": ("peers.highs", "pdlp"),
    "highs-hipdlp": ("peers.highs", "hipdlp"),
    "pdlp": ("peers.ortools_pdlp", "pdlp"),
    "pdlp-polishing": ("peers.ortools_pdlp", "pdlp_polishing"),
    "glop": ("peers.ortools_simplex", "glop"),
    "clp": ("peers.ortools_simplex", "clp"),
    "clarabel": ("peers.clarabel_conic", "clarabel_conic"),
    "cupdlpx": ("peers.cupdlpx", "on_gpu"),
}
"""Module and function of each peer, by the name it has in tables."""

OURS = "ours"


def solver_of(name: str) -> tuple[Callable[[Task, Asked], Answer], str]:
    """A solver by its name, and its version; its package is imported now.

    ``ours`` is what the program itself would do, ``ours:METHOD`` one method of its own.

    Raises
    ------
    NotHere
        If it is not installed.
    ValueError
        If there is no solver of that name.
    """
    if name == OURS or name.startswith(OURS + ":"):
        ours = import_module("peers.ours")
        return ours.method_named(name.partition(":")[2]), ours.version()
    if name not in PEERS:
        raise ValueError(f"There is no solver {name!r}; there are {', '.join([OURS, *PEERS])}.")
    module, function = PEERS[name]
    try:
        peer = import_module(module)
    except ImportError as error:
        raise NotHere(f"not installed ({error})") from error
    return getattr(peer, function), peer.version()
