"""Explanations and answers in numbers, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from commonweal.explain.records import Explanation, ReliefList
from commonweal.explain.tracing import Why
from commonweal.plan.export import finite

__all__ = ["explanations_json", "relief_json", "why_json"]


def explanations_json(explanations: Sequence[Explanation], relief: ReliefList | None = None) -> str:
    """All explanations, and what would help most where that was asked; what has no size is null."""
    told: dict[str, Any] = {"explanations": [asdict(explanation) for explanation in explanations]}
    if relief is not None:
        told["relief"] = asdict(relief)
    return json.dumps(finite(told), ensure_ascii=False, indent=2)


def relief_json(relief: ReliefList) -> str:
    """What would help most; what has no size is null."""
    return json.dumps(finite(asdict(relief)), ensure_ascii=False, indent=2)


def why_json(answer: Why) -> str:
    """All numbers of an answer."""
    fields = {
        name: getattr(answer, name) for name in ("kind", "name", "good", "place", "period", "amount", "unit")
    }
    prices = [asdict(price) for price in answer.prices]
    told = {"shares": answer.shares.to_dicts(), "worth": dict(answer.worth), "prices": prices}
    return json.dumps(fields | told, ensure_ascii=False, indent=2)
