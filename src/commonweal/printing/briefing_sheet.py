"""The briefing: one page for a minister or a donor, told from its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.printing.asking import asks_blocks
from commonweal.printing.drawing import map_picture
from commonweal.printing.grounding import grounds_blocks
from commonweal.printing.opening import cards, opening, sheet_of
from commonweal.printing.sheet import (
    Block,
    Cell,
    Column,
    Grid,
    Heading,
    Pair,
    Paragraph,
    Points,
    Sheet,
    alone,
    told,
)
from commonweal.show.saying import Said
from commonweal.show.shades import shade
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.show.briefing import Briefing, Shortage

__all__ = ["briefing_sheet"]

_MOST_SHORTAGES, _MOST_STORES = 6, 4
_MAP = (440.0, 380.0)  # small, so that its letters can be read on half a page


def briefing_sheet(briefing: Briefing, language: str) -> Sheet:
    """The one page in a language, such as ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    view = View.of(briefing.plan, language)
    picture = map_picture(view, _MAP)
    short = [*_shortages(view, briefing), *_stores(view, briefing)]
    middle: list[Block] = short if picture is None else [Pair((picture,), tuple(short), 0.46)]
    blocks = [
        *opening(view, "brief.title", briefing.grounds.scenario, proof=False),
        *cards(view),
        *middle,
        *asks_blocks(view, briefing),
        *grounds_blocks(view, briefing.grounds),
    ]
    return sheet_of(view, "brief.title", blocks, one_page=True)


def _shortages(view: View, briefing: Briefing) -> list[Block]:
    """What people are short of, the most urgent tier first."""
    words, shortages = view.words, briefing.shortages
    heading = Heading(2, told(Said("brief.short.heading"), words))
    if not shortages:
        return [heading, Paragraph(told(Said("short.nobody"), words))]
    columns = (
        Column(words("need"), weight=1.0),
        Column(words("brief.short.people"), number=True),
        Column(words("lowest"), number=True),
        Column(words("missing"), number=True),
        Column(words("brief.short.first")),
    )
    rows = tuple(_row(view, one) for one in shortages[:_MOST_SHORTAGES])
    blocks: list[Block] = [heading, Grid(words("brief.short.heading"), columns, rows)]
    return blocks + _more(view, "brief.short.more", len(shortages) - _MOST_SHORTAGES)


def _row(view: View, one: Shortage) -> tuple[Cell, ...]:
    words, names = view.words, view.names
    need = Said("why.need", {"good": names.good(one.good), "tier": one.tier})
    return (
        Cell(told(need, words)),
        Cell(alone(words.number(one.people))),
        Cell(alone(words.percent(one.lowest.coverage)), shade(one.lowest.coverage)),
        Cell(alone(words.amount(one.missing, names.unit(one.good)))),
        Cell(alone(words.day(one.first))),
    )


def _stores(view: View, briefing: Briefing) -> list[Block]:
    """When stocks break."""
    words, names = view.words, view.names
    heading = Heading(2, told(Said("brief.stocks.heading"), words))
    if not briefing.run_outs:
        return [heading, Paragraph(told(Said("brief.stocks.none"), words))]
    lines = [
        Said(
            "brief.stocks.line",
            {
                "good": names.good(one.good),
                "place": names.place(one.place, words("everywhere")),
                "day": words.day(one.day),
                "people": words.number(one.people),
            },
        )
        for one in briefing.run_outs[:_MOST_STORES]
    ]
    points = Points(tuple(told(line, words) for line in lines))
    return [heading, points, *_more(view, "brief.stocks.more", len(briefing.run_outs) - _MOST_STORES)]


def _more(view: View, phrase: str, n_more: int) -> list[Block]:
    """How many are not told; nothing if all are."""
    if n_more <= 0:
        return []
    return [Paragraph(told(Said(phrase, {"n": view.words.number(n_more)}), view.words), "small")]
