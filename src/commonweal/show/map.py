"""The map of a plan: places by coverage, routes by what they carry."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commonweal.show.labels import Label, draw_labels
from commonweal.show.markup import Html, element, joined
from commonweal.show.projection import Point, Projection, box_around, path_of_rings
from commonweal.show.shades import shade
from commonweal.show.spots import Ground, Rings, Spot
from commonweal.show.traffic import Traffic
from commonweal.show.words import Names, Words

__all__ = ["Look", "Map", "draw_map", "look_of", "place_words"]

_WIDTH, _HEIGHT, _MARGIN = 920.0, 700.0, 30.0
_FEW, _LOW, _WIDE_MARGIN = 8, 420.0, 80.0  # a few places without boundaries need a lower map, room for names
_WIDEST, _THINNEST = 8.0, 1.2
_SMALLEST, _LARGEST = 4.5, 14.0


@dataclass(frozen=True)
class Map:
    """A drawn map, and what its legend has to say.

    Attributes
    ----------
    svg
        The picture.
    widest
        Tonnes that the widest line stands for; 0 where nothing is carried.
    """

    svg: Html
    widest: float


@dataclass(frozen=True)
class Look:
    """How places are told on a map, and how large it is.

    Attributes
    ----------
    title
        Of the picture.
    shade, value, said
        CSS class of a place, the figure under its name, and what hovering over it tells.
    size
        Width and height that the map may take, in points.
    widest
        Tonnes that the widest line stands for; None for the most that a route carries.
    weight
        What decides whose name is written first where there is little room; None for people.
    """

    title: str
    shade: Callable[[Spot], str]
    value: Callable[[Spot], str]
    said: Callable[[Spot], str]
    size: Point = (_WIDTH, _HEIGHT)
    widest: float | None = None
    weight: Callable[[Spot], float] | None = None


def look_of(words: Words, names: Names) -> Look:
    """The usual map: places by coverage."""
    return Look(
        title=words("map.title"),
        shade=lambda spot: shade(spot.coverage),
        value=lambda spot: _average(spot, words),
        said=lambda spot: place_words(spot, words, names),
    )


def draw_map(
    ground: Ground, routes: Sequence[Traffic], words: Words, names: Names, look: Look | None = None
) -> Map:
    """The map of places that can be shown; there must be one at least."""
    look = look or look_of(words, names)
    projection = _projection(ground, look.size)
    at = {spot.place: projection(spot.longitude, spot.latitude) for spot in ground.spots}
    widest = look.widest
    if widest is None:
        widest = max((line.tonnes for line in routes), default=0.0)
    most = max((spot.facts.people for spot in ground.spots if spot.facts), default=0.0)
    width, height = projection.size
    svg = element(
        "svg",
        element("title", look.title),
        joined(_area(rings, projection, "none") for rings in ground.others),
        joined(
            _area(spot.rings, projection, look.shade(spot), look.said(spot))
            for spot in ground.spots
            if spot.rings
        ),
        joined(_route(line, at, widest, words, names) for line in _drawn(routes, at)),
        joined(_circle(spot, at[spot.place], most, look) for spot in ground.spots if not spot.rings),
        draw_labels([_label(spot, at[spot.place], most, look) for spot in ground.spots], projection.size),
        _scale_bar(projection, words),
        viewBox=f"0 0 {width:.0f} {height + 18:.0f}",
        width=f"{width:.0f}",
        height=f"{height + 18:.0f}",
        role="img",
        class_="map",
    )
    return Map(svg, widest)


def _projection(ground: Ground, size: Point) -> Projection:
    box = box_around(_points(ground))
    width, height = size
    if ground.source:
        return Projection.fit(box, width, height, _MARGIN)
    low = min(_LOW, height) if len(ground.spots) <= _FEW else height
    return Projection.fit(box, width, low, _WIDE_MARGIN)


def _points(ground: Ground) -> list[Point]:
    """Everything that has to be on the map, in degrees."""
    shapes = [*ground.others, *(spot.rings for spot in ground.spots)]
    corners = [point for rings in shapes for ring in rings for point in ring]
    return corners + [(spot.longitude, spot.latitude) for spot in ground.spots]


def _area(rings: Rings, projection: Projection, shade_class: str, said: str = "") -> Html:
    title = (element("title", said),) if said else ()
    path = path_of_rings(rings, projection)
    return element("path", *title, d=path, class_=f"area {shade_class}", fill_rule="evenodd")


def _circle(spot: Spot, at: Point, most: float, look: Look) -> Html:
    """A circle with an area by people; a small square where nobody has needs."""
    title = element("title", look.said(spot))
    x, y = at
    if spot.facts is None:
        return element(
            "rect", title, x=f"{x - 4:.1f}", y=f"{y - 4:.1f}", width="8", height="8", class_="point none"
        )
    radius = f"{_radius(spot, most):.1f}"
    return element(
        "circle", title, cx=f"{x:.1f}", cy=f"{y:.1f}", r=radius, class_=f"point {look.shade(spot)}"
    )


def _radius(spot: Spot, most: float) -> float:
    return max(_SMALLEST, _LARGEST * math.sqrt(_people(spot) / most)) if most > 0 else _SMALLEST


def place_words(spot: Spot, words: Words, names: Names) -> str:
    """What hovering over a place tells."""
    if spot.facts is None:
        return words("map.nobody", place=spot.name)
    lowest = spot.facts.lowest
    return words(
        "map.place",
        place=spot.name,
        people=words.number(spot.facts.people),
        average=words.percent(spot.facts.average),
        lowest=words.percent(lowest.coverage),
        good=names.good(lowest.good),
        day=words.day(lowest.period),
    )


def _average(spot: Spot, words: Words) -> str:
    """The average coverage of a place; blank where nobody has needs."""
    return words.percent(spot.facts.average) if spot.facts else ""


def _label(spot: Spot, at: Point, most: float, look: Look) -> Label:
    away = 0.0 if spot.rings else _radius(spot, most) + 3
    weight = look.weight(spot) if look.weight else _people(spot)
    return Label(spot.name, look.value(spot), at, away, weight)


def _people(spot: Spot) -> float:
    return spot.facts.people if spot.facts else 0.0


def _drawn(routes: Sequence[Traffic], at: Mapping[str, Point]) -> list[Traffic]:
    """Directions to draw, unused ones first: used ones, and one for each route that nothing uses."""
    shown = [line for line in routes if line.from_place in at and line.to_place in at]
    busy = {line.route for line in shown if line.used}
    idle = {line.route: line for line in shown if line.route not in busy}
    return [*idle.values(), *(line for line in shown if line.used)]


def _route(line: Traffic, at: Mapping[str, Point], widest: float, words: Words, names: Names) -> Html:
    (x1, y1), (x2, y2) = at[line.from_place], at[line.to_place]
    if not line.used:
        path = f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"
        return element("path", element("title", line.route), d=path, class_="route idle")
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    side_x, side_y = (y1 - y2) / length, (x2 - x1) / length
    width = max(_THINNEST, _WIDEST * line.tonnes / widest) if widest > 0 else _THINNEST
    bend = 0.06 * length + width / 2  # bows to its right, so that the way back lies beside it
    x, y = (x1 + x2) / 2 + bend * side_x, (y1 + y2) / 2 + bend * side_y
    kind = "full" if line.full else "free"
    said = words(
        "map.route",
        route=line.route,
        start=names.place(line.from_place),
        end=names.place(line.to_place),
        tonnes=words.number(line.tonnes),
        fullest="–" if line.fullest is None else words.percent(line.fullest),
    )
    path = f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"
    middle = ((x1 + x2) / 4 + x / 2, (y1 + y2) / 4 + y / 2)
    return element(
        "g",
        element("title", said),
        element("path", d=path, stroke_width=f"{width:.1f}"),
        _arrow(middle, math.degrees(math.atan2(y2 - y1, x2 - x1)), width, line.full),
        class_=f"route {kind}",
    )


def _arrow(at: Point, degrees: float, width: float, full: bool) -> Html:
    """The direction, at the middle of a line; a bar across it where the route is full."""
    half = 3.0 + width / 2
    place = f"translate({at[0]:.1f} {at[1]:.1f}) rotate({degrees:.0f})"
    head = element("path", d=f"M{-half:.1f} {-half:.1f}L{half:.1f} 0L{-half:.1f} {half:.1f}Z", class_="head")
    bar = f"M{half + 2:.1f} {-half - 2:.1f}V{half + 2:.1f}"
    stop = (element("path", d=bar, class_="stop"),) if full else ()
    return element("g", head, *stop, transform=place)


def _scale_bar(projection: Projection, words: Words) -> Html:
    """A bar of a round number of kilometres, no longer than a quarter of the map."""
    longest = projection.size[0] / 4 / projection.points_per_km
    power = 10.0 ** math.floor(math.log10(longest))
    kilometres = max(step * power for step in (1, 2, 5) if step * power <= longest)
    x, y = projection.margin, projection.size[1] + 4
    end = x + kilometres * projection.points_per_km
    return element(
        "g",
        element("path", d=f"M{x:.1f} {y - 4:.1f}V{y:.1f}H{end:.1f}V{y - 4:.1f}"),
        element("text", words("map.scale", km=f"{kilometres:g}"), x=f"{end + 6:.1f}", y=f"{y + 3:.1f}"),
        class_="scale",
    )
