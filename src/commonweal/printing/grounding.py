"""What a plan rests on, in a few lines: sources, assumptions, and who says what happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commonweal.printing.sheet import Block, Heading, Line, Paragraph, Points, sentence, told
from commonweal.show.saying import Said, Several
from commonweal.show.scenarios import change_phrase
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.model.changes import Change
    from commonweal.show.briefing_sources import Grounds

__all__ = ["grounds_blocks"]

_MOST_SOURCES, _MOST_NOTES, _MOST_CHANGES = 4, 3, 4
_LONGEST = 160  # letters of a source or a note


def grounds_blocks(
    view: View, grounds: Grounds, *, sources: int = _MOST_SOURCES, notes: int = _MOST_NOTES
) -> list[Block]:
    """Sources with how many rows rest on them, assumptions, and what is taken to happen.

    Parameters
    ----------
    view, grounds
        What is told.
    sources, notes
        How many of each; that there are more is said.
    """
    words = view.words
    counts = {
        "total": words.number(grounds.n_rows),
        "sourced": words.number(grounds.n_sourced),
        "assumed": words.number(grounds.n_assumed),
        "blank": words.number(grounds.n_blank),
    }
    sentences: list[object] = [Said("sources.lead", counts)]
    if grounds.sources:
        named = _named(view, [_source(view, *one) for one in grounds.sources], sources, "others")
        sentences.append(Said("brief.grounds.sources", {"sources": named}))
    if grounds.notes:
        told_notes = [
            Said("brief.grounds.note", {"table": table, "row": row, "note": _short(note)})
            for table, row, note in grounds.notes
        ]
        sentences.append(Said("brief.grounds.assumed", {"notes": _named(view, told_notes, notes, "more")}))
    lead = told(Several(tuple(sentences), "brief.space"), words)
    heading = Heading(2, told(Said("brief.grounds.heading"), words))
    return [heading, Paragraph(lead, "small"), *_happening(view, grounds.changes)]


def _source(view: View, source: str, count: int) -> Said:
    return Said("brief.grounds.source", {"source": _short(source), "n": view.words.number(count)})


def _named(view: View, things: Sequence[Said], most: int, more: str) -> Several:
    """The first of some things, and how many more there are."""
    named = list(things[:most])
    if len(things) > most:
        named.append(Said(f"brief.grounds.{more}", {"n": view.words.number(len(things) - most)}))
    return Several(tuple(named), "explain.part")


def _happening(view: View, changes: Sequence[Change]) -> Iterator[Block]:
    """What the scenario makes happen, and who says so."""
    words = view.words
    if not changes:
        yield Paragraph(told(Said("brief.grounds.nothing"), words), "small")
        return
    yield Paragraph(told(Said("brief.grounds.happens"), words), "small")
    lines = [_change(view, change) for change in changes[:_MOST_CHANGES]]
    if len(changes) > _MOST_CHANGES:
        more = {"n": words.number(len(changes) - _MOST_CHANGES)}
        lines.append(told(Said("brief.grounds.changes.more", more), words))
    yield Points(tuple(lines), "small")


def _change(view: View, change: Change) -> Line:
    """A change with its reason, who claims it, and how sure it is."""
    words = view.words
    about: list[Said] = []
    if change.because:
        about.append(Said("scenarios.because", {"because": change.because}))
    if change.claimed_by:
        about.append(Said("scenarios.claimed", {"who": change.claimed_by}))
    if change.source:
        about.append(Said("scenarios.says", {"source": _short(change.source)}))
    if change.confidence:
        sure = words.choice("confidence", change.confidence)
        about.append(Said("scenarios.confidence", {"confidence": sure}))
    line = sentence(change_phrase(change, words))
    for part in about:
        line += (*sentence(words("brief.sentence")), *told(part, words))
    return (*line, *sentence(words("brief.end")))


def _short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
