"""Why needs are short, and what would help, for a printed report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commonweal.printing.sheet import Block, Cell, Column, Grid, Heading, Paragraph, Points, alone, told
from commonweal.show.explaining import Teller
from commonweal.show.saying import Said
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList

__all__ = ["reasons_blocks"]

_MOST_LINES = 15


def reasons_blocks(view: View, explanations: Sequence[Explanation], relief: ReliefList | None) -> list[Block]:
    """Each need that was explained, and the ranked list of what would help; nothing where nothing was."""
    if not explanations:
        return []
    words, teller = view.words, Teller(view.plan.economy, view.words, view.names)
    blocks: list[Block] = [
        Heading(2, told(Said("explain.heading"), words)),
        Paragraph(told(Said("explain.lead"), words), "small"),
    ]
    for number, explanation in enumerate(explanations):
        blocks += _one(teller, explanation, explanations[:number])
    return [*blocks, *_ranked(teller, relief)]


def _one(teller: Teller, explanation: Explanation, earlier: Sequence[Explanation]) -> list[Block]:
    """One need: what it gets, why it can't rise, and what would help."""
    words = teller.words
    sentence, reasons = teller.why(explanation, earlier)
    blocks: list[Block] = [
        Heading(3, told(teller.cell(explanation.cell), words)),
        Paragraph(told(sentence, words)),
    ]
    if reasons:
        blocks.append(Points(tuple(told(reason, words) for reason in reasons)))
    if explanation.reliefs:
        helps = tuple(told(teller.relief(explanation, one), words) for one in explanation.reliefs)
        blocks += [Paragraph(told(Said("explain.help"), words)), Points(helps)]
    return blocks


def _ranked(teller: Teller, relief: ReliefList | None) -> list[Block]:
    """What would help most, as a table."""
    if relief is None or not relief.lines:
        return []
    words = teller.words
    columns = (
        Column(words("relief.what"), weight=1.0),
        Column(words("relief.gain"), number=True),
    )
    rows = tuple(
        (Cell(told(teller.steps(line.steps), words)), Cell(alone(words.number(line.person_days))))
        for line in relief.lines[:_MOST_LINES]
    )
    blocks: list[Block] = [
        Heading(3, told(Said("relief.heading"), words)),
        Paragraph(told(Said("relief.lead"), words), "small"),
        Grid(words("relief.heading"), columns, rows),
    ]
    n_more = len(relief.lines) - _MOST_LINES
    if n_more > 0:
        blocks.append(Paragraph(told(Said("relief.more", {"n": words.number(n_more)}), words), "small"))
    return blocks
