"""Findings about what was asked of the builder, placed in the file that a person wrote."""

from __future__ import annotations

from commonweal.building.options import BuildOptions
from commonweal.findings import Finding, Origin
from commonweal.validate.report import finding

__all__ = ["asked_at"]


def asked_at(
    options: BuildOptions,
    code: str,
    cell: tuple[str, int | None, str],
    why: str,
    remedy: str,
    *,
    value: object = "",
) -> Finding:
    """A finding about one cell of what was asked.

    Parameters
    ----------
    options
        What was asked; its origins say where rows stand.
    cell
        Name of the attribute (``floors``), row from 0 (None: no one row), and column.
    """
    table, index, column = cell
    origin = options.origins.get(table, Origin(table))
    row = None if index is None else origin.row(index)
    return finding(code, why, remedy, file=origin.file, row=row, column=column, value=value)
