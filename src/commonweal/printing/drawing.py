"""The map of a plan as a picture that needs no page around it."""

from __future__ import annotations

from dataclasses import replace

from commonweal.printing.colours import SHADES, map_style
from commonweal.printing.sheet import Picture, told
from commonweal.show.map import draw_map, look_of
from commonweal.show.people import place_facts
from commonweal.show.projection import Point
from commonweal.show.saying import Said, Several
from commonweal.show.shades import STEPS
from commonweal.show.spots import ground_of
from commonweal.show.traffic import traffic
from commonweal.show.view import View
from commonweal.show.words import Words

__all__ = ["map_picture", "standalone"]


def map_picture(view: View, size: Point) -> Picture | None:
    """The map of the most urgent tier, in points of this size; None where no place can be shown."""
    if not view.tiers:
        return None
    words, tier = view.words, view.tiers[0].tier
    facts = place_facts(view.plan["coverage"], view.calendar, tier)
    ground = ground_of(view.plan.economy, facts, view.names)
    if not ground.spots:
        return None
    look = replace(look_of(words, view.names), size=size)
    drawn = draw_map(ground, traffic(view.plan), words, view.names, look)
    notes: list[object] = [Said("map.lead", {"tier": tier})]
    if drawn.widest > 0:
        notes.append(Said("map.note.routes", {"tonnes": words.number(drawn.widest)}))
    if ground.source:
        notes.append(Said("map.note.boundaries", {"source": ground.source}))
    if ground.missing:
        notes.append(Said("map.note.missing", {"places": Several(ground.missing)}))
    return Picture(
        svg=drawn.svg,
        alt=words("map.title"),
        legend=_legend(words),
        note=told(Several(tuple(notes), "brief.space"), words),
    )


def standalone(svg: str) -> str:
    """A drawn map with its own style, for what knows no style of the page around it."""
    opening, _, rest = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).partition(">")
    return f"{opening}><style>{map_style()}</style>{rest}"


def _legend(words: Words) -> tuple[tuple[str, str], ...]:
    """Each shade with the coverage that it stands for."""
    edges = zip((0.0, *STEPS), (*STEPS, 1.0), strict=True)
    shares = [words("percent", number=f"{100 * low:.0f}–{100 * high:.0f}") for low, high in edges]
    return tuple(zip(SHADES, (*shares, words("legend.full"), words("legend.none")), strict=True))
