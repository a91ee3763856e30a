"""Which way text is written, and what would turn inside a sentence of the other way."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_rtl", "turns"]

_RTL = frozenset({"R", "AL"})
_STEADY = re.compile(r"[0-9]+([.,:/][0-9]+)*%?")  # what keeps its order in any sentence


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in _RTL:
            return True
    return False


def turns(text: str, direction: str) -> bool:
    """Whether a name or a figure has to be kept apart in a sentence, or it may be read in the wrong order.

    Examples
    --------
    >>> turns("1,220", "rtl"), turns("62 %", "rtl"), turns("Aleppo (city)", "rtl"), turns("حلب", "rtl")
    (False, True, True, False)
    >>> turns("62 %", "ltr"), turns("حلب", "ltr")
    (False, True)
    """
    other = {"L", "EN", "AN"} if direction == "rtl" else {"R", "AL", "AN"}
    if _STEADY.fullmatch(text):
        return False
    return any(unicodedata.bidirectional(character) in other for character in text)
