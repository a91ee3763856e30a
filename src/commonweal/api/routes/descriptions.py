"""What there is to fill in: tables and their columns, and the words of scenarios."""

from __future__ import annotations

from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.described import tables_message, words_message
from commonweal.api.strict import new_router
from commonweal.api.visits import SignedIn
from commonweal.wire.descriptions import TablesDescribed, WordsDescribed

__all__ = ["router"]

router = new_router("descriptions")


@router.get(
    "/tables",
    operation_id="descriptions.tables",
    summary="Describe all tables",
    response_model=TablesDescribed,
)
def tables(visit: SignedIn) -> Response:  # noqa: ARG001 - says who may call it
    """Describe every table that an economy may have: what a row is, and what each column takes and means."""
    return answered(tables_message())


@router.get(
    "/words",
    operation_id="descriptions.words",
    summary="Describe the words of scenarios",
    response_model=WordsDescribed,
)
def words(visit: SignedIn) -> Response:  # noqa: ARG001 - says who may call it
    """Describe every word of scenarios: what a change with it does, and what it takes."""
    return answered(words_message())
