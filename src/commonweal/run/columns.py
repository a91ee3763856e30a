"""The columns of a program by the names of what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import polars as pl

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers
from commonweal.run.past import matched

__all__ = ["Columns"]


class Columns:
    """Finds columns of a program; places are blank for pooled goods and shared stores.

    Attributes
    ----------
    formulation
        The program, and what its columns stand for.
    """

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        self._index = formulation.index
        self._program = formulation.program
        self._good = {name: code for code, name in enumerate(self._index.goods)}
        self._rows = self._program.matrix.tocsr()

    def matched(self, levels: pl.DataFrame) -> Floats:
        """The value of each column, shape (n_columns,)."""
        return matched(self._program, levels)[0]

    def node(self, good: str, place: str) -> tuple[str, str]:
        """The balance that a good at a place enters."""
        return good, "" if self._index.pooled[self._good[good]] else place

    @cached_property
    def _positions(self) -> dict[str, dict[tuple[str, ...], int]]:
        """Position of each column of some families by its names."""
        wanted = {
            "stock": ("good", "place", "period"),
            "delivered": ("good", "place", "group", "period"),
            "supplied": ("supply", "good", "place", "period"),
            "put": ("good", "place", "period"),
            "left_over": ("good", "place", "period"),
            "disposed": ("good", "place", "period"),
        }
        found = {}
        for family, names in wanted.items():
            frame = self._program.columns[family].frame().select(*names, "position")
            found[family] = {tuple(row[:-1]): int(row[-1]) for row in frame.iter_rows()}
        return found

    def _position(self, family: str, *names: str) -> int | None:
        """Position of one column; None if there is none."""
        return self._positions[family].get(names)

    def stock(self, node: tuple[str, str], t: int) -> int | None:
        """The stock at the end of a period; None where nothing can be kept."""
        return self._position("stock", *node, self._index.periods[t])

    def capacity(self, column: int) -> float:
        """The most that a column may be."""
        return float(self._program.column_upper[column])

    def delivered(self, good: str, place: str, group: str, t: int) -> int | None:
        """What is handed to a group; None where it has no use for it."""
        return self._position("delivered", good, place, group, self._index.periods[t])

    def supplied(self, supply: str, good: str, place: str, t: int) -> int:
        """What a supply brings."""
        return self._positions["supplied"][supply, good, place, self._index.periods[t]]

    def put(self, node: tuple[str, str], place: str, t: int) -> int | None:
        """What a place puts into a store that all share; None where the balance is a place's own."""
        good, own = node
        if own or self._index.pooled[self._good[good]]:
            return None
        return self._position("put", good, place, self._index.periods[t])

    def kept(self, node: tuple[str, str], t: int) -> float:
        """Share of the stock before that is left in a period."""
        before, row = self.stock(node, t - 1) if t else None, self.balance(node, t)
        return 0.0 if before is None or row is None else float(self._rows[row, before])

    def balance(self, node: tuple[str, str], t: int) -> int | None:
        """The row that balances a node in a period; None where nothing touches it."""
        good, place = node
        shared = not place and not self._index.pooled[self._good[good]]
        family = "shared_store" if shared else "material_balance"
        return self._balances[family].get((*node, self._index.periods[t]))

    @cached_property
    def _balances(self) -> dict[str, dict[tuple[str, ...], int]]:
        """Rows of balances by good, place and period."""
        found: dict[str, dict[tuple[str, ...], int]] = {"shared_store": {}, "material_balance": {}}
        for family, rows in found.items():
            frame = self._program.rows[family].frame()
            place = frame["place"].to_list() if "place" in frame.columns else [""] * frame.height
            keys = zip(frame["good"].to_list(), place, frame["period"].to_list(), strict=True)
            rows.update(zip(keys, frame["position"].to_list(), strict=True))
        return found

    @cached_property
    def _coming(self) -> np.ndarray:
        """Whether a column brings goods from elsewhere: along a route, or from outside."""
        coming = np.zeros(self._program.n_columns, dtype=bool)
        for family in ("sent", "supplied"):
            coming[self._program.columns[family].positions] = True
        return coming

    def arrivals(self, value: Floats, good: str, place: str, t: int, only: np.ndarray | None = None) -> float:
        """What comes in of a good at a place in a period, by routes and supplies (or some columns only)."""
        row = self.balance(self.node(good, place), t)
        if row is None:
            return 0.0
        entries = slice(self._rows.indptr[row], self._rows.indptr[row + 1])
        columns, amounts = self._rows.indices[entries], self._rows.data[entries]
        chosen = self._coming[columns] & (amounts > 0.0)
        if only is not None:
            chosen &= only[columns]
        return float(amounts[chosen] @ value[columns[chosen]])

    def surplus(self, node: tuple[str, str], t: int) -> int | None:
        """What is left over of a good that may not be for free; None for other goods."""
        names = (*node, self._index.periods[t])
        for family in ("left_over", "disposed"):
            if names in self._positions[family]:
                return self._positions[family][names]
        return None

    def left_over(self, value: Floats, first: int) -> Iterator[tuple[int, float]]:
        """Columns of what is left over of goods that may not be, in past periods, and what they lack."""
        for family in ("left_over", "disposed"):
            frame = self._program.columns[family].frame()
            frame = frame.filter(pl.col("period").is_in(list(self._index.periods[:first])))
            for row in frame.iter_rows(named=True):
                line = self._balances["material_balance"][row["good"], row["place"], row["period"]]
                entries = slice(self._rows.indptr[line], self._rows.indptr[line + 1])
                total = float(self._rows.data[entries] @ value[self._rows.indices[entries]])
                yield row["position"], total - float(self._program.row_lower[line])

    def columns_of(self, family: str, **names: str) -> Integers:
        """Positions of the columns of a family with some names, period by period."""
        frame = self._program.columns[family].frame()
        for name, wanted in names.items():
            frame = frame.filter(pl.col(name) == wanted)
        return frame.sort("period")["position"].to_numpy()
