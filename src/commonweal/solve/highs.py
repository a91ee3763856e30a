"""HiGHS behind the seam: a problem in, a solution out; every status is looked at."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.errors import ModelError
from commonweal.solve.methods import SIMPLEX, Method
from commonweal.solve.problem import Floats, Problem, refuse_bad_numbers
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped

if TYPE_CHECKING:
    import highspy

__all__ = ["checked", "loaded", "model_of", "read_answer", "solve_with_highs"]

_ITERATIONS = 150  # interior points that need more are going nowhere; they usually need 30 to 70


def solve_with_highs(
    problem: Problem, method: Method, *, then: Floats | None = None, time_limit: float, threads: int
) -> Solution:
    """Solve one problem with HiGHS in this process.

    Parameters
    ----------
    problem
        What to minimise; numbers HiGHS can't be trusted with are refused.
    method
        How.
    then : shape (n_columns,), optional
        A second cost, minimised among all optima of the first. Needs a method that ends in a
        vertex. Prices returned stay those of the first cost.
    time_limit, threads
        Seconds, and cores to use.

    Raises
    ------
    ModelError
        If HiGHS refuses a call; the message names it.
    """
    start = time.perf_counter()
    solver = loaded(problem, method, time_limit, threads)
    solution = read_answer(solver, problem, method, start)
    if then is not None and solution.stopped is Stopped.OPTIMAL and solution.is_vertex:
        left = max(time_limit - (time.perf_counter() - start), 1.0)
        return _then(solver, problem, solution, then, start, left)
    return solution


def loaded(problem: Problem, method: Method, time_limit: float, threads: int) -> highspy.Highs:
    """HiGHS with a problem in it, not yet solved; what it can't be trusted with is refused."""
    import highspy

    refuse_bad_numbers(problem)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    _set_options(solver, method, time_limit, threads)
    checked(solver.passModel(model_of(problem)), "passModel")
    return solver


def _set_options(solver: highspy.Highs, method: Method, time_limit: float, threads: int) -> None:
    """Set every option, and check that HiGHS knows it."""
    options: dict[str, Any] = {
        "output_flag": False,
        "solver": method.solver,
        "run_crossover": "on" if method.crossover else "off",
        "primal_feasibility_tolerance": max(method.tolerance, 1e-10),
        "dual_feasibility_tolerance": max(method.tolerance, 1e-10),
        "ipm_optimality_tolerance": method.tolerance,
        "ipm_iteration_limit": _ITERATIONS,
        "time_limit": time_limit,
        "threads": threads,
        "random_seed": 0,
    }
    for name, value in options.items():
        checked(solver.setOptionValue(name, value), f"setOptionValue({name})")


def model_of(problem: Problem) -> highspy.HighsLp:
    """The problem as HiGHS takes it."""
    import highspy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = problem.n_columns, problem.n_rows
    lp.col_cost_ = problem.cost
    lp.col_lower_, lp.col_upper_ = problem.column_lower, problem.column_upper
    lp.row_lower_, lp.row_upper_ = problem.row_lower, problem.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = problem.n_columns, problem.n_rows
    lp.a_matrix_.start_ = problem.matrix.indptr
    lp.a_matrix_.index_ = problem.matrix.indices
    lp.a_matrix_.value_ = problem.matrix.data
    return lp


def checked(status: highspy.HighsStatus, call: str) -> None:
    """Stop if HiGHS answers a call with an error: going on could crash it."""
    import highspy

    if status == highspy.HighsStatus.kError:
        raise ModelError(f"HiGHS refused {call}.")


def read_answer(solver: highspy.Highs, problem: Problem, method: Method, start: float) -> Solution:
    """Run HiGHS and read its answer."""
    import highspy

    run_status = solver.run()
    stopped = _stopped(solver.getModelStatus())
    if run_status == highspy.HighsStatus.kError and stopped is Stopped.OPTIMAL:
        stopped = Stopped.UNSURE
    values, info = solver.getSolution(), solver.getInfo()
    levels = np.asarray(values.col_value) if values.value_valid else np.zeros(problem.n_columns)
    prices = np.asarray(values.row_dual) if values.dual_valid else np.zeros(problem.n_rows)
    counts = (info.simplex_iteration_count, info.ipm_iteration_count, info.crossover_iteration_count)
    return Solution.of(
        problem,
        levels,
        prices,
        stopped=stopped,
        known=_known(values.value_valid, info.primal_solution_status),
        of_prices=_known(values.dual_valid, info.dual_solution_status),
        is_vertex=bool(solver.getBasis().valid),
        iterations=sum(max(count, 0) for count in counts),
        seconds=time.perf_counter() - start,
        method=method.name,
    )


def _stopped(status: highspy.HighsModelStatus) -> Stopped:
    """HiGHS' model status in our words."""
    import highspy

    status_words = {
        highspy.HighsModelStatus.kOptimal: Stopped.OPTIMAL,
        highspy.HighsModelStatus.kModelEmpty: Stopped.OPTIMAL,
        highspy.HighsModelStatus.kInfeasible: Stopped.INFEASIBLE,
        highspy.HighsModelStatus.kUnbounded: Stopped.UNBOUNDED,
        highspy.HighsModelStatus.kTimeLimit: Stopped.LIMIT,
        highspy.HighsModelStatus.kIterationLimit: Stopped.UNSURE,
    }
    return status_words.get(status, Stopped.UNSURE)


def _known(valid: bool, claim: int) -> Known:
    """What HiGHS claims of levels or prices."""
    if not valid:
        return Known.NOTHING
    feasible = 2  # highspy.SolutionStatus.kSolutionStatusFeasible
    return Known.FEASIBLE if int(claim) == feasible else Known.DOUBTFUL


def _then(
    solver: highspy.Highs, problem: Problem, first: Solution, cost: Floats, start: float, time_left: float
) -> Solution:
    """Minimise a second cost on the optimal face of the first.

    All optima of the first share its complementary slackness: columns with a reduced cost and
    rows with a price stay at the bound where they are; everything else may move. Simplex goes
    on from the basis at hand. Where the first is off a bound by a hair, the bound is moved there:
    else there might be nothing within the tolerance, and the second cost would go unheard.
    """
    noise = 1e-9 * max(1.0, float(np.abs(problem.cost).max(initial=0.0)))
    _fix_columns(solver, problem, first, noise)
    _fix_rows(solver, problem, first, noise)
    everything = np.arange(problem.n_columns, dtype=np.int32)
    checked(solver.changeColsCost(problem.n_columns, everything, cost), "changeColsCost")
    checked(solver.setOptionValue("solver", "simplex"), "setOptionValue(solver)")
    checked(solver.setOptionValue("simplex_strategy", 4), "setOptionValue(simplex_strategy)")
    checked(solver.setOptionValue("time_limit", solver.getRunTime() + time_left), "setOptionValue")
    second = read_answer(solver, problem, SIMPLEX, start)
    if second.stopped is not Stopped.OPTIMAL:
        return first
    return Solution(
        levels=second.levels,
        prices=first.prices,
        reduced_costs=first.reduced_costs,
        objective=float(problem.cost @ second.levels),
        stopped=first.stopped,
        of_levels=second.of_levels,
        of_prices=first.of_prices,
        is_vertex=second.is_vertex,
        iterations=first.iterations + second.iterations,
        seconds=second.seconds,
        method=first.method,
    )


_LOSS = 1e-12  # share of the first aim that one column may cost the second
_LEAST_NOISE = 1e-4  # share of what counts as noise below which a reduced cost is never held


def _fix_columns(solver: highspy.Highs, problem: Problem, first: Solution, noise: float) -> None:
    """Hold columns with a reduced cost at their bound.

    A reduced cost counts for what it could come to: in a column with much room a small one is none the less
    a loss of the first aim.
    """
    room = problem.column_upper - problem.column_lower
    worth = _LOSS * max(abs(first.objective), float(np.abs(problem.cost * first.levels).max(initial=0.0)))
    limit = np.clip(worth / np.maximum(room, 1.0), _LEAST_NOISE * noise, noise)
    at_lower = first.reduced_costs > limit
    at_upper = first.reduced_costs < -limit
    lower = np.minimum(np.where(at_upper, problem.column_upper, problem.column_lower), first.levels)
    upper = np.maximum(np.where(at_lower, problem.column_lower, problem.column_upper), first.levels)
    everything = np.arange(problem.n_columns, dtype=np.int32)
    checked(solver.changeColsBounds(problem.n_columns, everything, lower, upper), "changeColsBounds")


def _fix_rows(solver: highspy.Highs, problem: Problem, first: Solution, noise: float) -> None:
    """Hold rows with a price at their bound."""
    at_lower = (first.prices > noise) & np.isfinite(problem.row_lower)
    at_upper = (first.prices < -noise) & np.isfinite(problem.row_upper)
    sums = problem.matrix @ first.levels
    lower = np.minimum(np.where(at_upper, problem.row_upper, problem.row_lower), sums)
    upper = np.maximum(np.where(at_lower, problem.row_lower, problem.row_upper), sums)
    for row in np.flatnonzero((lower != problem.row_lower) | (upper != problem.row_upper)):
        checked(solver.changeRowBounds(int(row), lower[row], upper[row]), "changeRowBounds")
