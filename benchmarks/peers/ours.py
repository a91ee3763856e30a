"""Our own solver, and its methods by their names, behind the seam that peers have.

Compiled code is loaded on its first call: ``first_call`` solves a tiny problem with the same methods, and
its time is told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import commonweal
from commonweal.errors import SolverStopped
from commonweal.solve.dispatch import METHODS, attempts, own_method, solve_problem
from commonweal.solve.names import FIRST_ORDER
from commonweal.solve.request import Terms
from commonweal.solve.solution import Solution
from commonweal.solve.structure import structure_of
from commonweal.solve.unsuited import Unsuited
from peers.peer import Answer, Asked, NotHere, Task

__all__ = ["first_call", "method_named", "version"]


def version() -> str:
    """Version of this program."""
    return commonweal.__version__


def method_named(name: str) -> Callable[[Task, Asked], Answer]:
    """The program's own choice where there is no name, or one of its methods without anything behind it.

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if name and name not in METHODS:
        raise ValueError(f"There is no method {name!r} of our own; there are {', '.join(METHODS)}.")
    return _method(name) if name else _own_choice


def first_call(name: str, task: Task, tiny: Task, asked: Asked) -> None:
    """Solve a tiny problem with every method that the task may be solved with."""
    names = [name] if name else attempts(structure_of(task.problem, task.marks), _terms(asked))
    for method in names:
        with suppress(NotHere):
            _method(method)(tiny, asked)


def _terms(asked: Asked) -> Terms:
    """What is asked, as the program takes it."""
    return Terms(accuracy=asked.accuracy, seconds=asked.seconds, threads=asked.threads, device=asked.device)


def _method(name: str) -> Callable[[Task, Asked], Answer]:
    """One method."""

    def solve(task: Task, asked: Asked) -> Answer:
        terms = _terms(asked)
        on = {"device": terms.device} if name == FIRST_ORDER else {}
        try:
            method = own_method(name)
        except ImportError as error:
            raise NotHere(f"not there ({error})") from error
        try:
            solution = method(
                task.problem,
                task.marks,
                accuracy=terms.accuracy,
                seconds=terms.seconds,
                threads=terms.threads,
                upper=task.upper,
                **on,
            )
        except Unsuited as reason:
            raise NotHere(f"unsuited: {reason}") from reason
        return _answer(solution, name)

    return solve


def _own_choice(task: Task, asked: Asked) -> Answer:
    """What the program does when nobody says how."""
    try:
        solved = solve_problem(task.problem, task.marks, _terms(asked), upper=task.upper)
    except SolverStopped as reason:
        raise NotHere(str(reason)) from reason
    return _answer(solved.solution, solved.solver)


def _answer(solution: Solution, method: str) -> Answer:
    """A solution as an answer."""
    return Answer(solution.levels, solution.prices, solution.stopped.value, solution.iterations, method)
