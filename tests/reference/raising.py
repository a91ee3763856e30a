"""How high a need can rise while others keep what they have: solved from nothing, a second way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from commonweal.explain.records import Cell
from commonweal.model import Economy
from commonweal.plan.plan import Plan
from plans import cells_of
from reference.exact_leximin import Reference

__all__ = ["Keeping"]

_ROOM = 1e-9  # how far below its value what is held may fall


class Keeping:
    """What a plan has reached, to be kept in economies that are like its own."""

    def __init__(self, plan: Plan) -> None:
        self.cells = cells_of(plan)
        reference = Reference.of(plan.economy)
        floors = dict.fromkeys(reference.program.floors, 1.0)
        self.floors = reference.least(reference.cost(floors))[0] if floors else 0.0

    def highest(self, economy: Economy, weights: Mapping[Cell, float]) -> float:
        """The largest Σ weight·coverage of cells of one tier, all else kept as MODEL §4 says.

        Cells of higher tiers keep what they have, as do the raised ones; the rest of the tier keeps what it
        has, or as much as the best-off of the raised ones; lower tiers are free.
        """
        raised = {(c.tier, c.place, c.group, c.good, c.period): weight for c, weight in weights.items()}
        tier = next(iter(raised))[0]
        top = max(self.cells[cell] for cell in raised)
        reference = Reference.of(economy)
        reference.slack = _ROOM
        for cell, coverage in self.cells.items():
            kept = coverage if cell[0] < tier else min(coverage, top) if cell[0] == tier else 0.0
            reference.lower[reference.index["coverage", *cell]] = max(kept - _ROOM, 0.0)
        if reference.program.floors:
            reference.hold(dict.fromkeys(reference.program.floors, 1.0), self.floors)
        cost = np.zeros(len(reference.index))
        for cell, weight in raised.items():
            cost[reference.index["coverage", *cell]] -= weight
        return -reference.least(cost)[0]
