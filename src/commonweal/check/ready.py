"""E05: needs before anything can be ready.

Delays, lead times and first days may leave the first period of a need without anything that could meet it,
whatever the amounts. Only that is told: a need that nothing ever reaches is E01.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from commonweal.check.places import can_have, is_open, needs_of
from commonweal.findings import Finding
from commonweal.formulate.index import Index
from commonweal.formulate.needs import windows
from commonweal.formulate.time import validity
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_ready"]

_SHOWN = 5


def check_ready(economy: Economy) -> Iterator[Finding]:
    """A finding for each need that nothing can meet in the first period (or window) in which it is felt."""
    index, having = Index(economy), can_have(economy)
    people = economy["people"].filter(is_open(economy, "people"))
    living = list(zip(people["group"], people["place"], validity(people, index.calendar)[0], strict=True))
    needs = needs_of(economy)
    for need, begin in zip(needs.iter_rows(named=True), validity(needs, index.calendar)[0], strict=True):
        window = windows(index, float(need["every"] or 1.0))
        late: dict[str, str] = {}
        for group, place, first in living:
            if need["group"] in {None, group} and need["place"] in {None, place}:
                had = having[need["good"]][index.places.index(place)]
                ready = _first_after_the_window(had, window, _period(index, max(first, begin)))
                if ready is not None:
                    late[place] = index.periods[ready]
        if late:
            yield _told(economy, need["index"], need["good"], late)


def _period(index: Index, day: float) -> int:
    """The period in which a day lies."""
    return int(np.searchsorted(index.calendar.edges, day, side="right")) - 1


def _first_after_the_window(had: NDArray[np.bool_], window: NDArray[np.integer], first: int) -> int | None:
    """The period from which a good can be had, or None if it is within the first window, or never."""
    ready = np.flatnonzero(had[first:])
    if not len(ready) or window[first + ready[0]] == window[first]:
        return None
    return first + int(ready[0])


def _told(economy: Economy, row: int, good: str, late: dict[str, str]) -> Finding:
    """The finding about one need and the places where it comes too early."""
    days = [f"'{shown(place)}' {day}" for place, day in sorted(late.items())]
    more = f" and {len(days) - _SHOWN} more places" if len(days) > _SHOWN else ""
    why = (
        f"It is needed before any can be ready. The first period with any: {', '.join(days[:_SHOWN])}{more}."
    )
    remedy = "Write what is in store at the start, if anything is; else the plan leaves the first need unmet."
    return at(economy, "E05", ("needs", row, "good"), why, remedy, value=good)
