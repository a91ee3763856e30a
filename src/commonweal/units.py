"""Units: what a text such as ``mg/100g`` measures, and the factor from one unit to another.

A text is a product of units, with ``/`` before what is divided by. A number and units that stand
side by side belong together: ``mg/100g`` is ``mg/(100 g)``. Physical units are pint's (``t`` is the
tonne, ``L`` the litre, ``h`` the hour). Things that are counted (piece, head, kit, bar …), persons,
and whatever else a good declares as its unit are dimensions of their own, so that blankets never
become kilograms. A unit with a zero of its own (°C) is refused: it has no factor.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pint import UnitRegistry

__all__ = ["KILOGRAM", "AffineUnit", "Measure", "UnitBook", "UnitError", "UnknownUnit", "WrongDimension"]

_COUNTED = frozenset(
    ("IU", "animal", "bag", "bar", "basket", "bed", "bird", "blanket", "bottle", "box", "brick", "bundle",
     "can", "carton", "case", "cow", "dose", "egg", "family", "goat", "head", "household", "item",
     "jerrycan", "kit", "level", "loaf", "lorry", "net", "packet", "pair", "parcel", "patient", "person",
     "piece", "pill", "place", "plate", "ration", "roll", "sachet", "sack", "seat", "set", "sheep", "sheet",
     "tablet", "tent", "ticket", "token", "tree", "truck", "unit", "vehicle", "vial", "voucher")
)  # fmt: skip
"""Words for things that are counted one by one; each is a dimension of its own."""

_SAME = {"people": "person", "persons": "person", "lorries": "lorry", "mcg": "ug", "litre": "L"}
_COMMON = (
    "kg", "g", "mg", "ug", "t", "tonne", "short_ton", "L", "mL", "m3", "m2", "ha", "km", "m", "h", "hour",
    "min", "day", "week", "month", "year", "kWh", "MWh", "Wh", "MJ", "GJ", "kJ", "J", "kcal", "kW", "MW", "W",
    "person", "piece", "item", "dose", "kit", "head",
)  # fmt: skip
_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([^\W\d_²³][^\W\d²³]*)(?:\^|\*\*)?([2-9²³])?|(.))")
_SPECIAL = re.compile(r"°\s*([CF])")
_LONGEST = 100  # characters of a unit
_SMALLEST = 1e-60  # base units in a unit
_WORD = 4  # letters from which an unknown word may be something that is counted
_SQUARES = {"²": 2, "³": 3}

Dimensions = tuple[tuple[str, float], ...]


class UnitError(ValueError):
    """A text that can't be used as a unit.

    Attributes
    ----------
    text
        The text.
    remedy
        What to write instead.
    """

    def __init__(self, text: str, why: str, remedy: str) -> None:
        self.text = text
        self.why = why
        self.remedy = remedy
        super().__init__(f"{why} {remedy}")


class UnknownUnit(UnitError):
    """It is not a unit."""


class WrongDimension(UnitError):
    """It measures something else."""


class AffineUnit(UnitError):
    """It has a zero of its own, so no factor leads from it to another unit."""


@dataclass(frozen=True)
class Measure:
    """How much of which dimension one of a unit is.

    Attributes
    ----------
    scale
        Base units in one of it (kilogram, metre, second, …).
    dimensions
        Base unit and power, sorted; empty for a bare number.
    """

    scale: float
    dimensions: Dimensions

    def times(self, other: Measure, power: int = 1) -> Measure:
        """The measure of this times another one to a power."""
        powers = dict(self.dimensions)
        for name, count in other.dimensions:
            powers[name] = powers.get(name, 0) + count * power
        kept = tuple(sorted((name, count) for name, count in powers.items() if count))
        return Measure(self.scale * other.scale**power, kept)


_ONE = Measure(1.0, ())
KILOGRAM = Measure(1.0, (("kilogram", 1.0),))
"""The unit of mass in which goods say how heavy they are."""


class UnitBook:
    """The units that an economy may use: physical ones, counted things, and its own.

    Parameters
    ----------
    declared
        Units of goods; a word among them that is no physical unit is a counted thing.
    currencies
        Units of money; each a dimension of its own, even where a physical unit has its name.
    """

    def __init__(self, declared: Iterable[str] = (), currencies: Iterable[str] = ()) -> None:
        self._currencies = frozenset(currencies)
        self._measures: dict[str, Measure] = {}
        self._own: frozenset[str] = frozenset()
        self._own = frozenset(
            word for unit in declared for word in _words(unit) if self._may_be_counted(word)
        )

    def measure(self, text: str) -> Measure:
        """What a unit measures.

        Raises
        ------
        UnknownUnit
            If a word of it is no unit, with the nearest one as remedy.
        AffineUnit
            If it has a zero of its own, such as °C.
        """
        text = text.strip()
        if text not in self._measures:
            self._measures[text] = self._read(text)
        return self._measures[text]

    def factor(self, text: str, target: str) -> float:
        """Units of the target in one of ``text``, at 15 significant digits.

        Examples
        --------
        >>> UnitBook().factor("mg/100g", "g/kg")
        0.01

        Raises
        ------
        UnitError
            If either is no unit, or they measure different things.
        """
        return self.ratio(text, target, self.measure(target))

    def ratio(self, text: str, target: str, *wanted: Measure) -> float:
        """Units of what is wanted in one of ``text``: of the first measure with its dimension.

        Raises
        ------
        UnitError
            If the text is no unit, or measures none of what is wanted; ``target`` names that.
        """
        given = self.measure(text)
        for measure in wanted:
            if given.dimensions == measure.dimensions:
                return float(f"{given.scale / measure.scale:.15g}")
        raise WrongDimension(
            text, f"'{text}' does not measure what '{target}' measures.", f"Write amounts in '{target}'."
        )

    def _read(self, text: str) -> Measure:
        """The measure of a whole text."""
        if text in self._currencies:
            return Measure(1.0, ((f"money {text}", 1),))
        if not text or len(text) > _LONGEST:
            raise UnknownUnit(text, "This is not a unit.", "Write a unit such as kg, L, h or piece.")
        total = _ONE
        for power, factor in _factors(_SPECIAL.sub(r"deg\1", text), text):
            total = total.times(self._factor(factor, text), power)
        if not _SMALLEST < total.scale < 1 / _SMALLEST:
            raise UnknownUnit(text, "This is beyond any scale.", "Write a unit such as kg, L, h or piece.")
        return total

    def _factor(self, factor: str | float, text: str) -> Measure:
        """The measure of one number or word."""
        if isinstance(factor, float):
            return Measure(factor, ())
        if factor in self._currencies:
            return Measure(1.0, ((f"money {factor}", 1),))
        word = _SAME.get(factor, factor)
        if word in self._own or _counted(word):
            return Measure(1.0, ((_counted(word) or word, 1),))
        physical = _physical(word)
        if physical is None:
            raise UnknownUnit(text, f"'{factor}' is not a unit.", self._nearest(factor))
        return physical

    def _may_be_counted(self, word: str) -> bool:
        """Whether a good may declare a word as a thing that is counted."""
        if len(word) < _WORD or _counted(word) or _known_to_pint(word):
            return False
        return not difflib.get_close_matches(word, _COMMON, n=1, cutoff=0.75)

    def _nearest(self, word: str) -> str:
        """A remedy with the units most like a word."""
        known = [*_COMMON, *sorted(_COUNTED | self._currencies | self._own)]
        found = difflib.get_close_matches(word, known, n=2, cutoff=0.5)
        if word == "tn":
            found = ["t", "short_ton"]
        return f"Did you mean {' or '.join(found)}?" if found else "Write a unit such as kg, L, h or piece."


def _counted(word: str) -> str | None:
    """The singular of a word for counted things, or None for other words."""
    if word in _COUNTED:
        return word
    for ending in ("es", "s"):
        if word.endswith(ending) and word.removesuffix(ending) in _COUNTED:
            return word.removesuffix(ending)
    return None


def _words(unit: str) -> list[str]:
    """The words of a unit text, as far as it can be read."""
    try:
        return [factor for _, factor in _factors(unit, unit) if isinstance(factor, str)]
    except UnknownUnit:
        return []


def _factors(text: str, whole: str) -> list[tuple[int, str | float]]:
    """Numbers and words of a unit text, each with its power (negative below the line).

    ``/`` divides by all that follows up to the next sign; a bracket goes on to its end.
    """
    factors: list[tuple[int, str | float]] = []
    signs, sign, expects = [1], 1, True
    for number, word, power, other in _TOKEN.findall(text.strip()):
        if (number and float(number) > 0) or word:
            size = _SQUARES.get(power, int(power) if power.isascii() and power else 1)
            factors.append((sign * signs[-1] * size, float(number) if number else word))
            expects = False
        elif other == "(":
            signs.append(signs[-1] * sign)
            sign, expects = 1, True
        elif other == ")" and len(signs) > 1 and not expects:
            signs.pop()
            sign = 1
        elif other in "*·×-./" and other and (not expects or (other == "/" and not factors)):
            sign, expects = (-1 if other == "/" else 1), True
        else:
            raise UnknownUnit(whole, "This is not a unit.", "Write units with * and / between them.")
    if expects or len(signs) > 1:
        raise UnknownUnit(whole, "This is not a unit.", "Write units with * and / between them.")
    return factors


@cache
def _registry() -> UnitRegistry[float]:
    """Units of pint, loaded when first needed."""
    import pint  # noqa: PLC0415 - a third of a second that only conversions need

    return pint.UnitRegistry()


def _known_to_pint(word: str) -> bool:
    """Whether pint knows a word as a unit."""
    if not word.isidentifier():
        return False
    try:
        return word in _registry()
    except ValueError:  # a constant with a number in its definition: a quantity, no unit
        return False


@cache
def _physical(word: str) -> Measure | None:
    """The measure of a physical unit, or None where pint does not know it."""
    if not _known_to_pint(word):
        return None
    registry = _registry()
    zero = registry.Quantity(0.0, word).to_base_units()
    if zero.magnitude != 0:
        raise AffineUnit(
            word, f"'{word}' has a zero of its own and can't be multiplied.", "Use a unit whose 0 is nothing."
        )
    one = registry.Quantity(1.0, word).to_base_units()
    dimensions: Dimensions = tuple(sorted(_powers(one.unit_items())))
    return Measure(float(one.magnitude), dimensions)


def _powers(items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, float]]:
    """Base units with their powers as plain numbers."""
    return ((name, float(power)) for name, power in items)
