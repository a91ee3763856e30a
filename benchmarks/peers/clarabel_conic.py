"""Clarabel: an interior point method for conic problems (Goulart, Chen 2024), here with half-lines only.

An accuracy becomes its tolerances of gap and feasibility (a tenth of it), and the looser ones with which it
would call an answer 'almost solved' are set to the same.
"""

from __future__ import annotations

from importlib.metadata import version as version_of

import clarabel
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.problem import Problem
from peers.peer import Answer, Asked, Task

__all__ = ["clarabel_conic", "version"]

Floats = NDArray[np.float64]


def version() -> str:
    """Version of Clarabel."""
    return version_of("clarabel")


def clarabel_conic(task: Task, asked: Asked) -> Answer:
    """Solve as ``min costᵀ x`` with ``A x + s = b``, ``s`` zero for equations and not negative else."""
    problem = task.problem
    matrix, bound, row, sign, n_equal = _one_sided(problem)
    cones = [clarabel.ZeroConeT(n_equal), clarabel.NonnegativeConeT(len(bound) - n_equal)]
    n = problem.n_columns
    nothing = sp.csc_matrix((n, n))
    solver = clarabel.DefaultSolver(nothing, problem.cost, matrix, bound, cones, _settings(asked))
    found = solver.solve()
    dual = np.asarray(found.z)
    of_rows = row >= 0
    prices = -np.bincount(row[of_rows], (sign * dual)[of_rows], minlength=problem.n_rows)
    claim = "optimal" if str(found.status) == "Solved" else str(found.status)
    return Answer(np.asarray(found.x), prices, claim, int(found.iterations))


def _one_sided(problem: Problem) -> tuple[sp.csc_matrix, Floats, NDArray[np.int64], Floats, int]:
    """Rows and bounds as ``A x ≤ b``, equations first; the row each is from (−1: a bound) and its sign."""
    equal = problem.row_lower == problem.row_upper
    above = np.isfinite(problem.row_upper) & ~equal
    below = np.isfinite(problem.row_lower) & ~equal
    rows = sp.csr_array(problem.matrix)
    own = sp.eye_array(problem.n_columns, format="csr")
    high, low = np.isfinite(problem.column_upper), np.isfinite(problem.column_lower)
    parts = [
        (rows[equal], problem.row_upper[equal], np.flatnonzero(equal), 1.0),
        (rows[above], problem.row_upper[above], np.flatnonzero(above), 1.0),
        (-rows[below], -problem.row_lower[below], np.flatnonzero(below), -1.0),
        (own[high], problem.column_upper[high], np.full(int(high.sum()), -1), 1.0),
        (-own[low], -problem.column_lower[low], np.full(int(low.sum()), -1), -1.0),
    ]
    matrix = sp.csc_matrix(sp.vstack([part[0] for part in parts], format="csc"))
    bound = np.concatenate([part[1] for part in parts])
    row = np.concatenate([part[2] for part in parts])
    sign = np.concatenate([np.full(len(part[1]), part[3]) for part in parts])
    return matrix, bound, row, sign, int(equal.sum())


def _settings(asked: Asked) -> clarabel.DefaultSettings:
    """Tolerances, limits and cores."""
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.time_limit = asked.seconds
    settings.max_threads = asked.threads
    fine = 0.1 * asked.accuracy
    for name in ("tol_gap_abs", "tol_gap_rel", "tol_feas"):
        setattr(settings, name, fine)
        setattr(settings, f"reduced_{name}", fine)
    return settings
