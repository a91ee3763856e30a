"""A sheet as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from commonweal.printing.sheet import (
    Banner,
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Grid,
    Heading,
    Line,
    Pair,
    Paragraph,
    Picture,
    Points,
    Sheet,
)
from commonweal.show.markup import Html, bdi, element, joined, text

__all__ = ["html_of"]

_LONG = 3.0  # weight of a column from which it holds sentences
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_of(sheet: Sheet) -> str:
    """The text of the page; the same sheet always gives the same text."""
    main = element("main", joined(map(_block, sheet.blocks)), _footer(sheet), class_="sheet")
    whole = element("html", _head(sheet), element("body", main), lang=sheet.language, dir=sheet.direction)
    return f"<!DOCTYPE html>\n{whole}\n"


def _head(sheet: Sheet) -> Html:
    return joined(
        [
            Html('<head><meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
            element("title", sheet.title),
            element("style", Html(_style())),
            Html("</head>"),
        ]
    )


@cache
def _style() -> str:
    """The style of reports, and what sheets have besides."""
    report = importlib.resources.files("commonweal.show").joinpath("report_style.css")
    own = importlib.resources.files("commonweal.printing").joinpath("page_style.css")
    return report.read_text("utf-8") + own.read_text("utf-8")


def _footer(sheet: Sheet) -> Html:
    return element("footer", element("p", _line(sheet.footer), class_="small"))


def _line(line: Line) -> Html:
    return joined(bdi(run.text) if run.apart else run.text for run in line)


def _heading(one: Heading) -> Html:
    return element(f"h{one.level}", _line(one.line))


def _paragraph(one: Paragraph) -> Html:
    return element("p", _line(one.line), class_=None if one.role == "plain" else one.role)


def _banner(one: Banner) -> Html:
    return element("div", element("p", _line(one.line)), class_=f"certificate {one.quality}")


def _cards(one: Cards) -> Html:
    return element("div", joined(map(_card, one.cards)), class_="cards")


def _card(one: Card) -> Html:
    return element(
        "div",
        element("p", _line(one.what), class_="what"),
        element("p", bdi(one.figure), class_="figure"),
        joined(element("p", _line(line), class_="small") for line in one.lines),
        class_="card",
    )


def _picture(one: Picture) -> Html:
    swatches = joined(
        element("span", element("i", class_=f"swatch {shade}"), bdi(name)) for shade, name in one.legend
    )
    return element(
        "figure",
        Html(one.svg),
        element("p", swatches, class_="legend"),
        element("figcaption", _line(one.note), class_="small"),
    )


def _grid(one: Grid) -> Html:
    head = joined(
        element("th", column.heading, scope="col", class_="n" if column.number else None)
        for column in one.columns
    )
    body = joined(
        element("tr", *(_cell(cell, column) for cell, column in zip(row, one.columns, strict=True)))
        for row in one.rows
    )
    table = element("table", element("thead", element("tr", head)), element("tbody", body))
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label=one.caption)


def _cell(cell: Cell, column: Column) -> Html:
    words = _line(cell.line)
    shown = element("span", words, class_=f"chip {cell.shade}") if cell.shade else words
    width = "long" if column.weight >= _LONG else None
    return element("td", shown, class_="n" if column.number else width)


def _points(one: Points) -> Html:
    lines = joined(element("li", _line(line)) for line in one.lines)
    return element("ul", lines, class_=None if one.role == "plain" else one.role)


def _pair(one: Pair) -> Html:
    sides = (element("div", joined(map(_block, side))) for side in (one.first, one.second))
    return element("div", *sides, class_="sides")


_WRITERS: Mapping[type, Callable[[Any], Html]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Banner: _banner,
    Cards: _cards,
    Picture: _picture,
    Grid: _grid,
    Points: _points,
    Pair: _pair,
}


def _block(block: Block) -> Html:
    return text(cast(object, _WRITERS[type(block)](block)))
