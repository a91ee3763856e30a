"""Answers: messages as JSON, and files under names that are safe everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from commonweal.wire.message import Message

__all__ = ["answered", "as_json", "disposition", "file_answer"]

_CHANGING = "private, no-cache"  # may be kept, and is asked for again with its ETag each time
_UNSAFE = re.compile(r'[\\/:*?"<>|;%]+')
_LONGEST = 100


def as_json(message: Message) -> str:
    """A message as it goes over the wire."""
    return message.model_dump_json(by_alias=True)


def answered(
    message: Message | None, status: int = 200, *, tag: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    """An answer of one message; without a message an empty one.

    Parameters
    ----------
    message
        What is answered.
    status
        HTTP status.
    tag
        ETag of the state that it tells.
    headers
        What else goes with it.
    """
    more = dict(headers or {})
    if tag:
        more |= {"ETag": tag, "Cache-Control": _CHANGING}
    if message is None:
        return Response(status_code=status, headers=more)
    return Response(as_json(message), status, more, "application/json")


def file_answer(content: bytes, media_type: str, name: str, *, tag: str = "") -> Response:
    """A file to be saved; browsers neither show nor run it.

    Parameters
    ----------
    content
        The file.
    media_type
        What it is.
    name
        What it is saved as; characters that are special anywhere are replaced.
    tag
        ETag of the content.
    """
    headers = {"Content-Disposition": disposition(name), "X-Content-Type-Options": "nosniff"}
    if tag:
        headers |= {"ETag": tag, "Cache-Control": _CHANGING}
    return Response(content, 200, headers, media_type)


def disposition(name: str) -> str:
    r"""A ``Content-Disposition`` that saves a file under a name (RFC 6266, with RFC 8187 for its letters).

    Examples
    --------
    >>> disposition("plan/../été.csv")
    'attachment; filename="plan_.._t.csv"; filename*=UTF-8\'\'plan_.._%C3%A9t%C3%A9.csv'
    """
    shown = "".join(one for one in name if unicodedata.category(one)[0] != "C")  # no controls, no turning
    safe = _UNSAFE.sub("_", shown).strip(" .") or "file"
    stem, dot, ending = safe.rpartition(".")
    safe = f"{stem[:_LONGEST]}{dot}{ending[:20]}" if dot else safe[:_LONGEST]
    plain = safe.encode("ascii", "ignore").decode()
    if plain.startswith(".") or not plain:
        plain = f"file{plain}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
