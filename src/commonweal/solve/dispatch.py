"""Which method solves a problem: chosen by what the problem is, its answer checked from outside.

Methods of our own are tried where the structure is theirs; an answer that doesn't stand up to
``check_solution`` is thrown away, whatever the method claims, and HiGHS is asked. What was chosen and
why is told with the answer.
"""

from __future__ import annotations

import importlib
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from commonweal.errors import SolverStopped
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.certify import Check, check_solution
from commonweal.solve.claims import believed
from commonweal.solve.compiled import find_cache
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.method import OwnMethod
from commonweal.solve.methods import SIMPLEX, VERTEX
from commonweal.solve.names import AUTO, BLOCKS, CAPACITIES, CUDA, FIRST_ORDER, HIGHS, POLICY, POOLS
from commonweal.solve.problem import Floats, Problem, refuse_bad_numbers
from commonweal.solve.request import Terms
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Stopped
from commonweal.solve.structure import Form, Structure, structure_of
from commonweal.solve.unsuited import Unsuited

__all__ = [
    "METHODS",
    "SMALL",
    "Solved",
    "Tried",
    "attempts",
    "own_method",
    "solve_problem",
    "stands",
    "stopped",
    "try_own",
]

METHODS: dict[str, str] = {
    POLICY: "commonweal.solve.substitution.policy:solve_by_policy",
    POOLS: "commonweal.solve.substitution.pools:solve_pools",
    CAPACITIES: "commonweal.solve.substitution.capacities:solve_with_capacities",
    BLOCKS: "commonweal.solve.blocks.interior:solve_by_blocks",
    FIRST_ORDER: "commonweal.solve.firstorder.halpern:solve_first_order",
}
"""Methods of our own: where each one's function is. They are loaded when used, as numba takes a second."""

SMALL = 20_000
"""Problems with fewer coefficients go to HiGHS's simplex method: it takes well under a second."""

_SHARE = 0.6  # of a limited time, for a method of our own, so that HiGHS has some left
_EXACT = 1e-6  # accuracies up to this are not for first-order methods alone
_FACTORISED = 1_500_000  # nonzeros of a network up to which factorising it is quicker than iterating on it
_ROWS = 1e-7  # rows and prices of a verified plan are off by this at most
_CERTAIN = (Stopped.INFEASIBLE, Stopped.UNBOUNDED)  # nothing to check
_CLAIMS = (Stopped.OPTIMAL, *_CERTAIN)  # in the order in which they are preferred
_ADVICE = "Allow more time (--time-limit), plan fewer periods (--periods), or free some memory."


@dataclass(frozen=True)
class Solved:
    """An answer, how it was come by, and what stands behind it.

    Attributes
    ----------
    solution
        Levels and prices.
    check
        What ``check_solution`` says of them.
    structure
        What the problem is.
    solver
        Name of the method that found them.
    story
        What was tried and why, one sentence each.
    """

    solution: Solution
    check: Check
    structure: Structure
    solver: str
    story: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """What asking our own methods came to: an answer that stands, or none; and the story."""

    structure: Structure
    story: tuple[str, ...]
    solved: Solved | None


def own_method(name: str) -> OwnMethod:
    """The function of a method of our own; raises ``KeyError`` if there is none of this name."""
    find_cache()
    module, _, function = METHODS[name].partition(":")
    method: OwnMethod = getattr(importlib.import_module(module), function)
    return method


def solve_problem(
    problem: Problem,
    marks: Marks | None = None,
    terms: Terms | None = None,
    *,
    upper: Floats | None = None,
    start: Start | None = None,
) -> Solved:
    """Solve a problem with the method that suits it, and check the answer.

    Parameters
    ----------
    problem, marks
        What to minimise, and what is known of its rows.
    terms
        How; by default exactly, with no limit.
    upper : shape (n_columns,), optional
        Upper bounds that hold anyway, for the certificate. Default: what the rows imply.
    start
        Where to begin, if something is known.

    Raises
    ------
    ModelError
        If a number in the problem can't be given to a solver.
    SolverStopped
        If no method found an answer within the time and memory there is; the message says what
        was tried and what to try.
    """
    terms, marks = terms or Terms(), marks or Marks.none(problem.n_rows)
    began = time.perf_counter()
    refuse_bad_numbers(problem)
    upper = implied_upper_bounds(problem, marks.good) if upper is None else upper
    tried = try_own(problem, marks, terms, upper, start=start)
    if tried.solved is not None:
        return tried.solved
    left = replace(terms, seconds=terms.seconds - (time.perf_counter() - began))
    return _by_highs(problem, left, upper, tried)


def try_own(
    problem: Problem,
    marks: Marks,
    terms: Terms,
    upper: Floats,
    *,
    vertex: bool = False,
    start: Start | None = None,
) -> Tried:
    """Ask methods of our own for an answer, one after another, until one stands up to checking.

    Parameters
    ----------
    vertex
        Whether only a vertex will do.
    """
    began = time.perf_counter()
    structure = structure_of(problem, marks)
    story = [f"The problem is a {structure.sentence}."]
    for name in attempts(structure, terms):
        left = replace(terms, seconds=terms.seconds - (time.perf_counter() - began))
        found = _try(name, problem, marks, left, upper, start)
        if isinstance(found, str):
            story.append(f"{name}: {found}")
            continue
        check = check_solution(problem, found.levels, found.prices, upper)
        story.append(_sentence(name, found, check))
        good = found.stopped is Stopped.OPTIMAL and stands(check, terms.accuracy)
        if good and (found.is_vertex or not vertex):
            return Tried(structure, tuple(story), Solved(found, check, structure, name, tuple(story)))
    return Tried(structure, tuple(story), None)


def stopped(story: tuple[str, ...]) -> SolverStopped:
    """The error that says what was tried, and what to try."""
    return SolverStopped(f"No plan was made. {' '.join(story)} {_ADVICE}")


def attempts(structure: Structure, terms: Terms) -> tuple[str, ...]:
    """Names of our own methods to try, in their order; HiGHS comes after them.

    Measured in docs/solvers.md: which method wins on which form, and from which size on.
    """
    if terms.solver != AUTO:
        return () if terms.solver == HIGHS else (terms.solver,)
    if structure.n_nonzeros < SMALL:
        return ()
    exact = terms.accuracy <= _EXACT
    by_form: dict[Form, tuple[str, ...]] = {
        Form.SUBSTITUTION: (POLICY, CAPACITIES),
        Form.POOLED: (POOLS, CAPACITIES),
        Form.CAPACITIES: (CAPACITIES,),
        Form.NETWORK: _in_time(structure, terms),
        Form.GENERAL: () if exact else (FIRST_ORDER,),
    }
    return by_form[structure.form]


def _in_time(structure: Structure, terms: Terms) -> tuple[str, ...]:
    """Methods for networks in time: what is too large to factorise, or has a graphics processor, iterates."""
    if terms.accuracy <= _EXACT:
        return (BLOCKS,)
    small = structure.n_nonzeros <= _FACTORISED and terms.device != CUDA
    return (BLOCKS, FIRST_ORDER) if small else (FIRST_ORDER, BLOCKS)


def stands(check: Check, accuracy: float) -> bool:
    """Whether an answer is as accurate as asked; ``verified`` (conventions §8) at the default."""
    rows = max(accuracy, _ROWS)
    return check.primal <= rows and check.dual <= rows and check.gap <= accuracy


def _try(
    name: str, problem: Problem, marks: Marks, terms: Terms, upper: Floats, start: Start | None
) -> Solution | str:
    """The answer of one method, or why there is none."""
    if terms.seconds <= 0.0:
        return "no time was left."
    try:
        return _on(terms.device, name)(
            problem,
            marks,
            accuracy=terms.accuracy,
            seconds=terms.seconds * _SHARE,
            threads=terms.threads,
            upper=upper,
            start=start,
        )
    except Unsuited as reason:
        return str(reason)
    except MemoryError:
        return "there is not enough memory."


def _on(device: str, name: str) -> OwnMethod:
    """A method of our own as it is used: told where to work, or given what presolve leaves."""
    method: Any = own_method(name)
    if name == FIRST_ORDER:
        method = partial(method, device=device)
    elif name in (POLICY, CAPACITIES):
        smaller = importlib.import_module("commonweal.solve.substitution.smaller")
        method = partial(smaller.solve_smaller, method)
    chosen: OwnMethod = method
    return chosen


def _by_highs(problem: Problem, terms: Terms, upper: Floats, tried: Tried) -> Solved:
    """The answer of HiGHS: of its other method, where the first doesn't stand up to checking.

    Raises
    ------
    SolverStopped
        If time is up before there is any.
    """
    began, story = time.perf_counter(), tried.story
    best: Solved | None = None
    for method in (SIMPLEX, VERTEX) if problem.n_nonzeros < SMALL else (VERTEX, SIMPLEX):
        left = terms.seconds - (time.perf_counter() - began)
        if left <= 0.0:
            break
        solution = solve_with_highs(problem, method, time_limit=left, threads=terms.threads)
        solution = believed(solution, problem, upper)
        check = check_solution(problem, solution.levels, solution.prices, upper)
        story = (*story, _sentence(method.name, solution, check))
        if solution.stopped is Stopped.LIMIT:
            break
        found = Solved(solution, check, tried.structure, HIGHS, story)
        if best is None or _order(found, terms.accuracy) < _order(best, terms.accuracy):
            best = found
        done = solution.stopped is Stopped.OPTIMAL and stands(check, terms.accuracy)
        if done or solution.stopped is Stopped.INFEASIBLE:
            break  # what is said to have no bound may have one: numbers far apart mislead the simplex method
    if best is None:
        raise stopped(story)
    return replace(best, story=story)


def _order(solved: Solved, accuracy: float) -> tuple[bool, int, float]:
    """What answers are compared by, the best one first: one that stands, then claims, then errors."""
    check, stopped = solved.check, solved.solution.stopped
    claim = _CLAIMS.index(stopped) if stopped in _CLAIMS else len(_CLAIMS)
    return not stands(check, accuracy), claim, max(check.primal, check.dual, check.gap)


def _sentence(name: str, found: Solution, check: Check) -> str:
    """What one method came to, in words."""
    return (
        f"{name}: {found.stopped.value} in {found.seconds:.2f} s, gap {check.gap:.1e}, "
        f"rows off by {check.primal:.1e}, prices by {check.dual:.1e}."
    )
