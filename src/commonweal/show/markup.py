"""HTML by small functions; every text is escaped unless it is `Html` already."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Column", "Html", "bdi", "details", "element", "joined", "table", "text"]


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    heading
        Its heading.
    number
        Whether its cells are numbers, set flush to the end of the column.
    """

    heading: str
    number: bool = False


def text(value: object) -> Html:
    """A value as HTML text, escaped unless it is `Html`."""
    return value if isinstance(value, Html) else Html(html.escape(str(value), quote=True))


def bdi(value: object) -> Html:
    """A value set apart, so that it keeps its own direction of writing inside a sentence."""
    return element("bdi", value)


def element(tag: str, *children: object, **attributes: object) -> Html:
    """An element; attribute names lose a closing ``_`` and ``_`` becomes ``-`` (``class_``)."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(str(value), quote=True)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Html(f"<{tag}{written}>{joined(children)}</{tag}>")


def joined(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after another, each escaped unless it is `Html`."""
    return Html(between.join(text(part) for part in parts))


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], class_: str | None = None) -> Html:
    """A table inside a box of its own, so that a wide one scrolls there and not the page."""
    head = joined(
        element("th", column.heading, scope="col", class_="n" if column.number else None)
        for column in columns
    )
    body = joined((_row(columns, row) for row in rows), "\n")
    whole = element("table", element("thead", element("tr", head)), element("tbody", body), class_=class_)
    return element("div", whole, class_="wide", tabindex="0")


def details(summary: object, *children: object) -> Html:
    """Something to unfold."""
    return element("details", element("summary", summary), *children)


def _row(columns: Sequence[Column], row: Sequence[object]) -> Html:
    return element(
        "tr",
        *(
            element("td", bdi(cell), class_="n") if column.number else element("td", _plain(cell))
            for column, cell in zip(columns, row, strict=True)
        ),
    )


def _plain(cell: object) -> Html:
    return cell if isinstance(cell, Html) else bdi(cell)
