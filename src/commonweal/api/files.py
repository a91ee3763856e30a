"""What the OpenAPI document says of answers that are files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.api.formats import MEDIA_TYPES

__all__ = ["BINARY", "DOCX", "PDF", "files", "table_answers", "unchanged"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

_FILE: Mapping[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_PROBLEM: Mapping[str, Any] = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}
_HEADERS: Mapping[str, Any] = {
    "Content-Disposition": {"schema": {"type": "string"}, "description": "A name to save it under."},
}


def files(*media_types: str, unchanging: bool = True) -> dict[int | str, dict[str, Any]]:
    """What is said of an answer that is a file of one of these types."""
    told: dict[int | str, dict[str, Any]] = {
        200: {
            "description": "The file.",
            "content": {kind: dict(_FILE) for kind in media_types},
            "headers": dict(_HEADERS),
        }
    }
    return told | unchanged() if unchanging else told


def unchanged() -> dict[int | str, dict[str, Any]]:
    """What is said to somebody who has it already (``If-None-Match``)."""
    return {304: {"description": "It is what you have already."}}


BINARY = files("*/*")
"""A file of any type."""


def table_answers() -> dict[int | str, dict[str, Any]]:
    """What is said of an answer that is a part of a table: JSON as described, or a file."""
    kinds = {kind: dict(_FILE) for form, kind in MEDIA_TYPES.items() if form != "json"}
    return {
        200: {"description": "The rows.", "content": kinds},
        406: {"description": "It can't be had in this format.", "content": _PROBLEM},
    } | unchanged()
