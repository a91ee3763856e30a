"""Interior point with a factorisation of our own: exact answers for networks in place and time."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from commonweal.solve.blocks.blas import blas_threads
from commonweal.solve.blocks.factor import Factor
from commonweal.solve.blocks.form import Form, form_of
from commonweal.solve.blocks.path import Interior, Point, Residuals
from commonweal.solve.certify import Check, check_solution
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.unsuited import Unsuited

__all__ = ["METHOD", "solve_by_blocks"]

METHOD = "interior point in blocks"
"""As reported."""

_MOST = 150  # iterations; 15 to 45 are usual
_EXTRA = 6  # iterations after the method believes it is done and the certificate doesn't
_STUCK = 10  # iterations that bring nothing
_PROGRESS = 0.9  # of the best so far is something
_LOST = 1e30  # levels and prices beyond this run away, as where rows can't be met: costs are rounding there
_END = 1e-30  # mean product of distances and prices; where it is smaller, rows can't be kept
_ROWS = 1e-8  # rows and prices may be off by this, or by the accuracy asked for


def solve_by_blocks(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
    memory: float = 6 * 2.0**30,
) -> Solution:
    """Solve a problem with an interior point method on normal equations factorised in dense blocks.

    Levels and prices are central among the best ones (strictly complementary), not a vertex.

    Parameters
    ----------
    problem, marks
        What to minimise; places and periods of the rows help to order them.
    accuracy
        Relative gap and scaled violations wanted.
    seconds, threads
        Wall time, and cores for dense blocks.
    upper : shape (n_columns,), optional
        Upper bounds that hold anyway: the answer is checked with them before it is called optimal.
    start
        Levels and prices to begin near.
    memory
        Bytes that may be used.

    Raises
    ------
    Unsuited
        If there is nothing to factorise, or the factor would take too much memory.
    """
    began = time.perf_counter()
    form = form_of(problem, marks)
    if not form.matrix.shape[0]:
        raise Unsuited("No row ties columns together.")
    with blas_threads(1):
        factor = Factor(form.matrix, form.marks.place, form.marks.period, memory, threads)
        walk = _Walk(form, Interior(form, factor), accuracy, began + seconds, upper)
        stopped = walk.run(start)
    best = walk.best
    levels, prices = form.levels(best.x), form.prices(best.y)
    known = Known.FEASIBLE if stopped is Stopped.OPTIMAL else Known.DOUBTFUL
    return Solution.of(
        problem,
        levels,
        prices,
        stopped=stopped,
        known=known,
        is_vertex=False,
        iterations=walk.iterations,
        seconds=time.perf_counter() - began,
        method=METHOD,
    )


@dataclass
class _Walk:
    """Iterations until a point is good enough, or it is clear that none will be."""

    form: Form
    interior: Interior
    accuracy: float
    deadline: float
    upper: Floats | None
    iterations: int = 0
    merit: float = np.inf

    def run(self, start: Start | None) -> Stopped:
        """Walk; why it ended. The best point is kept."""
        at = self.best = self.interior.begin(start)
        believed = idle = 0
        reached = np.full(4, np.inf)
        for self.iterations in range(_MOST):
            if _is_lost(at):
                break
            wrong = self.interior.residuals(at)
            errors = self._errors(at, wrong)
            if not np.isfinite(errors).all():
                break
            idle += 1
            if max(errors) < self.merit:
                self.best, self.merit = at, max(errors)
            now = np.array([wrong.gap, wrong.mu, wrong.primal, wrong.dual])
            if (now < _PROGRESS * reached).any():
                idle = 0
            reached = np.minimum(reached, now)
            if max(errors) <= self.accuracy:
                if self._stands(at):
                    self.best = at
                    return Stopped.OPTIMAL
                believed += 1
            if believed > _EXTRA or idle > _STUCK or wrong.mu <= _END:
                break
            if time.perf_counter() > self.deadline:
                return Stopped.LIMIT
            at = self.interior.iterate(at, wrong, self.accuracy)
        return Stopped.UNSURE

    def _errors(self, at: Point, wrong: Residuals) -> tuple[float, float, float]:
        """Gap and violations, relative."""
        levels = max(float(np.abs(at.x).max(initial=0.0)), 1.0)
        prices = max(float(np.abs(at.y).max(initial=0.0)), float(np.abs(self.form.cost).max(initial=0.0)))
        return wrong.gap, wrong.primal / levels, wrong.dual / prices if prices > 0.0 else wrong.dual

    def _stands(self, at: Point) -> bool:
        """Whether the certificate agrees."""
        if self.upper is None:
            return True
        check = check_solution(self.form.problem, self.form.levels(at.x), self.form.prices(at.y), self.upper)
        return _good(check, self.accuracy)


def _is_lost(at: Point) -> bool:
    """Whether levels or prices have run away, or are no numbers any more."""
    return not all((np.abs(part) <= _LOST).all() for part in (at.x, at.y, at.bounds))


def _good(check: Check, accuracy: float) -> bool:
    """Whether an answer is as accurate as asked."""
    rows = max(accuracy, _ROWS)
    return check.gap <= accuracy and check.primal <= rows and check.dual <= rows
