"""Sentences inside sentences: phrases whose values are phrases, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from commonweal.show.markup import Html, bdi, joined, text
from commonweal.show.words import Words

__all__ = ["NOTHING", "Linked", "Piece", "Said", "Several", "Target", "Thing"]


@dataclass(frozen=True)
class Target:
    """What a sentence is about in one of its parts: a thing of the economy, or a row of its tables.

    Attributes
    ----------
    kind
        ``place``, ``route``, ``supply``, ``activity``, ``good``, ``group`` … or ``row``.
    name
        Of the thing; blank for a row.
    table
        Of the row; blank for a thing.
    row
        Position of the row in the table of the economy that was planned; −1 for a thing.
    """

    kind: str
    name: str = ""
    table: str = ""
    row: int = -1


@dataclass(frozen=True)
class Thing:
    """A thing of the economy by its name for people.

    Attributes
    ----------
    shown
        Its name for people.
    target
        What it is.
    """

    shown: str
    target: Target

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Piece:
    """A part of a sentence.

    Attributes
    ----------
    text
        What is read.
    apart
        Whether it is a name or a number, which keeps its own direction of writing.
    target
        What it is about, where that can be shown; else None.
    """

    text: str
    apart: bool = False
    target: Target | None = None


@dataclass(frozen=True)
class Said:
    """A phrase by its key, with values that may be phrases themselves.

    Attributes
    ----------
    phrase
        Its key.
    values
        What is set in.
    """

    phrase: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Words) -> str:
        """As plain text."""
        return words(self.phrase, **{name: _text(value, words) for name, value in self.values.items()})

    def html(self, words: Words) -> Html:
        """As HTML; names and numbers keep their own direction of writing, phrases that of the sentence."""
        values = {name: _html(value, words) for name, value in self.values.items()}
        return Html(text(words.language.phrases[self.phrase]).format(**values))

    def pieces(self, words: Words) -> tuple[Piece, ...]:
        """As pieces, for a page that sets links."""
        found: list[Piece] = []
        for literal, name, _, _ in Formatter().parse(words.language.phrases[self.phrase]):
            found += [Piece(literal)] if literal else []
            found += [] if name is None else _pieces(self.values[name], words)
        return tuple(found)


@dataclass(frozen=True)
class Several:
    """Parts one after another.

    Attributes
    ----------
    parts
        Phrases, or text.
    between
        Key of the phrase that stands between them.
    """

    parts: tuple[object, ...]
    between: str = "list.comma"

    def text(self, words: Words) -> str:
        """As plain text."""
        return words(self.between).join(_text(part, words) for part in self.parts)

    def html(self, words: Words) -> Html:
        """As HTML."""
        return joined((_html(part, words) for part in self.parts), words(self.between))

    def pieces(self, words: Words) -> tuple[Piece, ...]:
        """As pieces, for a page that sets links."""
        found: list[Piece] = []
        for number, part in enumerate(self.parts):
            found += [Piece(words(self.between))] if number else []
            found += _pieces(part, words)
        return tuple(found)


@dataclass(frozen=True)
class Linked:
    """A phrase that as a whole is about one thing or row.

    Attributes
    ----------
    said
        The phrase.
    target
        What it is about.
    """

    said: Said | Several
    target: Target

    def text(self, words: Words) -> str:
        """As plain text."""
        return self.said.text(words)

    def html(self, words: Words) -> Html:
        """As HTML."""
        return self.said.html(words)

    def pieces(self, words: Words) -> tuple[Piece, ...]:
        """As pieces, all of them about the same."""
        return tuple(Piece(piece.text, piece.apart, self.target) for piece in self.said.pieces(words))


NOTHING = Several(())
"""What a phrase sets in where there is nothing to say."""


def _text(value: object, words: Words) -> str:
    return value.text(words) if isinstance(value, Said | Several | Linked) else str(value)


def _html(value: object, words: Words) -> Html:
    return value.html(words) if isinstance(value, Said | Several | Linked) else bdi(value)


def _pieces(value: object, words: Words) -> tuple[Piece, ...]:
    if isinstance(value, Said | Several | Linked):
        return value.pieces(words)
    shown = str(value)
    target = value.target if isinstance(value, Thing) else None
    return (Piece(shown, apart=True, target=target),) if shown else ()
