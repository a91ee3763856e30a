"""Tables of economies and results: filtered, sorted, in parts, in several formats."""

from __future__ import annotations

from typing import Annotated

import polars as pl
from fastapi import Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered, file_answer
from commonweal.api.columns import Described, of_economy, of_result
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import table_answers
from commonweal.api.formats import MEDIA_TYPES, WantedForm, as_rows, content_in
from commonweal.api.gates import Gate
from commonweal.api.paging import LARGEST, Offset
from commonweal.api.refusing import RequestRefused
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.results import ResultId, of_visit
from commonweal.api.routes.versions import VersionNumber
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.store.economies import version as version_of
from commonweal.store.opened import table_of
from commonweal.store.results import table_of_result
from commonweal.store.rows import Condition, Order, condition, order, rows_of
from commonweal.wire.economies import Rows

__all__ = ["router"]

router = new_router("tables", "/projects/{project}")

_PAGE = 100
_MOST = 10_000_000
_MANY = 20_000  # rows that are written at once by two requests at most

TableName = Annotated[str, Path(max_length=200, description="Name of the table.")]


class _Part:
    """The part of a table that a request asks for."""

    def __init__(
        self,
        form: WantedForm,
        filter: Annotated[  # noqa: A002 - the word people use
            tuple[Annotated[str, Query(max_length=1500)], ...],
            Query(
                max_length=20,
                description="What rows must fit, column:operator:value with eq, ne, lt, le, gt, ge or has "
                "(the text holds these letters). Given several times, all must hold.",
                examples=["good:eq:flour"],
            ),
        ] = (),
        sort: Annotated[
            str,
            Query(
                max_length=2000,
                description="Columns to sort by with commas between them, - before one for falling.",
                examples=["-amount,good"],
            ),
        ] = "",
        offset: Offset = 0,
        limit: Annotated[
            int | None,
            Query(
                ge=1,
                le=_MOST,
                description="The most rows: of JSON at most 1,000, without it 100; of the other formats all.",
            ),
        ] = None,
    ) -> None:
        self.form = form
        self.conditions: tuple[Condition, ...] = tuple(condition(one) for one in filter)
        self.order: tuple[Order, ...] = order(sort)
        self.offset = offset
        self.limit = limit

    def answer(self, rows: pl.DataFrame, name: str, described: Described, tag: str, gate: Gate) -> Response:
        """The part of a table, in the format that was asked for."""
        if self.form == "json":
            found = rows_of(rows, self.conditions, self.order, offset=self.offset, limit=self._page())
            return answered(as_rows(found, described), tag=tag)
        part = rows_of(rows, self.conditions, self.order, offset=self.offset, limit=self.limit).rows
        if self.form == "xlsx" or part.height > _MANY:
            with gate.queued(), gate.passing():
                content = content_in(self.form, name, part)
        else:
            content = content_in(self.form, name, part)
        return file_answer(content, MEDIA_TYPES[self.form], f"{name}.{self.form}", tag=tag)

    def _page(self) -> int:
        """The most rows of a page.

        Raises
        ------
        RequestRefused
            If more are asked for than JSON is good for.
        """
        if self.limit is not None and self.limit > LARGEST:
            raise RequestRefused(
                422,
                "request",
                f"A page of JSON has at most {LARGEST:,} rows. Ask for the next, or for Arrow.",
            )
        return self.limit or _PAGE


Part = Annotated[_Part, Depends(_Part)]


@router.get(
    "/economies/{economy:id}/tables/{table}",
    operation_id="tables.of_economy",
    summary="Rows of an economy's table",
    response_model=Rows,
    responses=table_answers(),
)
def of_an_economy(
    visit: Reads,
    economy: EconomyId,
    table: TableName,
    part: Part,
    request: Request,
    version: VersionNumber | None = None,
) -> Response:
    """Read rows of one of an economy's tables, of the version that holds or of another one.

    The positions of the rows are those that edits name them by.
    """
    with visit.reading() as connection:
        found = version_of(connection, visit.of_project, economy, version)
    tag = tag_of_hash(found.hash, part.form)
    known = known_already(request, tag)
    if known is not None:
        return known
    rows = table_of(visit.store, found, table)
    return part.answer(rows, table, of_economy(table), tag, services_of(request).downloads)


@router.get(
    "/results/{result}/tables/{table}",
    operation_id="tables.of_result",
    summary="Rows of a result's table",
    response_model=Rows,
    responses=table_answers(),
)
def of_a_result(visit: Reads, result: ResultId, table: TableName, part: Part, request: Request) -> Response:
    """Read rows of one of the tables that a result names."""
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash, part.form)
    known = known_already(request, tag)
    if known is not None:
        return known
    rows = table_of_result(visit.store, found, table)
    return part.answer(rows, table, of_result(table), tag, services_of(request).downloads)
