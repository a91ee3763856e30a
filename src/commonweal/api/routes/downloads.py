"""Economies as files: archives, workbooks, data packages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import file_answer
from commonweal.api.bodies import XLSX, ZIP
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import files
from commonweal.api.packing import EconomyForm, packed_economy
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.versions import VersionNumber
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.store.economies import economy as economy_named
from commonweal.store.economies import version as version_of

__all__ = ["router"]

router = new_router("economies", "/projects/{project}/economies/{economy:id}")

_WORKBOOKS = {"xlsx", "template"}


@router.get(
    "/download",
    operation_id="economies.download",
    summary="Download an economy",
    response_class=Response,
    responses=files(ZIP, XLSX),
)
def download(
    visit: Reads,
    economy: EconomyId,
    request: Request,
    format: Annotated[  # noqa: A002 - the word people use
        EconomyForm,
        Query(
            description="zip: CSV files; parquet: Parquet files in an archive; xlsx: a workbook; "
            "datapackage: Parquet files described by a datapackage.json, in an archive; "
            "template: a workbook to fill in."
        ),
    ] = "zip",
    version: VersionNumber | None = None,
) -> Response:
    """Download a version of an economy as one file; without a number, the version that holds."""
    with visit.reading() as connection:
        name = economy_named(connection, visit.of_project, economy).name
        found = version_of(connection, visit.of_project, economy, version)
    tag = tag_of_hash(found.hash, format)
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        content = packed_economy(visit.store, found, format)
    kind, ending = (XLSX, "xlsx") if format in _WORKBOOKS else (ZIP, "zip")
    return file_answer(content, kind, f"{name}.{ending}", tag=tag)
