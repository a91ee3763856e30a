"""Scenarios of an economy."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Path
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered, file_answer
from commonweal.api.etags import IfMatch, check_version, tag_of_version
from commonweal.api.files import files
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit, page
from commonweal.api.refusing import RequestRefused
from commonweal.api.routes.economies import EconomyId
from commonweal.api.routes.versions import VersionNumber
from commonweal.api.scenarios import of_message, read_message, scenario_message, tried_message
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.telling import kept_message
from commonweal.api.visits import Plans, Reads, Visit
from commonweal.data.scenario_files import SCENARIOS, scenario_of, scenario_text
from commonweal.errors import DataError
from commonweal.store import economies as store
from commonweal.store.editing import Edited, redrafted
from commonweal.store.opened import economy_of
from commonweal.store.records import Version
from commonweal.store.scenarios import scenario, tried, with_scenario, without_scenario
from commonweal.wire.economies import Kept, Scenario, ScenarioFile, ScenarioRead, Tried
from commonweal.wire.message import Name, Page

__all__ = ["router"]

router = new_router("scenarios", "/projects/{project}/economies/{economy:id}/scenarios")

_TOML = "application/toml"

ScenarioName = Annotated[Name, Path(description="Name of the scenario.")]


@router.get("", operation_id="scenarios.list", summary="List scenarios", response_model=Page[Scenario])
def listed(
    visit: Reads,
    economy: EconomyId,
    version: VersionNumber | None = None,
    after: After = None,
    limit: Limit = 100,
) -> Response:
    """List the scenarios of an economy by name, with their changes."""
    found = economy_of(visit.store, _version(visit, economy, version).manifest).scenarios
    later = [found[name] for name in sorted(found) if after is None or name > after]
    return answered(page(later, limit, scenario_message, lambda one: one.name))


@router.get("/{name}", operation_id="scenarios.get", summary="Read a scenario", response_model=Scenario)
def get(
    visit: Reads, economy: EconomyId, name: ScenarioName, version: VersionNumber | None = None
) -> Response:
    """Read a scenario; the ETag is that of the economy's version, and changes are sent with it."""
    found = _version(visit, economy, version)
    told = scenario_message(scenario(visit.store, found, name))
    return answered(told, tag=tag_of_version(found.number))


@router.get(
    "/{name}/file",
    operation_id="scenarios.file",
    summary="Download a scenario",
    response_class=Response,
    responses=files(_TOML, unchanging=False),
)
def file(
    visit: Reads, economy: EconomyId, name: ScenarioName, version: VersionNumber | None = None
) -> Response:
    """Download a scenario as the file that lies in the folder ``scenarios`` of an economy."""
    found = scenario(visit.store, _version(visit, economy, version), name)
    return file_answer(scenario_text(found).encode(), _TOML, f"{name}.toml")


@router.post("/{name}/read", summary="Read the file of a scenario", response_model=ScenarioRead)
def read(
    visit: Plans,
    economy: EconomyId,
    name: ScenarioName,
    once: Once,  # noqa: ARG001 - nothing is kept, so that what is sent twice is simply done twice
    said: Annotated[ScenarioFile, Body()],
) -> Response:
    """Read the text of a file as a scenario of this name, to be tried and put; nothing is kept."""
    _version(visit, economy, None)  # refuses an economy that is not there
    return answered(read_message(scenario_of(name, said.text.encode(), f"{SCENARIOS}/{name}.toml")))


@router.put("/{name}", operation_id="scenarios.put", summary="Put a scenario", response_model=Kept)
def put(
    visit: Plans, economy: EconomyId, name: ScenarioName, expected: IfMatch, said: Annotated[Scenario, Body()]
) -> Response:
    """Add a scenario, or put another in its place; a new version of the economy.

    It is tried on the economy. Errors keep it out (422 with the findings).
    """
    _check_name(said, name)
    before = _version(visit, economy, None, expected)
    change = with_scenario(visit.store, before, of_message(said))
    return _kept(visit, before, change, f"Scenario {name} put.")


@router.post("/{name}/try", operation_id="scenarios.try", summary="Try a scenario", response_model=Tried)
def try_out(
    visit: Plans,
    economy: EconomyId,
    name: ScenarioName,
    once: Once,  # noqa: ARG001 - nothing is kept, so that what is sent twice is simply done twice
    said: Annotated[Scenario, Body()],
    request: Request,
) -> Response:
    """Say what a scenario would do to the version that holds, and what is wrong with it; nothing is kept."""
    _check_name(said, name)
    version = _version(visit, economy, None)
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        return answered(tried_message(tried(visit.store, version, of_message(said)), said))


@router.delete("/{name}", operation_id="scenarios.delete", summary="Take a scenario out", response_model=Kept)
def delete(visit: Plans, economy: EconomyId, name: ScenarioName, expected: IfMatch) -> Response:
    """Take a scenario out, as a new version of the economy; refused where others go on from it."""
    before = _version(visit, economy, None, expected)
    change = without_scenario(visit.store, before, name)
    return _kept(visit, before, change, f"Scenario {name} taken out.")


def _check_name(said: Scenario, name: str) -> None:
    if said.name != name:
        raise RequestRefused(422, "request", "The name in the body is another than that in the address.")


def _version(visit: Visit, economy: str, number: int | None, expected: int | None = None) -> Version:
    """A version; the one that holds must be the one expected, if one is."""
    with visit.reading() as connection:
        found = store.version(connection, visit.of_project, economy, number)
    if expected is not None:
        check_version(found.number, expected)
    return found


def _kept(visit: Visit, before: Version, change: Edited, what: str) -> Response:
    """The economy with a new version, if the change is sound."""
    if not change.sound:
        raise DataError(change.findings)
    draft = redrafted(visit.store, before, change)
    with visit.writing() as connection:
        now = store.economy(connection, before.project, before.economy)
        check_version(now.version.number, before.number)
        now = store.add_version(
            connection, visit.store, before.project, before.economy, draft,
            expected=before.number, what=what, who=visit.who,
        )  # fmt: skip
    return answered(kept_message(now, change.findings), tag=tag_of_version(now.version.number))
