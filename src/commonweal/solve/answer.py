"""One request answered: by a method of our own where that pays, else by HiGHS."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from commonweal.solve.certify import check_solution
from commonweal.solve.dispatch import SMALL, attempts, stands, stopped, try_own
from commonweal.solve.face import narrow
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.names import AUTO, BLOCKS, HIGHS
from commonweal.solve.problem import Problem
from commonweal.solve.request import Request
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.structure import structure_of

__all__ = ["answer", "is_only_optimum"]

_NOISE = 1e-9  # a reduced cost or price below this share of the largest cost may be 0
_LEVELS = (BLOCKS,)  # methods whose prices are central, as levels of leximin want them
_PATIENCE = 0.5  # share of the time left, for breaking a tie
_LARGE = 300_000  # coefficients of a level from which on they are quicker than HiGHS


def answer(request: Request) -> Solution:
    """Solve what is asked; the story of the choice comes with the solution.

    Raises
    ------
    ModelError
        If a number in the problem can't be given to a solver.
    SolverStopped
        If there is no answer within the time and memory there is.
    """
    if not _may_be_ours(request):
        return _by_highs(request, request.terms.seconds)
    began = time.perf_counter()
    vertex = not request.method.is_central
    tried = try_own(request.problem, request.marks, request.terms, request.upper, vertex=vertex)
    story = tried.story
    if tried.solved is not None:
        solution = tried.solved.solution
        if request.then is None or is_only_optimum(request.problem, solution):
            return replace(solution, story=" ".join(story))
        left = request.terms.seconds - (time.perf_counter() - began)
        broken = _with_tie_broken(request, solution, left) if left > 0.0 else None
        if broken is not None:
            return replace(broken, story=" ".join((*story, "HiGHS chose among others that are as good.")))
        story = (*story, "Others are as good, and HiGHS could not choose among them.")
    left = request.terms.seconds - (time.perf_counter() - began)
    if left <= 0.0:
        raise stopped(story)
    return replace(_by_highs(request, left), story=" ".join(story))


def is_only_optimum(problem: Problem, solution: Solution) -> bool:
    """Whether a vertex is the only optimum: no more columns and rows are free than a basis holds.

    Columns without a reduced cost and rows without a price (their slack) are all that may differ
    between two optima; of a vertex they contain a basis, so as many as rows leave no choice.
    """
    noise = _NOISE * max(1.0, float(np.abs(problem.cost).max(initial=0.0)))
    columns = (np.abs(solution.reduced_costs) <= noise) & (problem.column_lower < problem.column_upper)
    rows = (np.abs(solution.prices) <= noise) & (problem.row_lower < problem.row_upper)
    return solution.is_vertex and int(columns.sum()) + int(rows.sum()) <= problem.n_rows


def _with_tie_broken(request: Request, first: Solution, seconds: float) -> Solution | None:
    """The optimum that the second cost prefers, by HiGHS on the face of all optima; None if it fails.

    Columns with a reduced cost and rows with a price stay where they are; little else is left.
    """
    problem, then = request.problem, request.then
    if then is None:
        return first
    face = narrow(problem, problem.cost, first, request.upper).with_cost(then)
    scaling = None if request.scaling is None else request.scaling.for_cost(then)
    asked = replace(request, problem=face, method=SIMPLEX, then=None, scaling=scaling)
    second = _by_highs(asked, seconds * _PATIENCE)
    if second.stopped is not Stopped.OPTIMAL:
        return None
    if not stands(
        check_solution(problem, second.levels, first.prices, request.upper), request.terms.accuracy
    ):
        return None
    objective = float(problem.cost @ second.levels)
    return replace(first, levels=second.levels, objective=objective, is_vertex=second.is_vertex)


def _may_be_ours(request: Request) -> bool:
    """Whether a method of our own comes first for this request."""
    terms = request.terms
    if terms.solver != AUTO:
        return terms.solver != HIGHS
    if request.problem.n_nonzeros < SMALL:
        return False
    if request.method.is_central and request.problem.n_nonzeros < _LARGE:
        return False
    names = attempts(structure_of(request.problem, request.marks), terms)
    return any((name in _LEVELS) == request.method.is_central for name in names)


def _by_highs(request: Request, seconds: float) -> Solution:
    """The answer of HiGHS, which gets the problem in the request's units."""
    problem, scaling, then = request.problem, request.scaling, request.then
    if scaling is not None and then is not None:
        second = scaling.for_cost(then)
        then = then * second.column / second.cost
    found = solve_with_highs(
        request.scaled, request.method, then=then, time_limit=seconds, threads=request.terms.threads
    )
    if scaling is None:
        return found
    prices = scaling.prices(found.prices)
    return replace(
        found,
        levels=scaling.levels(found.levels),
        objective=found.objective * scaling.cost,
        prices=prices,
        reduced_costs=problem.cost - problem.matrix.T @ prices,
    )
