from __future__ import annotations

import json
import logging
import re
import tempfile
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from sqlalchemy.exc import IntegrityError

from commonweal import errors
from commonweal.api.middleware.incidents import Incidents
from commonweal.api.problem_kinds import KINDS
from commonweal.api.problems import answer_to, install
from commonweal.api.refusing import RequestRefused
from commonweal.findings import Finding
from commonweal.wire.economies import Edits
from commonweal.wire.message import Problem

ROOT = Path(__file__).parents[3]
FINDING = Finding("B01", "error", "This is not a number.", "Write 12.5.", "needs.csv", row=9, column="amount")

STATUSES = [
    (errors.NotThere("There is no such economy."), 404, "not-there"),
    (errors.NotSignedIn("Sign in."), 401, "sign-in"),
    (errors.Refused("You are a viewer."), 403, "forbidden"),
    (errors.Conflict("There is one of that name."), 409, "conflict"),
    (errors.TooMany("Later.", 7), 429, "too-many"),
    (errors.StoreFull("The disk is full. Nothing was changed."), 507, "disk-full"),
    (errors.StoreAway("The database does not answer."), 503, "away"),
    (errors.StoreInUse("It is open."), 503, "in-use"),
    (errors.WrongVersion("It is older."), 503, "store-version"),
    (errors.Damaged("The content is damaged."), 500, "damaged"),
    (errors.NoPlan("Insulin in Leeds can't arrive."), 422, "no-plan"),
    (errors.SolverStopped("60 s are over."), 422, "stopped"),
    (errors.ModelError("There is no rule 'leximan'."), 422, "model"),
    (errors.DataError([FINDING]), 422, "findings"),
    (errors.StoreError("The database refused the request."), 500, "internal"),
    (RequestRefused(412, "changed", "It is at version 3 by now."), 412, "changed"),
    (IntegrityError("INSERT INTO people", {}, Exception("UNIQUE constraint failed")), 409, "conflict"),
    (KeyError("a secret"), 500, "internal"),
    (HTTPException(404, "Not Found"), 404, ""),
    (HTTPException(500, "/etc/shadow"), 500, "internal"),
]


class Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    password: Annotated[SecretStr, Field(min_length=12)]
    n: int = 1


def served(error: Exception | None = None) -> TestClient:
    app = FastAPI()
    install(app)

    @app.get("/broken")
    def broken() -> None:
        if error is not None:
            raise error

    @app.post("/given")
    def given(body: Given) -> None: ...

    @app.post("/edits")
    def edits(body: Edits) -> None: ...

    app.add_middleware(Incidents)
    return TestClient(app)


@pytest.mark.parametrize("error, status, code", STATUSES, ids=lambda value: type(value).__name__)
def test_each_error_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    answer = answer_to(error)
    assert (answer.status, answer.code) == (status, code)


def test_every_error_of_the_tree_is_answered() -> None:
    tree = [getattr(errors, name) for name in errors.__all__]
    made = {type(error) for error, *_ in STATUSES}
    untold = [kind for kind in tree if not any(issubclass(one, kind) for one in made)]
    assert {kind.__name__ for kind in untold} <= {"Cancelled"}  # a SolverStopped


@pytest.mark.parametrize("error, status, code", STATUSES, ids=lambda value: type(value).__name__)
def test_answers_are_problems_under_the_incident_of_the_request(
    error: Exception, status: int, code: str
) -> None:
    answer = served(error).get("/broken")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content)
    assert problem.status == status
    assert problem.code == code or not code
    assert problem.incident == answer.headers["x-incident-id"]
    assert not re.search(r"Traceback|INSERT|UNIQUE|/etc|secret", answer.text)


def test_who_may_come_again_is_told_when() -> None:
    assert served(errors.StoreAway("Away.")).get("/broken").headers["retry-after"] == "2"
    assert served(errors.TooMany("Later.", 7)).get("/broken").headers["retry-after"] == "7"


def test_who_is_unknown_is_told_how_to_sign_in() -> None:
    assert (
        served(errors.NotSignedIn("Sign in.")).get("/broken").headers["www-authenticate"].startswith("Bearer")
    )


def test_findings_go_along() -> None:
    (found,) = served(errors.DataError([FINDING])).get("/broken").json()["findings"]
    assert (found["code"], found["file"], found["row"], found["column"]) == ("B01", "needs.csv", 9, "amount")


def test_paths_of_the_machine_are_left_out() -> None:
    path = f"{tempfile.gettempdir()}/xyz/upload.xlsx"
    finding = Finding("A01", "error", f"'{path}' is damaged.", "Export it again.", path)
    answer = served(errors.DataError([finding])).get("/broken")
    assert tempfile.gettempdir() not in answer.text
    assert "'upload.xlsx' is damaged" in answer.text
    told = served(errors.ModelError(f"{path}: no such file")).get("/broken").json()["detail"]
    assert told == "upload.xlsx: no such file"


def test_faults_of_ours_are_logged_with_their_trace(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="commonweal.api"):
        served(KeyError("here")).get("/broken")
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "GET /broken" in record.getMessage()


def test_faults_of_the_request_are_not_logged_as_ours(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="commonweal.api"):
        served(errors.NotThere("No.")).get("/broken")
    assert not caplog.records


def test_what_is_wrong_with_a_request_is_told_by_place_and_without_its_values() -> None:
    answer = served().post("/given", json={"password": "hunter2", "n": "many", "more": 1})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "request"
    told = {one["column"]: one["why"] for one in problem["findings"]}
    assert told == {
        "password": "It is too short: at least 12.",
        "n": "It must be a whole number.",
        "more": "It is not known here.",
    }
    assert "hunter2" not in answer.text
    assert "many" not in answer.text


def test_the_place_in_a_list_of_alternatives_is_as_it_was_written() -> None:
    body = {"edits": [{"do": "set", "table": "needs", "row": -1, "column": "amount", "value": 1}]}
    found, *_ = served().post("/edits", json=body).json()["findings"]
    assert (found["column"], found["why"]) == ("edits[0].row", "It must be at least 0.")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"n": ' + b"9" * 5_000 + b"}"])
def test_what_is_not_json_is_refused_in_words(content: bytes) -> None:
    answer = served().post("/given", content=content, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] in {"bad-request", "request"}


def test_a_method_that_is_not_there_is_told_with_those_that_are() -> None:
    answer = served().delete("/given")
    assert (answer.status_code, answer.json()["code"]) == (405, "method")
    assert answer.headers["allow"] == "POST"


def test_many_faults_are_counted_not_listed() -> None:
    answer = served().post("/given", json={f"x{n}": 1 for n in range(50)} | {"password": "x" * 12})
    findings = answer.json()["findings"]
    assert len(findings) == 20
    assert findings[-1]["more"] == 30


def test_every_kind_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", page, re.MULTILINE)
    assert listed == [(kind.code, str(kind.status)) for kind in KINDS.values()]


def test_problems_are_json_in_utf_8() -> None:
    answer = served(errors.ModelError("Es gibt kein Gut 'Brötchen'.")).get("/broken")
    assert json.loads(answer.content.decode("utf-8"))["detail"] == "Es gibt kein Gut 'Brötchen'."
