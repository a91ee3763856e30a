"""Answers that may travel packed, where who asks can unpack them."""

from __future__ import annotations

from starlette.requests import Request

__all__ = ["takes_gzip"]


def takes_gzip(request: Request) -> bool:
    """Whether an answer may be sent in gzip (RFC 9110, section 12.5.3)."""
    weights: dict[str, float] = {}
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        coding, _, weight = (piece.strip() for piece in part.partition(";"))
        try:
            weights[coding] = float(weight.removeprefix("q=").strip()) if weight else 1.0
        except ValueError:
            weights[coding] = 0.0  # what can't be read is not asked for
    return weights.get("gzip", weights.get("*", 0.0)) > 0.0
