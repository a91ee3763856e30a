"""The plans that a comparison of one economy needs: under its scenarios, or under several rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from commonweal.compare.pairing import BASE
from commonweal.errors import ModelError
from commonweal.model import Economy
from commonweal.plan.plan import Plan
from commonweal.scenario import apply

__all__ = ["Make", "of_scenarios", "rules_to_compare"]

Make: TypeAlias = Callable[[Economy, str | None, str | None], Plan]
"""Makes the plan of an economy under a rule and a scenario; None for its own rule, and for no scenario."""


def of_scenarios(
    economy: Economy, scenarios: Sequence[str], rule: str | None, make: Make, say: Callable[[str], None]
) -> dict[str, Plan]:
    """The plans of an economy as it is and under each scenario, over the calendar of the scenarios.

    Parameters
    ----------
    say
        Told where the economy as it is, too, gets that calendar.
    """
    names = list(dict.fromkeys(scenarios))
    calendars = [apply(economy, name).economy.settings.calendar for name in names]
    base = economy
    if calendars[0] != economy.settings.calendar and all(one == calendars[0] for one in calendars):
        base = economy.with_settings(calendar=calendars[0])
        say(f"The economy as it is, too, is planned from {calendars[0].start} to before {calendars[0].end}.")
    plans = {BASE: make(base, rule, None)}
    return plans | {name: make(economy, rule, name) for name in names}


def rules_to_compare(economy: Economy, rules: Sequence[str]) -> list[str]:
    """The rules under which an economy is planned; a single one is compared with the economy's own.

    Raises
    ------
    ModelError
        If there is only one.
    """
    words = list(dict.fromkeys(rules if len(rules) > 1 else [economy.settings.rule, *rules]))
    if len(words) < 2:
        raise ModelError(f"'{words[0]}' is the economy's own rule; name another one to compare it with.")
    return words
