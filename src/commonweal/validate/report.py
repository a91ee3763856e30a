"""Making findings: severity from the catalogue, place from the origins, long lists cut short."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import replace

from commonweal.findings import Finding, Origin
from commonweal.model.economy import Economy
from commonweal.validate.codes import CODES

__all__ = ["LISTED", "at", "finding", "limited", "near", "shown", "suggestion"]

LISTED = 20
"""How many findings of one cause (code, table and column) are listed one by one."""

_SHOWN = 80  # characters of a value that a message shows


def finding(
    code: str,
    why: str,
    remedy: str,
    *,
    file: str = "",
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    value: object = "",
) -> Finding:
    """A finding whose severity is that of its code."""
    return Finding(code, CODES[code].severity, why, remedy, file, sheet, row, column, shown(value))


def at(
    economy: Economy, code: str, cell: tuple[str, int, str], why: str, remedy: str, *, value: object = ""
) -> Finding:
    """A finding about one cell (table, row from 0, column), placed where the person sees it.

    Rows of a table without an origin are numbered as they would be written: the first is row 2.
    """
    table, index, column = cell
    origin = economy.origins.get(table, Origin(table))
    if value == "":
        value = economy[table][column][index]
    return finding(
        code,
        why,
        remedy,
        file=origin.file,
        sheet=origin.sheet,
        row=origin.row(index) if origin.rows else index + 2,
        column=column,
        value=value,
    )


def shown(value: object) -> str:
    """A value as a message shows it: one line, not too long."""
    if value is None:
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def near(name: str, known: Collection[str]) -> str | None:
    """The known name most like a name, or None where none is like it."""
    folded = {candidate.casefold(): candidate for candidate in known}
    wanted = name.strip().casefold()[:_SHOWN]
    found = difflib.get_close_matches(wanted, folded, n=3, cutoff=0.6)
    if not found:
        return None
    return folded[max(found, key=lambda word: _likeness(wanted, word))]


def _likeness(name: str, other: str) -> tuple[float, int]:
    """How alike two names are; of equals the one that begins alike."""
    return difflib.SequenceMatcher(None, other, name).ratio(), _beginning(name, other)


def suggestion(name: str, known: Collection[str], otherwise: str) -> str:
    """A remedy that names the nearest known name, or says what else to do."""
    nearest = near(name, known)
    return f"Did you mean '{shown(nearest)}'?" if nearest is not None else otherwise


def _beginning(name: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return next(
        (at for at, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other))
    )


def limited(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order, of each cause the first 20; the last of them counts the rest."""
    kept: list[Finding] = []
    last: dict[tuple[str, str, str, str], int] = {}
    counts: dict[tuple[str, str, str, str], int] = {}
    for found in findings:
        cause = found.code, found.file, found.sheet, found.column
        counts[cause] = counts.get(cause, 0) + 1
        if counts[cause] <= LISTED:
            last[cause] = len(kept)
            kept.append(found)
    for cause, count in counts.items():
        if count > LISTED:
            kept[last[cause]] = replace(kept[last[cause]], more=count - LISTED)
    return tuple(kept)
