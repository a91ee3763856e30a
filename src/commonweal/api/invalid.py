"""What is wrong with a request that is not as the API describes it, in our words and without its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.findings import Finding

__all__ = ["findings_of_request"]

_LISTED = 20

_WORDS: Mapping[str, str] = {
    "bool_type": "must be true or false",
    "date_from_datetime_parsing": "must be a day, such as 2031-06-01",
    "date_from_datetime_inexact": "must be a day, such as 2031-06-01",
    "date_parsing": "must be a day, such as 2031-06-01",
    "date_type": "must be a day, such as 2031-06-01",
    "datetime_from_date_parsing": "must be a moment, such as 2031-06-01T12:00:00Z",
    "datetime_parsing": "must be a moment, such as 2031-06-01T12:00:00Z",
    "datetime_type": "must be a moment, such as 2031-06-01T12:00:00Z",
    "dict_type": "must be an object",
    "extra_forbidden": "is not known here",
    "finite_number": "must be a finite number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "frozen_set_type": "must be a list",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is too large",
    "int_type": "must be a whole number",
    "json_invalid": "is not JSON",
    "json_type": "must be JSON",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "literal_error": "must be one of {expected}",
    "missing": "is missing",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "none_required": "must be null",
    "string_pattern_mismatch": "is not written as it must be",
    "string_sub_type": "must be a text",
    "string_too_long": "has more than {max_length} characters",
    "string_too_short": "has fewer than {min_length} characters",
    "string_type": "must be a text",
    "string_unicode": "is not valid text",
    "too_long": "is too long: at most {max_length}",
    "too_short": "is too short: at least {min_length}",
    "tuple_type": "must be a list",
    "union_tag_invalid": "'{discriminator}' must be one of {expected_tags}",
    "union_tag_not_found": "must say its {discriminator}",
    "uuid_parsing": "is not an id",
}
_FALLBACK = "is not as the API describes it"
_TELLING = frozenset(
    {"gt", "ge", "lt", "le", "expected", "expected_tags", "discriminator", "max_length", "min_length"}
)


def findings_of_request(errors: Sequence[Any], body: object = None) -> tuple[Finding, ...]:
    """One finding for each thing that is wrong, at most 20; the last says how many more there are.

    Parameters
    ----------
    errors
        What pydantic found.
    body
        What was sent, to tell its fields from the names of alternatives.
    """
    listed = [_finding(error, body) for error in errors[:_LISTED]]
    left = len(errors) - len(listed)
    if left and listed:
        last = listed[-1]
        listed[-1] = Finding(
            last.code, last.severity, last.why, last.remedy, last.file, column=last.column, more=left
        )
    return tuple(listed)


def _finding(error: Mapping[str, Any], body: object) -> Finding:
    """One thing that is wrong; the value is left out, as it may be a password."""
    part, *inside = error.get("loc") or ("request",)
    said = {key: value for key, value in (error.get("ctx") or {}).items() if key in _TELLING}
    why = _why(str(error.get("type")), said)
    if error.get("type") == "json_invalid":
        inside = []  # a count of characters
    elif part == "body":
        inside = _without_alternatives(inside, body)
    return Finding(
        code="R01",
        severity="error",
        why=_ours(error) or (f"{why}." if why.startswith("'") else f"It {why}."),
        remedy="See /api/v1/openapi.json for what is expected.",
        file={"body": "request"}.get(str(part), str(part)),
        column=_place(inside),
    )


def _why(kind: str, said: Mapping[str, Any]) -> str:
    """What is wrong, without its beginning."""
    try:
        return _WORDS.get(kind, _FALLBACK).format(**said)
    except KeyError:  # a newer library tells less about it
        return _FALLBACK


def _ours(error: Mapping[str, Any]) -> str:
    """The sentence of one of our own checks of a message; blank for pydantic's."""
    raised = (error.get("ctx") or {}).get("error")
    return str(raised) if error.get("type") == "value_error" and isinstance(raised, ValueError) else ""


def _without_alternatives(parts: Sequence[object], body: object) -> list[object]:
    """A place without the names of alternatives that pydantic sets between: ``edits, 3, set, row``."""
    kept: list[object] = []
    here = body
    for part in parts:
        if isinstance(here, dict) and part not in here and part in here.values():
            continue
        kept.append(part)
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            here = None
    return kept


def _place(parts: Sequence[object]) -> str:
    """A place in a request as people write it: ``edits[3].row``; at most 200 characters."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text[:200]
