"""The built workbench: what browsers load, made from the folder ``frontend`` when the package is built."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["PAGES", "pages"]

PAGES = "COMMONWEAL_PAGES"
"""Environment variable that names another folder of a built workbench, for who works on it."""

_SHIPPED = Path(__file__).parent / "static"


def pages() -> Path | None:
    """The folder of the built workbench; None if this installation has none."""
    chosen = os.environ.get(PAGES)
    folder = Path(chosen) if chosen else _SHIPPED
    return folder if (folder / "index.html").is_file() else None
