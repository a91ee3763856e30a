"""How long something is gone, and how it comes back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.formulate.program import Floats
from commonweal.model import Calendar

__all__ = ["Outage"]


@dataclass(frozen=True)
class Outage:
    """When something is gone, counted in whole periods: a period that is hit is hit throughout.

    Attributes
    ----------
    start
        First day; None for the first of the calendar.
    days
        For how long; None to the end of the calendar.
    recovery
        Share of the capacity that is back in each period after that, such as ``(0.25, 0.5)``; then
        all of it. What has no capacity is back with the first share above 0.
    """

    start: dt.date | None = None
    days: int | None = None
    recovery: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.days is not None and self.days < 1:
            raise ModelError(f"An outage of {self.days} days is none: give at least one day.")
        wrong = [share for share in self.recovery if not 0.0 <= share <= 1.0]
        if wrong:
            raise ModelError(f"A share of capacity lies between 0 and 1; recovery has {wrong[0]:g}.")
        if self.recovery and self.days is None:
            raise ModelError("What is gone to the end of the calendar never recovers: give days, too.")

    def first_day(self, calendar: Calendar) -> float:
        """Days from the start of the calendar to the first period that is hit.

        Raises
        ------
        ModelError
            If it starts after the calendar ends, or ends before it starts.
        """
        hit = self._hit(calendar)
        return float(calendar.edges[int(np.argmax(hit))])

    def shares(self, calendar: Calendar) -> Floats:
        """Share of capacity that is there in each period, shape (n_periods,).

        Examples
        --------
        >>> month = Calendar(start=dt.date(2030, 1, 1), lengths=(7, 7, 7, 7))
        >>> Outage(dt.date(2030, 1, 8), 7, (0.5,)).shares(month).tolist()
        [1.0, 0.0, 0.5, 1.0]
        """
        hit = self._hit(calendar)
        shares = np.where(hit, 0.0, 1.0)
        after = int(np.flatnonzero(hit)[-1]) + 1
        back = np.array(self.recovery[: calendar.n_periods - after])
        shares[after : after + len(back)] = back
        return shares

    def _hit(self, calendar: Calendar) -> np.ndarray:
        """Whether each period is hit, shape (n_periods,)."""
        begin = 0.0 if self.start is None else float((self.start - calendar.start).days)
        end = float(calendar.horizon) if self.days is None else begin + self.days
        hit: np.ndarray = (calendar.edges[:-1] < end) & (calendar.edges[1:] > begin)
        if not hit.any():
            raise ModelError(
                f"The outage from {self.start} misses the calendar, which runs from {calendar.start} to "
                f"before {calendar.end}."
            )
        return hit
