"""Plans as the workbench draws them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import unchanged
from commonweal.api.packed import takes_gzip
from commonweal.api.routes.results import ResultId, of_visit
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.show.picture import FORM
from commonweal.store.pictures import packed_picture, picture_of_result
from commonweal.wire.pictures import Picture

__all__ = ["router"]

router = new_router("pictures", "/projects/{project}")


@router.get(
    "/results/{result}/picture",
    operation_id="pictures.picture",
    summary="Read a plan as it is drawn",
    response_model=Picture,
    responses=unchanged(),
)
def picture(visit: Reads, result: ResultId, request: Request) -> Response:
    """Read a plan as the workbench draws it: lists of names, and columns of figures beside their positions.

    It is sent in gzip where that is accepted: 300 places over a year are some megabytes.
    """
    found = of_visit(visit, result)
    packed = takes_gzip(request)
    tag = tag_of_hash(found.hash, f"picture-{FORM}{'-gzip' if packed else ''}")
    known = known_already(request, tag)
    if known is not None:
        known.headers["Vary"] = "Accept-Encoding"
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        content = packed_picture(visit.store, found) if packed else picture_of_result(visit.store, found)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(content, 200, headers, "application/json")
