"""Refusals that only the API knows: each says its HTTP status, its code, and what to do."""

from __future__ import annotations

from commonweal.errors import PlanningError

__all__ = ["RequestRefused"]


class RequestRefused(PlanningError):
    """A request that can't be answered as it is.

    Attributes
    ----------
    status, code
        HTTP status, and the kind in a word.
    headers
        What goes with the answer, such as ``Retry-After``.
    """

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.code = code
        self.headers = headers or {}
        super().__init__(message)
