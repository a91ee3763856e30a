"""Jobs of kind ``rules``."""

from __future__ import annotations

from typing import cast

from commonweal.check.soundness import doubts
from commonweal.compare.export import comparison_json
from commonweal.compare.rules import rules
from commonweal.run.asked import shortened
from commonweal.show.rule_prices_report import rules_html
from commonweal.show.rule_prices_text import print_rules
from commonweal.wire.requests import RulesRequest
from commonweal.work.doing import REPORT, Doing, Found, tables

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """What each rule of sharing costs, and whom it serves."""
    asked = cast(RulesRequest, doing.asked)
    economy = doing.economy()
    doing.doubted(doubts(economy))
    prices = rules(shortened(economy, asked.periods), scenario=asked.scenario, limits=doing.limits)
    print_rules(prices, doing.console, language=doing.language)
    return doing.answer(
        comparison_json(prices),
        report={REPORT: rules_html(prices, language=doing.language).encode()},
        tables=tables(prices.tables),
    )
