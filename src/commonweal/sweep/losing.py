"""What losing a thing does to the program: bounds come down; ties and floors that fall away with it.

The result is the program of the economy in which the thing's rows are closed while it is gone, told as
a change of the program at hand. A group that nothing can reach any more leaves a ration that holds
everywhere (E7), and nobody asks for the floor of a row that is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers
from commonweal.solve.tightening import Tightening
from commonweal.sweep.still_there import StillThere
from commonweal.sweep.things import Thing

__all__ = ["Losing"]


@dataclass(frozen=True)
class Losing:
    """Losses of things for one outage.

    Attributes
    ----------
    formulation
        The program at hand.
    shares : shape (n_periods,)
        Share of capacity that is there in each period.
    """

    formulation: Formulation
    shares: Floats

    def of(self, *things: Thing) -> Tightening:
        """Losing some things at once."""
        columns = np.concatenate([thing.columns for thing in things])
        share = np.concatenate([self.shares[thing.period] for thing in things])
        columns, share = columns[share < 1.0], share[share < 1.0]
        gone = np.unique(columns[share == 0.0])
        upper, rows, row_upper = self._partly(columns, share)
        return Tightening(
            columns,
            np.where(share == 0.0, 0.0, upper),
            rows,
            row_upper,
            self._freed(things, gone),
            self._dropped(gone),
        ).apart()

    def touched(self, thing: Thing) -> Integers:
        """Columns of a thing that its loss makes smaller."""
        return thing.columns[self.shares[thing.period] < 1.0]

    @cached_property
    def _by_row(self) -> sp.csr_array:
        return sp.csr_array(self.formulation.program.matrix)

    def _partly(self, columns: Integers, share: Floats) -> tuple[Floats, Integers, Floats]:
        """Bounds where a share is left: of levels, of what routes carry, and of what supplies give."""
        program = self.formulation.program
        part = (share > 0.0) & (share < 1.0)
        upper = np.full(len(columns), np.inf)
        upper[part] = share[part] * program.column_upper[columns[part]]
        upper = np.minimum(upper, self._spread_out(columns, share))
        rows, row_upper = [np.zeros(0, np.int64)], [np.zeros(0)]
        for value in np.unique(share[part]):
            entries = program.matrix[:, columns[part & (share == value)]].tocoo()
            own = np.unique(entries.row)[np.isin(np.unique(entries.row), self._capacities)]
            rows.append(own)
            row_upper.append(value * program.row_upper[own])
        return upper, np.concatenate(rows), np.concatenate(row_upper)

    @cached_property
    def _capacities(self) -> Integers:
        """Rows that cap one period of a route or a supply."""
        rows, n_periods = self.formulation.program.rows, len(self.formulation.index.periods)
        limits = rows["supply_limit"]
        by_period = limits.positions[limits.codes[limits.dimensions.index("period")] < n_periods]
        return np.concatenate([rows["route_capacity"].positions, by_period])

    def _spread_out(self, columns: Integers, share: Floats) -> Floats:
        """Caps on columns of supplies whose amount counts over the horizon: their even part of it."""
        supplied, calendar = self.formulation.supplied, self.formulation.index.calendar
        cap = np.full(self.formulation.program.n_columns, np.inf)
        row = supplied.row
        whole = (supplied.rows["per"] == "horizon").fill_null(value=True).to_numpy()[row]
        most = supplied.rows["at_most"].fill_null(np.inf).to_numpy()[row]
        cap[supplied.column] = np.where(whole, most * supplied.active.days / calendar.horizon, np.inf)
        even = np.full(len(columns), np.inf)
        part = (share > 0.0) & (share < 1.0)
        even[part] = share[part] * cap[columns[part]]
        return even

    def _dropped(self, gone: Integers) -> Integers:
        """Floors of rows that are closed: all that could keep them is gone."""
        program, floors = self.formulation.program, self.formulation.floors.columns
        dropped = [np.zeros(0, np.int64)]
        for name in ("minimum_level", "supply_floor"):
            lines = program.rows[name].positions
            if not len(lines) or not len(gone):
                continue
            block = self._by_row[lines].tocoo()
            is_floor = np.isin(block.col, floors)
            left = np.bincount(block.row[~is_floor & ~np.isin(block.col, gone)], minlength=len(lines))
            had = np.bincount(block.row[~is_floor & np.isin(block.col, gone)], minlength=len(lines))
            dropped.append(block.col[is_floor & ((left == 0) & (had > 0))[block.row]])
        return np.concatenate(dropped)

    def _freed(self, things: Sequence[Thing], gone: Integers) -> Integers:
        """Ties, of rations that hold everywhere, of deliveries that nothing can bring any more."""
        tied, delivery = self._ties
        if not len(tied) or not len(gone):
            return tied[:0]
        reach = self._still_there.without(things, self.shares > 0.0)
        index, deliveries = self.formulation.index, self.formulation.deliveries
        good = deliveries.good[delivery]
        place = np.where(index.pooled[good], index.pool, deliveries.place[delivery])
        return tied[~reach.in_period[good, place, deliveries.period[delivery]]]

    @cached_property
    def _still_there(self) -> StillThere:
        return StillThere(self.formulation.index)

    @cached_property
    def _ties(self) -> tuple[Integers, Integers]:
        """Rows of ties that hold everywhere, and the number of the delivery in each."""
        program, deliveries = self.formulation.program, self.formulation.deliveries
        empty = np.zeros(0, np.int64)
        if "ration_tie" not in program.rows or not program.rows["ration_tie"].size:
            return empty, empty
        rations = program.columns["ration"]
        place = rations.codes[rations.dimensions.index("place")]
        everywhere = rations.positions[place == self.formulation.index.pool]
        lines = program.rows["ration_tie"].positions
        block = self._by_row[lines].tocoo()
        shared = np.unique(block.row[np.isin(block.col, everywhere)])
        own = np.isin(block.row, shared) & np.isin(block.col, deliveries.column)
        delivery = np.searchsorted(deliveries.column, block.col[own])
        return lines[block.row[own]], delivery
