"""What a loss does to people: person-days, the worst-off place, and how long they are spared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats

__all__ = ["Effect", "Measure"]

_SHORT = 1e-6  # a coverage that is lower by less is the same (conventions §8)


@dataclass(frozen=True)
class Effect:
    """What a loss does, tier by tier (tier 1 first).

    Attributes
    ----------
    lost, gained : each (n_tiers,)
        Person-days of needs covered less, and more, than before: for each need of each person and
        day, the share of it. A whole day without water and bread is two.
    worst_place
        The place whose first tier is covered least, averaged over person-days of needs.
    worst_coverage, worst_before
        That average with the loss, and without it.
    hardest_hit, hardest_lost
        The place that loses most person-days of the first tier that anybody loses in, and how many.
    spared
        Time to survive: the days from the start of the loss for which every need of the first tier
        can still be covered as it was, if only that counts; None if for all of the calendar. (The
        plan itself shares out what there is over all days, and so is short sooner.)
    cells
        Cells, of any tier, that get less.
    """

    lost: tuple[float, ...]
    gained: tuple[float, ...]
    worst_place: str
    worst_coverage: float
    worst_before: float
    hardest_hit: str
    hardest_lost: float
    spared: float | None
    cells: int


class Measure:
    """Measures losses against the plan in force.

    Parameters
    ----------
    formulation
        The program, for what its cells are.
    columns : shape (n_cells,)
        Columns of the cells in the order of coverages given later; others than needs are left out.
    first_day
        Days from the start of the calendar to that of the loss.

    Attributes
    ----------
    stages
        Columns of the cells of the first tier, one array for each day on which some begin.
    """

    def __init__(self, formulation: Formulation, columns: np.ndarray, first_day: float) -> None:
        self._index = formulation.index
        cells = formulation.deliveries.cells
        order = np.argsort(columns)
        self._take = order[np.searchsorted(columns, cells["column"].to_numpy(), sorter=order)]
        self._tier = cells["tier"].to_numpy()
        self._tiers = np.unique(self._tier)
        self._place = cells["place"].to_numpy()
        self._person_days = cells["person_days"].to_numpy()
        start = formulation.index.calendar.edges[cells["period"].to_numpy()] - first_day
        self._first_tier = self._tier == self._tiers[0] if len(self._tiers) else self._tier > 0
        self._starts = np.unique(start[self._first_tier])
        self.stages = tuple(
            cells["column"].to_numpy()[self._first_tier & (start == day)] for day in self._starts
        )

    @property
    def tiers(self) -> tuple[int, ...]:
        """Numbers of the tiers."""
        return tuple(int(tier) for tier in self._tiers)

    def effect(self, before: Floats, after: Floats, lasting: int | None) -> Effect:
        """What a loss does.

        Parameters
        ----------
        before, after : each shape (n_cells,)
            Coverages.
        lasting
            How many of the stages can all keep what they have; None for all.
        """
        before, after = before[self._take], after[self._take]
        drop = before - after
        lost = np.maximum(drop, 0.0) * self._person_days
        gained = np.maximum(-drop, 0.0) * self._person_days
        by_tier = [self._tier == tier for tier in self._tiers]
        worst, coverage, was = self._worst_place(before, after)
        hit, hardest = self._hardest_hit(lost, drop)
        spared = None if lasting is None else max(float(self._starts[lasting]), 0.0)
        return Effect(
            tuple(float(lost[own].sum()) for own in by_tier),
            tuple(float(gained[own].sum()) for own in by_tier),
            worst, coverage, was, hit, hardest,
            spared,
            int((drop > _SHORT).sum()),
        )  # fmt: skip

    def _worst_place(self, before: Floats, after: Floats) -> tuple[str, float, float]:
        """The place with the lowest average of the first tier, and that average after and before."""
        own = self._first_tier
        if not own.any():
            return "", 1.0, 1.0
        n_places = len(self._index.places)
        days = np.bincount(self._place[own], self._person_days[own], n_places)
        mean = [
            np.bincount(self._place[own], (self._person_days * values)[own], n_places)
            / np.where(days > 0.0, days, np.inf)
            for values in (after, before)
        ]
        worst = int(np.argmin(np.where(days > 0.0, mean[0], np.inf)))
        return self._index.places[worst], float(mean[0][worst]), float(mean[1][worst])

    def _hardest_hit(self, lost: Floats, drop: Floats) -> tuple[str, float]:
        """The place that loses most in the first tier in which a cell falls."""
        for tier in self._tiers:
            own = (self._tier == tier) & (drop > _SHORT)
            if own.any():
                by_place = np.bincount(self._place[own], lost[own], len(self._index.places))
                return self._index.places[int(np.argmax(by_place))], float(by_place.max())
        return "", 0.0
