from __future__ import annotations

import io
import json
import logging
import shutil
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import insert, text

from commonweal.api.gates import Gate, Seats
from commonweal.api.observing import health
from commonweal.api.observing.incidents import new_incident
from commonweal.api.observing.logs import JsonLines, PlainLines, log_to, without_secrets
from commonweal.api.observing.metrics import Requests
from commonweal.api.observing.stored import watch
from commonweal.api.problems import install
from commonweal.api.routes.health import router
from commonweal.api.settings import ServerSettings
from commonweal.api.state import Services
from commonweal.errors import StoreAway
from commonweal.store.ids import new_id
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import jobs
from commonweal.store.scope import SYSTEM
from stores import given_project

Usage = namedtuple("Usage", "total used free")
Logged = tuple[logging.Logger, Callable[[], list[dict[str, Any]]]]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """A logger, and a function that tells the lines it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("test.observing")
    logger.handlers, logger.propagate = [handler], False
    yield logger, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.handlers = []


# logs


def test_each_record_is_one_object_under_the_incident(logged: Logged) -> None:
    logger, lines = logged
    word = new_incident()
    logger.warning("needs %s", "water", extra={"fields": {"route": "/x", "status": 200}})
    (line,) = lines()
    assert line["incident"] == word
    assert (line["level"], line["message"], line["status"]) == ("warning", "needs water", 200)
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize("evil", ['a\n{"level": "error"}', "a\r\nb", "a\x1b[2J", "a\u2028b\u202eb", "a\x00"])
def test_nothing_that_is_logged_can_pass_for_another_line(logged: Logged, evil: str) -> None:
    logger, lines = logged
    logger.warning("name %s", evil, extra={"fields": {"path": evil}})
    (line,) = lines()
    assert line["path"] == evil
    record = logging.LogRecord("x", logging.INFO, "", 0, "name %s", (evil,), None)
    plain = PlainLines().format(record)
    assert plain.isprintable()


def test_a_trace_stays_in_its_line(logged: Logged) -> None:
    logger, lines = logged
    try:
        raise KeyError("a\nb")
    except KeyError:
        logger.exception("failed")
    (line,) = lines()
    assert "KeyError" in line["trace"]


SECRETS = [
    "cw_hunter2hunter2",
    "cwl_hunter2hunter2",
    "Authorization: Bearer hunter2hunter2",
    "authorization=Basic hunter2hunter2",
    "postgresql://me:hunter2@db/x",
    "http://127.0.0.1:8400/#token=hunter2",
    "/api/v1/session/oidc/back?code=hunter2&state=hunter2",
    "password=hunter2",
    '{"password": "hunter2"}',
    "Cookie: hunter2",
    "X-CSRF-Token: hunter2",
    "client_secret='hunter2'",
    "$argon2id$v=19$m=1,t=1,p=1$hunter2",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_left_out_of_the_log(logged: Logged, secret: str) -> None:
    logger, lines = logged
    assert "hunter2" not in without_secrets(secret)
    logger.warning("got %s", secret, extra={"fields": {"path": secret}})
    try:
        raise ValueError(secret)
    except ValueError:
        logger.exception("failed")
    assert "hunter2" not in json.dumps(lines())


def test_words_about_secrets_stay() -> None:
    assert without_secrets("Wrong password for 'ann'.") == "Wrong password for 'ann'."


def test_long_texts_are_cut(logged: Logged) -> None:
    logger, lines = logged
    logger.warning("x" * 10**6)
    assert len(lines()[0]["message"]) < 5_000


def test_libraries_log_to_the_same_place_and_only_trouble() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.getLogger("commonweal").level)
    try:
        log_to(stream, form="json", level="info")
        logging.getLogger("sqlalchemy.engine").info("INSERT INTO people")
        logging.getLogger("httpx").warning("trouble")
        logging.getLogger("commonweal.api").info("told")
        log_to(stream, form="lines", level="warning")
        logging.getLogger("commonweal.api").info("too quiet")
        logging.getLogger("commonweal.api").warning("plain")
    finally:
        root.handlers = before[0]
        root.setLevel(before[1])
        logging.getLogger("commonweal").setLevel(before[2])
        logging.captureWarnings(capture=False)
    told = stream.getvalue()
    assert [json.loads(line)["message"] for line in told.splitlines()[:2]] == ["trouble", "told"]
    assert " warning plain" in told.splitlines()[2]
    assert len(told.splitlines()) == 3


# health


class Alive:
    alive = True


def services(store: Store, runners: Any = None) -> Services:
    found = Services(store, ServerSettings(), runners, Gate(1, 1), Seats(1))
    watch(store, found.requests)
    return found


def served(found: Services, client: str = "127.0.0.1") -> TestClient:
    app = FastAPI(openapi_url=None)
    app.state.services = found
    app.include_router(router)
    install(app)
    return TestClient(app, base_url="http://127.0.0.1", client=(client, 50000))


def test_a_server_lives_and_is_ready(store: Store) -> None:
    client = served(services(store, Alive()))
    assert client.get("/livez").json() == {"lives": True}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert {look["name"]: look["good"] for look in answer.json()["looks"]} == {
        "database": True,
        "schema": True,
        "disk": True,
        "jobs": True,
    }
    assert str(store.folder) not in answer.text


def red(store: Store, found: Services | None = None) -> tuple[str, str]:
    """Name and words of what is not right."""
    answer = served(found or services(store)).get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    (one,) = [look for look in answer.json()["looks"] if not look["good"]]
    return one["name"], one["words"]


def test_without_room_a_server_is_not_ready(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 10**9 - 1000, 1000))
    assert red(sqlite_store) == ("disk", "Only 0 MiB are free; at least 64 are needed.")


def test_where_the_folder_cant_be_written_a_server_is_not_ready(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args, **kwargs):
        raise PermissionError(13, "Permission denied", "/secret/place")

    monkeypatch.setattr(health.tempfile, "NamedTemporaryFile", denied)
    name, words = red(sqlite_store)
    assert name == "disk"
    assert "secret" not in words


def test_while_the_schema_is_another_a_server_is_not_ready(sqlite_store: Store) -> None:
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    name, words = red(sqlite_store)
    assert name == "schema"
    assert "commonweal admin migrate" in words


def test_when_nobody_does_the_jobs_a_server_is_not_ready(sqlite_store: Store) -> None:
    class Dead:
        alive = False

    name, words = red(sqlite_store, services(sqlite_store, Dead()))
    assert name == "jobs"
    assert "Restart" in words


def test_without_its_database_a_server_lives_and_is_not_ready(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: object, scope: object) -> None:
        raise StoreAway("The database does not answer.")

    client = served(services(sqlite_store))
    monkeypatch.setattr(type(sqlite_store.database), "reading", away)
    assert client.get("/livez").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [look["good"] for look in answer.json()["looks"]] == [False, False, True, True]


# metrics


def job(project: str, **fields: Any) -> dict[str, Any]:
    moment = now()
    return {
        "id": new_id(),
        "project_id": project,
        "kind": "plan",
        "key": new_id() * 2,
        "request": {},
        "state": "queued",
        "progress": {},
        "created_at": moment - timedelta(seconds=90),
        "created_by": new_id(),
    } | fields


def test_metrics_tell_of_jobs_and_room(store: Store) -> None:
    project = given_project(store)
    found = services(store)
    ended = {"started_at": now(), "ended_at": now() + timedelta(seconds=3)}
    lost = {"state": "failed", "failure": {"code": "worker-lost"}, **ended}
    with store.database.writing(SYSTEM) as connection:
        for row in (job(project), job(project, state="finished", **ended), job(project, **lost)):
            connection.execute(insert(jobs).values(row))
    value = found.requests.registry.get_sample_value
    assert value("commonweal_jobs", {"kind": "plan", "state": "queued"}) == 1
    assert 85 < value("commonweal_queue_age_seconds") < 120
    assert value("commonweal_store_free_bytes") > 0
    assert value("commonweal_database_up") == 1
    for _ in range(2):  # a job is counted once, however often one looks
        labels = {"kind": "plan", "state": "finished", "failure": ""}
        assert value("commonweal_job_seconds_count", labels) == 1
        assert value("commonweal_job_seconds_sum", labels) == pytest.approx(3, abs=0.1)
        labels = {"kind": "plan", "state": "failed", "failure": "worker-lost"}
        assert value("commonweal_job_seconds_count", labels) == 1


def test_metrics_name_nobody(store: Store) -> None:
    project = given_project(store)
    with store.database.writing(SYSTEM) as connection:
        connection.execute(insert(jobs).values(job(project)))
    told = served(services(store)).get("/metrics").text
    assert "commonweal_jobs" in told
    assert project not in told


def test_metrics_outlast_the_database(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: object, scope: object) -> None:
        raise StoreAway("The database does not answer.")

    client = served(services(sqlite_store))
    monkeypatch.setattr(type(sqlite_store.database), "reading", away)
    told = client.get("/metrics").text
    assert "commonweal_database_up 0.0" in told
    assert "commonweal_store_free_bytes" in told


def test_metrics_are_for_this_machine(sqlite_store: Store) -> None:
    assert served(services(sqlite_store)).get("/metrics").status_code == 200
    assert served(services(sqlite_store), "10.0.0.7").get("/metrics").status_code == 401


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "Via"])
def test_a_proxy_on_this_machine_is_not_this_machine(sqlite_store: Store, name: str) -> None:
    answer = served(services(sqlite_store)).get("/metrics", headers={name: "127.0.0.1"})
    assert answer.status_code == 401


def test_two_servers_in_one_process_count_apart() -> None:
    first, second = Requests(), Requests()
    first.count("GET", "/x", 200, 0.1)
    labels = {"route": "/x", "method": "GET", "status": "200"}
    assert first.registry.get_sample_value("commonweal_requests_total", labels) == 1
    assert second.registry.get_sample_value("commonweal_requests_total", labels) is None
    assert "prometheus_client" in sys.modules
