"""Words and numbers of a report, in the language of its readers."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from commonweal.language import Language, language_named
from commonweal.model import Economy
from commonweal.show.markup import Html, bdi, text
from commonweal.show.people import FULL

__all__ = ["Names", "Words", "visible", "words_in"]

_BILLION, _MILLION = 1e9, 1e6


@dataclass(frozen=True)
class Words:
    """Sentences and numbers in one language.

    Attributes
    ----------
    language
        The phrases, names of months and direction of writing.
    """

    language: Language

    def __call__(self, phrase: str, **values: object) -> str:
        """A phrase with values set in, as plain text."""
        return self.language.phrases[phrase].format(**values)

    def html(self, phrase: str, **values: object) -> Html:
        """A phrase as HTML: values escaped and kept apart from the direction of the sentence."""
        isolated = {name: bdi(value) for name, value in values.items()}
        return Html(text(self.language.phrases[phrase]).format(**isolated))

    def choice(self, family: str, word: str) -> str:
        """The phrase for a fixed word, such as a kind of limit; the word itself if it has none."""
        return self.language.phrases.get(f"{family}.{word}", word.replace("_", " "))

    def number(self, value: float) -> str:
        """A number for people: three figures that matter, whole up to a million."""
        size = abs(value)
        if size >= _BILLION:
            return self("billion", number=_sign(value) + _three(size / _BILLION))
        if size >= _MILLION:
            return self("million", number=_sign(value) + _three(size / _MILLION))
        if size >= 100:
            return f"{_sign(value)}{size:,.0f}"
        return _sign(value) + _small(size)

    def amount(self, value: float, unit: str) -> str:
        """A number with its unit, kept on one line."""
        return f"{self.number(value)}\u00a0{unit}" if unit else self.number(value)

    def percent(self, share: float) -> str:
        """A share in percent; 100 % and 0 % only where that is so (conventions §8)."""
        percent = 100 * share
        if share >= FULL or share <= 0:
            return self("percent", number=f"{min(max(percent, 0.0), 100.0):.0f}")
        if percent < 0.1:
            return self("percent", number="<\u00a00.1")
        if percent > 99.9:
            return self("percent", number=">\u00a099.9")
        decimals = 1 if percent < 1 or percent >= 99 else 0
        return self("percent", number=f"{percent:.{decimals}f}")

    def day(self, iso: str) -> str:
        """A day in words: 29 July 2016."""
        date = dt.date.fromisoformat(iso)
        return f"{date.day}\u00a0{self.language.months[date.month - 1]}\u00a0{date.year}"

    def tick(self, iso: str, *, years: bool = False) -> str:
        """A day for the axis of a picture: 29 Jul, or Jul 2016 where it spans years."""
        date = dt.date.fromisoformat(iso)
        month = self.language.short_months[date.month - 1]
        return self("tick.years" if years else "tick.days", day=date.day, month=month, year=date.year)

    def small(self, value: float) -> str:
        """A tolerance or error: 3e-12."""
        return "–" if math.isnan(value) else f"{value:.0e}" if value else "0"


@dataclass(frozen=True)
class Names:
    """Names for people of what an economy calls by its own names.

    Attributes
    ----------
    places, goods
        Name for people of each place and good.
    units
        Unit of each good.
    """

    places: dict[str, str]
    goods: dict[str, str]
    units: dict[str, str]

    @classmethod
    def of(cls, economy: Economy, language: str) -> Names:
        """Names in a language where the tables give them, else the plain name, else the key."""
        goods = economy["goods"]
        units = dict(zip(goods["good"].to_list(), goods["unit"].to_list(), strict=True))
        return cls(_names(economy, "places", language), _names(economy, "goods", language), units)

    def place(self, name: str | None, everywhere: str = "") -> str:
        """A place for people; ``everywhere`` for a blank one."""
        return self.places.get(name, name) if name else everywhere

    def good(self, name: str | None) -> str:
        """A good for people."""
        return self.goods.get(name, name) if name else ""

    def unit(self, good: str | None) -> str:
        """The unit of a good, blank if it is none."""
        return self.units.get(good or "", "")


def words_in(language: str) -> Words:
    """The words of a language, such as ``en`` or ``ar``."""
    return Words(language_named(language))


def visible(value: object) -> str:
    """Text with control and direction-turning characters made visible, safe for a terminal."""
    return "".join(_visible_character(character) for character in str(value))


def _visible_character(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode has a picture for each control character
    if 0x7F <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return f"\\u{code:04x}"
    return character


def _names(economy: Economy, table: str, language: str) -> dict[str, str]:
    rows = economy[table]
    columns = [name for name in (f"name_{language}", "name") if name in rows.columns]
    key = rows.columns[0]
    return {
        row[key]: next((row[column] for column in columns if row[column]), row[key])
        for row in rows.select(key, *columns).iter_rows(named=True)
    }


def _sign(value: float) -> str:
    return "−" if value < 0 else ""


def _three(size: float) -> str:
    """Three figures that matter, zeros after the point dropped."""
    decimals = 2 if size < 10 else 1 if size < 100 else 0
    return _trimmed(f"{size:,.{decimals}f}")


def _small(size: float) -> str:
    return _three(size) if size >= 1 else f"{size:.3g}"


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number
