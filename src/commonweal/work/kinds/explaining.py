"""Jobs of kind ``explain``."""

from __future__ import annotations

from typing import Any, cast

from commonweal.explain.explaining import explain
from commonweal.explain.export import explanations_json
from commonweal.explain.ranking import relief
from commonweal.show.explaining_text import print_explanations
from commonweal.show.relief_table import print_relief
from commonweal.show.said import SAID, explanations_said
from commonweal.wire.requests import ExplainRequest, ReliefRequest
from commonweal.work.doing import Doing, Found

__all__ = ["found", "scope_of"]


def found(doing: Doing) -> Found:
    """Why people are short, and what would help."""
    asked = cast(ExplainRequest, doing.asked)
    plan, scope = doing.planned(asked.scenario, asked.periods), scope_of(asked)
    limits = doing.limits
    explanations = explain(plan, **scope, most=asked.most, limits=limits)
    helps = relief(plan, **scope, limits=limits) if asked.relief else None
    print_explanations(plan, explanations, doing.console, language=doing.language)
    if helps is not None and helps.cells:
        doing.console.print()
        print_relief(plan, helps, doing.console, language=doing.language)
    said = {SAID: explanations_said(plan, explanations, helps)}
    return doing.answer(explanations_json(explanations, helps), said=said)


def scope_of(asked: ExplainRequest | ReliefRequest) -> dict[str, Any]:
    """Which needs are asked about."""
    return {name: getattr(asked, name) for name in ("place", "need", "group", "period", "tier")}
