"""Jobs of kind ``criticality``."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import cast

from commonweal.scenario import apply
from commonweal.show.criticality_text import print_criticality
from commonweal.show.solving_text import loss_as_step
from commonweal.sweep.criticality import criticality
from commonweal.sweep.outage import Outage
from commonweal.wire.requests import CriticalityRequest
from commonweal.work.doing import Doing, Found, tables

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """What breaks first."""
    asked = cast(CriticalityRequest, doing.asked)
    economy, happening = doing.wanted(asked.scenario, asked.periods)
    losses = criticality(
        economy if happening is None else apply(economy, happening).economy,
        of=tuple(dict.fromkeys(asked.of)),
        outage=Outage(asked.from_, asked.days, asked.recovery),
        pairs=asked.pairs,
        processes=asked.threads,
        limits=replace(doing.limits, threads=1),  # the processes share the cores
        told=lambda told: doing.progress(loss_as_step(told)),
    )
    print_criticality(losses, doing.console, language=doing.language, most=asked.rows)
    document = json.dumps(losses.data(), ensure_ascii=False, indent=2)
    return doing.answer(document, tables=tables({"losses": losses.table}))
