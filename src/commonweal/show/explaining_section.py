"""The part of a report that says why needs are short, and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commonweal.show.explaining import Teller
from commonweal.show.markup import Html, element, joined
from commonweal.show.page import section
from commonweal.show.relief_table import relief_html
from commonweal.show.saying import Said
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList

__all__ = ["explaining_section"]


def explaining_section(
    view: View, explanations: Sequence[Explanation], relief: ReliefList | None = None
) -> Html:
    """Why needs are short and what would help; nothing where nothing was explained."""
    if not explanations:
        return Html("")
    words = view.words
    teller = Teller(view.plan.economy, words, view.names)
    body = joined(
        _one(teller, explanation, explanations[:number]) for number, explanation in enumerate(explanations)
    )
    most = "" if relief is None else relief_html(teller, relief)
    return section("why", words("explain.heading"), element("p", words("explain.lead")), body, most)


def _one(teller: Teller, explanation: Explanation, earlier: Sequence[Explanation]) -> Html:
    """One need: what it gets, why it can't rise, and what would help."""
    words = teller.words
    sentence, reasons = teller.why(explanation, earlier)
    parts = [
        element("h3", teller.cell(explanation.cell).html(words)),
        element("p", sentence.html(words)),
        _list(teller, reasons),
    ]
    notes = joined((note.html(words) for note in teller.notes(explanation)), " ")
    if notes:
        parts.append(element("p", notes, class_="small"))
    if explanation.reliefs:
        reliefs = [teller.relief(explanation, relief) for relief in explanation.reliefs]
        parts += [element("p", words("explain.help")), _list(teller, reliefs)]
    return element("article", joined(parts))


def _list(teller: Teller, lines: Sequence[Said]) -> Html:
    """A list; nothing for no lines."""
    if not lines:
        return Html("")
    return element("ul", *(element("li", line.html(teller.words)) for line in lines))
