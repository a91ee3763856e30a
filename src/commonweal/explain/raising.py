"""Cells raised as far as barriers let them: one problem, asked again and again."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from commonweal.errors import Cancelled, NoPlan, SolverStopped
from commonweal.explain.holding import Held
from commonweal.explain.loosening import Loosenable
from commonweal.formulate.program import Floats, Integers
from commonweal.solve.bench import Limits
from commonweal.solve.certify import check_solution, primal_error, safe_lower_bound, usable_prices
from commonweal.solve.problem import Problem
from commonweal.solve.scaling import geometric_scaling, typical_scaling
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped
from commonweal.solve.warm import WarmSolver

__all__ = ["LIFT", "Answer", "Loosened", "Raising"]

LIFT = 1e-6
"""A cell is lifted if its coverage rises by more than this."""

_STEP = 0.01  # coverage by which a cell is tried to be lifted
_MATTERS = 1e-9  # worth of doubling a figure, below which a price is noise
_PATIENCE = 50_000  # steps of the simplex method after which solving from nothing is quicker
_PROVED = 1e-7  # the largest error of an answer that is told
_FAR = 1e4  # how far beyond its typical amount a column that nothing limits may go (conventions §8)


@dataclass(frozen=True)
class Loosened:
    """How far barriers are loosened.

    Attributes
    ----------
    by
        For each barrier that is, by how many of its units (``Loosenable.unit``); infinite where it is
        removed. A tie of rations is lifted altogether, by whatever amount.
    rows, more : each shape (n_rows,)
        Rows whose upper bounds rise by themselves, and by how much: what is open for a day.
    """

    by: Mapping[int, float] = field(default_factory=dict)
    rows: Integers = field(default_factory=lambda: np.zeros(0, np.int64))
    more: Floats = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def removed(cls, barriers: Collection[int]) -> Loosened:
        """Some barriers removed."""
        return cls(dict.fromkeys(barriers, np.inf))


@dataclass(frozen=True)
class Answer:
    """How far cells can be raised with some barriers loosened.

    Attributes
    ----------
    value
        Σ weight·coverage.
    worth : shape (n_barriers,)
        What one more unit of each barrier's column would add at first; 0 or more.
    row_worth : shape (n_rows,)
        What one more unit of each row's bound would add.
    problem, solution
        What was solved.
    """

    value: float
    worth: Floats
    row_worth: Floats
    problem: Problem
    solution: Solution


class Raising:
    """The cells of a scope, raised together: Σ weight·coverage as large as can be.

    What is loosened starts each time from the same vertex, the optimum with every barrier in place,
    which stays feasible when bounds are loosened; the primal simplex method takes few steps then.

    Parameters
    ----------
    loosenable
        The program and its barriers.
    held
        What is held meanwhile.
    columns, weights : each shape (n_cells,)
        The cells raised and what each counts.
    levels : shape (n_columns,)
        What the plan does, for scaling.
    limits
        Time for all questions together, cores, and a cancel token.

    Attributes
    ----------
    base
        The answer with every barrier in place.
    lift
        The least rise of the value that counts.
    """

    def __init__(
        self,
        loosenable: Loosenable,
        held: Held,
        columns: Integers,
        weights: Floats,
        levels: Floats,
        limits: Limits,
    ) -> None:
        self.loosenable = loosenable
        self._limits, self._started = limits, time.perf_counter()
        self._top = float(weights.sum())
        self.lift = LIFT * float(weights.max())
        self._by = np.zeros(len(loosenable.barriers))
        self._original, self._aim = _raised(loosenable.problem, held, columns, weights)
        matrix = self._original.matrix
        known = np.append(levels, np.zeros(matrix.shape[1] - len(levels)))
        self._scaling = typical_scaling(self._original, known, geometric_scaling(matrix))
        self._warm = WarmSolver(
            self._original, self._scaling, seconds=self._may_go_on(), threads=limits.threads
        )
        first = self._answer(self._solve(first=True))
        self._warm.remember()
        self.base = self.prove(first)
        self._step = min(_STEP * float(weights.max()), (self._top - self.base.value) / 2)

    def lifts(self, loosened: Loosened) -> bool:
        """Whether the cells rise by more than ``lift``."""
        return self.ask(loosened, top=self.base.value + self._step).value > self.base.value + self.lift

    def only(self, kept: Collection[int]) -> Answer:
        """The answer with only some barriers in place; raised by a step at most."""
        others = set(range(len(self._by))) - set(kept)
        return self.ask(Loosened.removed(others), top=self.base.value + self._step)

    def rises(self, answer: Answer) -> bool:
        """Whether an answer is above the one with every barrier in place."""
        return answer.value > self.base.value + self.lift

    def worthy(self, answer: Answer) -> list[int]:
        """Numbers of the barriers that have a worth in an answer: they alone prove it."""
        found = [int(number) for number in np.flatnonzero(answer.worth > _MATTERS * self.lift / LIFT)]
        tied = [
            number
            for number in self.loosenable.ties
            if np.abs(answer.row_worth[self.loosenable.rows[number]]).max(initial=0.0) > 0.0
        ]
        return sorted({*found, *tied})

    def ask(self, loosened: Loosened, *, top: float | None = None) -> Answer:
        """Raise the cells with some barriers loosened, from the vertex with all in place.

        Parameters
        ----------
        top
            How far to raise them at most; by default as far as can be.
        """
        self._loosen(loosened)
        self._set_top(self._top if top is None else top)
        self._warm.recall()
        answer = self._answer(self._solve())
        return answer if self._bears_out(answer) else self.prove(answer)

    def cheapest(self, weights: Floats, loosened: Loosened) -> Floats | None:
        """How far to loosen barriers so that the cells rise by a step, at the least weighted sum.

        Parameters
        ----------
        weights : shape (n_barriers,)
            What one unit of each barrier's column counts.
        loosened
            What may be loosened, and how far at most.

        Returns
        -------
        Units of each barrier's column, shape (n_barriers,); None if the cells can't rise.
        """
        answer = self.ask(loosened, top=self.base.value + self._step)
        if not self.rises(answer):
            return None
        aim, cost = np.array([self._aim]), self._warm.problem.cost
        bounds = self._warm.problem.column_lower[aim], self._warm.problem.column_upper[aim]
        self._warm.set_columns(aim, np.array([answer.value - self.lift / 10]), bounds[1])
        spending = np.zeros(len(cost))
        spending[self.loosenable.columns] = weights
        self._warm.set_cost(spending)
        solution = self._solve()
        self._warm.set_cost(cost)
        self._warm.set_columns(aim, *bounds)
        return solution.levels[self.loosenable.columns]

    def prove(self, answer: Answer) -> Answer:
        """An answer whose levels and prices were checked from the arrays, solved anew if need be.

        Raises
        ------
        NoPlan
            If it still does not stand up to checking.
        """
        if self._stands(answer):
            return answer
        again = self._read(answer.problem, self._afresh(answer.problem))
        if not self._stands(again):
            raise NoPlan("A step of an explanation did not stand up to checking. Nothing is said.")
        return again

    def ceiling(self, answer: Answer) -> float:
        """A value that surely can't be exceeded, from an answer's prices alone."""
        problem, prices = answer.problem, usable_prices(answer.problem, answer.solution.prices)
        return -safe_lower_bound(problem, prices, self._upper(problem))

    def _bears_out(self, answer: Answer) -> bool:
        """Whether the arrays show that the cells rise, by the levels; or don't, by the prices."""
        if not self.rises(answer):
            return self.ceiling(answer) <= self.base.value + 2.0 * self.lift
        upper = self._upper(answer.problem)
        return primal_error(answer.problem, answer.solution.levels, upper) <= _PROVED

    def _stands(self, answer: Answer) -> bool:
        """Whether levels and prices of an answer hold, recomputed."""
        solution = answer.solution
        upper = self._upper(answer.problem)
        check = check_solution(answer.problem, solution.levels, solution.prices, upper)
        size = max(abs(answer.value), self.lift / LIFT)
        gap = abs(self.ceiling(answer) - answer.value) / size
        return max(check.primal, check.dual, gap) <= _PROVED

    def _upper(self, problem: Problem) -> Floats:
        """Upper bounds for proofs."""
        return np.where(np.isfinite(problem.column_upper), problem.column_upper, _FAR * self._scaling.column)

    def _loosen(self, loosened: Loosened) -> None:
        """Loosen barriers, and hold what was loosened before."""
        by = np.zeros(len(self._by))
        by[list(loosened.by)] = list(loosened.by.values())
        changed = np.flatnonzero(by != self._by)
        self._warm.set_columns(self.loosenable.columns[changed], np.zeros(len(changed)), by[changed])
        self._by = by
        lower, upper = self._original.row_lower.copy(), self._original.row_upper.copy()
        for number in self.loosenable.ties:
            if by[number] > 0.0:
                tied = self.loosenable.rows[number]
                lower[tied], upper[tied] = -np.inf, np.inf
        upper[loosened.rows] += loosened.more
        now = self._warm.problem
        moved = np.flatnonzero((lower != now.row_lower) | (upper != now.row_upper))
        self._warm.set_rows(moved, lower[moved], upper[moved])

    def _set_top(self, top: float) -> None:
        """Let the aim rise up to a value."""
        aim = np.array([self._aim])
        lower = self._original.column_lower[aim]
        self._warm.set_columns(aim, lower, np.array([min(top, self._original.column_upper[self._aim])]))

    def _solve(self, *, first: bool = False) -> Solution:
        """Solve as things stand, from the vertex at hand; from nothing where that leads nowhere."""
        self._warm.seconds = self._may_go_on()
        solution = self._warm.solve(loosened=not first, iterations=None if first else _PATIENCE)
        return solution if _is_optimal(solution) else self._afresh(self._warm.problem)

    def _afresh(self, problem: Problem) -> Solution:
        """Solve a problem from nothing."""
        seconds, threads = self._may_go_on(), self._limits.threads
        solution = WarmSolver(problem, self._scaling, seconds=seconds, threads=threads).solve()
        if not _is_optimal(solution):
            self._may_go_on()
            raise NoPlan(f"A step of an explanation could not be solved ({solution.stopped.value}).")
        return solution

    def _may_go_on(self) -> float:
        """Seconds left."""
        if self._limits.cancelled is not None and self._limits.cancelled():
            raise Cancelled("Cancelled. No explanation was made.")
        spent = time.perf_counter() - self._started
        if spent >= self._limits.seconds:
            raise SolverStopped("Time is up. No explanation was made. Allow more time.", seconds=spent)
        return self._limits.seconds - spent

    def _answer(self, solution: Solution) -> Answer:
        """What a solution says of the problem as it stands."""
        return self._read(self._warm.problem, solution)

    def _read(self, problem: Problem, solution: Solution) -> Answer:
        """What a solution says of a problem."""
        return Answer(
            value=-float(solution.objective),
            worth=np.maximum(-solution.reduced_costs[self.loosenable.columns], 0.0),
            row_worth=-solution.prices,
            problem=problem,
            solution=solution,
        )


def _is_optimal(solution: Solution) -> bool:
    """Whether the solver claims an optimum with levels that are allowed."""
    return solution.stopped is Stopped.OPTIMAL and solution.of_levels is Known.FEASIBLE


def _raised(problem: Problem, held: Held, columns: Integers, weights: Floats) -> tuple[Problem, int]:
    """The problem with what is held, and the one column that is its aim.

    The aim is a further column, the weighted sum of the cells.
    """
    lower = problem.column_lower.copy()
    lower[held.columns] = held.lower
    n_columns = problem.n_columns
    terms = sp.csr_array(
        (
            np.concatenate([held.weights, [1.0], -weights]),
            (
                np.concatenate([np.zeros(len(held.terms)), np.ones(1 + len(columns))]).astype(np.int64),
                np.concatenate([held.terms, [n_columns], columns]).astype(np.int64),
            ),
        ),
        shape=(2, n_columns + 1),
    )
    wider = sp.hstack([problem.matrix, sp.csc_array((problem.n_rows, 1))])
    cost = np.zeros(n_columns + 1)
    cost[-1] = -1.0
    return Problem(
        matrix=sp.csc_array(sp.vstack([wider, terms], format="csc")),
        cost=cost,
        row_lower=np.append(problem.row_lower, [held.at_least, 0.0]),
        row_upper=np.append(problem.row_upper, [np.inf, 0.0]),
        column_lower=np.append(lower, 0.0),
        column_upper=np.append(problem.column_upper, weights.sum()),
    ), n_columns
