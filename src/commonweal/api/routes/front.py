"""``/``: a plain page that says what is running here."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from commonweal.api.strict import new_router
from commonweal.api.visits import Anyone
from commonweal.show.markup import text

__all__ = ["router"]

router = new_router("front")

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>commonweal</title></head>
<body>
<h1>commonweal {version}</h1>
<p>This is a server of commonweal: it keeps economies and plans them so that people's needs are met first.</p>
<p>Its API is under <code>/api/v1</code>, described by <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<p>From a terminal: <code>commonweal plan ECONOMY --server {address} --project PROJECT</code>.
From Python: <code>commonweal.Client("{address}")</code>.</p>
</body>
</html>
"""


@router.get("/", include_in_schema=False)
def front(visit: Anyone, request: Request) -> Response:  # noqa: ARG001 - says who may call it
    """A page for who opens the server's address in a browser."""
    address = str(request.base_url).rstrip("/")
    return HTMLResponse(_PAGE.format(version=text(request.app.version), address=text(address)))
