"""English: the briefing, and what printed pages say besides the report."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PHRASES"]

PHRASES: Mapping[str, str] = {
    "brief.title": "Briefing: {economy}",
    "brief.report": "Report: {economy}",
    "brief.scenario": "Scenario: {title}",
    "brief.page": "Page {page} of {pages}",
    "brief.made": "Made with commonweal {version} from plan {plan}.",
    "brief.proof": "All balances, limits and coverages were computed again from the tables; the prices of "
    "the program prove that no better plan exists.",
    # what is short
    "brief.short.heading": "What is short",
    "brief.short.people": "People short",
    "brief.short.first": "Since",
    "brief.short.more": "More needs that are short, which the report of the plan tells: {n}.",
    # when stocks break
    "brief.stocks.heading": "When stocks break",
    "brief.stocks.line": "{good} in {place}: nothing left from {day}; people short there: {people}.",
    "brief.stocks.more": "More stores that run empty where people are short: {n}.",
    "brief.stocks.none": "No store runs empty where people are short of what lay in it.",
    # what is asked for
    "brief.asks.heading": "What is asked for",
    "brief.asks.relief": "Each line by itself gives what it says, which was solved anew; the gains can't be "
    "added up.",
    "brief.asks.package": "All of it together covers tier 1 to {level}, and less would not. In all: {total}.",
    "brief.asks.package.more": "All of it together covers tiers 1 to {tier} to {level}, and less would "
    "not. In all: {total}.",
    "brief.asks.package.vain": "More of what was asked about would lift nothing that is short.",
    "brief.asks.package.covered": "Nothing more is needed to cover tier 1 to {level}.",
    "brief.asks.package.covered.more": "Nothing more is needed to cover tiers 1 to {tier} to {level}.",
    "brief.asks.cannot": "Needs that nothing of this kind can lift that far: {n}.",
    "brief.asks.times": "{total} times what there is, each counted by its own capacity",
    "brief.asks.nothing": "No figure of the tables, loosened by itself or together with others, would help.",
    "brief.asks.unasked": "What would help was not worked out for this plan, so nothing is asked for here.",
    "brief.asks.nobody": "Nothing is asked for: nobody is short.",
    "brief.asks.more": "More things that would help, each less: {n}.",
    "brief.asks.when": "From",
    "brief.asks.throughout": "throughout",
    "brief.asks.kind": "Kind",
    "brief.asks.what": "What is asked for",
    "brief.asks.amount": "How much more",
    "brief.asks.gain": "Person-days gained",
    "brief.kind.money": "Money",
    "brief.kind.goods": "Goods",
    "brief.kind.access": "Access",
    "brief.kind.capacity": "Capacity",
    "brief.asks.at": "{what} in {place}",
    # what it rests on
    "brief.grounds.heading": "What this rests on",
    "brief.grounds.sources": "Most rows rest on: {sources}.",
    "brief.grounds.source": "{source} ({n})",
    "brief.grounds.others": "{n} more sources",
    "brief.grounds.assumed": "Assumptions, among others: {notes}.",
    "brief.grounds.note": "{note} ({table}: {row})",
    "brief.grounds.more": "{n} more",
    "brief.grounds.happens": "What is taken to happen:",
    "brief.grounds.nothing": "Nothing is taken to happen beyond what the tables say.",
    "brief.grounds.changes.more": "{n} more changes",
    "brief.sentence": ". ",
    "brief.end": ".",
    "brief.space": " ",
    "brief.named": "{what}: {name}",
    "brief.dot": " · ",
    "brief.ends": " – ",
}
