"""Small pictures over time: coverage by place and period, stocks by period."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.show.markup import Html, element, joined
from commonweal.show.shades import shade
from commonweal.show.words import Words

__all__ = ["Strip", "draw_area", "draw_strips", "ticks"]

_LABEL, _PLOT, _ROW, _AXIS = 92.0, 206.0, 13.0, 18.0
_SCALE = 62.0  # room for the figures beside an area
_AREA_HEIGHT = 74.0
_LETTERS = 15  # of a row's name that fit beside a picture
_TICK = 46.0  # room that a day on the axis needs


@dataclass(frozen=True)
class Strip:
    """One row of a heat map.

    Attributes
    ----------
    name
        What stands beside it.
    cells
        First period (its number), number of periods, coverage and what hovering tells.
    """

    name: str
    cells: Sequence[tuple[int, int, float, str]]


def draw_strips(title: str, strips: Sequence[Strip], periods: Sequence[str], words: Words) -> Html:
    """A heat map, one row a place, one column a period; what is full is a thin line."""
    wide = _PLOT / len(periods)
    height = _ROW * len(strips)
    rows = joined(_strip(strip, number * _ROW, wide) for number, strip in enumerate(strips))
    return element(
        "svg",
        element("title", title),
        rows,
        _axis(periods, height + 12, wide, words),
        viewBox=f"0 0 {_LABEL + _PLOT + 4:.0f} {height + _AXIS:.0f}",
        width=f"{_LABEL + _PLOT + 4:.0f}",
        height=f"{height + _AXIS:.0f}",
        role="img",
        class_="strips",
    )


def draw_area(title: str, values: Sequence[float], periods: Sequence[str], words: Words) -> Html:
    """A filled line from the opening value through the end of each period; its scale starts at 0."""
    top = max(*values, 0.0) or 1.0
    wide = (_LABEL + _PLOT - _SCALE) / (len(values) - 1)
    points = [
        (_SCALE + number * wide, 6 + (_AREA_HEIGHT - 6) * (1 - value / top))
        for number, value in enumerate(values)
    ]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    left, right = points[0][0], points[-1][0]
    return element(
        "svg",
        element("title", title),
        element("path", d=f"M{left:.1f} {_AREA_HEIGHT}L{line}L{right:.1f} {_AREA_HEIGHT}Z", class_="fill"),
        element("path", d=f"M{line}", class_="line"),
        element("path", d=f"M{left:.1f} {_AREA_HEIGHT}H{right:.1f}", class_="base"),
        element("text", words.number(max(*values, 0.0)), x=f"{left - 5:.1f}", y="12", class_="end"),
        element("text", "0", x=f"{left - 5:.1f}", y=f"{_AREA_HEIGHT:.1f}", class_="end"),
        _axis(periods, _AREA_HEIGHT + 13, wide, words, start=_SCALE),
        viewBox=f"0 0 {_LABEL + _PLOT + 4:.0f} {_AREA_HEIGHT + _AXIS:.0f}",
        width=f"{_LABEL + _PLOT + 4:.0f}",
        height=f"{_AREA_HEIGHT + _AXIS:.0f}",
        role="img",
        class_="area-chart",
    )


def ticks(n_periods: int, wide: float) -> list[int]:
    """Numbers of the periods whose day is written on an axis, so that none touches the next."""
    step = max(1, math.ceil(_TICK / wide))
    return [number for number in range(0, n_periods, step) if (n_periods - number) * wide > _TICK / 2]


def _strip(strip: Strip, top: float, wide: float) -> Html:
    return element(
        "g",
        element(
            "text", element("title", strip.name), _short(strip.name),
            x=f"{_LABEL - 6:.0f}", y=f"{top + _ROW - 3:.1f}", class_="end",
        ),
        *(_cell(cell, top, wide) for cell in strip.cells),
    )  # fmt: skip


def _cell(cell: tuple[int, int, float, str], top: float, wide: float) -> Html:
    first, span, coverage, said = cell
    full = shade(coverage) == "full"
    gap = 0.0 if full else min(0.8, wide / 6)
    y, high = (top + _ROW / 2 - 1, 2.0) if full else (top + 1, _ROW - 2)
    return element(
        "rect",
        element("title", said),
        x=f"{_LABEL + first * wide:.1f}",
        y=f"{y:.1f}",
        width=f"{span * wide - gap:.1f}",
        height=f"{high:.1f}",
        class_=shade(coverage),
    )


def _axis(periods: Sequence[str], y: float, wide: float, words: Words, start: float = _LABEL) -> Html:
    years = int(periods[-1][:4]) - int(periods[0][:4]) > 1
    return joined(
        element(
            "text", words.tick(periods[number], years=years), x=f"{start + number * wide:.1f}", y=f"{y:.1f}"
        )
        for number in ticks(len(periods), wide)
    )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
