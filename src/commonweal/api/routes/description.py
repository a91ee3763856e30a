"""``/openapi.json``: the description of the whole API."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from commonweal.api.strict import new_router
from commonweal.api.visits import Anyone

router = new_router("description")


@router.get("/openapi.json", include_in_schema=False)
def openapi(visit: Anyone, request: Request) -> Any:  # noqa: ARG001 - says who may call it
    """The OpenAPI document of this server."""
    return JSONResponse(request.app.openapi())
