"""The last parts of a report: method, sources, and what the plan was made from."""

from __future__ import annotations

import importlib.metadata
from collections import Counter

from commonweal.model import TABLES
from commonweal.show.markup import Column, Html, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.view import View

__all__ = ["closing_section"]

_ASSUMED = "assumed"


def closing_section(view: View) -> Html:
    """How the plan was made, where the figures are from, and how to name it."""
    words, plan = view.words, view.plan
    settings = plan.economy.settings
    about = element(
        "dl",
        *_pair(words("economy"), settings.name),
        *_pair(words("economy.hash"), element("code", plan.economy.hash)),
        *_pair(words("plan.hash"), element("code", plan.hash)),
        *_pair(words("version"), f"commonweal {importlib.metadata.version('commonweal')}"),
    )
    return joined(
        [
            section("sources", words("sources.heading"), _sources(view), _notes(view)),
            section(
                "method",
                words("method.heading"),
                element("p", words.choice("method", plan.rule)),
                element("p", words("method.proof")),
                about,
            ),
        ]
    )


def _pair(term: str, value: object) -> tuple[Html, Html]:
    return element("dt", term), element("dd", element("bdi", value))


def _sources(view: View) -> Html:
    """How many rows rest on each source, assumptions and blanks among them."""
    words = view.words
    counts: Counter[str] = Counter()
    for name in TABLES:
        counts.update(source or "" for source in view.plan.economy[name]["source"].to_list())
    total, blank, assumed = counts.total(), counts.pop("", 0), counts.pop(_ASSUMED, 0)
    lead = element(
        "p",
        words.html(
            "sources.lead",
            total=words.number(total),
            sourced=words.number(total - blank - assumed),
            assumed=words.number(assumed),
            blank=words.number(blank),
        ),
    )
    if not counts:
        return lead
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    columns = [Column(words("source")), Column(words("rows"), number=True)]
    rows = [(source, words.number(count)) for source, count in ranked[:MOST_ROWS]]
    return joined([lead, table(columns, rows), unlisted(len(ranked), words)])


def _notes(view: View) -> Html:
    """Notes of the tables, each with the name of its row."""
    words = view.words
    notes = [
        (name, str(row[TABLES[name].key[0]] or ""), row["note"])
        for name in TABLES
        for row in view.plan.economy[name].iter_rows(named=True)
        if row["note"]
    ]
    if not notes:
        return Html("")
    columns = [Column(words("table")), Column(words("row")), Column(words("note"))]
    heading = element("h3", words("notes.heading"))
    return joined([heading, table(columns, notes[:MOST_ROWS]), unlisted(len(notes), words)])
