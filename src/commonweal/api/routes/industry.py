"""Sectors and regions: as observed, and as a plan runs them."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import unchanged
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.results import ResultId, of_visit
from commonweal.api.routes.versions import VersionNumber, version_asked
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.store.industries import industry_of_result, industry_of_version
from commonweal.wire.industry import Industry

__all__ = ["router"]

router = new_router("industry", "/projects/{project}")


@router.get(
    "/economies/{economy:id}/industry",
    operation_id="industry.of_economy",
    summary="Sectors and regions of an economy",
    response_model=Industry,
    responses=unchanged(),
)
def of_an_economy(
    visit: Reads, economy: EconomyId, request: Request, version: VersionNumber | None = None
) -> Response:
    """Read what the table observed that an economy was built from: output, labour, and what goes where.

    Of an economy that was built from no table only the names of sectors and regions are told: how much is
    made, only a plan says.
    """
    found, tag, known = version_asked(visit, economy, version, request, "industry")
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        return _answer(industry_of_version(visit.store, found), tag)


@router.get(
    "/results/{result}/industry",
    operation_id="industry.of_result",
    summary="Sectors and regions of a plan",
    response_model=Industry,
    responses=unchanged(),
)
def of_a_result(visit: Reads, result: ResultId, request: Request) -> Response:
    """Read what a plan has sectors make in regions, the work that it takes, and what goes where."""
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash, "industry")
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        return _answer(industry_of_result(visit.store, found), tag)


def _answer(told: dict[str, Any], tag: str) -> Response:
    """Sectors and regions as an answer."""
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Response(content, 200, {"ETag": tag, "Cache-Control": "private, no-cache"}, "application/json")
