"""What all messages have in common."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

__all__ = ["Day", "Id", "Message", "Name", "Page", "Problem", "Stamped", "WireFinding"]

Item = TypeVar("Item")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="32 hexadecimal digits.")]
Name = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"),
]
"""A name as the tables know it: no control characters, not blank, at most 200 characters."""


def _only_a_day(said: object) -> object:
    """A day as it is written, and nothing that could be taken for one, such as seconds or a moment."""
    if type(said) is dt.date or (isinstance(said, str) and _DAY.fullmatch(said)):
        return said
    raise PydanticCustomError("date_parsing", "Write a day such as 2031-06-01.")


Day = Annotated[dt.date, BeforeValidator(_only_a_day), Field(strict=False)]
"""A day, written 2031-06-01."""


class Message(BaseModel):
    """A message: exactly the fields described, each of its type; nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, ser_json_inf_nan="null")


class Page(Message, Generic[Item]):
    """A part of a list.

    Attributes
    ----------
    items
        The part, in the order of the list.
    next
        What to pass as ``after`` for the next part; null at the end.
    """

    items: tuple[Item, ...]
    next: str | None = None


class WireFinding(Message):
    """One fault of an input (or doubt about it), as ``commonweal.Finding``."""

    code: str
    severity: str
    why: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    more: int = 0


class Problem(Message):
    """What is wrong with a request, or kept it from being answered (RFC 9457, ``application/problem+json``).

    Attributes
    ----------
    type
        A page of the documentation about problems of this kind.
    title, status, detail
        The kind in words, the HTTP status, and what is wrong this time and what to do.
    code
        The kind in a word, for programs: ``not-there``, ``findings``, ``disk-full``.
    incident
        What to tell whoever looks after the server; its log tells more under the same word.
    findings
        Each fault of the input, where there are any.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    incident: str
    findings: tuple[WireFinding, ...] = ()


class Stamped(Message):
    """What was made by somebody at some time."""

    created_at: Annotated[dt.datetime, Field(strict=False)]
    created_by: str
