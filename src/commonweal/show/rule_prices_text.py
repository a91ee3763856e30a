"""The price of a rule in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.show.comparing_text import shown_text, text_table
from commonweal.show.rule_prices import PricedRules, effort_cells, rule_sentences, total_cells

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.compare.rules import RulePrices

__all__ = ["print_rules"]


def print_rules(prices: RulePrices, console: Console, *, language: str = "en") -> None:
    """Show in a terminal what each rule of sharing costs and whom it serves.

    Parameters
    ----------
    prices
        What is told.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    view = PricedRules.of(prices, language)
    words = view.words
    for key, values in rule_sentences(view):
        console.print(shown_text(words(key, **values)))
    headings = [words(key) for key in ("rules.people", "rules.days", "average", "lowest")]
    for tier in prices["totals"]["tier"].unique().sort():
        console.print()
        console.print(text_table([words("tier", tier=tier), *headings], 1, total_cells(view, tier)))
    console.print()
    console.print(
        text_table([words("rules.rule"), words("rules.effort"), words("paid")], 1, effort_cells(view))
    )
