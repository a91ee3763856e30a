"""The aims and floors of a plan in words, and what the aims came to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commonweal.show.words import Names, Words

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["aim_name", "aims_reached", "floor_name"]

_PHRASES = (
    (r"tier (\d+)", "aim.tier"),
    (r"total of tier (\d+)", "aim.total"),
    (r"equal shares of tier (\d+)", "aim.equal"),
    (r"effort: (.+)", "aim.effort"),
    (r"what people can pay for", "aim.money"),
    (r"floors", "aim.floors"),
    (r"floors of tier (\d+)", "aim.floors_of_tier"),
)

_FLOORS = ("cap", "closing", "equipment", "limit", "minimum", "supply")


def aim_name(name: str, words: Words) -> str:
    """An aim in the words of a language; its own name where there are none."""
    for pattern, phrase in _PHRASES:
        found = re.fullmatch(pattern, name)
        if found:
            return words(phrase, what=found.group(1) if found.groups() else "")
    return name


def aims_reached(plan: Plan, words: Words) -> list[tuple[str, str]]:
    """Each aim and what it came to, in order; floors are told one by one elsewhere."""
    return [
        (aim_name(aim.name, words), _reached(aim.value, aim.unit, words))
        for aim in plan.aims
        if not aim.name.startswith("floors")
    ]


def floor_name(kind: str, what: str, words: Words, names: Names) -> str:
    """A floor in words: the closing stock of a good, the least of a supply or an activity."""
    return words(f"floor.{kind}", what=names.good(what)) if kind in _FLOORS else f"{kind}: {what}"


def _reached(value: float, unit: str, words: Words) -> str:
    return words.percent(value) if unit == "share" else words.amount(value, unit)
