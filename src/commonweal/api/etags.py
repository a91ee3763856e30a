"""What a request knows of the state it changes or has already: If-Match and If-None-Match."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.refusing import RequestRefused

__all__ = ["IfMatch", "check_version", "known_already", "tag_of_hash", "tag_of_version"]

_VERSION = re.compile(r'"v([1-9][0-9]{0,8})"')


def tag_of_version(number: int) -> str:
    """The ETag of an economy whose version of this number holds."""
    return f'"v{number}"'


def tag_of_hash(digest: str, form: str = "") -> str:
    """The ETag of something that never changes, in one of its forms."""
    return f'"{digest}-{form}"' if form else f'"{digest}"'


def _matched(
    if_match: Annotated[
        str | None,
        Header(
            description='The ETag of the state that is changed, such as "v3": who changed it since is not '
            "overwritten. Without it the answer is 428.",
            max_length=200,
            examples=['"v3"'],
        ),
    ] = None,
) -> int:
    """Number of the version that a request was made for.

    Raises
    ------
    RequestRefused
        If it names none.
    """
    if if_match is None:
        raise RequestRefused(
            428, "if-match", 'Say which version you change: send its ETag as If-Match, such as "v3".'
        )
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise RequestRefused(
            412, "changed", "If-Match does not name a version of this economy. Read it again for its ETag."
        )
    return int(found[1])


IfMatch = Annotated[int, Depends(_matched)]
"""Number of the version that a request changes; without it the request is refused."""


def check_version(present: int, expected: int) -> None:
    """Refuse a change of something that somebody changed meanwhile.

    Raises
    ------
    RequestRefused
        If the version that holds is not the one expected.
    """
    if present != expected:
        raise RequestRefused(
            412,
            "changed",
            f"Version {present} holds now, and you changed version {expected}. Read it again, then decide.",
            {"ETag": tag_of_version(present)},
        )


def known_already(request: Request, tag: str) -> Response | None:
    """The answer to somebody who has this state already; None to send it."""
    said = request.headers.get("if-none-match")
    if said is None:
        return None
    tags = {one.strip().removeprefix("W/") for one in said.split(",")}
    if said.strip() == "*" or tag in tags:
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    return None
