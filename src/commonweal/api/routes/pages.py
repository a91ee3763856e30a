"""Everything outside of the API: the workbench; where it was not built, a plain page instead.

All its screens are one page, whatever the path: which screen is shown is decided in the browser. So any path
that is no file of the workbench, and that a browser opens, is that page.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from commonweal.api import paths  # noqa: F401 - knows pages in paths, before any route is made
from commonweal.api.etags import known_already
from commonweal.api.middleware.headers import LASTING
from commonweal.api.pages import PageFile, Pages
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Stranger
from commonweal.show.markup import text

__all__ = ["plain", "workbench"]

_PLAIN = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>commonweal</title></head>
<body>
<h1>commonweal {version}</h1>
<p>This is a server of commonweal: it keeps economies and plans them so that people's needs are met first.</p>
<p>Its workbench was not built: install the package with <code>pip install .</code>, or run
<code>make frontend</code> in a clone.</p>
<p>Its API is under <code>/api/v1</code>, described by <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<p>From a terminal: <code>commonweal plan ECONOMY --server {address} --project PROJECT</code>.
From Python: <code>commonweal.Client("{address}")</code>.</p>
</body>
</html>
"""
_METHODS = ["GET", "HEAD"]


plain = new_router("pages")
workbench = APIRouter()  # not strict: its queries are read in the browser


@plain.get("/", include_in_schema=False)
def front(visit: Stranger, request: Request) -> Response:  # noqa: ARG001 - says who may call it
    """A page for who opens the server's address in a browser."""
    address = str(request.base_url).rstrip("/")
    return HTMLResponse(_PLAIN.format(version=text(request.app.version), address=text(address)))


@workbench.api_route("/{path:page}", methods=_METHODS, include_in_schema=False)
def opened(visit: Stranger, request: Request, path: str) -> Response:  # noqa: ARG001
    """A file of the workbench, or the page in which it runs."""
    services = services_of(request)
    pages = services.pages
    if pages is None:
        raise HTTPException(404)
    found = pages.file(path) if path else None
    if found is not None:
        return _file(found, request, packed=services.settings.team)
    if path and (path.startswith("assets/") or "text/html" not in request.headers.get("accept", "")):
        raise HTTPException(404)
    return _page(pages)


def _page(pages: Pages) -> Response:
    """The page, with a nonce that no other answer has."""
    page = pages.page()
    return HTMLResponse(page.content, headers={"Content-Security-Policy": page.policy})


def _file(found: PageFile, request: Request, *, packed: bool) -> Response:
    """A file of the workbench; packed where it goes over a network, which takes longer than packing."""
    headers = {"Cache-Control": LASTING} if found.lasting else {"ETag": found.tag}
    known = None if found.lasting else known_already(request, found.tag)
    if known is not None:
        return known
    content = found.content
    if packed and found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        content = found.packed
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(content, 200, headers, found.media_type)
