"""The calendar: periods of whole days, one after another (conventions §2)."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Calendar"]


class Calendar(BaseModel):
    """A start and the lengths of the periods that follow it.

    Attributes
    ----------
    start
        First day of the first period.
    lengths
        Days in each period, at least 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: dt.date
    lengths: tuple[int, ...] = Field(min_length=1)

    @property
    def n_periods(self) -> int:
        """Number of periods."""
        return len(self.lengths)

    @property
    def days(self) -> NDArray[np.float64]:
        """Days in each period, shape (n_periods,)."""
        return np.asarray(self.lengths, dtype=float)

    @property
    def edges(self) -> NDArray[np.float64]:
        """Days from the start to each boundary, shape (n_periods + 1,), from 0 to the horizon."""
        return np.concatenate([[0.0], np.cumsum(self.days)])

    @property
    def horizon(self) -> int:
        """Days in all periods together."""
        return sum(self.lengths)

    @property
    def end(self) -> dt.date:
        """First day after the last period."""
        return self.start + dt.timedelta(days=self.horizon)

    @property
    def names(self) -> tuple[str, ...]:
        """Name of each period: its first day, as 2016-07-01."""
        return tuple((self.start + dt.timedelta(days=int(edge))).isoformat() for edge in self.edges[:-1])

    def day(self, date: dt.date | None, otherwise: float) -> float:
        """Days from the start to a date, kept within the horizon; ``otherwise`` for None."""
        if date is None:
            return otherwise
        return float(min(max((date - self.start).days, 0), self.horizon))

    def shortened(self, n_periods: int) -> Calendar:
        """The first ``n_periods`` periods."""
        return Calendar(start=self.start, lengths=self.lengths[:n_periods])
