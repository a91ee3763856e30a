"""Cookies: for this server only, over HTTPS only where there is HTTPS, and out of reach of scripts."""

from __future__ import annotations

from starlette.responses import Response

from commonweal.access.sessions import LONGEST, Begun
from commonweal.api.settings import ServerSettings
from commonweal.api.visits import cookie_name

__all__ = ["set_cookie", "set_session", "unset_cookie", "unset_session"]


def set_session(response: Response, begun: Begun, settings: ServerSettings) -> None:
    """Give a browser its session."""
    seconds = int(LONGEST.total_seconds())
    set_cookie(response, cookie_name(settings), begun.key, seconds, settings)


def unset_session(response: Response, settings: ServerSettings) -> None:
    """Have a browser forget its session."""
    unset_cookie(response, cookie_name(settings), settings)


def set_cookie(
    response: Response, name: str, value: str, seconds: int, settings: ServerSettings
) -> None:  # fmt: skip
    """Give a browser a cookie for some time."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=settings.secure_cookies, httponly=True, samesite="lax"
    )


def unset_cookie(response: Response, name: str, settings: ServerSettings) -> None:
    """Have a browser forget a cookie."""
    response.delete_cookie(name, path="/", secure=settings.secure_cookies, httponly=True, samesite="lax")
