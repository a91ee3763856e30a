"""The program with one more column for each barrier: how far its figure is loosened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.formulate.barriers import Barrier
from commonweal.formulate.program import Floats, Integers, LinearProgram
from commonweal.solve.problem import Problem

__all__ = ["Loosenable", "loosenable"]


@dataclass(frozen=True)
class Loosenable:
    """A program whose barriers can be loosened one by one.

    To ``row ≤ bound`` comes ``row − Σ step·unit·loosened ≤ bound``, for each barrier that sets the
    bound; bounds of columns that barriers set have become such rows. With every ``loosened`` held at 0
    this is the program itself; a barrier whose column may grow without end is removed.

    Attributes
    ----------
    problem
        The program, every barrier held; its cost is not used.
    barriers
        The barriers.
    columns : shape (n_barriers,)
        The column of each barrier in ``problem``.
    unit : shape (n_barriers,)
        What one unit of a barrier's column stands for, in the unit of its figure: the figure itself,
        or 1 where that is 0 or infinite.
    rows, step
        For each barrier, the rows of ``problem`` whose bound it sets, and how far one unit of its
        column moves each. A tie of rations has steps of 0: its rows can only be freed.
    period : shape (n_rows,)
        Code of the period that each row speaks of; −1 for none.
    """

    problem: Problem
    barriers: tuple[Barrier, ...]
    columns: Integers
    unit: Floats
    rows: tuple[Integers, ...]
    step: tuple[Floats, ...]
    period: Integers

    @property
    def ties(self) -> list[int]:
        """Numbers of the barriers that are ties of rations."""
        return [number for number, barrier in enumerate(self.barriers) if barrier.kind == "ration"]


def loosenable(program: LinearProgram, barriers: Sequence[Barrier], periods: Sequence[str]) -> Loosenable:
    """Give each barrier a column of its own, held at 0.

    Parameters
    ----------
    periods
        Names of the periods in their order.
    """
    bounded = np.unique(np.concatenate([np.zeros(0, np.int64), *(barrier.columns for barrier in barriers)]))
    row_of = np.full(program.n_columns, -1, dtype=np.int64)
    row_of[bounded] = program.n_rows + np.arange(len(bounded))
    as_rows = sp.csc_array(
        (np.ones(len(bounded)), (np.arange(len(bounded)), bounded)), shape=(len(bounded), program.n_columns)
    )
    unit = np.array([_unit_of(barrier) for barrier in barriers])
    rows = tuple(np.append(barrier.rows, row_of[barrier.columns]) for barrier in barriers)
    step = tuple(
        np.append(barrier.row_step, barrier.column_step) * size
        for barrier, size in zip(barriers, unit, strict=True)
    )
    slack = _slack_columns(barriers, rows, step, program.n_rows + len(bounded))
    column_upper = program.column_upper.copy()
    column_upper[bounded] = np.inf
    problem = Problem(
        matrix=sp.csc_array(sp.hstack([sp.vstack([program.matrix, as_rows]), slack], format="csc")),
        cost=np.zeros(program.n_columns + len(barriers)),
        row_lower=np.append(program.row_lower, np.full(len(bounded), -np.inf)),
        row_upper=np.append(program.row_upper, program.column_upper[bounded]),
        column_lower=np.append(program.column_lower, np.zeros(len(barriers))),
        column_upper=np.append(column_upper, np.zeros(len(barriers))),
    )
    return Loosenable(
        problem=problem,
        barriers=tuple(barriers),
        columns=program.n_columns + np.arange(len(barriers)),
        unit=unit,
        rows=rows,
        step=step,
        period=_periods(program, bounded, periods),
    )


def _unit_of(barrier: Barrier) -> float:
    """The amount that loosening is counted in."""
    size = abs(barrier.figure)
    return size if 0.0 < size < np.inf else 1.0


def _slack_columns(
    barriers: Sequence[Barrier], rows: Sequence[Integers], step: Sequence[Floats], n_rows: int
) -> sp.csc_array:
    """The columns of the barriers, shape (n_rows, n_barriers)."""
    signs = [1.0 if barrier.below else -1.0 for barrier in barriers]
    data = np.concatenate([np.zeros(0), *(sign * steps for sign, steps in zip(signs, step, strict=True))])
    column = np.repeat(np.arange(len(barriers)), [len(of_one) for of_one in rows])
    row = np.concatenate([np.zeros(0, np.int64), *rows])
    slack = sp.csc_array((data, (row, column)), shape=(n_rows, len(barriers)))
    slack.eliminate_zeros()
    return slack


def _periods(program: LinearProgram, bounded: Integers, periods: Sequence[str]) -> Integers:
    """The period of each row, those of bounded columns last, shape (n_rows + n_bounded,)."""
    of_rows = np.full(program.n_rows, -1, dtype=np.int64)
    of_columns = np.full(program.n_columns, -1, dtype=np.int64)
    code = {name: number for number, name in enumerate(periods)}
    for labels, found in ((program.rows, of_rows), (program.columns, of_columns)):
        for family in labels.families:
            if "period" in family.dimensions and family.size:
                k = family.dimensions.index("period")
                names = np.array([code.get(name, -1) for name in family.names[k]], dtype=np.int64)
                found[family.positions] = names[family.codes[k]]
    return np.append(of_rows, of_columns[bounded])
