"""The workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from commonweal.data.workbook_writer import template_bytes
from commonweal.data.writing import file_written
from commonweal.model import Economy

__all__ = ["write_template"]


def write_template(economy: Economy | None, path: str | Path) -> None:
    """Write a workbook to fill in: every table and column, with drop-downs and a row of units.

    Parameters
    ----------
    economy
        Whose rows to begin with; None for empty sheets.
    path
        Where to write the ``.xlsx`` file; what is there is replaced in one step.

    Raises
    ------
    DataError
        If a folder is there.
    """
    file_written(Path(path).resolve(), template_bytes(economy))
