"""Jobs of kind ``pool``."""

from __future__ import annotations

import json
from typing import cast

from commonweal.pool import pool
from commonweal.show.pooling_text import print_pooling
from commonweal.wire.requests import PoolRequest
from commonweal.work.doing import Doing, Found

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """Each region by itself, all together, and what that gains."""
    asked = cast(PoolRequest, doing.asked)
    economy, happening = doing.wanted(asked.scenario, asked.periods)
    pooling = pool(economy, by=asked.by, scenario=happening, limits=doing.limits)
    print_pooling(pooling, doing.console, language=doing.language)
    return doing.answer(json.dumps(pooling.data(), ensure_ascii=False, indent=2))
