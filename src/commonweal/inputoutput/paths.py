"""Structural path analysis: the chains of supply through which a final demand takes most of something."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats

__all__ = ["PathAnalysis", "SupplyPath", "supply_paths"]


@dataclass(frozen=True)
class SupplyPath:
    """One chain of supply, from what is bought back to where something is used or released.

    Attributes
    ----------
    sectors
        Positions: first what final users buy, then its supplier, and so on; last where it happens.
    amount
        v a … a y: what happens at the end of this chain, unit of the stressor per year.
    beyond
        What happens in all chains that go on from here, unit of the stressor per year.
    """

    sectors: tuple[int, ...]
    amount: float
    beyond: float


@dataclass(frozen=True, eq=False)
class PathAnalysis:
    """The largest chains, and exactly what they leave out.

    Attributes
    ----------
    paths
        Largest first.
    total
        All of it, ``v (I − A)⁻¹ y``, unit of the stressor per year.
    too_deep
        In chains longer than the depth asked for.
    too_small
        In chains cut off because all that is behind them is below the tolerance.
    not_listed
        In chains that were followed but are not among the largest.
    complete
        Whether no chain outside the list, within the depth asked for, can be larger than the last of it.
    """

    paths: tuple[SupplyPath, ...]
    total: float
    too_deep: float
    too_small: float
    not_listed: float
    complete: bool

    @property
    def listed(self) -> float:
        """What the listed chains add up to."""
        return float(sum(path.amount for path in self.paths))

    @property
    def residual(self) -> float:
        """By how much listed chains and remainders fail to be the total, as a share of the total."""
        parts = self.listed + self.too_deep + self.too_small + self.not_listed
        return abs(parts - self.total) / abs(self.total) if self.total else abs(parts)


def supply_paths(
    system: LeontiefSystem,
    per_output: Floats,
    final_demand: Floats,
    *,
    most: int = 50,
    depth: int = 8,
    tolerance: float = 1e-6,
) -> PathAnalysis:
    """The largest terms of ``v y + v A y + v A² y + …``, one for every chain of sectors.

    All that is behind a chain ending in sector i with ``q`` of its product is ``m_i q``, where
    ``m = v (I − A)⁻¹`` is solved for once: so a branch is cut only when all of it is too small, and what
    the list leaves out is known exactly. Chains are opened by all that is behind them, largest first,
    until none that is left could enter the list. Where v has negative entries, ``|v| (I − A)⁻¹`` is the
    bound.

    Parameters
    ----------
    system
        Flows and outputs, money per year; no flow may be negative.
    per_output : shape (n_sectors,), unit of the stressor per unit of output
        v.
    final_demand : shape (n_sectors,), money per year
        y; negative entries are followed by their absolute amount.
    most
        How many chains to list.
    depth
        How many steps back: 0 is what the sector that is bought from does itself.
    tolerance
        Share of ``|v| (I − A)⁻¹ |y|`` below which a branch is cut.

    Raises
    ------
    ModelError
        If there are negative flows, which would let large chains hide behind small sums.

    References
    ----------
    Defourny and Thorbecke 1984; Lenzen 2003, "Environmentally important paths, linkages and key
    sectors in the Australian economy"; Peters and Hertwich 2006.
    """
    _not_negative(system.flows)
    both = system.embodied(np.vstack([per_output, np.abs(per_output)]))
    search = _Search(system, per_output, both[0], both[1], most, depth)
    search.floor = tolerance * float(both[1] @ np.abs(final_demand))
    search.open((), final_demand)
    search.run()
    return search.result(float(both[0] @ final_demand))


class _Search:
    """Chains that wait to be opened, largest first, and the best found so far."""

    def __init__(
        self,
        system: LeontiefSystem,
        per_output: Floats,
        behind: Floats,
        bound: Floats,
        most: int,
        depth: int,
    ) -> None:
        self.floor = 0.0
        self._system = system
        self._per_output = per_output
        self._behind = behind
        self._bound = bound
        self._most = most
        self._depth = depth
        self._waiting: list[tuple[float, tuple[int, ...], float]] = []
        self._best: list[tuple[float, tuple[int, ...], float, float]] = []
        self._too_deep = 0.0
        self._too_small = 0.0
        self._followed = 0.0
        self._cut = 0.0  # the largest branch that was cut for being small

    def open(self, chain: tuple[int, ...], bought: Floats) -> None:
        """Every chain that has one step more: ``bought`` of each sector is what it delivers."""
        branches = self._behind * bought
        sizes = self._bound * np.abs(bought)
        kept = np.flatnonzero((sizes >= self.floor) & (sizes > 0.0))
        left = branches.sum() - branches[kept].sum()
        self._too_small += float(left)
        small = sizes.copy()
        small[kept] = 0.0
        self._cut = max(self._cut, float(small.max(initial=0.0)))
        for sector in kept:
            heapq.heappush(
                self._waiting, (-float(sizes[sector]), (*chain, int(sector)), float(bought[sector]))
            )

    def run(self) -> None:
        while self._waiting and -self._waiting[0][0] > self._least():
            _, chain, bought = heapq.heappop(self._waiting)
            self._take(chain, bought)

    def _take(self, chain: tuple[int, ...], bought: float) -> None:
        last = chain[-1]
        amount = float(self._per_output[last] * bought)
        further = float(self._behind[last] * bought) - amount
        self._followed += amount
        heapq.heappush(self._best, (abs(amount), chain, amount, further))
        if len(self._best) > self._most:
            heapq.heappop(self._best)
        if len(chain) > self._depth:
            self._too_deep += further
        elif self._system.output[last] != 0.0:
            self.open(chain, self._system.flows[:, last] * (bought / self._system.output[last]))

    def _least(self) -> float:
        """What a chain must be worth to enter the list."""
        return self._best[0][0] if len(self._best) >= self._most else -1.0

    def result(self, total: float) -> PathAnalysis:
        found = sorted(self._best, key=lambda entry: (-entry[0], entry[1]))
        paths = tuple(SupplyPath(chain, amount, further) for _, chain, amount, further in found)
        listed = sum(path.amount for path in paths)
        unopened = sum(float(self._behind[chain[-1]] * bought) for _, chain, bought in self._waiting)
        return PathAnalysis(
            paths,
            total,
            self._too_deep,
            self._too_small,
            self._followed - listed + unopened,
            self._cut <= max(self._least(), 0.0) or self._cut == 0.0,
        )


def _not_negative(flows: Floats) -> None:
    if flows.min(initial=0.0) < 0.0:
        where = np.unravel_index(int(np.argmin(flows)), flows.shape)
        raise ModelError(
            f"Paths can be followed only where no flow is negative, and that from sector {where[0]} to "
            f"{where[1]} (counted from 0) is {flows.min():.6g}. Set it to 0 and book it as final demand."
        )
