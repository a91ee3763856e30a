"""Explanations and answers in numbers, as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from commonweal.data.scenario_writing import cells_of
from commonweal.explain.records import Explanation, ReliefList
from commonweal.explain.tracing import Why
from commonweal.model import Change
from commonweal.plan.export import finite

__all__ = ["changes_data", "explanations_json", "relief_json", "why_json"]


def explanations_json(explanations: Sequence[Explanation], relief: ReliefList | None = None) -> str:
    """All explanations, and what would help most where that was asked; what has no size is null."""
    told: dict[str, Any] = {"explanations": [_explanation_data(explanation) for explanation in explanations]}
    if relief is not None:
        told["relief"] = _relief_data(relief)
    return json.dumps(finite(told), ensure_ascii=False, indent=2)


def relief_json(relief: ReliefList) -> str:
    """What would help most; what has no size is null."""
    return json.dumps(finite(_relief_data(relief)), ensure_ascii=False, indent=2)


def why_json(answer: Why) -> str:
    """All numbers of an answer."""
    fields = {
        name: getattr(answer, name) for name in ("kind", "name", "good", "place", "period", "amount", "unit")
    }
    prices = [asdict(price) for price in answer.prices]
    told = {"shares": answer.shares.to_dicts(), "worth": dict(answer.worth), "prices": prices}
    return json.dumps(fields | told, ensure_ascii=False, indent=2)


def changes_data(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Changes as a scenario's file writes them, days as texts."""
    return [
        {
            key: cell.isoformat() if isinstance(cell, dt.date) else cell
            for key, cell in cells_of(change).items()
        }
        for change in changes
    ]


def _explanation_data(explanation: Explanation) -> dict[str, Any]:
    told = asdict(explanation)
    for relief, data in zip(explanation.reliefs, told["reliefs"], strict=True):
        data["changes"] = changes_data(relief.changes)
    return told


def _relief_data(relief: ReliefList) -> dict[str, Any]:
    told = asdict(relief)
    for line, data in zip(relief.lines, told["lines"], strict=True):
        data["changes"] = changes_data(line.changes)
    return told
