"""The price of a rule as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.comparing_page import plans_banner, plans_named, whole_page, write_page
from commonweal.show.headline import span_phrase
from commonweal.show.markup import Column, Html, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.rule_prices import PricedRules, effort_cells, rule_sentences, total_cells

if TYPE_CHECKING:
    from commonweal.compare.rules import RulePrices

__all__ = ["rules_html", "write_rules"]


def write_rules(prices: RulePrices, path: Path | str, *, language: str = "en") -> None:
    """Write what each rule costs as one self-contained page of HTML, whole or not at all.

    Parameters
    ----------
    prices
        What is told.
    path
        The file to write; one that is there is replaced.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    write_page(rules_html(prices, language=language), path)


def rules_html(prices: RulePrices, *, language: str = "en") -> str:
    """The price of a rule as the text of an HTML page; the same plans always give the same text."""
    view = PricedRules.of(prices, language)
    economy = next(iter(prices.plans.values())).economy
    return whole_page(
        economy.settings.name,
        view.words,
        plans_banner(prices.plans, view.words),
        element(
            "main",
            _opening(view),
            _side_by_side(view),
            _left_out(view),
            _places(view),
            _closing(view),
            class_="broad",
        ),
    )


def _opening(view: PricedRules) -> Html:
    words = view.words
    economy = next(iter(view.prices.plans.values())).economy
    span, span_values = span_phrase(economy, words)
    told = (element("li", words.html(key, **values)) for key, values in rule_sentences(view))
    return element(
        "header",
        element("p", words.html(span, **span_values), class_="small"),
        element("h1", element("bdi", economy.settings.name)),
        element("p", words("rules.lead")),
        element("h3", words("rules.heading")),
        element("ul", *told, class_="told"),
    )


def _side_by_side(view: PricedRules) -> Html:
    """Every tier under each rule, and effort and money."""
    words = view.words
    headings = ("rules.people", "rules.days", "average", "lowest")
    columns = [Column(words("rules.rule")), *(Column(words(key), number=True) for key in headings)]
    parts = []
    for tier in sorted(view.prices["totals"]["tier"].unique().to_list()):
        parts += [element("h3", words("tier", tier=tier)), table(columns, total_cells(view, tier))]
    effort = [Column(words("rules.rule")), Column(words("rules.effort"), number=True)]
    effort.append(Column(words("paid"), number=True))
    parts += [element("h3", words("effort.heading")), table(effort, effort_cells(view))]
    return section("rules", words("rules.tables.heading"), *parts)


def _left_out(view: PricedRules) -> Html:
    """Who would have less if need counted by purse."""
    words, names = view.words, view.names
    rows = view.prices["left_out"]
    if not rows.height:
        return Html("")
    columns = [Column(words(key)) for key in ("tier.short", "place", "group")]
    columns += [Column(words(key), number=True) for key in ("people", "rules.income")]
    columns += [Column(view.rule(rule), number=True) for rule in ("leximin", "money")]
    columns.append(Column(words("compare.lost.days"), number=True))
    cells = [
        (
            row["tier"], names.place(row["place"]), row["group"],
            words.number(row["people"]), words.number(row["income"]),
            words.percent(row["leximin"]), words.percent(row["money"]), words.number(row["lost"]),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]  # fmt: skip
    lead = element("p", words.html("rules.left.lead", currency=names.good(view.currency)))
    whole = joined([table(columns, cells), unlisted(rows.height, words)])
    return section("left-out", words("rules.left.heading"), lead, whole)


def _places(view: PricedRules) -> Html:
    """Average and lowest coverage by place and group under each rule, tier by tier."""
    words = view.words
    columns = [Column(words("place")), Column(words("group"))]
    columns += [Column(view.rule(rule), number=True) for rule in view.prices.plans]
    parts = []
    for tier in sorted(view.prices["totals"]["tier"].unique().to_list()):
        rows = view.prices["coverage"].filter(pl.col("tier") == tier)
        parts += [
            element("h3", words("tier", tier=tier)),
            element("p", words.html("rules.places.lead", tier=tier), class_="small"),
            table(columns, _place_rows(view, rows)),
        ]
    return section("places", words("rules.places.heading"), *parts)


def _place_rows(view: PricedRules, rows: pl.DataFrame) -> list[list[str]]:
    """One row a place and group, one cell a rule."""
    words = view.words
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows.iter_rows(named=True):
        told = f"{words.percent(row['mean'])} ({words.percent(row['lowest'])})"
        cells.setdefault((row["place"], row["group"]), {})[row["rule"]] = told
    return [
        [view.names.place(place), group, *(there.get(rule, "–") for rule in view.prices.plans)]
        for (place, group), there in sorted(cells.items())
    ][:MOST_ROWS]


def _closing(view: PricedRules) -> Html:
    """What each rule means, and how to name the plans."""
    words = view.words
    meanings = (element("li", words.choice("rule", rule)) for rule in view.prices.plans)
    labels = [(view.rule(rule), plan) for rule, plan in view.prices.plans.items()]
    heading = words("compare.method.heading")
    return section("method", heading, element("ul", *meanings), plans_named(labels, words))
