"""Parts of lists: how many, and after which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BaseModel

from commonweal.wire.message import Page

__all__ = ["LARGEST", "After", "Limit", "Offset", "page"]

LARGEST = 1000

After = Annotated[
    str | None,
    Query(
        max_length=400,
        pattern=r"^[^\x00-\x1f\x7f]*$",
        description="The field 'next' of the part before, as it came; leave it out for the first part.",
    ),
]
Limit = Annotated[int, Query(ge=1, le=LARGEST, description="The most to list at once.")]
Offset = Annotated[int, Query(ge=0, le=2**31 - 1, description="Rows to pass over.")]

Record = TypeVar("Record")
Item = TypeVar("Item", bound=BaseModel)


def page(
    found: Sequence[Record], limit: int, message: Callable[[Record], Item], mark: Callable[[Record], str]
) -> Page[Item]:
    """A part of a list.

    Parameters
    ----------
    found
        Records in order, one more than the limit where the list goes on.
    limit
        How many to list.
    message
        A record as a message.
    mark
        What to ask on by after a record.
    """
    listed = found[:limit]
    more = mark(listed[-1]) if len(found) > limit else None
    return Page(items=tuple(message(record) for record in listed), next=more)
