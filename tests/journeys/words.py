"""The words of the workbench, read from its own files: what a person sees in each language."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

__all__ = ["LANGUAGES", "word"]

FOLDER = Path(__file__).parents[2] / "frontend" / "src" / "language"
LANGUAGES = ("en", "ar")


def word(language: str, key: str, **values: object) -> str:
    """The words of a key, such as ``team:project.plans``, with its values filled in.

    With ``count`` it is the form of that number. An area that is left out is ``common``.
    """
    area, _, name = key.rpartition(":")
    entries = _area(language, area or "common")
    if "count" in values and name not in entries:
        name += f"_{_form(language, int(str(values['count'])))}"
    text = entries[name]
    for gap, value in values.items():
        text = re.sub(r"\{\{\s*" + gap + r"(,[^}]*)?\s*\}\}", str(value), text)
    return text


@cache
def _area(language: str, area: str) -> dict[str, str]:
    """All words of an area, by their whole key."""
    return dict(_flat(json.loads((FOLDER / language / f"{area}.json").read_text(encoding="utf-8"))))


def _flat(entries, before=""):
    for key, value in entries.items():
        if isinstance(value, str):
            yield before + key, value
        else:
            yield from _flat(value, f"{before}{key}.")


def _form(language: str, n: int) -> str:
    """Which form of words goes with a number."""
    if language != "ar":
        return "one" if n == 1 else "other"
    if n < 3:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"
