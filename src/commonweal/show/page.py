"""Parts that sections of a report share."""

from __future__ import annotations

from commonweal.show.markup import Html, element
from commonweal.show.words import Words

__all__ = ["MOST_ROWS", "section", "unlisted"]

MOST_ROWS = 200
"""Rows of a table that a report prints; the tables of the plan keep all."""


def section(anchor: str, heading: str, *parts: object) -> Html:
    """A part of the report with a heading that can be linked to."""
    return element("section", element("h2", heading), *parts, id=anchor)


def unlisted(n_rows: int, words: Words) -> Html:
    """A line that says how many rows are not printed; nothing if all are."""
    if n_rows <= MOST_ROWS:
        return Html("")
    return element("p", words.html("unlisted", n=words.number(n_rows - MOST_ROWS)), class_="small")
