"""Reading the tables that ship beside these modules."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["FOLDER", "rows"]

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a shipped CSV file, by its path from this folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
