"""Leximin as textbooks have it, on HiGHS: the peer of our own.

One program a round: the least coverage of the free cells is made as large as can be; cells whose row has a
multiplier can't rise and are held there; the rest goes on (Ogryczak, Pióro, Tomaszewski 2005). With the
simplex method HiGHS goes on from the basis of the round before; with its interior point each round starts
afresh. Crossover follows the interior point: without it levels held to 1e-8 soon leave nothing feasible, and
with more room than that errors add up (1e-3 on 384 cells).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from families.instance import Instance
from numpy.typing import NDArray

from commonweal.solve.problem import Problem

__all__ = ["Raised", "textbook_leximin"]

Floats = NDArray[np.float64]

TOLERANCE = 1e-8
HELD = 1e-9  # multipliers above this name a cell that can't rise
ROOM = 1e-9  # below a level that a held cell may be
FULL = 1.0 - 1e-9


@dataclass(frozen=True)
class Raised:
    """What raising all cells came to.

    Attributes
    ----------
    coverage : shape (n_cells,)
        Levels the cells are held at; NaN for those still free when time was up.
    n_levels, n_programs, seconds
        Distinct levels, linear programs solved, wall time.
    ended
        Whether it came to the end.
    """

    coverage: Floats
    n_levels: int
    n_programs: int
    seconds: float
    ended: bool


def textbook_leximin(instance: Instance, solver: str, limit: float, threads: int) -> Raised:
    """Raise the cells of an instance.

    Parameters
    ----------
    solver
        ``simplex`` or ``ipx``.
    limit
        Seconds, after which it stops where it is.
    """
    start = time.perf_counter()
    highs, cells = _with_least(instance, solver, threads), instance.cells
    problem = instance.problem
    free = np.ones(len(cells), dtype=bool)
    coverage = np.full(len(cells), np.nan)
    levels: list[float] = []
    n_programs = 0
    while free.any():
        left = limit - (time.perf_counter() - start)
        if left <= 0.0 or not _run(highs, left):
            break
        n_programs += 1
        found = highs.getSolution()
        level = float(found.col_value[problem.n_columns])
        weights = np.abs(np.asarray(found.row_dual)[problem.n_rows :])
        stuck = free & (weights > HELD) if level < FULL else free.copy()
        if not stuck.any():
            stuck = free & (weights == weights[free].max())
        for cell in np.flatnonzero(stuck):
            _hold(highs, problem, int(cells[cell]), int(cell), level)
        coverage[stuck] = min(level, 1.0)
        free &= ~stuck
        if not levels or level > levels[-1] + 1e-6:
            levels.append(level)
    ended = not free.any()
    return Raised(coverage, len(levels), n_programs, time.perf_counter() - start, ended)


def _with_least(instance: Instance, solver: str, threads: int) -> highspy.Highs:
    """HiGHS with the problem, one more column to be made large, and a row for each cell above it."""
    problem, cells = instance.problem, instance.cells
    highs = highspy.Highs()
    options = {
        "output_flag": False,
        "solver": solver,
        "run_crossover": "on",
        "threads": threads,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
        "ipm_optimality_tolerance": TOLERANCE,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = problem.n_columns + 1, problem.n_rows + len(cells)
    lp.col_cost_ = np.append(np.zeros(problem.n_columns), -1.0)
    lp.col_lower_ = np.append(problem.column_lower, 0.0)
    lp.col_upper_ = np.append(problem.column_upper, 1.0)
    lp.row_lower_ = np.append(problem.row_lower, np.zeros(len(cells)))
    lp.row_upper_ = np.append(problem.row_upper, np.full(len(cells), np.inf))
    matrix = _grown(instance)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    highs.passModel(lp)
    return highs


def _grown(instance: Instance) -> sp.csc_array:
    """The matrix with rows ``cell − least ≥ 0`` below and the least as its last column."""
    problem, cells = instance.problem, instance.cells
    n = len(cells)
    own = sp.csc_array((np.ones(n), (np.arange(n), cells)), shape=(n, problem.n_columns))
    least = sp.csc_array(np.concatenate([np.zeros(problem.n_rows), -np.ones(n)])[:, None])
    return sp.csc_array(sp.hstack([sp.vstack([problem.matrix, own]), least], format="csc"))


def _run(highs: highspy.Highs, seconds: float) -> bool:
    """Solve; whether there is an optimum."""
    highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
    highs.run()
    return highs.getModelStatus() == highspy.HighsModelStatus.kOptimal


def _hold(highs: highspy.Highs, problem: Problem, column: int, cell: int, level: float) -> None:
    """Hold a cell at its level: it no longer counts towards the least."""
    highs.changeColBounds(column, max(level - ROOM, 0.0), problem.column_upper[column])
    highs.changeRowBounds(problem.n_rows + cell, -np.inf, np.inf)
