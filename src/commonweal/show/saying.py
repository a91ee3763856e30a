"""Sentences inside sentences: phrases whose values are phrases, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.show.markup import Html, bdi, joined, text
from commonweal.show.words import Words

__all__ = ["NOTHING", "Said", "Several"]


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


NOTHING = Several(())
"""What a phrase sets in where there is nothing to say."""


def _text(value: object, words: Words) -> str:
    return value.text(words) if isinstance(value, Said | Several) else str(value)


def _html(value: object, words: Words) -> Html:
    return value.html(words) if isinstance(value, Said | Several) else bdi(value)
