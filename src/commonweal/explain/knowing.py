"""What was known when: each need of a plan made in turns is explained with the knowledge of its turn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.explain.raising import Raising
from commonweal.explain.situation import Situation, begun, situation_of
from commonweal.formulate.program import Floats, Integers
from commonweal.plan.plan import Plan
from commonweal.solve.bench import Limits

__all__ = ["Knowing", "Then"]

_CELL = ("tier", "place", "group", "good", "period")
_SAME = 1e-6  # coverage by which a turn's plan may differ from the last for what it decided


@dataclass(frozen=True)
class Then:
    """Cells as they stood in the turn that last could change them.

    Attributes
    ----------
    situation
        The plan of that turn, what was done before held.
    columns : shape (n_cells,)
        Columns of the cells in its program.
    known_on
        First day of the turn; blank for a plan that was made at once, or where the plan of the turn is
        not known any more.
    later
        The same with all that became known later; None if nothing did.
    later_columns : shape (n_cells,)
        Columns of the cells in that program.
    """

    situation: Situation
    columns: Integers
    known_on: str
    later: Situation | None
    later_columns: Integers

    def raising(self, weights: Floats) -> Raising:
        """The cells raised together, with what was known in their turn."""
        return self.situation.raising(self.columns, weights)

    def hindsight(self, raising: Raising, weights: Floats) -> float | None:
        """The value they could have had with what became known later; None if nothing did.

        ``raising`` is the answer to the same with what was known in their turn.
        """
        if self.later is None:
            return None
        if self.later is self.situation:
            return raising.base.value
        return self.later.raising(self.later_columns, weights).base.value


class Knowing:
    """The situations of a plan in each of its turns, made when they are asked for.

    Attributes
    ----------
    final
        The situation with all that is known at last.
    """

    def __init__(self, plan: Plan, limits: Limits | None) -> None:
        self.final = situation_of(plan, limits)
        self._begun = begun(plan)
        self._made: dict[int, Situation] = {}
        self._then: dict[tuple[int, bool], Situation] = {}

    def then(self, cells: pl.DataFrame) -> Then:
        """Some cells (rows of ``final.cells``, all of one turn) as they stood in their turn.

        Plans that were opened from a folder no longer know the plans of their earlier turns: then cells are
        told with all that is known at last.
        """
        turn = int(cells["turn"][0])
        day, columns = self.final.formulation.index.periods[turn], cells["column"].to_numpy()
        final = self._at(self.final, turn, final=True)
        if turn == self._begun[-1]:
            return Then(final, columns, day if turn else "", None, columns)
        made = self._made_in(turn)
        found = None if made is None else _found(made, cells)
        if made is None or found is None:
            return Then(final, columns, "", final, columns)
        return Then(self._at(made, turn, final=False), found, day, final, columns)

    def _at(self, situation: Situation, turn: int, *, final: bool) -> Situation:
        """A situation with what was done before a turn held."""
        if (turn, final) not in self._then:
            self._then[turn, final] = situation.at_turn(turn)
        return self._then[turn, final]

    def _made_in(self, turn: int) -> Situation | None:
        """The situation of the plan as it was made in a turn; None if that is not known."""
        if turn not in self._made:
            day = self.final.formulation.index.periods[turn]
            plans = (one.plan for one in self.final.plan.turns if one.date.isoformat() == day)
            plan = next(plans, None)
            if plan is None:
                return None
            made = situation_of(plan, self.final.limits)
            self._made[turn] = replace(made, started=self.final.started)
        return self._made[turn]


def _found(situation: Situation, cells: pl.DataFrame) -> Integers | None:
    """Columns of cells in the program of an earlier turn; None if its plan does not give them the same."""
    own = situation.cells.select(*_CELL, found="column", then="coverage")
    joined = cells.join(own, on=_CELL, how="left", maintain_order="left")
    apart = (joined["then"] - joined["coverage"]).abs().fill_null(np.inf)
    return joined["found"].to_numpy() if bool((apart <= _SAME).all()) else None
