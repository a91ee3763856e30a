"""An example of an explanation in sentences, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["EXPLANATION"]


def _plain(text: str) -> dict[str, Any]:
    """A sentence that points at nothing."""
    return {"text": text, "pieces": [{"text": text, "apart": False, "link": None}], "links": []}


def _about(before: str, name: str, after: str, kind: str, called: str) -> dict[str, Any]:
    """A sentence that points at one thing."""
    return {
        "text": before + name + after,
        "pieces": [
            {"text": before, "apart": False, "link": None},
            {"text": name, "apart": True, "link": 0},
            {"text": after, "apart": False, "link": None},
        ],
        "links": [{"kind": kind, "name": called, "table": "", "row": None, "key": {}}],
    }


_CELL = {
    "tier": 1,
    "place": "hill",
    "group": "residents",
    "good": "energy",
    "period": "2031-03-17",
    "coverage": 0.7,
    "person_days": 840.0,
}
_CHANGE = {
    "do": "scale",
    "table": "stocks",
    "where": "good=flour, place=hill",
    "column": "capacity",
    "value": 1.1,
    "because": "Would help: Energy in The hill hamlet (residents), from 17 March 2031",
    "confidence": "assumed",
}
_REASON = {
    "text": "the route cart-track is shut (routes, row 4)",
    "pieces": [
        {"text": "the route ", "apart": False, "link": None},
        {"text": "cart-track", "apart": True, "link": 0},
        {"text": " is shut (", "apart": False, "link": None},
        {"text": "routes, row 4", "apart": True, "link": 1},
        {"text": ")", "apart": False, "link": None},
    ],
    "links": [
        {"kind": "route", "name": "cart-track", "table": "", "row": None, "key": {}},
        {
            "kind": "row",
            "name": "",
            "table": "routes",
            "row": 2,
            "key": {"route": "cart-track", "from": "2031-03-17", "until": "2031-03-31"},
        },
    ],
}

EXPLANATION: Mapping[str, Any] = {
    "explanations": [
        {
            "cell": _CELL,
            "headline": _about("Energy in ", "The hill hamlet", ": 70 %.", "place", "hill"),
            "why": _plain("It can't rise, because all of this holds at once:"),
            "reasons": [_REASON],
            "notes": [],
            "highest": 0.7,
            "reliefs": [
                {
                    "sentence": _plain("10 % more room for Wheat flour: 70 % → 79 %, 75 person-days more"),
                    "steps": _plain("10 % more room for Wheat flour"),
                    "coverage": 0.79,
                    "person_days": 75.0,
                    "changes": [_CHANGE],
                }
            ],
        }
    ],
    "relief": None,
    "why": None,
}
