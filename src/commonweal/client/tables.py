"""Rows of tables: asked for with filters, in an order, and read as frames."""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl

from commonweal.client.connection import Connection

__all__ = ["ARROW", "frame_of"]

ARROW = "application/vnd.apache.arrow.stream"


def frame_of(
    connection: Connection,
    path: str,
    *,
    filters: Sequence[str] = (),
    sort: Sequence[str] = (),
    offset: int = 0,
    limit: int | None = None,
    version: int | None = None,
) -> pl.DataFrame:
    """Rows of a table.

    Parameters
    ----------
    path
        Where it is.
    filters
        Conditions that all hold, as ``column:op:value`` with ``eq``, ``ne``, ``lt``, ``le``, ``gt``, ``ge``
        or ``has``.
    sort
        Columns to sort by; ``-column`` from the greatest.
    offset, limit
        Which part of the rows that fit; without a limit, all of them.
    version
        Of which version of an economy; None for the one that holds now.
    """
    query = {
        "format": "arrow",
        "filter": list(filters),
        "sort": ",".join(sort) or None,
        "offset": offset or None,
        "limit": limit,
        "version": version,
    }
    return pl.read_ipc_stream(io.BytesIO(connection.content(path, query, accept=ARROW)))
