"""Names to numbers: the order of goods, places and periods inside a program.

Names are sorted, so that the order of rows in the tables does not change the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.formulate.closed import planned_rows
from commonweal.formulate.program import Floats, Integers
from commonweal.model import Calendar, Economy

__all__ = ["Index", "codes_of"]


@dataclass(frozen=True)
class Index:
    """The dimensions of an economy and the attributes that the equations use.

    The code ``n_places`` stands for the pool: the one balance of a pooled good.

    Attributes
    ----------
    economy
        The economy.
    keep_closed
        Whether closed rows keep their columns, held at 0.
    """

    economy: Economy
    keep_closed: bool = False

    def rows(self, table: str) -> pl.DataFrame:
        """Rows of ``routes``, ``activities`` or ``supplies`` that get columns."""
        return planned_rows(self.economy, table, keep_closed=self.keep_closed)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the economy."""
        return self.economy.settings.calendar

    @cached_property
    def _goods_frame(self) -> pl.DataFrame:
        return self.economy["goods"].sort("good")

    @cached_property
    def goods(self) -> tuple[str, ...]:
        """Names of the goods, sorted."""
        return tuple(self._goods_frame["good"].to_list())

    @cached_property
    def code_of_good(self) -> dict[str, int]:
        """Code of each good by its name."""
        return {name: code for code, name in enumerate(self.goods)}

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Names of the places, sorted."""
        return tuple(sorted(self.economy["places"]["place"].to_list()))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, sorted."""
        return tuple(sorted(set(self.economy["people"]["group"].to_list())))

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Names of the periods."""
        return self.calendar.names

    @property
    def pool(self) -> int:
        """Code of the pool."""
        return len(self.places)

    @cached_property
    def pooled(self) -> NDArray[np.bool_]:
        """Whether a good has one balance for the whole economy, shape (n_goods,)."""
        return self._goods_frame["pooled"].fill_null(value=False).to_numpy()

    @cached_property
    def is_currency(self) -> NDArray[np.bool_]:
        """Whether a good is a currency, shape (n_goods,)."""
        return self._goods_frame["kind"].eq_missing("currency").to_numpy()

    @cached_property
    def is_durable(self) -> NDArray[np.bool_]:
        """Whether a good keeps its opening stock by default, shape (n_goods,)."""
        return self._goods_frame["kind"].eq_missing("durable").to_numpy()

    @cached_property
    def mass(self) -> Floats:
        """Tonnes per unit, 0 for goods without mass, shape (n_goods,)."""
        return self._goods_frame["mass"].fill_null(0.0).to_numpy() / 1000.0

    @cached_property
    def loss_per_day(self) -> Floats:
        """Share of a stock that spoils in a day, shape (n_goods,)."""
        return self._goods_frame["loss_per_day"].fill_null(0.0).to_numpy()

    @cached_property
    def disposal(self) -> tuple[str, ...]:
        """``free``, ``no`` or a cost per unit, for each good."""
        return tuple(self._goods_frame["disposal"].fill_null("free").to_list())

    @cached_property
    def bound_to_use(self) -> NDArray[np.bool_]:
        """Whether nothing of a good may be left over for free, shape (n_goods,)."""
        return np.array([text != "free" for text in self.disposal], dtype=bool)

    @property
    def n_balance_keys(self) -> int:
        """Number of possible material balances: goods × (places and pool) × periods."""
        return len(self.goods) * (len(self.places) + 1) * len(self.periods)

    def balance_key(
        self, goods: NDArray[np.integer], places: NDArray[np.integer], periods: NDArray[np.integer]
    ) -> Integers:
        """Number of the material balance of a good at a place in a period."""
        places = np.where(self.pooled[goods], self.pool, places)
        key = (goods.astype(np.int64) * (len(self.places) + 1) + places) * len(self.periods) + periods
        return np.asarray(key, dtype=np.int64)

    def split_balance_key(self, keys: NDArray[np.integer]) -> tuple[Integers, Integers, Integers]:
        """Good, place and period of material balances."""
        rest, periods = np.divmod(keys, len(self.periods))
        goods, places = np.divmod(rest, len(self.places) + 1)
        return goods, places, periods

    def good_codes(self, names: pl.Series) -> Integers:
        """Codes of goods; −1 for blank."""
        return codes_of(names, self.goods)

    def place_codes(self, names: pl.Series) -> Integers:
        """Codes of places; −1 for blank or ``*``."""
        return codes_of(names, self.places)


def codes_of(names: pl.Series, known: Sequence[str]) -> Integers:
    """Position of each name among known names (distinct); −1 for blank and unknown ones."""
    if not known:
        return np.full(len(names), -1, dtype=np.int64)
    codes = names.cast(pl.Enum(list(known)), strict=False).to_physical().cast(pl.Int64).fill_null(-1)
    positions: Integers = codes.to_numpy()
    return positions
