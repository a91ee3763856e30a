"""Explanations that were kept as JSON, as records again: what ``explain.export`` writes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from commonweal.explain.records import Cell, Explanation, Reason, Relief, ReliefLine, ReliefList, Step

__all__ = ["EXPLANATIONS", "explanations_of", "relief_of"]

EXPLANATIONS = "explanations.json"
"""Name of the file in which a server keeps the explanations of a plan beside it."""


def explanations_of(data: Mapping[str, Any]) -> tuple[Explanation, ...]:
    """Explanations from what ``explanations_json`` wrote; the changes of scenarios are not read."""
    return tuple(_explanation(one) for one in data["explanations"])


def relief_of(data: Mapping[str, Any]) -> ReliefList:
    """What would help most, from what ``relief_json`` wrote; the changes of scenarios are not read."""
    return ReliefList(
        cells=tuple(Cell(**cell) for cell in data["cells"]),
        lacking=data["lacking"],
        lines=tuple(
            ReliefLine(_steps(line["steps"]), line["person_days"], line["per_unit"]) for line in data["lines"]
        ),
        idle=data["idle"],
        known_on=data["known_on"],
        n_elsewhere=data["n_elsewhere"],
    )


def _explanation(data: Mapping[str, Any]) -> Explanation:
    reliefs = tuple(
        Relief(_steps(one["steps"]), one["coverage"], one["person_days"]) for one in data["reliefs"]
    )
    return Explanation(
        cell=Cell(**data["cell"]),
        highest=data["highest"],
        reasons=tuple(map(_reason, data["reasons"])),
        reliefs=reliefs,
        carriers=tuple(data["carriers"]),
        others_short=data["others_short"],
        alike=data["alike"],
        known_on=data["known_on"],
        hindsight=data["hindsight"],
    )


def _steps(data: list[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(**{**one, "reason": _reason(one["reason"]), "more": _size(one["more"])}) for one in data
    )


def _reason(data: Mapping[str, Any]) -> Reason:
    return Reason(**{**data, "figure": _size(data["figure"]), "periods": tuple(data["periods"])})


def _size(value: float | None) -> float:
    """A number; what JSON has no number for is without limit."""
    return math.inf if value is None else value
