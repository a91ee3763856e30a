"""Opening stocks seen from a later turn: what there would be more of by then, had there been more at first.

What was done before a turn is held, so a larger opening stock changes nothing of it; it would have lain
in store, as far as there was room, less what is lost, and would be there when the turn begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import scipy.sparse as sp

from commonweal.formulate.barriers import Barrier
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.material_balance import MATERIAL_BALANCE
from commonweal.formulate.program import Family, Floats, Integers, Labels, LinearProgram
from commonweal.formulate.stores import SHARED_STORE, carried_share

__all__ = ["with_openings_carried"]

_STORE = ("good", "place")


@dataclass(frozen=True)
class _Kept:
    """Stores whose opening stock could have been larger and kept until a turn.

    Attributes
    ----------
    barrier : shape (n_kept,)
        Number of the barrier that is the opening stock.
    row : shape (n_kept,)
        The balance (or shared store) of the turn's first period into which it would come.
    store : shape (n_kept,)
        Number among the stores of the formulation.
    left : shape (n_kept, first + 1)
        What is left of one unit in each period up to the turn's first.
    """

    barrier: Integers
    row: Integers
    store: Integers
    left: Floats


def with_openings_carried(
    formulation: Formulation,
    program: LinearProgram,
    barriers: Sequence[Barrier],
    done: Floats,
    first: int,
) -> tuple[LinearProgram, tuple[Barrier, ...]]:
    """The program of a turn in which opening stocks, if loosened, add to what is in store when it begins.

    Each such store gets a column: what more there was at first. Rows hold it at 0, which is what the
    opening stock now loosens, and keep it within the room that was left in each period before,
    which the size of the store loosens.

    Parameters
    ----------
    program
        The program of the formulation, what was done before the turn held.
    barriers
        All barriers of the formulation.
    done : shape (n_columns,)
        What was done before the turn.
    first
        Number of the first period of the turn, at least 1.
    """
    kept = _kept(formulation, barriers, first)
    columns = formulation.stores.column[kept.store, :first]
    capacity = formulation.program.column_upper[columns]
    limited, period = np.nonzero(np.isfinite(capacity))
    within = columns[limited, period]
    room = np.maximum(capacity[limited, period] - done[within], 0.0)
    wider = _widened(formulation, program, kept, (limited, period, room))
    held_at, room_at = program.n_rows, program.n_rows + len(kept.row)
    changed = []
    for number, barrier in enumerate(barriers):
        if barrier.kind == "opening":
            rows = held_at + np.flatnonzero(kept.barrier == number)
            changed.append(replace(barrier, rows=rows, row_step=np.ones(len(rows)), below=False))
        elif barrier.kind == "store":
            mine = np.flatnonzero(np.isin(within, barrier.columns))
            step = dict(zip(barrier.columns.tolist(), barrier.column_step.tolist(), strict=True))
            steps = np.array([step[column] for column in within[mine].tolist()], dtype=np.float64)
            rows, row_step = np.append(barrier.rows, room_at + mine), np.append(barrier.row_step, steps)
            changed.append(replace(barrier, rows=rows, row_step=row_step))
        else:
            changed.append(barrier)
    return wider, tuple(changed)


def _kept(formulation: Formulation, barriers: Sequence[Barrier], first: int) -> _Kept:
    """Which opening stocks can have been kept until a turn: those of stores that never had to be empty."""
    index, stores = formulation.index, formulation.stores
    balances = _balances(formulation)
    now = balances.filter(period=index.periods[first]).select("family", *_STORE, row="position")
    opened = [(number, barrier.rows) for number, barrier in enumerate(barriers) if barrier.kind == "opening"]
    number = np.repeat([number for number, _ in opened], [len(rows) for _, rows in opened])
    position = np.concatenate([np.zeros(0, np.int64), *(rows for _, rows in opened)])
    always = (stores.column[:, :first] >= 0).all(axis=1)
    places = (*index.places, "")
    found = (
        pl.DataFrame({"barrier": number.astype(np.int64), "position": position})
        .join(balances, on="position")
        .join(now, on=("family", *_STORE))
        .join(
            pl.DataFrame(
                {
                    "good": pl.Series([index.goods[code] for code in stores.good], dtype=pl.String),
                    "place": pl.Series([places[code] for code in stores.place], dtype=pl.String),
                    "store": np.arange(len(stores.good)),
                }
            ).filter(pl.Series(always)),
            on=_STORE,
        )
        .sort("barrier", "row")
    )
    store = found["store"].to_numpy()
    left = np.asarray(np.cumprod(carried_share(index, stores.good[store], stores.place[store]), axis=1))
    return _Kept(found["barrier"].to_numpy(), found["row"].to_numpy(), store, left[:, : first + 1])


def _balances(formulation: Formulation) -> pl.DataFrame:
    """Rows of balances and of shared stores by their names, with ``family`` and ``position``."""
    rows = formulation.program.rows
    frames = [
        rows[name].frame().with_columns(family=pl.lit(name))
        for name in (MATERIAL_BALANCE.name, SHARED_STORE.name)
        if name in rows
    ]
    found = pl.concat(frames, how="diagonal").with_columns(pl.col("place").fill_null(""))
    return found.with_columns(pl.col("position").cast(pl.Int64))


def _widened(
    formulation: Formulation,
    program: LinearProgram,
    kept: _Kept,
    rooms: tuple[Integers, Integers, Floats],
) -> LinearProgram:
    """The program with a column for each store kept, a row that holds it, and rows of its rooms."""
    index, (limited, period, room) = formulation.index, rooms
    n_kept, n_rooms = len(kept.row), len(limited)
    comes = _sparse(kept.left[:, -1], kept.row, np.arange(n_kept), (program.n_rows, n_kept))
    stored = _sparse(kept.left[limited, period], np.arange(n_rooms), limited, (n_rooms, n_kept))
    matrix = sp.block_array(
        [
            [program.matrix, comes],
            [sp.csc_array((n_kept, program.n_columns)), sp.eye_array(n_kept)],
            [sp.csc_array((n_rooms, program.n_columns)), stored],
        ],
        format="csc",
    )
    good, place = formulation.stores.good[kept.store], formulation.stores.place[kept.store]
    names = (index.goods, (*index.places, ""))
    unit, start = "unit of the good", program.n_rows
    more = Family("more_opening", unit, _STORE, (good, place), names, program.n_columns)
    holds = Family("opening_held", unit, _STORE, (good, place), names, start)
    codes = (good[limited], place[limited], period)
    fits = Family("room_before", unit, (*_STORE, "period"), codes, (*names, index.periods), start + n_kept)
    return LinearProgram(
        matrix=sp.csc_array(matrix),
        row_lower=np.append(program.row_lower, np.full(n_kept + n_rooms, -np.inf)),
        row_upper=np.concatenate([program.row_upper, np.zeros(n_kept), room]),
        column_lower=np.append(program.column_lower, np.zeros(n_kept)),
        column_upper=np.append(program.column_upper, np.full(n_kept, np.inf)),
        rows=Labels((*program.rows.families, holds, fits)),
        columns=Labels((*program.columns.families, more)),
    )


def _sparse(values: Floats, row: Integers, column: Integers, shape: tuple[int, int]) -> sp.csc_array:
    """A sparse matrix of some entries."""
    return sp.csc_array(sp.coo_array((values, (row, column)), shape=shape))
