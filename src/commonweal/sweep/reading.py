"""Keys of a design read one by one: each as what it should be, or a fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from commonweal.data.cells import fifteen_digits
from commonweal.findings import Finding
from commonweal.validate.report import finding, suggestion

__all__ = ["Reading"]


@dataclass
class Reading:
    """Keys that are read one by one, and what is wrong with them."""

    given: Mapping[str, Any]
    file: str
    lines: Mapping[str, int]
    findings: list[Finding] = field(default_factory=list)
    prefix: str = ""

    def fault(self, code: str, key: str, why: str, remedy: str, value: object = "") -> None:
        """Note a fault."""
        row = self.lines.get(key, self.lines.get(""))
        column = f"{self.prefix}{key}" if row is None or not self.lines.get(key) else key
        self.findings.append(finding(code, why, remedy, file=self.file, row=row, column=column, value=value))

    def unknown(self, known: Collection[str]) -> None:
        """Note keys that would be ignored."""
        for key in self.given:
            if key not in known:
                remedy = suggestion(key, known, f"Known are {', '.join(known)}.")
                self.fault("A06", key, "The key is not known and would be ignored.", remedy, key)

    def text(self, key: str) -> str:
        """A text; blank where there is none."""
        value = self.given.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.fault("B01", key, "This is not a text.", "Write it between quotation marks.", value)
        return ""

    def number(self, key: str) -> float | None:
        """A finite number, or None."""
        value = self.given.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
            return fifteen_digits(float(value))
        self.fault("B01", key, "This is not a number under 1e15.", "Write digits only.", value)
        return None

    def whole(self, key: str, least: int, otherwise: int) -> int:
        """A whole number, not less than one."""
        value = self.given.get(key, otherwise)
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.fault("B01", key, f"This is not a whole number from {least} on.", "Write digits only.", value)
        return otherwise

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.given.get(key, False)
        if not isinstance(value, bool):
            self.fault("B01", key, "This is neither true nor false.", "Write true, or leave it out.", value)
        return value is True

    def word(self, key: str, known: Collection[str], otherwise: str) -> str:
        """One of some words."""
        value = self.given.get(key, otherwise)
        if value in known or value == otherwise:
            return str(value)
        remedy = suggestion(str(value), known, f"Known are {', '.join(known)}.")
        self.fault("C01", key, "There is no such word here.", remedy, value)
        return otherwise

    def blocks(self, key: str) -> list[Mapping[str, Any]]:
        """Blocks of keys."""
        value = self.given.get(key, [])
        if isinstance(value, Mapping):
            value = [value]
        if isinstance(value, list | tuple) and all(isinstance(block, Mapping) for block in value):
            return list(value)
        self.fault("B01", key, "These are not blocks of keys.", f"Begin each with a line [[{key}]].")
        return []
