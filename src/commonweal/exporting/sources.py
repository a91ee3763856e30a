"""Who is cited: every source that the rows of an economy name, and the terms of its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

__all__ = ["licence_entry", "source_entries", "sources_in"]

_ADDRESS = re.compile(r"https?://[^\s,;)\]>\"']+")

_LICENCES: Mapping[str, tuple[str, str]] = {
    "cc by 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc by-sa 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "cc0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "apache 2.0": ("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "mit": ("MIT", "https://opensource.org/license/mit"),
    "public domain": ("other-pd", ""),
}
"""Terms by which data are often shared: the identifier of the Open Definition, and where they stand."""


def sources_in(frames: Iterable[pl.DataFrame]) -> tuple[str, ...]:
    """Every text that a column ``source`` holds, once, in alphabetical order."""
    texts: set[str] = set()
    for frame in frames:
        if "source" in frame.columns:
            texts |= {text.strip() for text in frame["source"].drop_nulls().to_list() if text.strip()}
    return tuple(sorted(texts))


def source_entries(texts: Iterable[str]) -> list[dict[str, str]]:
    """Sources as a data package lists them: the words as they stand, and the address in them.

    Examples
    --------
    >>> source_entries(["Sphere 2018, https://spherestandards.org/handbook"])
    [{'title': 'Sphere 2018, https://spherestandards.org/handbook', 'path': 'https://spherestandards.org/handbook'}]
    """
    entries = []
    for text in texts:
        address = _ADDRESS.search(text)
        entries.append({"title": text} | ({"path": address.group().rstrip(".")} if address else {}))
    return entries


def licence_entry(licence: str) -> dict[str, Any]:
    """Terms as a data package lists them; ``notspecified`` where the words are of no known licence.

    Examples
    --------
    >>> licence_entry("CC BY 4.0")
    {'name': 'CC-BY-4.0', 'path': 'https://creativecommons.org/licenses/by/4.0/', 'title': 'CC BY 4.0'}
    >>> licence_entry("free with citation")
    {'name': 'notspecified', 'title': 'free with citation'}
    """
    name, path = _LICENCES.get(licence.strip().lower().replace("-4.0", " 4.0"), ("notspecified", ""))
    return {"name": name} | ({"path": path} if path else {}) | {"title": licence}
