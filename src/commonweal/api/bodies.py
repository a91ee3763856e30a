"""Uploads: the body of a request as it came, read once it is known who sends it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query
from starlette.requests import Request

from commonweal.api.gates import Gate
from commonweal.api.refusing import RequestRefused
from commonweal.api.state import services_of
from commonweal.errors import NotThere
from commonweal.wire.message import Name

__all__ = ["ANY", "ECONOMY", "XLSX", "ZIP", "FileName", "Upload", "Uploaded", "body_of", "file_name"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
_BYTES = "application/octet-stream"
ECONOMY = (XLSX, ZIP, _BYTES)
"""What an economy is uploaded as."""
ANY = ("*/*",)
"""What an attachment is uploaded as."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,59}/[a-z0-9][a-z0-9!#$&^_.+-]{0,59}")
_ENDINGS = {XLSX: ".xlsx", ZIP: ".zip"}

FileName = Annotated[
    Name | None,
    Query(description="Name of the file that is sent, for messages about it; its ending tells what it is."),
]


@dataclass(frozen=True)
class Upload:
    """A body that was sent.

    Attributes
    ----------
    content
        Its bytes; at most as many as the server's settings allow.
    media_type
        What it says it is.
    gate
        Where it waits for its turn to be read.
    """

    content: bytes
    media_type: str
    gate: Gate


async def _received(request: Request) -> AsyncIterator[Upload]:
    """The body of a request, while it has a place in the queue."""
    if not hasattr(request.state, "visit"):
        raise NotThere("There is no such project.")  # nothing is read for whom nobody knows
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower() or _BYTES
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise RequestRefused(415, "media-type", "The header Content-Type does not name a type of content.")
    gate = services_of(request).heavy
    with gate.queued():
        yield Upload(await request.body(), media_type, gate)


Uploaded = Annotated[Upload, Depends(_received)]
"""The body as it came; stands after the visit in a handler's signature."""


def file_name(upload: Upload, given: str | None, stem: str) -> str:
    """The name by which an upload is read, as its ending tells what it is.

    Parameters
    ----------
    upload
        What was sent.
    given
        What the file was called where it came from.
    stem
        What to call it otherwise.

    Raises
    ------
    RequestRefused
        If nothing tells whether it is a workbook or an archive, or nothing was sent.
    """
    if not upload.content:
        raise RequestRefused(
            422, "request", "The body is empty. Send a workbook (.xlsx), or a .zip of tables."
        )
    ending = _ENDINGS.get(upload.media_type, "")
    if given is not None and (not ending or given.lower().endswith(ending)):
        return given
    if not ending:
        raise RequestRefused(
            415,
            "media-type",
            f"Send a workbook as {XLSX}, or an archive as {ZIP}; or name the file (file=NAME.xlsx).",
        )
    return f"{stem}{ending}"


def body_of(media_types: tuple[str, ...], *, required: bool = True) -> dict[str, Any]:
    """What the OpenAPI document says of a body that is a file."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {"requestBody": {"required": required, "content": dict.fromkeys(media_types, schema)}}
