"""Lists that come in parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel

from commonweal.client.connection import Connection, Query
from commonweal.wire.message import Page

__all__ = ["paged"]

Item = TypeVar("Item", bound=BaseModel)

_PART = 200


def paged(connection: Connection, path: str, kind: type[Item], query: Query | None = None) -> Iterator[Item]:
    """All items of a list; each part is asked for when it is reached."""
    after: str | None = None
    while True:
        asked = {**(query or {}), "limit": _PART, "after": after}
        part = connection.get(path, Page[kind], asked)  # type: ignore[valid-type]  # a type made at run time
        yield from part.items
        after = part.next
        if after is None:
            return
