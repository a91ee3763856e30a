"""Jobs of kind ``relief``."""

from __future__ import annotations

from typing import cast

from commonweal.explain.export import relief_json
from commonweal.explain.ranking import relief
from commonweal.show.relief_table import print_relief
from commonweal.show.said import SAID, explanations_said
from commonweal.wire.requests import ReliefRequest
from commonweal.work.doing import Doing, Found
from commonweal.work.kinds.explaining import scope_of

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """What would help most."""
    asked = cast(ReliefRequest, doing.asked)
    plan = doing.planned(asked.scenario, asked.periods)
    ranked = relief(plan, **scope_of(asked), limits=doing.limits)
    if ranked.cells:
        print_relief(plan, ranked, doing.console, language=doing.language)
    said = {SAID: explanations_said(plan, relief=ranked)}
    return doing.answer(relief_json(ranked), said=said)
