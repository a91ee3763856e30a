"""The bench on which aims are solved one after another: the program, what is held, and the solver."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.errors import Cancelled, SolverStopped
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.certify import Proof, proof_bound, usable_prices
from commonweal.solve.corner import Corner
from commonweal.solve.face import narrow
from commonweal.solve.marks import Marks
from commonweal.solve.methods import Task, method_for
from commonweal.solve.names import AUTO
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.remote import SolverProcess
from commonweal.solve.request import Request, Terms
from commonweal.solve.scaling import Scaling, bounded_scaling, typical_scaling
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped

__all__ = ["Bench", "Limits", "Progress"]

Columns = NDArray[np.int64]

_log = logging.getLogger("commonweal.solve")
_ACCURACY = 1e-9  # of methods of our own
_HAIRS = (1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8)  # room for held cells, tried in turn
_EXACT = (Task.SUM, Task.LAST)  # tasks that need a solver that is sure
_FAR = 1e4  # how far beyond its typical amount a column that nothing limits may go
_NOISE = (1e-8, 1e-10, 1e-12, 1e-14, 1e-16)  # prices that price less than this may be noise


@dataclass(frozen=True)
class Progress:
    """One step of work, for a progress line.

    Attributes
    ----------
    aim
        The aim being solved.
    level, value, left
        Level of leximin, its coverage, and cells still rising.
    n_programs, seconds
        Programs solved and time spent so far.
    iterations
        Iterations of the solver in all programs so far.
    gap
        How far the proof of this step is from exact; 0 for sums, whose gap is checked at the end.
    """

    aim: str
    level: int
    value: float
    left: int
    n_programs: int
    seconds: float
    iterations: int = 0
    gap: float = 0.0


@dataclass(frozen=True)
class Limits:
    """What a solve may use.

    Attributes
    ----------
    seconds
        Wall time for all aims together.
    threads
        Cores.
    cancelled
        Asked between and during solves; true ends the work.
    progress
        Told of every step.
    solver, device
        As in ``solve.request.Terms``.
    """

    seconds: float = np.inf
    threads: int = 1
    cancelled: Callable[[], bool] | None = None
    progress: Callable[[Progress], None] | None = None
    solver: str = AUTO
    device: str = AUTO


@dataclass(frozen=True)
class State:
    """What a bench holds at one time; attributes as there."""

    problem: Problem
    base: Problem
    held: Columns
    corner: Corner


@dataclass
class Bench:
    """State while aims are solved: bounds that rise, rows that are added, counts that grow.

    Attributes
    ----------
    problem
        The program with everything held so far, cells that can't rise fixed where they are. Its
        cost is not used.
    base
        The same program with floors under those cells instead: what proofs are about.
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    limits
        What may be used.
    held
        Columns of cells that are held exactly.
    n_programs, iterations
        Linear programs solved so far, and iterations of the solver in them.
    aim
        Name of the aim being solved.
    measured
        Whether the scaling is by the amounts of a solution yet.
    marks
        What is known of the program's rows.
    corner, in_corner
        What proofs leave room for, and whether programs and proofs keep to that.
    """

    problem: Problem
    base: Problem
    upper: Floats
    limits: Limits
    scaling: Scaling
    solver: SolverProcess
    held: Columns = field(default_factory=lambda: np.zeros(0, np.int64))
    n_programs: int = 0
    iterations: int = 0
    aim: str = ""
    measured: bool = False
    marks: Marks = field(default_factory=lambda: Marks.none(0))
    started: float = field(default_factory=time.perf_counter)
    corner: Corner = field(init=False)
    in_corner: bool = False

    def __post_init__(self) -> None:
        self.corner = Corner.empty(self.problem)

    @classmethod
    def of(
        cls,
        problem: Problem,
        limits: Limits,
        groups: NDArray[np.integer],
        solver: SolverProcess,
        marks: Marks | None = None,
    ) -> Bench:
        """A bench with nothing held yet; ``groups`` as for ``implied_upper_bounds``."""
        upper = implied_upper_bounds(problem, groups)
        marks = marks or Marks.none(problem.n_rows)
        return cls(problem, problem, upper, limits, bounded_scaling(problem), solver, marks=marks)

    def measure(self, levels: Floats) -> None:
        """Scale by the amounts of a solution from now on.

        Columns that nothing limits get a bound for certificates: far more than they ever need.
        """
        self.measured = True
        self.scaling = typical_scaling(self.base, levels, self._scaling_of(self.base))
        self.upper = np.where(np.isfinite(self.upper), self.upper, _FAR * self.scaling.column)

    def hold(self, columns: Columns, value: float | Floats) -> None:
        """Keep columns at least at a value from now on."""
        for name in ("base", "problem"):
            problem: Problem = getattr(self, name)
            lower = problem.column_lower.copy()
            lower[columns] = np.minimum(np.maximum(lower[columns], value), problem.column_upper[columns])
            setattr(self, name, replace(problem, column_lower=lower))

    def hold_exactly(self, columns: Columns, value: float | Floats) -> None:
        """Keep columns at a value that they can't exceed anyway."""
        self.hold(columns, value)
        self.held = np.union1d(self.held, columns)
        upper = self.problem.column_upper.copy()
        upper[columns] = self.problem.column_lower[columns]
        self.problem = replace(self.problem, column_upper=upper)

    def settle(self, columns: Columns, level: float | Floats, rises: Floats) -> None:
        """Keep columns at a level that a proof lets them exceed by no more than ``rises``."""
        self.hold_exactly(columns, level)
        upper = self.base.column_upper.copy()
        upper[columns] = np.minimum(upper[columns], level + rises)
        self.base = replace(self.base, column_upper=upper)

    def cap(self, columns: Columns, top: float) -> None:
        """Keep columns at most at a value until the next cap."""
        for name in ("base", "problem"):
            problem: Problem = getattr(self, name)
            upper = problem.column_upper.copy()
            upper[columns] = top
            setattr(self, name, replace(problem, column_upper=upper))

    def fix(self, columns: Columns, value: Floats) -> None:
        """Fix columns at bounds of theirs from now on."""
        for name in ("base", "problem"):
            problem: Problem = getattr(self, name)
            low, high = problem.column_lower.copy(), problem.column_upper.copy()
            low[columns] = high[columns] = value
            setattr(self, name, replace(problem, column_lower=low, column_upper=high))

    def release(self, columns: Columns) -> None:
        """Let columns rise again that were held exactly; their floors stay."""
        upper = self.problem.column_upper.copy()
        upper[columns] = self.base.column_upper[columns]
        self.held = np.setdiff1d(self.held, columns)
        self.problem = replace(self.problem, column_upper=upper)

    def narrow(self, proof: Proof, levels: Floats, gap: float, free: Columns) -> None:
        """Note what a proof leaves no room for, while ``free`` cells go on rising."""
        self.corner = self.corner.with_proof(self.base.matrix, proof, levels, gap, self.upper, free)

    def proving(self) -> Problem:
        """The program that proofs are about: the base, or its corner."""
        return self._narrowed(self.base)

    def _narrowed(self, problem: Problem) -> Problem:
        """A problem without the room that proofs took, if that is kept to."""
        return self.corner.of(problem) if self.in_corner else problem

    def state(self) -> State:
        """What is held now, to come back to."""
        return State(self.problem, self.base, self.held, self.corner)

    def restore(self, state: State) -> None:
        """Hold what was held then; what was learnt of amounts is kept."""
        self.problem, self.base, self.held, self.corner = (
            state.problem, state.base, state.held, state.corner,
        )  # fmt: skip

    def hold_cost(self, cost: Floats, solution: Solution) -> None:
        """Keep a minimised cost at its optimum from now on."""
        self.base = narrow(self.base, cost, solution, self.upper)
        self.problem = narrow(self.problem, cost, solution, self.upper)

    def with_common_column(self, columns: Columns) -> Problem:
        """The problem with one more column, the least of some columns, to be maximised.

        Where the columns enter nothing but their own row, the new one simply takes their place;
        otherwise each gets a row that keeps it at least at the new one. The new column comes last.
        """
        narrowed = self._narrowed(self.problem)
        if self._stand_alone(columns):
            together = np.zeros(self.problem.n_columns)
            together[columns] = 1.0
            least = sp.csc_array(self.problem.matrix @ together[:, None])
            problem = _with_more(narrowed, columns, least, 1.0)
        else:
            problem = _with_least(narrowed, columns)
        cost = np.zeros(problem.n_columns)
        cost[-1] = -1.0
        return problem.with_cost(cost)

    def _stand_alone(self, columns: Columns) -> bool:
        """Whether columns enter one row each, and that row may have something left."""
        matrix = self.problem.matrix
        single = np.diff(matrix.indptr)[columns] == 1
        rows = matrix.indices[matrix.indptr[columns]]
        return bool(single.all() and np.isinf(self.problem.row_upper[rows]).all())

    def with_rises(self, columns: Columns, rising: Columns, level: float, step: float) -> Problem:
        """The problem with free columns at least at a level, and the rise of some maximised.

        A column rises by at most ``step``.
        """
        narrowed = self._narrowed(self.problem)
        low, high = narrowed.column_lower.copy(), narrowed.column_upper.copy()
        high[columns] = self.problem.column_upper[columns]
        low[columns] = np.maximum(low[columns], level)
        top = np.minimum(level + step, high[rising])
        high[rising] = np.maximum(low[rising], top)  # held above a level that is found less exactly
        cost = np.zeros(self.problem.n_columns)
        cost[rising] = -1.0
        return replace(narrowed, cost=cost, column_lower=low, column_upper=high)

    def proof(self, solution: Solution, cells: Columns) -> tuple[Proof, float]:
        """Prices as a proof about the free cells, and its bound; nothing is fixed by it yet.

        Prices that are noise (they price next to nothing) cost a proof more than they give, so
        the best of a few cleaned copies is taken: any prices make a valid proof. Weights add up
        to 1.

        Parameters
        ----------
        solution
            Of a problem of ``with_common_column`` or ``with_rises``.
        """
        prices = solution.prices[: self.base.n_rows]
        given = np.maximum(solution.prices[self.base.n_rows :], 0.0)
        base = self.proving()
        size = abs(base.matrix) @ np.abs(solution.levels[: base.n_columns])
        best, least = self.proof_from(prices, cells, np.zeros(len(cells))), np.inf
        for noise in (0.0, *_NOISE):
            copy = usable_prices(base, np.where(np.abs(prices) * size < noise, 0.0, prices))
            weights = given if len(given) else np.maximum(-(base.matrix.T @ copy)[cells], 0.0)
            total = float(weights.sum())
            if total <= 0.0:
                continue
            proof = self.proof_from(copy / total, cells, weights / total)
            bound = proof_bound(base, proof, self.upper)
            if bound < least:
                best, least = proof, bound
        return best, least

    def proof_from(self, prices: Floats, cells: Columns, weights: Floats) -> Proof:
        """A proof with the bounds that hold now, fixing nothing."""
        base = self.proving()
        bounds = (base.column_lower, base.column_upper, base.row_lower, base.row_upper)
        return Proof(prices, cells, weights, cells[:0], *bounds)

    def solve(self, problem: Problem, task: Task, *, then: Floats | None = None) -> Solution:
        """Solve a problem that grew out of the bench's, in scaled form.

        Cells are held where a solver left them, which rounding can make impossible by a hair; then
        they are given a hair of room, and no more than it takes.

        Raises
        ------
        SolverStopped
            If time is up, or somebody cancelled.
        """
        solution = self._solve_once(problem, task, then)
        for hair in _HAIRS:
            if solution.stopped is Stopped.INFEASIBLE or (
                solution.stopped is Stopped.UNSURE and task in _EXACT
            ):
                solution = self._solve_once(self._with_room(problem, hair), task, then)
        return solution

    def attempt(
        self, problem: Problem, task: Task, seconds: float, *, then: Floats | None = None
    ) -> Solution | None:
        """The solution of a problem that may have none; None where there is none within some seconds.

        Raises
        ------
        SolverStopped
            If somebody cancelled, or all time is up.
        """
        solution = self._solve_once(problem, task, then, seconds)
        return solution if solution.stopped is Stopped.OPTIMAL else None

    def _with_room(self, problem: Problem, hair: float) -> Problem:
        """The problem with a hair of room around cells that are held exactly."""
        low, high = problem.column_lower.copy(), problem.column_upper.copy()
        low[self.held] = np.maximum(low[self.held] - hair, 0.0)
        high[self.held] += hair
        return replace(problem, column_lower=low, column_upper=high)

    def _solve_once(
        self, problem: Problem, task: Task, then: Floats | None, most: float = np.inf
    ) -> Solution:
        """Solve a problem as it is, in ``most`` seconds or what is left of them."""
        self._stop_if_asked()
        every = self.limits.seconds - (time.perf_counter() - self.started)
        left = min(every, most)
        solution = self.solver.solve(
            Request(
                problem=problem,
                marks=self.marks.grown(problem.n_rows),
                upper=np.append(self.upper, problem.column_upper[len(self.upper) :]),
                method=method_for(task, problem.n_nonzeros),
                terms=Terms(self.limits.solver, _ACCURACY, left, self.limits.threads, self.limits.device),
                then=then,
                scaling=self._scaling_of(problem).for_cost(problem.cost),
            )
        )
        if solution.story:
            _log.info("%s: %s", self.aim, solution.story)
        self.n_programs += 1
        self.iterations += solution.iterations
        if solution.stopped is Stopped.LIMIT and left == every:
            raise self._out_of_time()
        if not self.measured and solution.of_levels is Known.FEASIBLE:
            self.measure(solution.levels[: self.base.n_columns])
        return solution

    def report(self, level: int, value: float, left: int, gap: float = 0.0) -> None:
        """Tell of a step."""
        if self.limits.progress is not None:
            seconds = time.perf_counter() - self.started
            done = (self.n_programs, seconds, self.iterations)
            self.limits.progress(Progress(self.aim, level, value, left, *done, gap))

    def _stop_if_asked(self) -> None:
        """End the work if somebody cancelled or time is up."""
        seconds = time.perf_counter() - self.started
        if self.limits.cancelled is not None and self.limits.cancelled():
            raise Cancelled(f"Cancelled after {seconds:.1f} s. No plan was made.", self.aim, seconds)
        if seconds >= self.limits.seconds:
            raise self._out_of_time()

    def _out_of_time(self) -> SolverStopped:
        """The error for a limit on time."""
        seconds = time.perf_counter() - self.started
        return SolverStopped(
            f"The time limit of {self.limits.seconds:g} s was reached at {self.aim}, after "
            f"{self.n_programs} programs. No plan was made. Raise the time limit, or state a resolution.",
            self.aim,
            seconds,
        )

    def _scaling_of(self, problem: Problem) -> Scaling:
        """The bench's factors, with new ones for rows and columns added since."""
        rows = problem.n_rows - len(self.scaling.row)
        columns = problem.n_columns - len(self.scaling.column)
        column = np.append(self.scaling.column, np.ones(columns))
        if not rows:
            return Scaling(self.scaling.row, column)
        added = sp.csr_array(problem.matrix)[-rows:] @ sp.diags_array(column)
        largest = abs(added).max(axis=1).toarray().ravel()
        row = np.exp2(-np.round(np.log2(np.where(largest > 0.0, largest, 1.0))))
        return Scaling(np.append(self.scaling.row, row), column)


def _with_least(problem: Problem, columns: Columns) -> Problem:
    """A problem with a row ``column − least ≥ 0`` for each of some columns."""
    n_cells = len(columns)
    ones = np.ones(n_cells)
    own = sp.csc_array((ones, (np.arange(n_cells), columns)), shape=(n_cells, problem.n_columns))
    least = sp.csc_array(np.concatenate([np.zeros(problem.n_rows), -ones])[:, None])
    matrix = sp.hstack([sp.vstack([problem.matrix, own]), least], format="csc")
    return Problem(
        matrix=sp.csc_array(matrix),
        cost=np.zeros(problem.n_columns + 1),
        row_lower=np.append(problem.row_lower, np.zeros(n_cells)),
        row_upper=np.append(problem.row_upper, np.full(n_cells, np.inf)),
        column_lower=np.append(problem.column_lower, 0.0),
        column_upper=np.append(problem.column_upper, 1.0),
    )


def _with_more(problem: Problem, columns: Columns, more: sp.csc_array, upper: float) -> Problem:
    """A problem with further columns, and some of its own put to 0."""
    low, high = problem.column_lower.copy(), problem.column_upper.copy()
    low[columns] = high[columns] = 0.0
    matrix = sp.csc_array(sp.hstack([problem.matrix, more], format="csc"))
    matrix.sort_indices()
    return Problem(
        matrix=matrix,
        cost=np.zeros(matrix.shape[1]),
        row_lower=problem.row_lower,
        row_upper=problem.row_upper,
        column_lower=np.append(low, np.zeros(more.shape[1])),
        column_upper=np.append(high, np.full(more.shape[1], upper)),
    )
