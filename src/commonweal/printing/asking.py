"""What is asked for, as a table by date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commonweal.printing.sheet import Block, Cell, Column, Grid, Heading, Paragraph, alone, told
from commonweal.show.explaining import Teller
from commonweal.show.saying import Said, Several
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.show.briefing import Briefing
    from commonweal.show.briefing_asks import Ask, Asks

__all__ = ["asks_blocks"]


def asks_blocks(view: View, briefing: Briefing) -> list[Block]:
    """Money, goods and access that are asked for, by date; or a sentence on why nothing is."""
    words, asks = view.words, briefing.asks
    blocks: list[Block] = [Heading(2, told(Said("brief.asks.heading"), words))]
    if asks.origin == "none":
        why = "brief.asks.unasked" if briefing.shortages else "brief.asks.nobody"
        return [*blocks, Paragraph(told(Said(why), words))]
    if not asks.asks:
        lead = _empty(view, briefing)
        return [*blocks, Paragraph(told(lead, words)), *_cannot(view, asks)]
    blocks.append(Paragraph(told(_lead(view, asks), words), "small"))
    blocks.append(_table(view, asks))
    if asks.n_left:
        more = Said("brief.asks.more", {"n": words.number(asks.n_left)})
        blocks.append(Paragraph(told(more, words), "small"))
    return [*blocks, *_cannot(view, asks)]


def _lead(view: View, asks: Asks) -> Said:
    """What the lines together, or each by itself, come to."""
    if asks.origin == "relief":
        return Said("brief.asks.relief")
    words = view.words
    by_size = asks.measure and asks.asks[0].kind not in {"access", "capacity"}
    total: object = words.amount(asks.total, asks.measure)
    if not by_size:
        total = Said("brief.asks.times", {"total": words.number(asks.total)})
    phrase = "brief.asks.package" if asks.tier == 1 else "brief.asks.package.more"
    return Said(phrase, {"tier": asks.tier, "level": words.percent(asks.coverage), "total": total})


def _empty(view: View, briefing: Briefing) -> Said:
    """That nothing is asked for though it was worked out, and why."""
    asks = briefing.asks
    if asks.origin == "relief":
        return Said("brief.asks.nothing" if briefing.shortages else "brief.asks.nobody")
    if asks.n_cannot:
        return Said("brief.asks.package.vain")
    phrase = "brief.asks.package.covered" if asks.tier == 1 else "brief.asks.package.covered.more"
    return Said(phrase, {"tier": asks.tier, "level": view.words.percent(asks.coverage)})


def _cannot(view: View, asks: Asks) -> list[Block]:
    """How many needs no such package lifts; nothing if there are none."""
    if not asks.n_cannot:
        return []
    words = view.words
    return [Paragraph(told(Said("brief.asks.cannot", {"n": words.number(asks.n_cannot)}), words), "small")]


def _table(view: View, asks: Asks) -> Grid:
    words = view.words
    last = "brief.asks.gain" if asks.origin == "relief" else "brief.asks.amount"
    columns = (
        Column(words("brief.asks.when"), weight=1.1),
        Column(words("brief.asks.kind"), weight=0.8),
        Column(words("brief.asks.what"), weight=5.0),
        Column(words(last), number=True, weight=1.1),
    )
    teller = Teller(view.plan.economy, words, view.names)
    rows = tuple(_row(view, teller, ask) for ask in asks.asks)
    return Grid(words("brief.asks.heading"), columns, rows)


def _row(view: View, teller: Teller, ask: Ask) -> tuple[Cell, ...]:
    words = view.words
    when = alone(words.day(ask.day)) if ask.day else told(Said("brief.asks.throughout"), words)
    what, size = _told_line(view, ask.line) if ask.line else (teller.steps(ask.steps), "")
    figure = words.number(round(ask.person_days)) if ask.person_days is not None else size
    return (
        Cell(when),
        Cell(told(Said(f"brief.kind.{ask.kind}"), words)),
        Cell(told(what, words)),
        Cell(alone(figure)),
    )


def _told_line(view: View, line: Mapping[str, Any]) -> tuple[Said | Several, str]:
    """A line of a package: what, and how much more of it."""
    words, names = view.words, view.names
    what: object = names.good(line["good"]) if line["good"] else str(line["what"])
    if line["good"] and line["table"] == "stocks":
        what = Said("require.store", {"good": what})
    if line["place"]:
        ends = Several(tuple(names.place(end) for end in str(line["place"]).split(" – ")), "brief.ends")
        what = Said("brief.asks.at", {"what": what, "place": ends})
    return Several((what,)), words.amount(float(line["amount"]), str(line["unit"] or ""))
