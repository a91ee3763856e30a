"""Jobs of kind ``require``."""

from __future__ import annotations

import json
from typing import cast

from commonweal.require import require
from commonweal.show.requiring_text import print_requirement
from commonweal.wire.requests import RequireRequest
from commonweal.work.doing import Doing, Found, tables

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """The cheapest package that covers needs to a level."""
    asked = cast(RequireRequest, doing.asked)
    economy, happening = doing.wanted(asked.scenario, asked.periods)
    requirement = require(
        economy,
        coverage=asked.coverage,
        tier=asked.tier,
        by=asked.by,
        of=asked.of,
        scenario=happening,
        limits=doing.limits,
    )
    print_requirement(requirement, doing.console, language=doing.language)
    document = json.dumps(requirement.data(), ensure_ascii=False, indent=2)
    return doing.answer(document, tables=tables({"package": requirement.package}))
