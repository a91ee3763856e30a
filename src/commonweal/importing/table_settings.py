"""Reading ``table.toml``: what the figures of a table are in, and where they are from."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass

from commonweal.data.delimited import decoded
from commonweal.data.settings_text import not_toml
from commonweal.findings import Finding
from commonweal.importing.grids import SETTINGS, Opened
from commonweal.importing.options import ReadingOptions, provenance
from commonweal.inputoutput.tables import Provenance
from commonweal.validate.report import finding, suggestion

__all__ = ["TableSettings", "table_settings"]

_TEXTS = ("name", "currency", "prices", "source", "licence", "region", "decimal", "supply_rows")
_CHOICES = {
    "prices": ("basic", "producers", "purchasers"),
    "decimal": (".", ","),
    "supply_rows": ("industries", "products"),
}
_KEYS = (*_TEXTS, "year", "scale")


@dataclass(frozen=True)
class TableSettings:
    """What ``table.toml`` and the person say of a table.

    Attributes
    ----------
    provenance
        Source, year, unit of money.
    region
        The only region, where one is said.
    decimal
        The decimal sign of texts.
    supply_rows
        What the rows of ``supply`` are, ``industries`` or ``products``; blank: as their labels say.
    """

    provenance: Provenance
    region: str = ""
    decimal: str = "."
    supply_rows: str = ""


def table_settings(opened: Opened, options: ReadingOptions, layout: str) -> TableSettings:
    """What is said of a table; faults of ``table.toml`` are added to the findings."""
    said = _said(opened)
    texts = {key: str(said.get(key, "")) for key in _TEXTS}
    year, scale = said.get("year", 0), said.get("scale", 1.0)
    found = Provenance(
        name=texts["name"] or opened.path.stem,
        year=year if isinstance(year, int) else 0,
        currency=texts["currency"] or "USD",
        scale=float(scale) if isinstance(scale, int | float) else 1.0,
        prices=texts["prices"] or "basic",
        source=texts["source"],
        licence=texts["licence"],
        layout=layout,
        notes=_unsaid(said, options),
    )
    region, decimal = options.region or texts["region"], texts["decimal"] or "."
    return TableSettings(provenance(found, options), region, decimal, texts["supply_rows"])


def _unsaid(said: dict[str, object], options: ReadingOptions) -> tuple[str, ...]:
    """What was taken for granted, as nobody said it."""
    notes = []
    if "currency" not in said and not options.currency:
        notes.append("Nothing says the currency: taken as USD.")
    if "scale" not in said and options.scale is None:
        notes.append("Nothing says the scale: one figure is taken as one unit of the currency.")
    return tuple(notes)


def _said(opened: Opened) -> dict[str, object]:
    """The keys of ``table.toml`` that hold what they should."""
    if opened.settings is None:
        return {}
    text = decoded(opened.settings, SETTINGS)
    if isinstance(text, Finding):
        opened.findings.append(text)
        return {}
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        opened.findings.append(not_toml(error, SETTINGS))
        return {}
    kept: dict[str, object] = {}
    for key, value in said.items():
        wrong = _wrong(key, value)
        if wrong is None:
            kept[key] = value
        else:
            opened.findings.append(wrong)
    return kept


def _wrong(key: str, value: object) -> Finding | None:
    """Why a key of ``table.toml`` is refused."""
    if key not in _KEYS:
        remedy = suggestion(key, _KEYS, f"There are: {', '.join(_KEYS)}.")
        return finding("A06", "The key is not known and would be ignored.", remedy, file=SETTINGS, column=key)
    if key in _TEXTS:
        choices = _CHOICES.get(key)
        if isinstance(value, str) and (choices is None or value in choices):
            return None
        remedy = (
            f"Write one of {', '.join(map(repr, choices))}."
            if choices
            else "Write it between quotation marks."
        )
        return finding("B01", "This can't stand here.", remedy, file=SETTINGS, column=key, value=value)
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if key == "year" and not (number and isinstance(value, int) and 0 < value < 10_000):
        return finding(
            "B01", "This is not a year.", "Write it as 2014.", file=SETTINGS, column=key, value=value
        )
    if key == "scale" and not (number and isinstance(value, int | float) and value > 0):
        return finding(
            "B01",
            "This is not a scale.",
            "Write 1e6 for a table in millions.",
            file=SETTINGS,
            column=key,
            value=value,
        )
    return None
