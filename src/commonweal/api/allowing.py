"""What can be done to a path: the methods of all its routes, for who tried another one."""

from __future__ import annotations

from fastapi.routing import iter_route_contexts
from starlette.applications import Starlette

__all__ = ["methods_at"]


def methods_at(app: Starlette, path: str) -> str:
    """The methods that the routes of a path answer, as the header ``Allow`` lists them."""
    found: set[str] = set()
    for route in iter_route_contexts(app.routes):
        pattern = getattr(route, "path_regex", None)
        if pattern is not None and pattern.match(path):
            found |= route.methods or set()
    return ", ".join(sorted(found))
