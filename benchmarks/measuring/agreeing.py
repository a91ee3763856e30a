"""Whether our answers agree with those of HiGHS, on one small instance at a time."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from families.catalogue import with_instance
from families.degenerate import degenerate_instance
from families.instance import Instance

from commonweal.errors import PlanningError
from commonweal.solve.certify import Check, check_solution
from commonweal.solve.dispatch import METHODS, own_method, solve_problem, stands
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX, VERTEX
from commonweal.solve.names import AUTO, POOLS
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.request import Terms
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.unsuited import Unsuited

__all__ = [
    "AGREES",
    "ASKS_HIGHS",
    "BAD",
    "CRASHED",
    "DENIED",
    "HIGHS_CRASHED",
    "TOLD",
    "Outcome",
    "Reference",
    "load",
    "no_reference",
    "outcomes",
    "reference_of",
    "tally",
]

ACCURACY = 1e-8
DIFFERENCE = 1e-7  # of objectives, relative to the larger of aim and its largest term
SECONDS = 2.0
ALONE = 0.5  # seconds for a method by itself
MOST_TOLD = 5  # seeds of one kind and method that are told of a chunk
LONG = 5.0  # seconds of a processor that a small instance never takes

AGREES = "agrees"
UNSUITED = "unsuited"
UNCERTIFIED = "claims an optimum, fails the certificate"
NO_CLAIM = "makes no claim"
NO_REFERENCE = "certified, where HiGHS has no certified answer"
BOTH_NONE = "no answer, and HiGHS has none"
DIFFERS = "DIFFERS"
FALSE_CLAIM = "CLAIMS there is no answer, where HiGHS has one"
CRASHED = "CRASHED"
SLOW = "SLOW"
IMPOSSIBLE = "CERTIFIED, where HiGHS says there is no answer"
DENIED = "certified, where HiGHS says there is no answer, and finds it once rows have a hair of room"
NONE = "no answer from the whole chain, where HiGHS has one"
WEAK = "answer of the whole chain fails the certificate, where HiGHS has one that passes"
HIGHS_CRASHED = "HiGHS crashes on it"
PROVED = "certified, where HiGHS crashes"
UNKNOWN = "claims that there is no answer, where HiGHS crashes"
BAD = (DIFFERS, FALSE_CLAIM, IMPOSSIBLE, CRASHED, SLOW)
"""Outcomes that must never be."""
TOLD = (*BAD, DENIED, NONE, WEAK, HIGHS_CRASHED, UNKNOWN)
"""Outcomes of which the seed is told."""
ASKS_HIGHS = (AUTO, POOLS)
"""Solvers that ask HiGHS themselves, and crash where it does."""

_HAIR = 1e-14  # of a row's bounds: less than any solver keeps them by
_NOTHING = (Stopped.INFEASIBLE, Stopped.UNBOUNDED)


@dataclass(frozen=True)
class Reference:
    """What HiGHS says of an instance.

    Attributes
    ----------
    solution
        Of its simplex method; where that fails the certificate, of its interior point with crossover. None
        where HiGHS isn't asked, as it crashes.
    certified
        Whether the solution passes.
    upper : shape (n_columns,)
        Bounds that hold anyway: those implied, and what the aim would be spent on in one column.
    """

    solution: Solution | None
    certified: bool
    upper: Floats


@dataclass(frozen=True)
class Outcome:
    """What came of one solver on one instance, and a word about it."""

    kind: str
    remark: str = ""


def reference_of(instance: Instance) -> Reference:
    """HiGHS's answer to an instance."""
    solution, upper = None, instance.upper
    for method in (SIMPLEX, VERTEX):
        solution = solve_with_highs(instance.problem, method, time_limit=SECONDS, threads=1)
        if solution.stopped is not Stopped.OPTIMAL:
            continue
        upper = _spent(instance.problem, instance.upper, solution)
        check = check_solution(instance.problem, solution.levels, solution.prices, upper)
        if stands(check, ACCURACY):
            return Reference(solution, True, upper)
    return Reference(solution, False, upper)


def no_reference(instance: Instance) -> Reference:
    """What is known of an instance on which HiGHS crashes."""
    return Reference(None, False, instance.upper)


def _spent(problem: Problem, upper: Floats, solution: Solution) -> Floats:
    """Bounds of columns where no column is paid for: the whole aim, spent in one of them."""
    if (problem.cost < 0.0).any() or (problem.column_lower < 0.0).any() or solution.objective <= 0.0:
        return upper
    with np.errstate(divide="ignore", over="ignore"):
        most = (1.0 + 1e-6) * solution.objective / problem.cost
    return np.minimum(upper, np.maximum(most, problem.column_lower))


def outcomes(
    instance: Instance, methods: Sequence[str] = (AUTO, *METHODS), reference: Reference | None = None
) -> dict[str, Outcome]:
    """What comes of the program's own choice and of each method, alone and with the chain behind it.

    Parameters
    ----------
    reference
        What to compare with; default: HiGHS's answer. Without one (``no_reference``) the chain, in which
        HiGHS is, is only asked for the program's own choice.
    """
    reference = reference or reference_of(instance)
    return {name: _outcome(instance, reference, name) for name in methods}


def _outcome(instance: Instance, reference: Reference, name: str) -> Outcome:
    """What comes of one method; where it gives nothing that agrees, of the whole chain, too."""
    start = time.process_time()
    try:
        alone = Outcome(NO_CLAIM) if name == AUTO else _alone(instance, reference, name)
        done = alone.kind in {AGREES, *BAD} or (reference.solution is None and name != AUTO)
        found = alone if done else _chain(instance, reference, name, alone)
    except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
        return Outcome(CRASHED, f"{type(error).__name__}: {error}"[:200])
    took = time.process_time() - start
    return Outcome(SLOW, f"{took:.1f} s") if took > LONG else found


def _alone(instance: Instance, reference: Reference, name: str) -> Outcome:
    """What comes of one method by itself."""
    try:
        solution = own_method(name)(
            instance.problem,
            instance.marks,
            accuracy=ACCURACY,
            seconds=ALONE,
            threads=1,
            upper=reference.upper,
        )
    except Unsuited as reason:
        return Outcome(UNSUITED, str(reason))
    if solution.stopped in _NOTHING:
        return Outcome(_claimed(reference), solution.stopped.value)
    if solution.stopped is not Stopped.OPTIMAL:
        return Outcome(NO_CLAIM, solution.stopped.value)
    return _compared(instance.problem, reference, solution)


def _claimed(reference: Reference) -> str:
    """What the claim is worth that there is no answer."""
    if reference.solution is None:
        return UNKNOWN
    return FALSE_CLAIM if reference.certified else BOTH_NONE


def _chain(instance: Instance, reference: Reference, name: str, alone: Outcome) -> Outcome:
    """What comes of a method with HiGHS behind it; what the method did alone where that is all right."""
    terms = Terms(solver=name, accuracy=ACCURACY, seconds=SECONDS)
    try:
        solution = solve_problem(instance.problem, instance.marks, terms, upper=reference.upper).solution
    except PlanningError as error:
        return Outcome(NONE, str(error)) if reference.certified else Outcome(BOTH_NONE, str(error))
    if solution.stopped is not Stopped.OPTIMAL:
        return Outcome(NONE, solution.stopped.value) if reference.certified else Outcome(BOTH_NONE)
    found = _compared(instance.problem, reference, solution)
    if found.kind == UNCERTIFIED:
        return Outcome(WEAK, found.remark) if reference.certified else Outcome(BOTH_NONE, found.remark)
    return found if found.kind in BAD or name == AUTO else alone


def _compared(problem: Problem, reference: Reference, solution: Solution) -> Outcome:
    """An answer that claims to be optimal beside HiGHS's."""
    check = check_solution(problem, solution.levels, solution.prices, reference.upper)
    if not stands(check, ACCURACY):
        return Outcome(UNCERTIFIED, _told(check))
    if reference.solution is None:
        return Outcome(PROVED)
    if reference.solution.stopped in _NOTHING:
        told = f"HiGHS: {reference.solution.stopped.value}, {_told(check)}"
        return Outcome(DENIED if _finds_it_after_all(problem, solution) else IMPOSSIBLE, told)
    if not reference.certified:
        return Outcome(NO_REFERENCE)
    if _agree(problem, solution, reference.solution):
        return Outcome(AGREES)
    ours, theirs = solution.objective, reference.solution.objective
    return Outcome(DIFFERS, f"{ours!r} and {theirs!r}, {_told(check)}")


def _agree(problem: Problem, ours: Solution, theirs: Solution) -> bool:
    """Whether two answers come to the same aim."""
    terms = np.abs(problem.cost * theirs.levels).max(initial=0.0)
    size = max(abs(ours.objective), abs(theirs.objective), float(terms))
    return abs(ours.objective - theirs.objective) <= DIFFERENCE * size


def _finds_it_after_all(problem: Problem, ours: Solution) -> bool:
    """Whether HiGHS comes to the same answer with a hair of room.

    To its presolve an equation and its double are a contradiction, once arithmetic set them a digit apart.
    """
    room = replace(
        problem,
        row_lower=problem.row_lower - _HAIR * np.abs(problem.row_lower),
        row_upper=problem.row_upper + _HAIR * np.abs(problem.row_upper),
    )
    theirs = solve_with_highs(room, SIMPLEX, time_limit=SECONDS, threads=1)
    return theirs.stopped is Stopped.OPTIMAL and _agree(problem, ours, theirs)


def _told(check: Check) -> str:
    """A check in words."""
    return f"rows off {check.primal:.0e}, prices {check.dual:.0e}, gap {check.gap:.0e}"


def load(methods: Iterable[str]) -> None:
    """Solve something with each method, so that compiling it is not taken for slowness."""
    instance = with_instance("C", "12", 1)
    for name in methods:
        if name != AUTO:
            with suppress(Unsuited):
                own_method(name)(instance.problem, instance.marks, accuracy=ACCURACY, seconds=60.0, threads=1)


def tally(
    first: int, count: int, methods: Sequence[str], *, alone: bool = False
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Outcomes counted over some seeds, and a line for each of which the seed is told.

    Parameters
    ----------
    alone
        Whether HiGHS is left out.
    """
    logging.disable(logging.CRITICAL)
    load(methods)
    counts: dict[str, Counter[str]] = {}
    told = []
    for seed in range(first, first + count):
        instance = degenerate_instance(seed)
        reference = no_reference(instance) if alone else None
        for name, outcome in outcomes(instance, methods, reference).items():
            counts.setdefault(name, Counter())[outcome.kind] += 1
            if outcome.kind in TOLD and counts[name][outcome.kind] <= MOST_TOLD:
                told.append(f"seed {seed} ({instance.size}), {name}: {outcome.kind}: {outcome.remark}")
    return counts, told
