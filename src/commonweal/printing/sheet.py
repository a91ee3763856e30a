"""What stands on printed pages, told in one language, before it becomes HTML, a PDF or a document to edit."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from commonweal.show.saying import Said, Several
from commonweal.show.words import Words, visible

__all__ = [
    "Banner",
    "Block",
    "Card",
    "Cards",
    "Cell",
    "Column",
    "Grid",
    "Heading",
    "Line",
    "Pair",
    "Paragraph",
    "Picture",
    "Points",
    "Run",
    "Sheet",
    "alone",
    "sentence",
    "told",
]

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[\t\n\r]+")


@dataclass(frozen=True)
class Run:
    """Text that is of one kind.

    Attributes
    ----------
    text
        The text; nothing in it is a command to anything.
    apart
        Whether it is a name or a figure set into a sentence, which keeps its own direction of writing.
    """

    text: str
    apart: bool = False


Line = tuple[Run, ...]
"""A sentence or a phrase."""


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the title of the sheet."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lead`` in larger letters, ``small`` in smaller ones."""

    line: Line
    role: Literal["plain", "lead", "small"] = "plain"


@dataclass(frozen=True)
class Banner:
    """Whether the plan can be relied on: ``verified``, ``approximate`` or ``none``, and why."""

    quality: str
    line: Line


@dataclass(frozen=True)
class Card:
    """A figure with what it is, and lines on it."""

    what: Line
    figure: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Cards:
    """Figures side by side."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Picture:
    """A picture.

    Attributes
    ----------
    svg
        The drawing; its colours are those of the report's style (``drawing.standalone`` adds them).
    alt
        What it shows, for whoever does not see it.
    legend
        Shades (``s0`` … ``full``, ``none``) and their names.
    note
        What stands under it.
    """

    svg: str
    alt: str
    legend: tuple[tuple[str, str], ...]
    note: Line


@dataclass(frozen=True)
class Column:
    """A column of a table; ``weight`` is its share of the width, 0 for as wide as its cells."""

    heading: str
    number: bool = False
    weight: float = 0.0


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``shade`` colours it by coverage."""

    line: Line
    shade: str = ""


@dataclass(frozen=True)
class Grid:
    """A table; ``caption`` says what it shows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Points:
    """Lines of a list."""

    lines: tuple[Line, ...]
    role: Literal["plain", "small"] = "plain"


@dataclass(frozen=True)
class Pair:
    """Two columns of blocks, where there is room for two; the first takes ``share`` of the width."""

    first: tuple[Block, ...]
    second: tuple[Block, ...]
    share: float = 0.5


Block = Heading | Paragraph | Banner | Cards | Picture | Grid | Points | Pair


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed.

    Attributes
    ----------
    title, language, direction
        Of the whole; ``direction`` is ``ltr`` or ``rtl``.
    day
        What it is dated by: the first day that the plan is for, so that the same plan gives the same file.
    one_page
        Whether it must fit one page, in smaller letters if need be.
    footer, page
        What stands at the end of each page; ``page`` is a phrase with ``{page}`` and ``{pages}``.
    blocks
        What stands on it, in order.
    """

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    day: dt.date
    one_page: bool
    footer: Line
    page: str
    blocks: tuple[Block, ...]


def told(value: Said | Several, words: Words) -> Line:
    """A phrase with its values as a line."""
    return tuple(Run(_plain(piece.text), piece.apart) for piece in value.pieces(words) if piece.text)


def alone(text: object) -> Line:
    """A figure or a name by itself, as a line."""
    shown = _plain(str(text))
    return (Run(shown, apart=True),) if shown else ()


def sentence(text: str) -> Line:
    """A sentence of the language that is told already, as a line."""
    return (Run(_plain(text)),)


def _plain(text: str) -> str:
    """Text on one line in which everything can be seen and stand in a document."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", visible(_SPACES.sub(" ", text)))
