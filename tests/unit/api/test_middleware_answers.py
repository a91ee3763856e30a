from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from commonweal.api.middleware.chain import middlewares
from commonweal.api.middleware.headers import SecurityHeaders
from commonweal.api.middleware.observed import Observed
from commonweal.api.observing.metrics import Requests
from commonweal.api.problems import install
from commonweal.api.settings import ServerSettings
from unit.api.asking import ask, ok


def answering(*headers):
    async def answers(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b""})

    return answers


def test_every_answer_forbids_what_it_does_not_need() -> None:
    headers = ask(SecurityHeaders(ok)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "strict-transport-security" not in headers


def test_browsers_are_told_to_come_by_https_where_they_can() -> None:
    headers = ask(SecurityHeaders(ok, only_https=True)).headers
    assert headers["strict-transport-security"].startswith("max-age=31536000")


def test_answers_are_kept_nowhere_unless_they_have_a_tag() -> None:
    assert ask(SecurityHeaders(answering())).headers["cache-control"] == "no-store"
    tagged = ask(SecurityHeaders(answering((b"etag", b'"v1"'), (b"cache-control", b"public")))).headers
    assert tagged["cache-control"] == "private, no-cache"
    assert "Cookie" in tagged["vary"]


def test_a_page_may_bring_a_policy_of_its_own() -> None:
    page = answering((b"content-security-policy", b"default-src 'self'"))
    assert ask(SecurityHeaders(page)).headers["content-security-policy"] == "default-src 'self'"


@pytest.fixture
def served():
    settings = ServerSettings(allowed_hosts=("plan.example.org",), max_json=100)
    requests = Requests()
    app = FastAPI(openapi_url=None, middleware=middlewares(settings, requests))
    install(app)

    @app.get("/things/{thing}")
    def thing(thing: str) -> str:
        if thing == "broken":
            raise KeyError(thing)
        return thing

    @app.post("/things")
    def made(body: dict[str, str]) -> None: ...

    client = TestClient(app, base_url="http://plan.example.org")
    client.counted = lambda *labels: requests.registry.get_sample_value(
        "commonweal_requests_total", dict(zip(("route", "method", "status"), labels, strict=True))
    )
    return client


REFUSED = [
    ("GET", "/nowhere", {}, None, 404),
    ("GET", "/things/broken", {}, None, 500),
    ("PUT", "/things", {}, None, 405),
    ("POST", "/things", {"origin": "http://evil.org"}, "{}", 403),
    ("POST", "/things", {"content-type": "application/json"}, " " * 101, 413),
    ("POST", "/things", {"content-type": "application/json"}, "{", 400),
    ("GET", "/things/x", {"host": "evil.org"}, None, 421),
    ("GET", "/things/x", {"x": "y" * 40_000}, None, 431),
]


@pytest.mark.parametrize("method, path, headers, body, status", REFUSED)
def test_refusals_and_faults_carry_every_header_too(
    served: TestClient, method: str, path: str, headers: dict[str, str], body: str | None, status: int
) -> None:
    answer = served.request(method, path, headers=headers, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-incident-id"] == answer.json()["incident"] != ""


def test_requests_are_counted_by_template_and_not_by_name(served: TestClient) -> None:
    for name in ("a", "b", "c"):
        served.get(f"/things/{name}")
    served.get("/x/y/z")
    served.get("/things/broken")
    assert served.counted("/things/{thing}", "GET", "200") == 3
    assert served.counted("/things/{thing}", "GET", "500") == 1
    assert served.counted("other", "GET", "404") == 1


def test_made_up_methods_are_counted_together(served: TestClient) -> None:
    served.request("BREW", "/things")
    served.request("STEW", "/things")
    assert served.counted("/things", "other", "405") == 2


def test_requests_are_logged_without_query_header_or_body(
    served: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="commonweal.access"):
        served.get("/things/a?token=hunter2", headers={"authorization": "Bearer hunter2"})
    (record,) = caplog.records
    assert record.fields["path"] == "/things/a"
    assert record.fields["route"] == "/things/{thing}"
    assert record.fields["status"] == 200
    assert "hunter2" not in str(vars(record))


def test_what_is_cut_off_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(scope, receive, send):
        raise KeyError("x")

    requests = Requests()
    with pytest.raises(KeyError):
        ask(Observed(fails, requests))
    labels = {"route": "other", "method": "GET", "status": "0"}
    assert requests.registry.get_sample_value("commonweal_requests_total", labels) == 1
