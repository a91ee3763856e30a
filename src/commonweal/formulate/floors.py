"""Floors: minima, closing stocks and least supplies, kept as far as can be.

A floor is never a hard row: a column ``floor[…]`` between 0 and 1 says what share of it is
kept, so nothing a person writes can make the program infeasible. Floors without a tier are
kept before all needs; the others count as cells of their tier.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.formulate.builder import Builder, Dimensions
from commonweal.formulate.program import Floats, Integers

__all__ = ["Floors"]


class Floors:
    """The floors of a program, collected as families add them."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._columns: list[Integers] = []
        self._tiers: list[Integers] = []
        self._wanted: list[Floats] = []

    def add(
        self,
        *,
        what: str,
        names: Sequence[str],
        places: Integers,
        periods: Integers,
        tiers: Floats,
        wanted: Floats,
        apart: Dimensions,
    ) -> Integers:
        """Add one column of share kept for each floor; returns their positions.

        ``apart`` holds what else tells them apart, such as ``part`` for dated rows that follow each
        other within a period.
        """
        index = self._builder.index
        distinct = tuple(sorted(set(names)))
        position = {name: code for code, name in enumerate(distinct)}
        columns = self._builder.add_columns(
            f"{what}_kept",
            "share",
            {
                what: (np.array([position[name] for name in names], dtype=np.int64), distinct),
                "place": (places, (*index.places, "")),
                "period": (periods, (*index.periods, "")),
                **apart,
            },
            0.0,
            1.0,
        )
        self._columns.append(columns)
        self._tiers.append(np.asarray(tiers, dtype=np.int64))
        self._wanted.append(np.asarray(wanted, dtype=float))
        return columns

    @property
    def columns(self) -> Integers:
        """Columns of all floors, shape (n_floors,)."""
        return np.concatenate([np.zeros(0, np.int64), *self._columns])

    @property
    def tiers(self) -> Integers:
        """Tier of each floor, 0 for those before all tiers, shape (n_floors,)."""
        return np.concatenate([np.zeros(0, np.int64), *self._tiers])

    @property
    def wanted(self) -> Floats:
        """What each floor asks for, shape (n_floors,)."""
        return np.concatenate([np.zeros(0), *self._wanted])
