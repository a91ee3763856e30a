import httpx
import pytest

from commonweal.client import connection as module
from commonweal.client.connection import Connection
from commonweal.errors import (
    Conflict,
    DataError,
    ModelError,
    NotSignedIn,
    NotThere,
    Refused,
    StoreAway,
    StoreError,
    StoreFull,
    TooMany,
)
from commonweal.wire.economies import AddRow, Economy, Edits, SetCell
from commonweal.wire.people import PersonChange, Project, SignIn
from unit.client.answering import ECONOMY, ID, PROJECT, URL, connected, problem


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """Seconds that were waited; no time passes."""
    slept = []
    monkeypatch.setattr(module.time, "sleep", slept.append)
    return slept


def test_an_answer_is_a_message_and_what_a_newer_server_adds_is_passed_over():
    connection, _ = connected(httpx.Response(200, json=ECONOMY | {"new": 1}))
    assert connection.get(f"/economies/{ID}", Economy).version.number == 3


def test_an_answer_of_another_kind_is_an_error_in_words():
    connection, _ = connected(httpx.Response(200, json={"hello": 1}))
    with pytest.raises(StoreError, match="same version"):
        connection.get("/projects", Project)


def test_the_token_goes_along_and_a_post_can_be_recognised():
    connection, server = connected(httpx.Response(200, json=PROJECT))
    connection.post("/projects", Project)
    connection.post("/projects", Project)
    assert server.last.headers["Authorization"] == "Bearer secret"
    keys = {request.headers["Idempotency-Key"] for request in server.asked}
    assert len(keys) == 2


def test_redirects_are_not_followed():
    connection, server = connected(httpx.Response(307, headers={"Location": "https://evil.example/x"}))
    with pytest.raises(StoreError, match=r"evil\.example"):
        connection.get("/projects", Project)
    assert len(server.asked) == 1


@pytest.mark.parametrize("url", ["http://plans.example.org", "http://10.0.0.7:8400"])
def test_a_token_does_not_travel_readable(url):
    with pytest.raises(ModelError, match="https"):
        Connection(url, "secret")
    Connection(url, "secret", plain=True).close()
    Connection(url, None).close()


@pytest.mark.parametrize(
    "url", ["plans.example.org", "ftp://plans.example.org", "http://", "https://me:word@x.org"]
)
def test_what_is_no_address_of_a_server_is_refused(url):
    with pytest.raises(ModelError):
        Connection(url, None)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "sign-in", NotSignedIn),
        (403, "forbidden", Refused),
        (404, "not-there", NotThere),
        (409, "conflict", Conflict),
        (412, "changed", Conflict),
        (413, "too-large", ModelError),
        (422, "model", ModelError),
        (422, "request", ModelError),
        (428, "if-match", Conflict),
        (429, "too-many", TooMany),
        (500, "internal", StoreError),
        (503, "away", StoreAway),
        (507, "disk-full", StoreFull),
    ],
)
def test_a_problem_is_the_error_of_that_kind(status, code, kind):
    connection, _ = connected(problem(status, code))
    with pytest.raises(kind, match="So it is") as caught:
        connection.get("/projects", Project)
    assert type(caught.value) is kind


def test_an_incident_is_told_with_what_is_the_servers_fault():
    connection, _ = connected(problem(500, "internal"))
    with pytest.raises(StoreError, match="incident abc"):
        connection.get("/projects", Project)


def test_findings_come_back_as_findings():
    found = {"code": "B01", "severity": "error", "why": "No.", "remedy": "Do.", "file": "needs.csv", "row": 9}
    connection, _ = connected(problem(422, "findings", findings=[found]))
    with pytest.raises(DataError, match=r"needs\.csv, row 9") as caught:
        connection.get("/projects", Project)
    assert caught.value.findings[0].code == "B01"


def test_an_answer_that_is_no_problem_is_told_by_its_status():
    connection, _ = connected(httpx.Response(502, text="<html>Bad gateway"))
    with pytest.raises(StoreError, match="502"):
        connection.get("/projects", Project)


def test_a_server_whose_database_is_away_is_asked_again_when_it_says(waits):
    away = problem(503, "away")
    away.headers["Retry-After"] = "2"
    connection, server = connected(away, away, httpx.Response(200, json=PROJECT))
    connection.post("/projects", Project)
    assert waits == [2.0, 2.0]
    assert len({request.headers["Idempotency-Key"] for request in server.asked}) == 1


def test_asking_again_has_an_end(waits):
    connection, server = connected(problem(503, "away"))
    with pytest.raises(StoreAway):
        connection.get("/projects", Project)
    assert len(server.asked) == 6
    assert sum(waits) < 30


def test_a_lost_connection_is_tried_again_where_that_does_nothing_twice():
    connection, server = connected(httpx.ReadError("reset"), httpx.Response(200, json=PROJECT))
    connection.get("/projects", Project)
    assert len(server.asked) == 2
    connection, server = connected(httpx.ReadError("reset"))
    with pytest.raises(StoreAway, match="lost"):
        connection.send("DELETE", "/projects/x")
    assert len(server.asked) == 1


def test_a_change_with_an_expected_version_is_not_sent_twice_after_a_503():
    connection, server = connected(problem(503, "away"))
    with pytest.raises(StoreAway):
        connection.change("PATCH", "/projects/x", Project, expected=3)
    assert len(server.asked) == 1
    assert server.last.headers["If-Match"] == '"v3"'


def test_nobody_there_is_said_in_words():
    connection, _ = connected(httpx.ConnectError("refused"))
    with pytest.raises(StoreAway, match=f"Nothing answers at {URL}"):
        connection.get("/projects", Project)


def test_a_change_says_only_what_was_set_and_secrets_are_sent():
    connection, server = connected(httpx.Response(204))
    connection.send(
        "PATCH", "/people/x", body=PersonChange.model_validate({"password": "correct horse battery"})
    )
    assert server.said == {"password": "correct horse battery"}
    connection.send("POST", "/session", body=SignIn.model_validate({"name": "ada", "password": "word"}))
    assert server.said["password"] == "word"


def test_edits_say_what_they_do_and_blank_cells_stay_null():
    connection, server = connected(httpx.Response(204))
    edits = (
        SetCell(table="needs", row=0, column="amount", value=None),
        AddRow(do="add", table="needs", cells={}),
    )
    connection.send("POST", "/edits", body=Edits(edits=edits))
    assert [edit["do"] for edit in server.said["edits"]] == ["set", "add"]
    assert server.said["edits"][0]["value"] is None


def test_names_in_paths_stay_one_part_of_the_path():
    connection, server = connected(httpx.Response(204))
    connection.send("GET", "/scenarios/a%2Fb")
    assert server.last.url.raw_path == b"/api/v1/scenarios/a%2Fb"
