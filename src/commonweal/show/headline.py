"""The first sentences about a plan: how many people, what they have, whether to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.show.people import Cell, TierFacts
from commonweal.show.words import Names, Words

if TYPE_CHECKING:
    from commonweal.model import Economy
    from commonweal.plan.plan import Plan

__all__ = ["certificate_phrase", "covered_phrase", "span_phrase", "worst_phrase"]

Phrase = tuple[str, dict[str, object]]
"""A phrase by its key, and its values: the terminal and the page write it each in their way."""


def covered_phrase(facts: TierFacts, words: Words) -> Phrase:
    """How many people have every need of a tier covered."""
    key = "headline.all" if facts.people_fully_covered >= facts.people else "headline.covered"
    share = facts.people_fully_covered / facts.people
    values = {"people": words.number(facts.people), "share": words.percent(share), "tier": facts.tier}
    return key, values


def worst_phrase(cell: Cell, words: Words, names: Names) -> Phrase:
    """Who is worst off, with how much of what, and when."""
    return "headline.worst", {
        "group": cell.group,
        "place": names.place(cell.place),
        "coverage": words.percent(cell.coverage),
        "good": names.good(cell.good),
        "day": words.day(cell.period),
    }


def span_phrase(economy: Economy, words: Words) -> Phrase:
    """What time the plan is for."""
    calendar = economy.settings.calendar
    return "headline.span", {
        "start": words.day(calendar.start.isoformat()),
        "end": words.day(calendar.end.isoformat()),
        "n": calendar.n_periods,
    }


def certificate_phrase(plan: Plan, words: Words) -> Phrase:
    """What is proved about the plan, with the errors that were found."""
    errors = plan.certificate.data()
    values: dict[str, object] = {name: words.small(error) for name, error in errors.items()}
    return f"certificate.{plan.certificate.quality}", values
