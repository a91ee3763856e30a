"""Fills in a certificate: every aim checked again at the end, on the program's arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.formulate.aims import LevelAim
from commonweal.formulate.program import Floats, LinearProgram
from commonweal.plan.certifying_corner import Taken
from commonweal.solve.aims import AimSolution
from commonweal.solve.certify import check_solution, primal_error, proof_bound
from commonweal.solve.problem import Problem

__all__ = ["ProgramErrors", "certify_aims", "problem_of"]


@dataclass(frozen=True)
class ProgramErrors:
    """Errors of a solved program; as in ``Certificate``."""

    primal: float
    dual: float
    gap: float
    cells: float
    aims: float
    worst: tuple[str, ...]


def problem_of(program: LinearProgram) -> Problem:
    """The program without an aim."""
    return Problem(
        program.matrix,
        np.zeros(program.n_columns),
        program.row_lower,
        program.row_upper,
        program.column_lower,
        program.column_upper,
    )


def certify_aims(
    program: LinearProgram,
    levels: Floats,
    solved: Sequence[AimSolution],
    upper: Floats,
    could: Floats | None = None,
) -> ProgramErrors:
    """Check the plan's levels, the proof of every aim, and that each aim is still reached.

    Parameters
    ----------
    levels : shape (n_columns,)
        The plan.
    solved
        The aims in their order, with proofs.
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    could : shape (n_columns,)
        How large columns could be where the problem solved had fixed some; ``upper`` by default.
    """
    dual = gap = cells = lost = 0.0
    settled = np.zeros(program.n_columns, dtype=bool)
    taken = Taken.nothing(program.n_rows, program.n_columns)
    worst: list[str] = []
    for answer in solved:
        if isinstance(answer.aim, LevelAim):
            rise, where = _rise_of_cells(program, levels, answer, upper)
            if taken.lacks(answer, levels, upper):
                rise, where = 1.0, "as its proofs lean on bounds that no earlier one gives, every cell"
            if rise > cells:
                cells, worst = rise, [*worst, f"{answer.aim.name}: {where} could rise by {rise:.0e}."]
            settled[answer.aim.columns] = True
        else:
            problem = _with_coverages(answer.problem, answer.optimum, settled)
            check = check_solution(problem, answer.optimum, answer.solution_prices, upper)
            dual, gap = max(dual, check.dual), max(gap, check.gap)
        lost = max(lost, _lost(levels, answer))
    primal = primal_error(problem_of(program), levels, upper if could is None else could)
    return ProgramErrors(primal, dual, gap, cells, lost, tuple(worst[-3:]))


def _with_coverages(problem: Problem, levels: Floats, settled: NDArray[np.bool_]) -> Problem:
    """The problem of plans with the coverages that were reached, among which a sum is the best.

    What settled cells could still rise has a bound of its own; here it would count again, at what a
    coverage is worth to the sum.
    """
    reached = np.maximum(levels, problem.column_lower)
    upper = np.where(settled, np.minimum(problem.column_upper, reached), problem.column_upper)
    return replace(problem, column_upper=upper)


def _rise_of_cells(
    program: LinearProgram, levels: Floats, answer: AimSolution, upper: Floats
) -> tuple[float, str]:
    """The most that a cell held by leximin could still rise, and which one.

    Each proof bounds Σ weight·coverage for every plan that keeps what was held before; a cell can
    rise by no more than what the plan leaves of that bound, divided by its weight.
    """
    most, where = 0.0, ""
    for proof in answer.proofs:
        problem = _as_then(answer.problem, len(proof.prices))
        reached = float(proof.weights @ np.minimum(levels[proof.cells], 1.0))
        gap = max(proof_bound(problem, proof, upper) - reached, 0.0)
        fixed = np.isin(proof.cells, proof.fixed)
        rises = gap / np.maximum(proof.weights[fixed], 1e-300)
        left = program.column_upper[proof.cells[fixed]] - levels[proof.cells[fixed]]
        rises = np.minimum(rises, np.maximum(left, 0.0))
        if rises.size and float(rises.max()) > most:
            most = float(rises.max())
            where = program.columns.label(int(proof.cells[fixed][int(np.argmax(rises))]))
    return most, where


def _as_then(problem: Problem, n_rows: int) -> Problem:
    """The problem with only the rows it had when a proof was made."""
    if problem.n_rows == n_rows:
        return problem
    return replace(
        problem,
        matrix=problem.matrix[:n_rows, :],
        row_lower=problem.row_lower[:n_rows],
        row_upper=problem.row_upper[:n_rows],
    )


def _lost(levels: Floats, answer: AimSolution) -> float:
    """By how much the plan falls short of what an aim reached when it was solved."""
    aim = answer.aim
    if isinstance(aim, LevelAim):
        floor = answer.problem.column_lower[aim.columns]
        return float(np.maximum(floor - levels[aim.columns], 0.0).max(initial=0.0))
    value = float(aim.weights @ levels[aim.columns]) + aim.offset
    short = answer.value - value if aim.maximise else value - answer.value
    return max(short, 0.0) / max(abs(answer.value), float(np.abs(aim.weights).max(initial=1.0)))
