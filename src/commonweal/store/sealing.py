"""Seals: the hash of what a row says, kept in the row, so that a changed byte is found."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence

__all__ = ["canonical", "sealed"]


def sealed(fields: Mapping[str, object]) -> str:
    """SHA-256 of fields, as 64 hexadecimal digits: the same after they went through either database.

    Raises
    ------
    TypeError, ValueError
        If a field is not of those that JSON knows, is no moment, or is NaN or infinite.

    Examples
    --------
    >>> sealed({"name": "mill", "head": 2}) == sealed({"head": 2, "name": "mill"})
    True
    """
    return hashlib.sha256(canonical(fields).encode("ascii")).hexdigest()


def canonical(fields: Mapping[str, object]) -> str:
    """Fields as JSON in one way only: names in order, no blanks, ASCII, moments in UTC to the microsecond."""
    return json.dumps(_plain(fields), sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> object:
    """A value as it comes back from a column of JSON: tuples as lists, names as text, moments as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(inner) for inner in value]
    return value
