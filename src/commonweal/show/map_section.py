"""The part of a report that shows where: the map, and its figures as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.show.doing_section import routes_table
from commonweal.show.map import draw_map
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.people import PlaceFacts, place_facts
from commonweal.show.shades import legend
from commonweal.show.spots import Ground, ground_of
from commonweal.show.traffic import Traffic
from commonweal.show.view import View

__all__ = ["map_section"]


def map_section(view: View, routes: Sequence[Traffic]) -> Html:
    """The map of the most urgent tier, its legend and notes, and its figures as tables to unfold."""
    words = view.words
    if not view.tiers:
        return Html("")
    facts = place_facts(view.plan["coverage"], view.calendar, view.tiers[0].tier)
    ground = ground_of(view.plan.economy, facts, view.names)
    tables = joined(
        [
            details(words("map.places.table"), _places_table(view, facts)),
            details(words("map.routes.table"), routes_table(view, routes)) if routes else "",
        ]
    )
    if not ground.spots:
        unknown = element("p", words("map.no_coordinates"))
        return section("map", words("map.heading"), unknown, tables)
    drawn = draw_map(ground, routes, words, view.names)
    return section(
        "map",
        words("map.heading"),
        element("p", words.html("map.lead", tier=view.tiers[0].tier)),
        legend(words),
        element("figure", element("div", drawn.svg, class_="wide"), _map_notes(view, ground, drawn.widest)),
        tables,
    )


def _map_notes(view: View, ground: Ground, widest: float) -> Html:
    words = view.words
    notes = [words("map.note.labels")]
    if widest > 0:
        notes.append(words.html("map.note.routes", tonnes=words.number(widest)))
    notes.append(words("map.note.scale"))
    if ground.source:
        notes.append(words.html("map.note.boundaries", source=ground.source))
    if ground.missing:
        missing = words("list.comma").join(ground.missing)
        notes.append(words.html("map.note.missing", places=missing))
    return element("figcaption", joined(notes, " "), class_="small")


def _places_table(view: View, facts: Mapping[str, PlaceFacts]) -> Html:
    """What each place gets of the tier, the worst covered first."""
    words, names = view.words, view.names
    columns = [
        Column(words("place")),
        Column(words("people"), number=True),
        Column(words("people.fully"), number=True),
        Column(words("average"), number=True),
        Column(words("lowest"), number=True),
        Column(words("need")),
        Column(words("lowest.when")),
    ]
    ranked = sorted(facts.values(), key=lambda fact: (fact.average, fact.place))
    rows = [
        (
            names.place(fact.place),
            words.number(fact.people),
            words.number(fact.people_fully_covered),
            words.percent(fact.average),
            words.percent(fact.lowest.coverage),
            names.good(fact.lowest.good),
            words.day(fact.lowest.period),
        )
        for fact in ranked[:MOST_ROWS]
    ]
    return joined([table(columns, rows), unlisted(len(ranked), words)])
