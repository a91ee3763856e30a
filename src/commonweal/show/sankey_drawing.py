"""The picture of the way of a good: nodes with names, bands as wide as amounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commonweal.show.markup import Html, element, joined
from commonweal.show.sankey import NODE_WIDTH, OTHER, Band, Box, Layout, Node

__all__ = ["Telling", "draw_flows"]

_COLUMN, _SIDE = 158.0, 160.0  # room of a column, and for names beside the first and the last
_LETTERS, _FEW_LETTERS = 24, 19  # of a name that fit at the sides, and between columns
_MARGIN = 8.0
_LOOP = 26.0  # how far a band that leads back goes around
_NAMES = {"stock": "source", "supply": "source", "made": "source", "eaten": "eaten", "kept": "kept",
          "under way": "kept", "lost": "lost", "over": "lost"}  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """What is said about a flow picture.

    Attributes
    ----------
    title, summary
        Of the picture.
    name, amount, band
        Words for a node, for an amount, and for a band.
    """

    title: str
    summary: str
    name: Callable[[Node], str]
    amount: Callable[[float], str]
    band: Callable[[Band], str]


def draw_flows(layout: Layout, telling: Telling) -> Html:
    """The picture; its title and summary are read out by screen readers."""
    width = 2 * _SIDE + _COLUMN * (layout.n_columns - 1) + NODE_WIDTH
    boxes = {box.node: box for box in layout.boxes}
    height = layout.height + 2 * _MARGIN
    return element(
        "svg",
        element("title", telling.title),
        element("desc", telling.summary),
        joined(_band(band, boxes[band.start], boxes[band.end], telling) for band in layout.bands),
        joined(_box(box, telling) for box in layout.boxes),
        joined(_label(box, layout, telling) for box in layout.boxes),
        viewBox=f"0 {-_MARGIN:.0f} {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        class_="flows",
        style=f"min-width:{0.72 * width:.0f}px",
    )


def _left(box: Box) -> float:
    return _SIDE + _COLUMN * box.column


def _kind(node: Node) -> str:
    """CSS class of a node, by what it stands for."""
    if node[0] == "place" or node == (OTHER, "places"):
        return "place"
    if node == (OTHER, "sources"):
        return "source"
    return _NAMES.get(node[0], "used")


def _band(band: Band, start: Box, end: Box, telling: Telling) -> Html:
    x1, x2 = _left(start) + NODE_WIDTH, _left(end)
    y1, y2 = band.start_y, band.end_y
    kind = _kind(band.end) if _kind(band.end) != "place" else _kind(band.start)
    return element(
        "path",
        element("title", telling.band(band)),
        d=_around(x1, y1, x2, y2, band.width) if band.back else _across(x1, y1, x2, y2),
        stroke_width=f"{max(band.width, 0.7):.1f}",
        class_=f"band {kind}" + (" back" if band.back else ""),
    )


def _across(x1: float, y1: float, x2: float, y2: float) -> str:
    """From left to right, level at both ends."""
    bend = (x2 - x1) / 2
    return f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def _around(x1: float, y1: float, x2: float, y2: float, width: float) -> str:
    """Back to the left: out of one node, around below, and into the other from its left."""
    out = _LOOP + width / 2
    low = max(y1, y2) + _LOOP + width
    return (
        f"M{x1:.1f} {y1:.1f}C{x1 + out:.1f} {y1:.1f} {x1 + out:.1f} {low:.1f} {x1:.1f} {low:.1f}"
        f"L{x2:.1f} {low:.1f}C{x2 - out:.1f} {low:.1f} {x2 - out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    )


def _box(box: Box, telling: Telling) -> Html:
    return element(
        "rect",
        element("title", f"{telling.name(box.node)}: {telling.amount(box.amount)}"),
        x=f"{_left(box):.1f}",
        y=f"{box.top:.1f}",
        width=f"{NODE_WIDTH:.0f}",
        height=f"{max(box.height, 0.8):.1f}",
        class_=f"node {_kind(box.node)}",
    )


def _label(box: Box, layout: Layout, telling: Telling) -> Html:
    """Name and amount: beside the first and last columns, above a place."""
    inside = 0 < box.column < layout.n_columns - 1
    name = _short(telling.name(box.node), _FEW_LETTERS if inside else _LETTERS)
    amount = telling.amount(box.amount)
    middle = box.top + box.height / 2 + 3.5
    if box.column == 0:
        return _text(name, amount, _left(box) - 5, middle, "end")
    if box.column == layout.n_columns - 1:
        return _text(name, amount, _left(box) + NODE_WIDTH + 5, middle, "start")
    return _text(name, amount, _left(box) + NODE_WIDTH / 2, box.top - 3.5, "middle")


def _text(name: str, amount: str, x: float, y: float, anchor: str) -> Html:
    value = element("tspan", f" {amount}", class_="amount")
    return element("text", name, value, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else name[: letters - 1] + "…"
