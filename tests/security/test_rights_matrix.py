"""Every operation of the API, for everybody, on one's own and on others' projects."""

from __future__ import annotations

import re

import pytest

from security.world import Operation, World, dump, operations

TOKENS = {"reading token", "planning token", "managing token"}
PEOPLE = {"owner", "planner", "viewer", "stranger", "admin"}
EVERYBODY = PEOPLE | TOKENS | {"link", "nobody"}
MAY = {  # for each need, who may in the project `ours`; written down here a second time on purpose
    "anyone": EVERYBODY,
    "signed-in": EVERYBODY - {"nobody"},
    "oneself": PEOPLE | {"managing token"},
    "admin": {"admin"},
    "first-admin": {"admin"},
    "viewer": {"owner", "planner", "viewer", "link"} | TOKENS,
    "member": {"owner", "planner", "viewer"} | TOKENS,
    "planner": {"owner", "planner", "planning token", "managing token"},
    "owner": {"owner", "managing token"},
}
ELSEWHERE = {  # have tests of their own
    "health.metrics",
    "session.oidc_begin",
    "session.oidc_back",
    "explanations.get",  # the results at hand are plans, which explain nothing
}
OUTSIDE = {"stranger", "admin"}  # no members of `ours`


def refusal(operation: Operation, who: str) -> int:
    """Status by which somebody is refused who may not."""
    if who == "nobody":
        return 401
    return 404 if "{project}" in operation.path and who in OUTSIDE else 403


def ways(operation: Operation, path: str) -> list[str]:
    """A path with each query to ask by."""
    return [f"{path}?{query}" if query else path for query in operation.queries]


def test_the_matrix_knows_everybody(world: World) -> None:
    assert set(world.callers) == EVERYBODY
    assert {operation.needs for operation in operations(world.app)} <= set(MAY)
    assert len(operations(world.app)) > 50


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_may_not_is_refused_and_changes_nothing(world: World, who: str) -> None:
    caller, before = world.callers[who], dump(world.store)
    for operation in operations(world.app):
        if who in MAY[operation.needs]:
            continue
        for path in ways(operation, operation.at(world.ours)):
            answer = caller(operation.method, path, **operation.sent(world.ours))
            assert answer.status_code == refusal(operation, who), (operation.name, path, answer.text)
    assert dump(world.store) == before


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_may_read_reads(world: World, who: str) -> None:
    caller, before = world.callers[who], dump(world.store)
    for operation in operations(world.app):
        if operation.unsafe or who not in MAY[operation.needs] or operation.name in ELSEWHERE:
            continue
        for path in ways(operation, operation.at(world.ours)):
            answer = caller(operation.method, path)
            assert answer.status_code in {200, 406}, (operation.name, path, answer.text)
    assert dump(world.store) == before


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_who_may_change_is_asked_for_a_sound_request(world: World, who: str) -> None:
    caller, before = world.callers[who], dump(world.store)
    for operation in operations(world.app):
        if operation.json and who in MAY[operation.needs]:
            answer = caller(operation.method, operation.at(world.ours), json=[])
            assert answer.status_code in {422, 428}, (operation.name, answer.text)
    assert dump(world.store) == before


def without_incident(text: str) -> str:
    return re.sub(r'"incident":"[0-9a-f]+"', "", text)


def test_what_is_in_another_project_is_as_if_it_were_not_there(either_world: World) -> None:
    """The owner of `theirs` names things of `ours` inside their own project, where they may do everything."""
    stranger, before = either_world.callers["stranger"], dump(either_world.store)
    own = {"project": either_world.theirs["project"]}
    unknown = {name: "e" * 32 for name in either_world.ours if " " not in name}
    tried = set()
    for operation in operations(either_world.app):
        named = set(re.findall(r"\{(\w+)\}", operation.path)) & (set(either_world.ours) - {"project"})
        if "{project}" not in operation.path or not named or operation.name == "members.put":
            continue  # whoever has an account may be made a member
        for foreign, none in zip(
            ways(operation, operation.at(either_world.ours | own)),
            ways(operation, operation.at(either_world.ours | unknown | own)),
            strict=True,
        ):
            there = stranger(operation.method, foreign, **operation.sent(either_world.theirs))
            nowhere = stranger(operation.method, none, **operation.sent(either_world.theirs))
            assert there.status_code == nowhere.status_code == 404, (operation.name, there.text)
            assert without_incident(there.text) == without_incident(nowhere.text), operation.name
            tried.add(operation.name)
    assert dump(either_world.store) == before
    assert len(tried) > 25


def test_a_project_of_others_is_as_if_it_were_not_there(world: World) -> None:
    stranger = world.callers["stranger"]
    for operation in operations(world.app):
        if "{project}" in operation.path:
            sent = operation.sent(world.theirs)
            there = stranger(operation.method, operation.at(world.ours), **sent)
            nowhere = stranger(operation.method, operation.at(world.ours | {"project": "e" * 32}), **sent)
            assert without_incident(there.text) == without_incident(nowhere.text), operation.name


def requests_about(values: dict[str, str]) -> list[dict[str, object]]:
    """Requests for jobs that name what there is."""
    economy, plan, attachment = values["economy"], values["result"], values["attachment"]
    return [
        {"kind": "plan", "economy": economy},
        {"kind": "replan", "plan": plan},
        {"kind": "explain", "plan": plan},
        {"kind": "explain", "economy": economy},
        {"kind": "relief", "plan": plan},
        {"kind": "rules", "economy": economy},
        {"kind": "criticality", "economy": economy},
        {"kind": "compare", "subjects": [{"economy": economy}, {"plan": plan}]},
        {"kind": "import", "attachments": [attachment], "name": "x", "layout": "wiod2016"},
    ]


def test_no_job_is_about_things_of_others(either_world: World) -> None:
    stranger, before = either_world.callers["stranger"], dump(either_world.store)
    path = f"/api/v1/projects/{either_world.theirs['project']}/jobs"
    unknown = {"economy": "e" * 32, "result": "e" * 32, "attachment": "e" * 32}
    refused = 0
    for foreign, none in zip(requests_about(either_world.ours), requests_about(unknown), strict=True):
        there, nowhere = stranger("POST", path, json=foreign), stranger("POST", path, json=none)
        assert there.status_code == nowhere.status_code, foreign
        assert there.status_code in {404, 422}, (foreign, there.text)
        assert without_incident(there.text) == without_incident(nowhere.text), foreign
        refused += there.status_code == 404
    assert dump(either_world.store) == before
    assert refused >= 5


def test_lists_of_one_project_name_nothing_of_another(either_world: World) -> None:
    stranger = either_world.callers["stranger"]
    secret = {value for name, value in either_world.ours.items() if re.fullmatch("[0-9a-f]{32}", value)}
    for operation in operations(either_world.app):
        if operation.unsafe or operation.needs not in {"viewer", "member", "owner"}:
            continue
        if operation.name in ELSEWHERE:
            continue
        for path in ways(operation, operation.at(either_world.theirs)):
            answer = stranger("GET", path)
            assert answer.status_code in {200, 406}, (path, answer.text)
            assert not [one for one in secret if one in answer.text], path
            assert "ours is dry" not in answer.text
    base = f"/api/v1/projects/{either_world.theirs['project']}"
    for query in (
        f"results?economy={either_world.ours['economy']}",
        f"attachments?about=economies/{either_world.ours['economy']}",
    ):
        assert stranger("GET", f"{base}/{query}").json()["items"] == []
