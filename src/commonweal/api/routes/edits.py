"""Edits of an economy's tables and settings, and whether it is sound."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.checking import findings_of
from commonweal.api.etags import IfMatch, check_version, tag_of_version
from commonweal.api.files import unchanged
from commonweal.api.idempotency import Asking, Once
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.versions import VersionNumber, version_asked
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.telling import kept_message, settings_message, wire_findings
from commonweal.api.visits import Plans, Reads, Visit
from commonweal.errors import DataError
from commonweal.findings import errors_in
from commonweal.store import economies as store
from commonweal.store.editing import AddRow, DropRow, Edit, Edited, SetCell, edited, in_words, redrafted
from commonweal.store.opened import economy_of
from commonweal.store.records import KeptEconomy
from commonweal.store.settings_editing import resettled, settings_in_words
from commonweal.wire import economies as wire

__all__ = ["router"]

router = new_router("economies", "/projects/{project}/economies/{economy:id}")


@router.get(
    "/check",
    operation_id="economies.check",
    summary="Check an economy",
    response_model=wire.Checked,
    responses=unchanged(),
)
def check(
    visit: Reads, economy: EconomyId, request: Request, version: VersionNumber | None = None
) -> Response:
    """Say what is wrong or doubtful about a version, its scenarios included; by default the present one."""
    found, tag, known = version_asked(visit, economy, version, request)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        findings = findings_of(visit.store, found)
    told = wire.Checked(sound=not errors_in(findings), findings=wire_findings(findings))
    return answered(told, tag=tag)


@router.post("/edits", operation_id="economies.edit", summary="Edit cells and rows", response_model=wire.Kept)
def edit(
    visit: Plans, economy: EconomyId, expected: IfMatch, once: Once, asked: Annotated[wire.Edits, Body()]
) -> Response:
    """Set cells, add rows and take rows out, all together as one new version, or nothing.

    Positions of rows are those before any of the edits. The whole economy is checked afterwards: errors keep
    the edits from being made (422 with the findings); with ``dry_run`` they are only told.
    """
    with visit.reading() as connection:
        before = store.economy(connection, visit.of_project, economy)
    check_version(before.version.number, expected)
    edits = [_edit(one) for one in asked.edits]
    change = edited(visit.store, before.version, edits)
    what = asked.what or in_words(edits)
    return _kept(visit, once, before, change, what=what, dry_run=asked.dry_run)


@router.get(
    "/settings",
    operation_id="economies.settings",
    summary="Settings of an economy",
    response_model=wire.Settings,
    responses=unchanged(),
)
def settings(
    visit: Reads, economy: EconomyId, request: Request, version: VersionNumber | None = None
) -> Response:
    """Read the settings of a version: calendar, rule of sharing, effort and words for people."""
    found, tag, known = version_asked(visit, economy, version, request)
    if known is not None:
        return known
    return answered(settings_message(economy_of(visit.store, found.manifest).settings), tag=tag)


@router.patch(
    "/settings",
    operation_id="economies.change_settings",
    summary="Change settings",
    response_model=wire.Kept,
)
def change_settings(
    visit: Plans,
    economy: EconomyId,
    expected: IfMatch,
    once: Once,
    asked: Annotated[wire.SettingsChange, Body()],
) -> Response:
    """Make a new version with other settings; the tables stay, and the whole economy is checked afterwards.

    Errors keep the change from being made (422 with the findings); with ``dry_run`` they are only told.
    """
    with visit.reading() as connection:
        before = store.economy(connection, visit.of_project, economy)
    check_version(before.version.number, expected)
    given = asked.model_dump(exclude={"what", "dry_run"}, exclude_none=True)
    change = resettled(visit.store, before.version, given)
    what = asked.what or settings_in_words(economy_of(visit.store, before.version.manifest), given)
    return _kept(visit, once, before, change, what=what, dry_run=asked.dry_run)


def _kept(
    visit: Visit, once: Asking, before: KeptEconomy, change: Edited, *, what: str, dry_run: bool
) -> Response:
    """The answer to a change, which then holds; a dry run only tells of it.

    Raises
    ------
    DataError
        If it can't be kept.
    """
    if dry_run:
        with once.writing() as connection:
            return once.answer(connection, kept_message(before, change.findings, kept=False))
    if not change.sound:
        raise DataError(change.findings)
    draft, expected = redrafted(visit.store, before.version, change), before.version.number
    with once.writing() as connection:
        check_version(store.economy(connection, visit.of_project, before.id).version.number, expected)
        now = store.add_version(
            connection, visit.store, visit.of_project, before.id, draft,
            expected=expected, what=what, who=visit.who,
        )  # fmt: skip
        tag = tag_of_version(now.version.number)
        return once.answer(connection, kept_message(now, change.findings), tag=tag)


def _edit(asked: wire.Edit) -> Edit:
    """An edit as the store knows it."""
    if isinstance(asked, wire.SetCell):
        return SetCell(asked.table, asked.row, asked.column, asked.value)
    if isinstance(asked, wire.AddRow):
        return AddRow(asked.table, asked.cells)
    return DropRow(asked.table, asked.row)
