"""Bars beside names: each begins at a line, and goes to one side or to both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.show.markup import Html, element, joined

__all__ = ["Bar", "draw_bars"]

_SIDE, _PLOT, _FIGURE, _ROW = 230.0, 330.0, 64.0, 17.0
_LETTERS = 34


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes
    ----------
    name
        What stands beside it.
    value
        Where it ends.
    figure
        The value as people read it.
    said
        What hovering tells.
    """

    name: str
    value: float
    figure: str
    said: str


def draw_bars(title: str, bars: Sequence[Bar], *, start: float = 0.0) -> Html:
    """Bars below each other, from ``start`` to the value of each; larger ones to the right."""
    low = min(start, *(bar.value for bar in bars))
    high = max(start, *(bar.value for bar in bars))
    scale = _PLOT / (high - low) if high > low else 0.0
    zero = _SIDE + scale * (start - low)
    width, height = _SIDE + _PLOT + _FIGURE, _ROW * len(bars) + 6
    return element(
        "svg",
        element("title", title),
        joined(_bar(bar, number, zero, scale * (bar.value - start)) for number, bar in enumerate(bars)),
        element("path", d=f"M{zero:.1f} 0V{height:.0f}", class_="base"),
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        class_="bars",
    )


def _bar(bar: Bar, number: int, zero: float, length: float) -> Html:
    top = _ROW * number + 3
    end = max(zero, zero + length)
    return element(
        "g",
        element("title", bar.said),
        element("text", _short(bar.name), x=f"{_SIDE - 6:.0f}", y=f"{top + 10:.1f}", class_="end"),
        element("rect", x=f"{min(zero, zero + length):.1f}", y=f"{top:.1f}", width=f"{abs(length):.1f}",
                height=f"{_ROW - 5:.0f}", class_="over" if length >= 0.0 else "under"),
        element("text", bar.figure, x=f"{end + 5:.1f}", y=f"{top + 10:.1f}", class_="figure"),
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
