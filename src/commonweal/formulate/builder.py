"""Collects rows, columns and coefficients family by family, and closes them into a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

from commonweal.formulate.index import Index
from commonweal.formulate.program import Family, Floats, Integers, Labels, LinearProgram

__all__ = ["Builder", "Dimensions"]

Dimensions = Mapping[str, tuple[NDArray[np.integer], Sequence[str]]]
"""For each dimension: the code of each member, and the names of the codes."""

_INDEX = np.int32  # rows and columns are counted in 32 bits: half the memory


class Builder:
    """Where the families of rows and columns put what they make.

    Material balances are collected by (good, place, period) and numbered at the end, so that a
    good that nothing touches at a place has no row there.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._columns: list[Family] = []
        self._rows: list[Family] = []
        self._bounds: dict[str, list[Floats]] = {"cl": [], "cu": [], "rl": [], "ru": []}
        self._entries: list[tuple[NDArray[np.integer], NDArray[np.integer], Floats]] = []
        self._balances: list[tuple[NDArray[np.integer], NDArray[np.integer], Floats]] = []
        self._constants: list[tuple[Integers, Floats]] = []
        self._held: list[Integers] = []
        self._touched = np.zeros(index.n_balance_keys, dtype=bool)
        self._key_type = _INDEX if index.n_balance_keys < np.iinfo(_INDEX).max else np.int64
        self.n_columns = 0
        self.n_rows = 0

    def add_columns(
        self, name: str, unit: str, dimensions: Dimensions, lower: ArrayLike, upper: ArrayLike
    ) -> Integers:
        """Add a family of columns; returns their positions, shape (size,)."""
        family = _family(name, unit, dimensions, self.n_columns)
        self._columns.append(family)
        self._bounds["cl"].append(np.broadcast_to(np.asarray(lower, float), family.size))
        self._bounds["cu"].append(np.broadcast_to(np.asarray(upper, float), family.size))
        self.n_columns += family.size
        return family.positions

    def add_rows(
        self, name: str, unit: str, dimensions: Dimensions, lower: ArrayLike, upper: ArrayLike
    ) -> Integers:
        """Add a family of rows; returns their positions, shape (size,)."""
        family = _family(name, unit, dimensions, self.n_rows)
        self._rows.append(family)
        self._bounds["rl"].append(np.broadcast_to(np.asarray(lower, float), family.size))
        self._bounds["ru"].append(np.broadcast_to(np.asarray(upper, float), family.size))
        self.n_rows += family.size
        return family.positions

    def add_entries(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike) -> None:
        """Add coefficients; those at the same place are summed."""
        rows, columns, values = np.broadcast_arrays(*map(np.atleast_1d, (rows, columns, values)))
        self._entries.append((rows.astype(_INDEX), columns.astype(_INDEX), values.astype(float)))

    def add_to_balance(
        self, goods: ArrayLike, places: ArrayLike, periods: ArrayLike, columns: ArrayLike, values: ArrayLike
    ) -> None:
        """Add coefficients to material balances; a pooled good is balanced in the pool."""
        keys = self.index.balance_key(np.asarray(goods), np.asarray(places), np.asarray(periods))
        keys, columns, values = np.broadcast_arrays(keys, columns, values)
        self._touched[keys] = True
        self._balances.append((keys.astype(self._key_type), columns.astype(_INDEX), values.astype(float)))

    def add_constant(
        self, goods: ArrayLike, places: ArrayLike, periods: ArrayLike, amounts: ArrayLike
    ) -> None:
        """Add amounts that are there whatever is done (opening stocks) to material balances."""
        keys = self.index.balance_key(np.asarray(goods), np.asarray(places), np.asarray(periods))
        self._constants.append((keys, np.broadcast_to(np.asarray(amounts, float), keys.shape)))

    def hold(self, columns: Integers) -> None:
        """Note columns of closed rows: their family holds them at 0."""
        self._held.append(columns)

    @property
    def held(self) -> Integers:
        """Columns of closed rows, shape (n_held,)."""
        return np.concatenate([np.zeros(0, np.int64), *self._held])

    @property
    def touched(self) -> Integers:
        """Keys of the material balances that anything has been put into, rising."""
        return np.flatnonzero(self._touched)

    def largest_terms(self) -> Floats:
        """Largest coefficient of each good in its balances so far, closed rows aside, shape (n_goods,)."""
        largest = np.zeros(len(self.index.goods))
        free = np.ones(self.n_columns, dtype=bool)
        free[self.held] = False
        for keys, columns, values in self._balances:
            sizes = np.where(free[columns], np.abs(values), 0.0)
            np.maximum.at(largest, self.index.split_balance_key(keys)[0], sizes)
        return largest

    def close_balances(self, name: str, unit: str, equality: NDArray[np.bool_]) -> None:
        """Number the balances that anything touches, and add them as rows.

        Parameters
        ----------
        name, unit
            Of the family of rows.
        equality : shape (n_goods,)
            Goods that may not be left over.
        """
        used = self.touched
        there = np.zeros(self.index.n_balance_keys)
        for constant_keys, amounts in self._constants:
            np.add.at(there, constant_keys, amounts)
        goods, places, periods = self.index.split_balance_key(used)
        lower = 0.0 - there[used]
        rows = self.add_rows(
            name,
            unit,
            {
                "good": (goods, self.index.goods),
                "place": (places, (*self.index.places, "")),
                "period": (periods, self.index.periods),
            },
            lower,
            np.where(equality[goods], lower, np.inf),
        )
        row_of_key = np.full(self.index.n_balance_keys, -1, dtype=_INDEX)
        row_of_key[used] = rows
        while self._balances:
            keys, columns, values = self._balances.pop()
            self._entries.append((row_of_key[keys], columns, values))

    def close(self) -> LinearProgram:
        """The finished program."""
        rows, columns, values = _joined(self._entries)
        matrix = sp.coo_array((values, (rows, columns)), shape=(self.n_rows, self.n_columns)).tocsc()
        del rows, columns, values
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        bounds = {key: np.concatenate([np.zeros(0), *parts]) for key, parts in self._bounds.items()}
        return LinearProgram(
            matrix=matrix,
            row_lower=bounds["rl"],
            row_upper=bounds["ru"],
            column_lower=bounds["cl"],
            column_upper=bounds["cu"],
            rows=Labels(tuple(self._rows)),
            columns=Labels(tuple(self._columns)),
        )


def _family(name: str, unit: str, dimensions: Dimensions, start: int) -> Family:
    """A family from its dimensions."""
    return Family(
        name=name,
        unit=unit,
        dimensions=tuple(dimensions),
        codes=tuple(np.asarray(codes, dtype=_INDEX) for codes, _ in dimensions.values()),
        names=tuple(names for _, names in dimensions.values()),
        start=start,
    )


def _joined(
    parts: list[tuple[NDArray[np.integer], NDArray[np.integer], Floats]],
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """Triplets one after another; the parts are given up on the way, to save memory."""
    size = sum(len(part[0]) for part in parts)
    rows, columns, values = np.empty(size, _INDEX), np.empty(size, _INDEX), np.empty(size)
    end = size
    while parts:
        part = parts.pop()
        start = end - len(part[0])
        rows[start:end], columns[start:end], values[start:end] = part
        end = start
    return rows, columns, values
