"""Units as the published tables write them, in the words that ``commonweal.units`` reads.

Their short forms are traps: ``kt`` is a thousand tonnes in EXIOBASE and a knot to a physicist, ``Mm3``
a million cubic metres and not a cubic megametre, ``p`` a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from commonweal.units import UnitBook, UnitError

__all__ = ["COUNTED", "Money", "dimension", "money", "readable"]

COUNTED = "unit"
"""The unit of a row whose own unit can't be read; its name then says the unit as it was written."""

_CURRENCIES = (
    (r"us\$|\$|usd|us dollars?|dollars?", "USD"),
    (r"eur|euros?|€", "EUR"),
    (r"gbp|pounds?|£", "GBP"),
    (r"jpy|yen|¥", "JPY"),
    (r"cny|rmb|yuan", "CNY"),
    (r"chf|aud|cad|inr|brl|sek|nok|dkk|krw|zar|mxn|rub|pln|try|twd", ""),
)
_SCALES = (
    (r"(1[.,]?)?0{6}|m|mn|mill?|mio|millions?(\s+of)?", 1e6),
    (r"(1[.,]?)?000|k|th|thousands?(\s+of)?", 1e3),
    (r"bn|b|billions?(\s+of)?", 1e9),
    (r"1?", 1.0),
)
_MONEY = re.compile(
    rf"^(?P<scale>{'|'.join(text for text, _ in _SCALES)})[\s.]*"
    rf"(?P<currency>{'|'.join(text for text, _ in _CURRENCIES)})$"
)

_PLAIN = {
    "m.hr": ("h", 1e6),
    "mhr": ("h", 1e6),
    "mill hours": ("h", 1e6),
    "million hours": ("h", 1e6),
    "1000 p": ("person", 1e3),
    "1000 pers": ("person", 1e3),
    "1000 persons": ("person", 1e3),
    "thousand persons": ("person", 1e3),
    "thousand people": ("person", 1e3),
    "p": ("person", 1.0),
    "pers": ("person", 1.0),
    "persons": ("person", 1.0),
    "people": ("person", 1.0),
    "kt": ("t", 1e3),
    "ktonnes": ("t", 1e3),
    "kilotonnes": ("t", 1e3),
    "thousand tonnes": ("t", 1e3),
    "1000 tonnes": ("t", 1e3),
    "million tonnes": ("t", 1e6),
    "tonnes": ("t", 1.0),
    "tonne": ("t", 1.0),
    "mm3": ("m3", 1e6),
    "mm³": ("m3", 1e6),
    "million m3": ("m3", 1e6),
    "million m³": ("m3", 1e6),
    "thousand m3": ("m3", 1e3),
    "kha": ("ha", 1e3),
    "thousand ha": ("ha", 1e3),
    "ktoe": ("toe", 1e3),
    "mtoe": ("toe", 1e6),
    "hours": ("h", 1.0),
    "hr": ("h", 1.0),
    "terajoules": ("TJ", 1.0),
    "gigajoules": ("GJ", 1.0),
}
"""What published tables write, in small letters: a unit that can be read, and how many of it that is."""

_DIMENSIONS = {
    (("person", 1),): "persons",
    (("second", 1.0),): "time",
    (("kilogram", 1.0),): "mass",
    (("meter", 2.0),): "area",
    (("meter", 3.0),): "volume",
    (("kilogram", 1.0), ("meter", 2.0), ("second", -2.0)): "energy",
}


@dataclass(frozen=True)
class Money:
    """A unit of money as a table writes it.

    Attributes
    ----------
    currency
        ISO 4217 code.
    scale
        How many of it one figure stands for.
    """

    currency: str
    scale: float


@cache
def money(text: str) -> Money | None:
    """The currency and scale that a unit of money says; None for other units.

    Examples
    --------
    >>> money("M.EUR"), money("‘000 US$"), money("kg")
    (Money(currency='EUR', scale=1000000.0), Money(currency='USD', scale=1000.0), None)
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[‘’'\"`]", "", text)).strip().lower()
    found = _MONEY.match(plain)
    if found is None:
        return None
    scale = next(size for form, size in _SCALES if re.fullmatch(form, found["scale"]))
    code = next(code for form, code in _CURRENCIES if re.fullmatch(form, found["currency"]))
    return Money(code or found["currency"].upper(), scale)


@cache
def readable(text: str) -> tuple[str, float]:
    """A physical unit that ``commonweal.units`` reads, and how many of it one figure stands for.

    What is measured in it (``kg CO2-eq``) is left to the name of the row. A blank unit: it can't be read.

    Examples
    --------
    >>> readable("Mm3"), readable("kt"), readable("Gg CO2-eq"), readable("DALY")
    (('m3', 1000000.0), ('t', 1000.0), ('Gg', 1.0), ('', 1.0))
    """
    text = re.sub(r"/(yr|year|a)$", "", re.sub(r"\s+", " ", text).strip())  # rows are per year anyway
    head, _, _ = text.partition(" ")
    for tried in (text, re.split(r"[ /.]?(?:CO2|C2H4|SO2|PO4|CFC|1,4)", text, maxsplit=1)[0], head):
        if tried.lower() in _PLAIN:
            return _PLAIN[tried.lower()]
        number, _, rest = tried.partition(" ")
        if re.fullmatch(r"10+", number) and rest and readable(rest)[0]:
            return readable(rest)[0], float(number) * readable(rest)[1]
        if tried and not tried[0].isdigit() and _reads(tried):
            return tried, 1.0
    return "", 1.0


def dimension(unit: str) -> str:
    """What a readable unit measures: persons, time, mass, area, volume, energy or other."""
    try:
        return _DIMENSIONS.get(UnitBook().measure(unit).dimensions, "other")
    except UnitError:
        return "other"


def _reads(text: str) -> bool:
    """Whether the units of an economy can be written so."""
    try:
        UnitBook().measure(text)
    except UnitError:
        return False
    return True
