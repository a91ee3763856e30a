"""Boundaries of places that ship with the program."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.files import unchanged
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.versions import VersionNumber, version_asked
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.geography.boundaries import boundaries
from commonweal.store.opened import table_of
from commonweal.wire.shapes import Shapes

__all__ = ["router"]

router = new_router("shapes", "/projects/{project}")


@router.get(
    "/economies/{economy:id}/shapes",
    operation_id="shapes.of_economy",
    summary="Boundaries of an economy's places",
    response_model=Shapes,
    responses=unchanged(),
)
def of_an_economy(
    visit: Reads, economy: EconomyId, request: Request, version: VersionNumber | None = None
) -> Response:
    """Read the boundaries that ship for the systems of codes of an economy's places, as GeoJSON.

    Outer rings run clockwise, as d3-geo reads them. Where no boundaries ship the collection is empty;
    boundaries of one's own are attachments.
    """
    found, tag, known = version_asked(visit, economy, version, request, "shapes")
    if known is not None:
        return known
    places = table_of(visit.store, found, "places").select("code_system", "code").drop_nulls()
    content = json.dumps(_collected(places), ensure_ascii=False, separators=(",", ":"))
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    return Response(content, 200, headers, "application/json")


def _collected(places: pl.DataFrame) -> dict[str, Any]:
    """The boundaries of each system of codes in which some place has one, neighbours included."""
    features: list[dict[str, Any]] = []
    said: dict[str, list[str]] = {"note": [], "source": []}
    for (system,), rows in sorted(places.partition_by("code_system", as_dict=True).items()):
        shapes = boundaries(system, clockwise=True) or {"features": ()}
        if not {shape["properties"]["code"] for shape in shapes["features"]} & set(rows["code"]):
            continue
        features += [
            shape | {"properties": {"code_system": system} | shape["properties"]}
            for shape in shapes["features"]
        ]
        for word, sentences in said.items():
            sentences.append(shapes[word])
    words = {word: " ".join(sentences) for word, sentences in said.items()}
    return {"type": "FeatureCollection", **words, "features": features}
