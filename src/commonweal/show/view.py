"""A plan together with the words and names it is told in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.show.people import FULL, TierFacts, tier_facts
from commonweal.show.words import Names, Words, words_in

if TYPE_CHECKING:
    from commonweal.model import Calendar
    from commonweal.plan.plan import Plan

__all__ = ["View"]


@dataclass(frozen=True)
class View:
    """A plan, and the words and names it is told in.

    Attributes
    ----------
    plan, words, names
        What is told, and how.
    tiers
        What each tier of needs comes to, the most urgent first.
    """

    plan: Plan
    words: Words
    names: Names
    tiers: tuple[TierFacts, ...]

    @classmethod
    def of(cls, plan: Plan, language: str) -> View:
        """The view of a plan in a language, such as ``en`` or ``ar``."""
        words = words_in(language)
        tiers = tuple(tier_facts(plan["coverage"], plan.economy.settings.calendar))
        return cls(plan, words, Names.of(plan.economy, language), tiers)

    @property
    def calendar(self) -> Calendar:
        """The periods of the plan."""
        return self.plan.economy.settings.calendar

    @property
    def short_tier(self) -> TierFacts | None:
        """The most urgent tier in which somebody is short; None if nobody is."""
        return next((facts for facts in self.tiers if facts.lowest.coverage < FULL), None)
