"""Who is where on which days: people times days, counted day by day (conventions §2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.places import sorted_rows
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.time import Active, active_periods, validity

__all__ = ["Presence", "find_presence"]


@dataclass(frozen=True)
class Presence:
    """People at places, row by row and period by period.

    Attributes
    ----------
    place, group, people : each shape (size,)
        Codes, and how many there are.
    active
        The days on which they are there.
    shape
        Numbers of places, groups and periods.
    """

    place: Integers
    group: Integers
    people: Floats
    active: Active
    shape: tuple[int, int, int]

    def person_days(self, begin: float = 0.0, end: float = np.inf) -> Floats:
        """People times those of their days that lie in [begin, end), shape ``shape``."""
        held = np.minimum(self.active.end, end) - np.maximum(self.active.begin, begin)
        found = np.zeros(self.shape)
        np.add.at(found, (self.place, self.group, self.active.period), self.people * np.maximum(held, 0.0))
        return found


def find_presence(index: Index) -> Presence:
    """Read the table of people."""
    rows = sorted_rows(index.economy["people"])
    active = active_periods(*validity(rows, index.calendar), index.calendar)
    return Presence(
        place=index.place_codes(rows["place"])[active.row],
        group=codes_of(rows["group"], index.groups)[active.row],
        people=rows["people"].to_numpy()[active.row],
        active=active,
        shape=(len(index.places), len(index.groups), len(index.periods)),
    )
