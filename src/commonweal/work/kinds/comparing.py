"""Jobs of kind ``compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commonweal.check.soundness import doubts
from commonweal.compare.comparison import compare
from commonweal.compare.export import comparison_json
from commonweal.compare.making import of_scenarios, rules_to_compare
from commonweal.compare.method_shock import ShockKind, read_shock
from commonweal.compare.methods import METHODS, compare_methods
from commonweal.data.table_folder import read_table_folder
from commonweal.run.asked import shortened
from commonweal.show.comparing_report import comparison_html
from commonweal.show.comparing_text import print_comparison
from commonweal.show.methods_text import print_methods
from commonweal.wire.requests import CompareRequest
from commonweal.work.doing import REPORT, Doing, Found, tables

if TYPE_CHECKING:
    from commonweal.model import Economy
    from commonweal.plan.plan import Plan

__all__ = ["found"]


def found(doing: Doing) -> Found:
    """Plans side by side; or one shock followed by several methods."""
    asked = cast(CompareRequest, doing.asked)
    if asked.by_methods:
        return _by_methods(doing, asked)
    comparison = compare(_plans(doing, asked))
    print_comparison(comparison, doing.console, language=doing.language)
    page = comparison_html(comparison, good=asked.good, language=doing.language)
    return doing.answer(
        comparison_json(comparison), report={REPORT: page.encode()}, tables=tables(comparison.tables)
    )


def _plans(doing: Doing, asked: CompareRequest) -> dict[str, Plan]:
    """The plans that are asked for, by name; the first is the base."""
    rule = asked.rules[0] if asked.rules else None

    def make(economy: Economy, rule: str | None, scenario: str | None) -> Plan:
        return doing.made(economy, rule, scenario)

    if len(asked.of) > 1:
        return {doing.inputs[f"of{n}"].name: _one(doing, n, asked, rule) for n in range(len(asked.of))}
    economy = _sound(doing, "of0")
    short = shortened(economy, asked.periods)
    if asked.scenarios:
        return of_scenarios(short, asked.scenarios, rule, make, doing.say)
    return {word: make(short, word, None) for word in rules_to_compare(economy, asked.rules)}


def _one(doing: Doing, number: int, asked: CompareRequest, rule: str | None) -> Plan:
    """One of several plans: opened if it was made before, else made now."""
    place = f"of{number}"
    if doing.inputs[place].what == "plan":
        return doing.plan(place)
    return doing.made(shortened(_sound(doing, place), asked.periods), rule)


def _sound(doing: Doing, place: str) -> Economy:
    """An economy in which nothing comes from nothing."""
    economy = doing.economy(place)
    doing.doubted(doubts(economy))
    return economy


def _by_methods(doing: Doing, asked: CompareRequest) -> Found:
    """One shock followed by several methods."""
    methods = list(dict.fromkeys(asked.methods or METHODS))
    table = read_table_folder(doing.table_folder("of0"))
    kind, text = asked.shock
    shock = read_shock(cast(ShockKind, kind), text, table)
    compared = compare_methods(
        _sound(doing, "of0") if "plan" in methods else None,
        table,
        shock,
        methods,
        rule=asked.rules[0] if asked.rules else None,
        limits=doing.limits,
    )
    print_methods(compared, doing.console, language=doing.language)
    return doing.answer(comparison_json(compared), tables=tables(compared.tables))
