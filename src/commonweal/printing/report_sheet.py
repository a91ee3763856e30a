"""The report of a plan as pages: what stands on its page of HTML, cut to what people read on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commonweal.printing.drawing import map_picture
from commonweal.printing.grounding import grounds_blocks
from commonweal.printing.opening import cards, opening, sheet_of
from commonweal.printing.report_reasons import reasons_blocks
from commonweal.printing.report_tables import (
    activities_table,
    aims_table,
    limits_table,
    needs_table,
    routes_table,
    shortfalls_table,
    supplies_table,
)
from commonweal.printing.sheet import Block, Grid, Heading, Paragraph, Sheet, told
from commonweal.show.briefing_sources import grounds_of
from commonweal.show.saying import Said
from commonweal.show.view import View

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["report_sheet"]

_MOST_SOURCES, _MOST_NOTES = 20, 20
_MAP = (700.0, 560.0)


def report_sheet(
    plan: Plan,
    language: str,
    *,
    explanations: Sequence[Explanation] = (),
    relief: ReliefList | None = None,
) -> Sheet:
    """The report in a language, such as ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    view, grounds = View.of(plan, language), grounds_of(plan)
    blocks = [
        *opening(view, "brief.report", grounds.scenario, proof=True),
        *cards(view),
        _said(view, f"rule.{plan.rule}", "small"),
        *_where(view),
        *_coverage(view),
        *_part(view, "short.heading", "short.lead", shortfalls_table(view), "short.nobody"),
        *reasons_blocks(view, explanations, relief),
        *_part(view, "binding.heading", "binding.lead", limits_table(view), "binding.none"),
        *_done(view),
        *grounds_blocks(view, grounds, sources=_MOST_SOURCES, notes=_MOST_NOTES),
        *_method(view),
    ]
    return sheet_of(view, "brief.report", blocks)


def _where(view: View) -> list[Block]:
    """The map."""
    picture = map_picture(view, _MAP)
    heading = _heading(view, "map.heading")
    if not view.tiers:
        return []
    return [heading, _said(view, "map.no_coordinates") if picture is None else picture]


def _coverage(view: View) -> list[Block]:
    """Every tier, the most urgent first."""
    blocks: list[Block] = [_heading(view, "coverage.heading"), _said(view, "coverage.lead", "small")]
    for facts in view.tiers:
        blocks.append(Heading(3, told(Said("tier", {"tier": facts.tier}), view.words)))
        blocks += needs_table(view, facts.tier)
    return blocks if view.tiers else []


def _done(view: View) -> list[Block]:
    """Routes, supplies, activities, effort."""
    parts = [
        _part(view, "map.routes", None, routes_table(view), None),
        _part(view, "supplies.heading", None, supplies_table(view), "supplies.none"),
        _part(view, "activities.heading", None, activities_table(view), None),
        _part(view, "effort.heading", "effort.lead", aims_table(view), None),
    ]
    return [block for part in parts for block in part]


def _method(view: View) -> list[Block]:
    """How the plan was made, and how to name what it was made from."""
    words, plan = view.words, view.plan
    named = {"economy.hash": plan.economy.hash, "plan.hash": plan.hash}
    lines = [Said("brief.named", {"what": Said(what), "name": name}) for what, name in named.items()]
    return [
        _heading(view, "method.heading"),
        _said(view, f"method.{plan.rule}"),
        _said(view, "method.proof"),
        *(Paragraph(told(line, words), "small") for line in lines),
    ]


def _part(
    view: View, heading: str, lead: str | None, table: Sequence[Block], nothing: str | None
) -> list[Block]:
    """A part with its table; where that is empty, a sentence, or nothing at all."""
    if not any(isinstance(block, Grid) for block in table):
        return [] if nothing is None else [_heading(view, heading), _said(view, nothing)]
    leads = [] if lead is None else [_said(view, lead, "small")]
    return [_heading(view, heading), *leads, *table]


def _heading(view: View, phrase: str) -> Heading:
    return Heading(2, told(Said(phrase), view.words))


def _said(view: View, phrase: str, role: str = "plain") -> Paragraph:
    return Paragraph(told(Said(phrase), view.words), "small" if role == "small" else "plain")
