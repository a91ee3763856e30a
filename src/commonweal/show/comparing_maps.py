"""Maps of several plans beside each other on one scale, and of the difference between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.comparing import Compared, signed
from commonweal.show.map import Look, draw_map, look_of
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import section
from commonweal.show.people import place_facts
from commonweal.show.shades import legend
from commonweal.show.spots import Ground, Spot, ground_of
from commonweal.show.traffic import Traffic, traffic
from commonweal.show.words import Words

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["change_shade", "maps_section"]

_SIZE = (560.0, 470.0)
_STEPS = (5.0, 20.0)  # points of percent from which a change is of the second and third shade
_NAMES = ("slight", "clear", "strong")


@dataclass(frozen=True)
class _Moved:
    """A place in both plans: average coverage before and after, and the change."""

    before: float
    after: float
    change: float


def maps_section(view: Compared) -> Html:
    """Maps of each plan and of each difference, for the most urgent tier that changes, with a table."""
    words, comparison = view.words, view.comparison
    tier = _tier(view)
    if tier is None:
        return Html("")
    grounds = {name: _ground(view, plan, tier) for name, plan in comparison.plans.items()}
    moved = {name: _moved(view, name, tier) for name in comparison.others}
    figures = details(words("map.places.table"), _table(view, moved))
    base = grounds[comparison.base]
    if not base.spots:
        unknown = element("p", words("map.no_coordinates"))
        return section("maps", words("map.heading"), unknown, figures)
    routes = {name: traffic(plan) for name, plan in comparison.plans.items()}
    widest = max((line.tonnes for lines in routes.values() for line in lines), default=0.0)
    plans = (_plan_map(view, name, grounds[name], routes[name], widest) for name in grounds)
    changes = (_change_map(view, name, base, moved[name]) for name in comparison.others)
    return section(
        "maps",
        words("map.heading"),
        element("p", words.html("compare.maps.lead", tier=tier)),
        legend(words),
        element("div", *plans, class_="beside"),
        _notes(view, base, widest),
        _change_legend(words),
        element("div", *changes, class_="beside"),
        element("p", words.html("compare.map.change.note", tier=tier), class_="small"),
        figures,
    )


def change_shade(change: float | None) -> str:
    """CSS class of a change of coverage: how strong a loss or a gain; ``none`` where there is none."""
    if change is None:
        return "none"
    if change == 0.0:
        return "same"
    strength = _NAMES[sum(abs(100.0 * change) >= step for step in _STEPS)]
    return f"{'loss' if change < 0 else 'gain'} {strength}"


def _tier(view: Compared) -> int | None:
    """The most urgent tier in which anything changes, else the most urgent; None if there is none."""
    rows = view.comparison["tiers"]
    changed = rows.filter((pl.col("gained") > 0.0) | (pl.col("lost") > 0.0))
    tiers = (changed if changed.height else rows)["tier"].to_list()
    return min(tiers, default=None)


def _ground(view: Compared, plan: Plan, tier: int) -> Ground:
    facts = place_facts(plan["coverage"], plan.economy.settings.calendar, tier)
    return ground_of(plan.economy, facts, view.names)


def _moved(view: Compared, name: str, tier: int) -> dict[str, _Moved]:
    """Average coverage of a tier at each place in both plans."""
    weight = pl.col("person_days")
    rows = view.comparison.of("coverage", name).filter(pl.col("tier") == tier)
    means = rows.group_by("place").agg(
        (pl.col(column) * weight).sum() / weight.sum() for column in ("base", "here", "change")
    )
    return {place: _Moved(*values) for place, *values in means.sort("place").iter_rows()}


def _plan_map(view: Compared, name: str, ground: Ground, routes: list[Traffic], widest: float) -> Html:
    title = view.words("compare.map.title", plan=view.label(name))
    look = replace(look_of(view.words, view.names), title=title, size=_SIZE, widest=widest)
    drawn = draw_map(ground, routes, view.words, view.names, look)
    return _figure(view.label(name), drawn.svg)


def _change_map(view: Compared, name: str, ground: Ground, moved: Mapping[str, _Moved]) -> Html:
    words = view.words

    def change(spot: Spot) -> float | None:
        return moved[spot.place].change if spot.place in moved else None

    look = Look(
        title=words("compare.map.change.title", plan=view.label(name)),
        shade=lambda spot: change_shade(change(spot)),
        value=lambda spot: _points(change(spot), words),
        said=lambda spot: _said(view, spot, moved),
        size=_SIZE,
        weight=lambda spot: abs(change(spot) or 0.0),
    )
    drawn = draw_map(ground, (), words, view.names, look)
    return _figure(words("compare.map.change", plan=view.label(name)), drawn.svg)


def _figure(caption: str, svg: Html) -> Html:
    return element(
        "figure", element("figcaption", element("bdi", caption)), element("div", svg, class_="wide")
    )


def _points(change: float | None, words: Words) -> str:
    """A change in points of percent; blank where there is none."""
    return signed(round(100.0 * change, 1), words) if change else ""


def _said(view: Compared, spot: Spot, moved: Mapping[str, _Moved]) -> str:
    """What hovering over a place tells."""
    words = view.words
    if spot.place not in moved:
        return words("map.nobody", place=spot.name)
    there = moved[spot.place]
    return words(
        "compare.map.place",
        place=spot.name,
        before=words.percent(there.before),
        after=words.percent(there.after),
    )


def _notes(view: Compared, ground: Ground, widest: float) -> Html:
    words = view.words
    notes = [words("map.note.labels")]
    if widest > 0:
        notes.append(words.html("map.note.routes", tonnes=words.number(widest)))
    if ground.source:
        notes.append(words.html("map.note.boundaries", source=ground.source))
    if ground.missing:
        missing = words("list.comma").join(ground.missing)
        notes.append(words.html("map.note.missing", places=missing))
    return element("p", joined(notes, " "), class_="small")


def _change_legend(words: Words) -> Html:
    """The scale of change: losses, none, gains."""
    low, high = (f"{step:.0f}" for step in _STEPS)
    losses = (f"≤\u00a0−{high}", f"−{high}…−{low}", f"−{low}…0")
    gains = (f"0…{low}", f"{low}…{high}", f"≥\u00a0{high}")
    entries = [(f"loss {name}", label) for name, label in zip(reversed(_NAMES), losses, strict=True)]
    entries.append(("same", words("compare.legend.same")))
    entries += [(f"gain {name}", label) for name, label in zip(_NAMES, gains, strict=True)]
    entries.append(("none", words("legend.none")))
    return element(
        "p",
        element("span", words("compare.legend.change"), class_="what"),
        joined(
            element("span", element("i", class_=f"swatch {shade}"), element("bdi", label, dir="ltr"))
            for shade, label in entries
        ),
        class_="legend",
    )


def _table(view: Compared, moved: Mapping[str, Mapping[str, _Moved]]) -> Html:
    """Average coverage by place in every plan, and the changes."""
    words, comparison = view.words, view.comparison
    columns = [Column(words("place")), Column(view.label(comparison.base), number=True)]
    for name in comparison.others:
        columns += [Column(view.label(name), number=True), Column(words("compare.change"), number=True)]
    places = sorted({place for there in moved.values() for place in there})
    rows = []
    for place in places:
        found = [there[place] for there in moved.values() if place in there]
        cells: list[object] = [view.names.place(place), words.percent(found[0].before)]
        for there in moved.values():
            if place in there:
                cells += [words.percent(there[place].after), _points(there[place].change, words)]
            else:
                cells += ["–", "–"]
        rows.append(cells)
    return table(columns, rows)
