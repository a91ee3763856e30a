"""Whether a program is another one with less: then the plan of the other is a place to go on from.

A point of a sweep has a program of its own. Where all it does is to take something away – a lower cap, a
closed road – its plan can be made again from the plan in force (``solve.again``); that needs both programs
laid on each other, row by row and column by column, by their labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.formulate.program import Family, Floats, Integers, Labels, LinearProgram
from commonweal.solve.tightening import Tightening

__all__ = ["Less", "less_of"]

_PART = "part"  # dimension that tells parts of a row from each other


@dataclass(frozen=True)
class Less:
    """A program as another one with less.

    Attributes
    ----------
    tightening
        What is less, in columns and rows of the other.
    columns : shape (n_columns,)
        Column of the other for each of its own.
    """

    tightening: Tightening
    columns: Integers

    def levels(self, levels: Floats) -> Floats:
        """Levels of the other program as levels of this one."""
        own: Floats = levels[self.columns]
        return own


def less_of(
    before: LinearProgram, after: LinearProgram, aims: Sequence[Aim], aims_after: Sequence[Aim]
) -> Less | None:
    """What ``after`` has less than ``before``; None where that is not all.

    Every plan of ``after`` is one of ``before`` and counts the same there: columns that are gone are 0,
    coefficients and lower bounds are the same, upper bounds are not higher, and rows that are gone hold
    anyway. The aims are the same on the columns that are left, and every cell is left.
    """
    columns = _positions(before.columns, after.columns)
    rows = _positions(before.rows, after.rows)
    if columns is None or rows is None or not _same_aims(aims, aims_after, columns):
        return None
    gone = np.setdiff1d(np.arange(before.n_columns), columns)
    if not _same_rows(before, after, rows, columns) or (before.column_lower[gone] != 0.0).any():
        return None
    if not _only_lower(before.column_lower[columns], after.column_lower, before.column_upper[columns],
                       after.column_upper):  # fmt: skip
        return None
    if not _only_lower(before.row_lower[rows], after.row_lower, before.row_upper[rows], after.row_upper):
        return None
    fell = after.column_upper < before.column_upper[columns]
    row_fell = after.row_upper < before.row_upper[rows]
    tightening = Tightening(
        np.concatenate([columns[fell], gone]),
        np.concatenate([after.column_upper[fell], np.zeros(len(gone))]),
        rows[row_fell],
        after.row_upper[row_fell],
    )
    return Less(tightening, columns)


def _only_lower(low: Floats, low_after: Floats, high: Floats, high_after: Floats) -> bool:
    """Whether lower bounds are the same and upper bounds are not higher."""
    return bool((low == low_after).all() and (high_after <= high).all())


def _positions(before: Labels, after: Labels) -> Integers | None:
    """Position in ``before`` of each label of ``after``; None where one is missing or stands twice."""
    found = [np.zeros(0, np.int64)]
    for family in after.families:
        if not family.size:
            continue
        if family.name not in before or before[family.name].dimensions != family.dimensions:
            return None
        positions = _of_family(before[family.name], family)
        if positions is None:
            return None
        found.append(positions)
    every = np.concatenate(found)
    return every if len(np.unique(every)) == len(every) else None


def _of_family(before: Family, after: Family) -> Integers | None:
    """Position in one family of each member of another.

    A row that is parted by days has members whose label says which part; where one part is left of
    each, it stands for the whole. Whether they are the same is told by their coefficients, not here.
    """
    same_names = before.size == after.size and before.names == after.names
    if same_names and all(np.array_equal(a, b) for a, b in zip(before.codes, after.codes, strict=True)):
        return before.positions
    known, wanted = before.frame(), after.frame()
    names = list(after.dimensions)
    for own in (names, [name for name in names if name != _PART]):
        if known.select(own).is_duplicated().any() or wanted.select(own).is_duplicated().any():
            continue
        joined = wanted.join(known, on=own, how="left", nulls_equal=True, maintain_order="left")
        if not joined["position_right"].null_count():
            return joined["position_right"].to_numpy().astype(np.int64)
    return None


def _same_rows(before: LinearProgram, after: LinearProgram, rows: Integers, columns: Integers) -> bool:
    """Whether coefficients are the same, and rows that are gone hold without what is gone."""
    kept = sp.csr_array(before.matrix[:, columns])
    difference = sp.csr_array(kept[rows]) - sp.csr_array(after.matrix)
    if difference.nnz and float(np.abs(difference.data).max()) > 0.0:
        return False
    others = np.setdiff1d(np.arange(before.n_rows), rows)
    if len(others) and sp.csr_array(kept[others]).nnz:
        return False
    return bool((before.row_lower[others] <= 0.0).all() and (before.row_upper[others] >= 0.0).all())


def _same_aims(aims: Sequence[Aim], after: Sequence[Aim], columns: Integers) -> bool:
    """Whether aims are the same on the columns that are left, with every cell left."""
    if [aim.name for aim in aims] != [aim.name for aim in after]:
        return False
    return all(_same_aim(aim, other, columns) for aim, other in zip(aims, after, strict=True))


def _same_aim(aim: Aim, other: Aim, columns: Integers) -> bool:
    if isinstance(aim, LevelAim) and isinstance(other, LevelAim):
        return (
            np.array_equal(aim.columns, columns[other.columns])
            and np.array_equal(aim.item, other.item)
            and np.array_equal(aim.weights, other.weights)
            and aim.resolution == other.resolution
        )
    if isinstance(aim, SumAim) and isinstance(other, SumAim):
        size = max(int(aim.columns.max(initial=-1)), int(columns.max(initial=-1))) + 1
        first, second = np.zeros(size), np.zeros(size)
        np.add.at(first, aim.columns, aim.weights)
        np.add.at(second, columns[other.columns], other.weights)
        same = aim.maximise == other.maximise and aim.offset == other.offset
        return same and np.array_equal(first[columns], second[columns])
    return False
