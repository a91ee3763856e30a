"""The part of a comparison that tells what happens in each scenario: why, and who says so."""

from __future__ import annotations

from commonweal.model.changes import Change, Scenario
from commonweal.scenario import chain
from commonweal.show.comparing import Compared
from commonweal.show.markup import Column, Html, element, joined, table
from commonweal.show.page import section
from commonweal.show.scenarios import change_phrase

__all__ = ["changes_section"]


def changes_section(view: Compared) -> Html:
    """Every change of the scenarios that are compared, with its reason and its source; nothing if none is."""
    parts = [
        joined([element("h3", element("bdi", view.label(name))), _scenario(view, name)])
        for name, plan in view.comparison.plans.items()
        if plan.scenario in plan.economy.scenarios
    ]
    if not parts:
        return Html("")
    return section("changes", view.words("scenarios.title"), *parts)


def _scenario(view: Compared, name: str) -> Html:
    """One scenario with those it goes on from, the first parent first."""
    words, plan = view.words, view.comparison.plans[name]
    line = chain(plan.economy, plan.scenario)
    columns = [Column(words(key)) for key in _HEADINGS]
    rows = [_row(view, scenario, change) for scenario in line for change in scenario.changes]
    description = line[-1].description
    told = element("p", description, dir="auto") if description else ""
    return joined([told, table(columns, rows)])


_HEADINGS = ("scenarios.changes", "compare.because", "source", "compare.claimed", "compare.confidence")


def _row(view: Compared, scenario: Scenario, change: Change) -> tuple[str, ...]:
    """A change, why, where it is from, who claims it, and how sure it is."""
    confidence = view.words.choice("confidence", change.confidence) if change.confidence else ""
    return (
        change_phrase(change, view.words),
        change.because,
        change.source or scenario.source,
        change.claimed_by,
        confidence,
    )
