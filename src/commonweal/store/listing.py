"""Lists in parts: the newest first, each part after the last of the one before."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Table

__all__ = ["older"]


def older(table: Table, created_at: dt.datetime, ident: str) -> ColumnElement[bool]:
    """Which rows come after one in a list by ``created_at`` and id, the newest first."""
    made = table.c.created_at
    return (made < created_at) | ((made == created_at) & (table.c.id < ident))
