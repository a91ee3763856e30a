"""A part of a table in the format that was asked for: JSON, Arrow, CSV or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import polars as pl
from fastapi import Depends, Header, Query

from commonweal.api.bodies import XLSX
from commonweal.api.columns import Described
from commonweal.api.refusing import RequestRefused
from commonweal.store.formats import as_arrow, as_csv, as_workbook, cells_of
from commonweal.store.rows import Found
from commonweal.wire.economies import Rows

__all__ = ["MEDIA_TYPES", "Form", "WantedForm", "as_rows", "content_in"]

Form = Literal["json", "arrow", "csv", "xlsx"]

MEDIA_TYPES: Mapping[Form, str] = {
    "json": "application/json",
    "arrow": "application/vnd.apache.arrow.stream",
    "csv": "text/csv",
    "xlsx": XLSX,
}
"""What each format is sent as."""


def _wanted(
    format: Annotated[  # noqa: A002 - the word people use
        Form | None, Query(description="Format of the answer; without, what Accept asks for, or JSON.")
    ] = None,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Form:
    """The format that was asked for.

    Raises
    ------
    RequestRefused
        If there is none that is accepted.
    """
    if format is not None:
        return format
    asked = _accepted(accept or "*/*")
    for media_type in asked:
        for form, ours in MEDIA_TYPES.items():
            if media_type in {ours, "*/*", f"{ours.partition('/')[0]}/*"}:
                return form
    raise RequestRefused(
        406, "not-acceptable", f"It can be had as {', '.join(MEDIA_TYPES.values())}. Name one in Accept."
    )


def _accepted(accept: str) -> list[str]:
    """Types of content that are accepted, the most wanted first."""
    weighed = []
    for place, part in enumerate(accept.lower().split(",")):
        media_type, *more = (piece.strip() for piece in part.split(";"))
        weight = next((piece.removeprefix("q=") for piece in more if piece.startswith("q=")), "1")
        try:
            wanted = float(weight)
        except ValueError:
            wanted = 1.0
        if wanted > 0:
            weighed.append((-wanted, place, media_type))
    return [media_type for _, _, media_type in sorted(weighed)]


WantedForm = Annotated[Form, Depends(_wanted)]
"""The format that a request asks for, by ``format=`` or ``Accept``."""


def as_rows(found: Found, described: Described) -> Rows:
    """A part of a table as a message.

    Parameters
    ----------
    found
        The part.
    described
        What a column is, by its name and type.
    """
    return Rows(
        columns=tuple(described(name, kind) for name, kind in found.rows.schema.items()),
        rows=cells_of(found.rows),
        positions=tuple(found.positions.tolist()),
        total=found.total,
    )


def content_in(form: Form, name: str, rows: pl.DataFrame) -> bytes:
    """Rows as the bytes of a file: Arrow, CSV (text never as formulas) or a workbook.

    Raises
    ------
    ModelError
        If there are more rows than a sheet may hold.
    """
    if form == "arrow":
        return as_arrow(rows)
    return as_csv(rows) if form == "csv" else as_workbook(rows, name)
