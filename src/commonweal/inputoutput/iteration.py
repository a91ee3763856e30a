"""Large systems ``M u = b`` solved by products with ``M`` alone, several right-hand sides at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from commonweal.inputoutput.tables import Floats

__all__ = ["Product", "solved"]

Product = Callable[[Floats], Floats]
"""A matrix times vectors, each a row: shape (k, n) in, shape (k, n) out."""

_DIRECTIONS = 30  # kept before starting afresh from the true residual
_CYCLES = 40
_ROWS = 32  # solved side by side: one product with 32 vectors costs little more than with 4
_HEADROOM = 0.1  # a cycle ends well below the goal, since its residual is not the recomputed one


def solved(matrix: Product, preconditioner: Floats, right: Floats, scale: Floats, goal: float) -> Floats:
    """Rows ``u`` with ``M u = b``, as near as ``goal`` or as the arithmetic lets them be.

    Generalised minimal residuals, with a diagonal preconditioner ``P``: every step takes the direction
    ``P r`` from the residual ``r``, and the answer is the combination of all directions with the
    smallest residual. The residual never grows, and shrinks at every step where the symmetric part of
    ``M P`` is positive definite. The caller checks the residual of what comes back.

    Parameters
    ----------
    matrix
        Products with ``M``.
    preconditioner : shape (n,)
        Diagonal of ``P``, near the inverse of the diagonal of ``M``.
    right : shape (k, n)
        ``b``, one a row.
    scale : shape (n,)
        What is wanted in the end is ``scale * u``: it is in these units that nearness is judged.
    goal
        Largest residual looked for, as a share of the largest entry of ``scale * b``.

    Returns
    -------
    shape (k, n)

    References
    ----------
    Eisenstat, Elman and Schultz, *SIAM Journal on Numerical Analysis* 20 (1983); Walker and Zhou,
    *Numerical Linear Algebra with Applications* 1 (1994).
    """
    answer = np.zeros(right.shape)
    for first in range(0, len(right), _ROWS):
        rows = slice(first, first + _ROWS)
        answer[rows] = _side_by_side(matrix, preconditioner, right[rows], scale, goal)
    return answer


def _side_by_side(
    matrix: Product, preconditioner: Floats, right: Floats, scale: Floats, goal: float
) -> Floats:
    """A few rows; those that are near enough, or can't come nearer, drop out at the end of a cycle."""
    answer = np.zeros(right.shape)
    residual = right.copy()
    goals = goal * np.abs(right * scale).max(axis=1)
    worst = np.abs(residual * scale).max(axis=1)
    going = np.flatnonzero(worst > goals)
    for _ in range(_CYCLES):
        if not len(going):
            break
        step = _cycle(matrix, preconditioner, residual[going], scale, goals[going])
        tried = answer[going] + step
        rest = right[going] - matrix(tried)
        now = np.abs(rest * scale).max(axis=1)
        better = now < worst[going]  # rounding has the last word: what is no nearer is not taken
        answer[going[better]], residual[going[better]] = tried[better], rest[better]
        halved = now < 0.5 * worst[going]
        worst[going[better]] = now[better]
        going = going[halved & (now > goals[going])]
    return answer


def _cycle(matrix: Product, preconditioner: Floats, residual: Floats, scale: Floats, goals: Floats) -> Floats:
    """What one run of directions adds to the answer: shape (k, n)."""
    k, n = residual.shape
    directions = np.zeros((k, _DIRECTIONS, n))
    images = np.zeros((k, _DIRECTIONS, n))
    triangle = np.zeros((k, _DIRECTIONS, _DIRECTIONS))
    steps = np.zeros((k, _DIRECTIONS))
    for count in range(_DIRECTIONS):
        directions[:, count] = preconditioner * residual
        image = matrix(directions[:, count])
        for _twice in range(2):  # once leaves traces of rounding that cost the last digits
            shares = np.matmul(images[:, :count], image[:, :, None])[:, :, 0]
            image = image - np.matmul(shares[:, None, :], images[:, :count])[:, 0]
            triangle[:, :count, count] += shares
        length = np.linalg.norm(image, axis=1)
        alive = length > 0.0
        triangle[:, count, count] = np.where(alive, length, 1.0)
        images[:, count] = np.divide(image, length[:, None], out=np.zeros((k, n)), where=alive[:, None])
        steps[:, count] = np.einsum("ij,ij->i", images[:, count], residual)
        residual = residual - steps[:, count, None] * images[:, count]
        if np.all(np.abs(residual * scale).max(axis=1) <= _HEADROOM * goals):
            break
    used = count + 1
    combination = np.linalg.solve(triangle[:, :used, :used], steps[:, :used, None])
    added: Floats = np.matmul(combination.transpose(0, 2, 1), directions[:, :used])[:, 0]
    return added
