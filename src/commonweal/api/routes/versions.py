"""Versions of an economy: what there was, what differs, and going back and forth."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.etags import IfMatch, check_version, known_already, tag_of_hash, tag_of_version
from commonweal.api.files import unchanged
from commonweal.api.idempotency import Once
from commonweal.api.paging import Limit, page
from commonweal.api.routes.economies import EconomyId
from commonweal.api.strict import new_router
from commonweal.api.telling import differences_message, economy_message, version_message
from commonweal.api.visits import Plans, Reads, Visit
from commonweal.store import economies as store
from commonweal.store import records
from commonweal.store.differences import differences as differences_of
from commonweal.wire.economies import Differences, Economy, Restore, Version
from commonweal.wire.message import Page

__all__ = ["VersionNumber", "router", "version_asked"]

router = new_router("versions", "/projects/{project}/economies/{economy:id}")

_HIGHEST = 2**31 - 1
VersionNumber = Annotated[int, Query(ge=1, le=_HIGHEST, description="Number of the version.")]
AfterNumber = Annotated[
    int | None,
    Query(ge=1, le=_HIGHEST, description="The field 'next' of the part before; leave it out for the first."),
]


def version_asked(
    visit: Visit, economy: str, number: int | None, request: Request, form: str = ""
) -> tuple[records.Version, str, Response | None]:
    """A version that is asked about, the tag of what is told of it, and the answer to who knows that already.

    Parameters
    ----------
    number
        None for the version that holds.
    form
        What is told of it; blank for one thing only at an address.
    """
    with visit.reading() as connection:
        found = store.version(connection, visit.of_project, economy, number)
    tag = tag_of_hash(found.hash, form)
    return found, tag, known_already(request, tag)


@router.get(
    "/versions", operation_id="versions.list", summary="History of an economy", response_model=Page[Version]
)
def listed(visit: Reads, economy: EconomyId, after: AfterNumber = None, limit: Limit = 100) -> Response:
    """List the versions of an economy, the newest first, those that were undone included."""
    with visit.reading() as connection:
        found = store.history(connection, visit.of_project, economy, before=after, limit=limit + 1)
    return answered(page(found, limit, version_message, lambda one: str(one.number)))


@router.get(
    "/versions/{number}",
    operation_id="versions.get",
    summary="Read a version",
    response_model=Version,
    responses=unchanged(),
)
def get(
    visit: Reads, economy: EconomyId, number: Annotated[int, Path(ge=1, le=_HIGHEST)], request: Request
) -> Response:
    """Read one version; it never changes."""
    with visit.reading() as connection:
        found = store.version(connection, visit.of_project, economy, number)
    tag = tag_of_hash(found.hash)
    return known_already(request, tag) or answered(version_message(found), tag=tag)


@router.get(
    "/differences",
    operation_id="versions.differences",
    summary="What differs between two versions",
    response_model=Differences,
)
def differences(
    visit: Reads, economy: EconomyId, before: VersionNumber, after: VersionNumber | None = None
) -> Response:
    """Tell which rows, settings and scenarios differ; without ``after`` from the version that holds."""
    with visit.reading() as connection:
        old = store.version(connection, visit.of_project, economy, before)
        new = store.version(connection, visit.of_project, economy, after)
    return answered(differences_message(differences_of(visit.store, old, new)))


@router.post("/undo", operation_id="versions.undo", summary="Undo the last change", response_model=Economy)
def undo(visit: Plans, economy: EconomyId, expected: IfMatch, once: Once) -> Response:
    """Make the version before hold again; the one that is undone stays in the history."""
    with once.writing() as connection:
        _check(store.economy(connection, visit.of_project, economy), expected)
        now = store.undo(connection, visit.of_project, economy, expected=expected, who=visit.who)
        return once.answer(connection, economy_message(now), tag=tag_of_version(now.version.number))


@router.post("/redo", operation_id="versions.redo", summary="Redo what was undone", response_model=Economy)
def redo(visit: Plans, economy: EconomyId, expected: IfMatch, once: Once) -> Response:
    """Make the version hold again that was undone last."""
    with once.writing() as connection:
        _check(store.economy(connection, visit.of_project, economy), expected)
        now = store.redo(connection, visit.of_project, economy, expected=expected, who=visit.who)
        return once.answer(connection, economy_message(now), tag=tag_of_version(now.version.number))


@router.post("/restore", operation_id="versions.restore", summary="Restore a version", response_model=Economy)
def restore(
    visit: Plans, economy: EconomyId, expected: IfMatch, once: Once, asked: Annotated[Restore, Body()]
) -> Response:
    """Make a new version that is equal to an earlier one; what came between stays in the history."""
    with once.writing() as connection:
        _check(store.economy(connection, visit.of_project, economy), expected)
        now = store.restore(
            connection, visit.store, visit.of_project, economy, asked.version,
            expected=expected, who=visit.who,
        )  # fmt: skip
        return once.answer(connection, economy_message(now), tag=tag_of_version(now.version.number))


def _check(kept: records.KeptEconomy, expected: int) -> None:
    check_version(kept.version.number, expected)
