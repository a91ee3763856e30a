"""What is wrong, where, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "Origin", "errors_in"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Origin:
    """Where the rows of a table came from.

    Attributes
    ----------
    file
        Name of the file as the person knows it, relative to what they opened.
    sheet
        Name of the worksheet, or blank.
    rows
        For each row of the table, its number as the person sees it (the heading is row 1); 0 for a
        row that stands in no file.
    """

    file: str
    sheet: str = ""
    rows: tuple[int, ...] = ()

    def row(self, index: int) -> int | None:
        """Number of a row as the person sees it, or None where it isn't known."""
        return self.rows[index] or None if 0 <= index < len(self.rows) else None


@dataclass(frozen=True)
class Finding:
    """One fault (or doubt) about an economy.

    Attributes
    ----------
    code
        Stable id, such as ``B01``; catalogue in ``docs/findings.md``.
    severity
        ``error`` (no plan is made) or ``warning`` (a plan is made, and says so).
    file, sheet, row, column
        The place, as the person sees it; row 1 is the heading; blank where it does not apply.
    value
        What stands there.
    why
        Why it can't be (or is doubtful): one sentence.
    remedy
        What to do: one sentence.
    more
        How many further findings of the same cause are not listed.
    """

    code: str
    severity: Severity
    why: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    more: int = 0

    @property
    def place(self) -> str:
        """The place in words: ``needs.csv, row 9, amount``."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(self.column)
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        value = f"'{self.value}': " if self.value else ""
        more = f" (and {self.more} more like this)" if self.more else ""
        return f"{self.code} {self.severity}: {place}{value}{self.why} {self.remedy}{more}"


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only the findings that keep a plan from being made."""
    return tuple(finding for finding in findings if finding.severity == "error")
