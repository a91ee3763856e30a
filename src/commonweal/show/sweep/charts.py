"""Pictures of spread: boxes beside names, bands over time, and how far each parameter moves an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.show.charts import ticks
from commonweal.show.markup import Html, element, joined
from commonweal.show.words import Words

__all__ = ["Band", "Span", "Swing", "draw_bands", "draw_spans", "draw_tornado"]

_SIDE, _PLOT, _FIGURE, _ROW = 150.0, 380.0, 60.0, 20.0
_AXIS = 20.0
_LETTERS = 24
_SCALE, _WIDE, _HIGH = 44.0, 480.0, 170.0
_STEPS = 5  # lines of the scale between its ends


@dataclass(frozen=True)
class Span:
    """Quantiles beside a name: least, 5 %, 25 %, median, 75 %, 95 %, most."""

    name: str
    quantiles: tuple[float, float, float, float, float, float, float]
    said: str


@dataclass(frozen=True)
class Band:
    """Quantiles in one period: 5 %, 25 %, median, 75 %, 95 %."""

    period: str
    quantiles: tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Swing:
    """An outcome at the two ends of a parameter."""

    name: str
    at_low: float
    at_high: float
    said: str


def draw_spans(title: str, spans: Sequence[Span], words: Words) -> Html:
    """Boxes of shares, one row a name; the scale is 0 to 100 %, or from the least where all is high."""
    least = min(span.quantiles[0] for span in spans)
    low = 0.0 if least < 0.5 else 0.5 if least < 0.9 else 0.9
    scale = _PLOT / (1.0 - low)
    height = _ROW * len(spans) + 2
    lines = joined(
        _line(_SIDE + _PLOT * step / _STEPS, height, words.percent(low + (1.0 - low) * step / _STEPS))
        for step in range(_STEPS + 1)
    )
    rows = joined(_span(span, number, low, scale, words) for number, span in enumerate(spans))
    return _svg(title, (_SIDE + _PLOT + _FIGURE, height + _AXIS), "spans", lines, rows)


def _line(x: float, height: float, figure: str) -> Html:
    """A line of the scale, with its figure below."""
    return joined(
        [
            element("path", d=f"M{x:.1f} 0V{height:.1f}", class_="grid"),
            element("text", figure, x=f"{x:.1f}", y=f"{height + 13:.1f}", class_="middle"),
        ]
    )


def _span(span: Span, number: int, low: float, scale: float, words: Words) -> Html:
    middle = _ROW * number + _ROW / 2 + 1
    least, q05, q25, median, q75, q95, most = (
        _SIDE + scale * (min(max(value, low), 1.0) - low) for value in span.quantiles
    )
    return element(
        "g",
        element("title", span.said),
        element("text", _short(span.name), x=f"{_SIDE - 8:.0f}", y=f"{middle + 3.5:.1f}", class_="end"),
        element("path", d=f"M{least:.1f} {middle:.1f}H{most:.1f}", class_="range"),
        element("path", d=f"M{q05:.1f} {middle:.1f}H{q95:.1f}", class_="most"),
        element("rect", x=f"{q25:.1f}", y=f"{middle - 5:.1f}", width=f"{max(q75 - q25, 1.0):.1f}",
                height="10", class_="half"),
        element("path", d=f"M{median:.1f} {middle - 7:.1f}V{middle + 7:.1f}", class_="median"),
        element("text", words.percent(span.quantiles[3]), x=f"{_SIDE + _PLOT + 8:.0f}",
                y=f"{middle + 3.5:.1f}", class_="figure"),
    )  # fmt: skip


def draw_bands(title: str, bands: Sequence[Band], words: Words) -> Html:
    """A fan: the median of shares over time with bands around it, on a scale from 0 to 100 %."""
    wide = (_WIDE - _SCALE) / len(bands)
    grid = joined(_level(step / _STEPS, words) for step in range(_STEPS + 1))
    shapes = [_area(bands, 0, 4, wide, "light"), _area(bands, 1, 3, wide, "dark"), _median(bands, wide)]
    hovers = joined(
        element(
            "rect",
            element("title", f"{words.day(band.period)}: {words.percent(band.quantiles[2])} "
                             f"({words.percent(band.quantiles[0])} – {words.percent(band.quantiles[4])})"),
            x=f"{_SCALE + wide * number:.1f}", y="6", width=f"{wide:.1f}", height=f"{_HIGH:.0f}",
            class_="hover",
        )
        for number, band in enumerate(bands)
    )  # fmt: skip
    periods = [band.period for band in bands]
    years = int(periods[-1][:4]) - int(periods[0][:4]) > 1
    axis = joined(
        element("text", words.tick(periods[number], years=years), x=f"{_SCALE + wide * number:.1f}",
                y=f"{_HIGH + 22:.0f}")
        for number in ticks(len(periods), wide)
    )  # fmt: skip
    return _svg(title, (_WIDE + 6, _HIGH + 30), "fan", grid, *shapes, hovers, axis)


def _height(share: float) -> float:
    return 6 + _HIGH * (1.0 - min(max(share, 0.0), 1.0))


def _level(share: float, words: Words) -> Html:
    y = _height(share)
    return joined(
        [
            element("path", d=f"M{_SCALE:.0f} {y:.1f}H{_WIDE:.0f}", class_="grid"),
            element("text", words.percent(share), x=f"{_SCALE - 6:.0f}", y=f"{y + 3.5:.1f}", class_="end"),
        ]
    )


def _edge(bands: Sequence[Band], which: int, wide: float) -> list[tuple[float, float]]:
    """The steps of one quantile: each period is level from its first day to its last."""
    return [
        (_SCALE + wide * (number + end), _height(band.quantiles[which]))
        for number, band in enumerate(bands)
        for end in (0, 1)
    ]


def _area(bands: Sequence[Band], low: int, high: int, wide: float, class_: str) -> Html:
    points = [*_edge(bands, high, wide), *reversed(_edge(bands, low, wide))]
    return element("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z", class_=class_)


def _median(bands: Sequence[Band], wide: float) -> Html:
    points = _edge(bands, 2, wide)
    return element("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), class_="median")


def draw_tornado(title: str, swings: Sequence[Swing], middle: float, words: Words) -> Html:
    """Bars from the average of all points to the two ends of each parameter."""
    ends = [value for swing in swings for value in (swing.at_low, swing.at_high)]
    low, high = min(*ends, middle), max(*ends, middle)
    room = max(high - low, 1e-9)
    left, right = _SIDE + _FIGURE, _SIDE + _PLOT - _FIGURE / 2
    scale = (right - left) / room
    zero = left + scale * (middle - low)
    height = _ROW * len(swings) + 6
    rows = joined(_swing(swing, number, (zero, middle), scale, words) for number, swing in enumerate(swings))
    line = element("path", d=f"M{zero:.1f} 0V{height:.0f}", class_="base")
    figure = element("text", words.percent(middle), x=f"{zero:.1f}", y=f"{height + 13:.1f}", class_="middle")
    return _svg(title, (_SIDE + _PLOT + _FIGURE, height + _AXIS), "tornado", rows, line, figure)


def _swing(swing: Swing, number: int, start: tuple[float, float], scale: float, words: Words) -> Html:
    zero, middle = start
    top = _ROW * number + 4
    bars = []
    for value, class_ in ((swing.at_low, "low"), (swing.at_high, "high")):
        x = zero + scale * (value - middle)
        side = value >= middle if abs(value - middle) > 1e-12 else class_ == "high"
        bars += [
            element("rect", x=f"{min(zero, x):.1f}", y=f"{top:.1f}", width=f"{abs(x - zero):.1f}",
                    height=f"{_ROW - 7:.0f}", class_=class_),
            element("text", words.percent(value), x=f"{x + (5 if side else -5):.1f}", y=f"{top + 10:.1f}",
                    class_="figure" if side else "end"),
        ]  # fmt: skip
    same_side = (swing.at_low - middle) * (swing.at_high - middle) > 0.0
    if same_side:  # both to one side: the shorter lies over the longer, and only the longer has its figure
        longer = 0 if abs(swing.at_low - middle) >= abs(swing.at_high - middle) else 1
        bars = [bars[2 * longer], bars[2 * longer + 1], bars[2 * (1 - longer)]]
    return element(
        "g",
        element("title", swing.said),
        element("text", _short(swing.name), x=f"{_SIDE - 8:.0f}", y=f"{top + 10:.1f}", class_="end"),
        *bars,
    )


def _svg(title: str, size: tuple[float, float], class_: str, *parts: object) -> Html:
    width, height = size
    return element(
        "svg",
        element("title", title),
        *parts,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        role="img",
        class_=class_,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
