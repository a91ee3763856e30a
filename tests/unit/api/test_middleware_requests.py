from __future__ import annotations

import asyncio
import time

import pytest

from commonweal.api.middleware.bodies import Bodies
from commonweal.api.middleware.headers import HeaderSize
from commonweal.api.middleware.hosts import Hosts, name_in_host
from commonweal.api.middleware.incidents import Incidents
from commonweal.api.middleware.origins import Origins
from commonweal.api.middleware.patience import Patience
from commonweal.api.observing.incidents import incident
from commonweal.api.problems import AnswerNow, problem_response
from unit.api.asking import ask, ok

HOST = ("host", "plan.example.org")
JSON = ("content-type", "application/json")


async def _app(scope, receive, send):
    """Reads the body as the framework does, which lets its own errors through."""
    try:
        await ok(scope, receive, send)
    except AnswerNow as error:
        await problem_response(error.answer)(scope, receive, send)


def bodies(**limits):
    return Bodies(_app, 100, 10, **limits)


# hosts


@pytest.mark.parametrize("host", ["plan.example.org", "PLAN.example.org:443", "plan.example.org."])
def test_the_servers_own_name_is_answered(host: str) -> None:
    assert ask(Hosts(ok, ["plan.example.org"]), headers=[("host", host)]).status == 200


@pytest.mark.parametrize("host", ["evil.org", "plan.example.org.evil.org", "127.0.0.1", "localhost:8400"])
def test_another_name_is_refused(host: str) -> None:
    answer = ask(Hosts(ok, ["plan.example.org"]), headers=[("host", host)], client="10.0.0.7")
    assert (answer.status, b'"wrong-host"' in answer.body) == (421, True)


@pytest.mark.parametrize("host", ["127.0.0.1:8400", "localhost", "[::1]:8400"])
def test_this_machines_own_names_hold_on_this_machine(host: str) -> None:
    assert ask(Hosts(ok, ["plan.example.org"]), headers=[("host", host)]).status == 200


@pytest.mark.parametrize(
    "headers", [[], [HOST, HOST], [("host", "a b")], [("host", "")], [("host", "x@plan.example.org")]]
)
def test_a_host_that_is_no_name_is_refused(headers: list[tuple[str, str]]) -> None:
    assert ask(Hosts(ok, ["plan.example.org"]), headers=headers).status == 400


def test_names_are_taken_from_hosts_without_port() -> None:
    assert name_in_host("[::1]:80") == "[::1]"
    assert name_in_host("a.b:80") == "a.b"
    assert name_in_host("a.b:80:80") == ""


# origins


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "LOCK"])
@pytest.mark.parametrize(
    "header",
    [
        ("origin", "https://evil.org"),
        ("origin", "null"),
        ("origin", "https://plan.example.org.evil.org"),
        ("origin", "https://plan.example.org:8443"),
        ("origin", "https://plan.example.org@evil.org"),
        ("origin", "garbage"),
        ("origin", ""),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "who-knows"),
    ],
)
def test_changes_from_other_sites_are_refused(method: str, header: tuple[str, str]) -> None:
    answer = ask(Origins(ok), method, headers=[HOST, header])
    assert (answer.status, b"foreign-origin" in answer.body) == (403, True)


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("origin", "https://plan.example.org")],
        [("origin", "http://plan.example.org")],
        [("origin", "https://plan.example.org"), ("sec-fetch-site", "same-origin")],
        [("sec-fetch-site", "none")],
    ],
)
def test_changes_from_our_own_pages_and_from_programs_are_taken(headers: list[tuple[str, str]]) -> None:
    assert ask(Origins(ok), "POST", headers=[HOST, *headers]).status == 200


def test_two_origins_are_refused_unless_both_are_ours() -> None:
    two = [("origin", "https://plan.example.org"), ("origin", "https://evil.org")]
    assert ask(Origins(ok), "POST", headers=[HOST, *two]).status == 403


def test_over_https_only_pages_of_https_are_ours() -> None:
    headers = [HOST, ("origin", "http://plan.example.org")]
    assert ask(Origins(ok, only_https=True), "POST", headers=headers).status == 403


def test_an_allowed_origin_may_send_from_another_site() -> None:
    origins = Origins(ok, ["https://work.example.org"])
    headers = [HOST, ("origin", "https://work.example.org"), ("sec-fetch-site", "same-site")]
    assert ask(origins, "POST", headers=headers).status == 200


def test_other_sites_may_link_here_and_not_read_from_here() -> None:
    assert ask(Origins(ok), headers=[HOST, ("sec-fetch-site", "cross-site")]).status == 403
    link = [HOST, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]
    assert ask(Origins(ok), headers=link).status == 200


# bodies


@pytest.mark.parametrize("length", ["101", "99999999999999999999"])
def test_a_body_that_says_it_is_too_long_is_refused_before_it_is_read(length: str) -> None:
    async def read_on():
        raise AssertionError("the body was read")

    answer = ask(bodies(), "POST", headers=[HOST, ("content-length", length)], body=[read_on])
    assert (answer.status, answer.headers["connection"]) == (413, "close")


def test_a_body_that_grows_too_long_is_cut_off() -> None:
    parts = [b"x" * 60, b"x" * 60, b"x" * 10**6]
    answer = ask(bodies(), "POST", headers=[HOST], body=parts)
    assert (answer.status, b"too-large" in answer.body) == (413, True)


def test_json_has_a_limit_of_its_own() -> None:
    assert ask(bodies(), "POST", headers=[HOST, JSON], body=[b"x" * 11]).status == 413
    assert ask(bodies(), "POST", headers=[HOST, JSON], body=[b"x" * 10]).status == 200
    problem = ("content-type", "application/merge-patch+json; charset=utf-8")
    assert ask(bodies(), "POST", headers=[HOST, problem], body=[b"x" * 11]).status == 413


@pytest.mark.parametrize("lengths", [["-1"], ["1", "2"], ["1e3"], ["0x10"], ["²"]])
def test_a_length_that_is_no_number_is_refused(lengths: list[str]) -> None:
    headers = [HOST, *(("content-length", length) for length in lengths)]
    assert ask(bodies(), "POST", headers=headers).status == 400


def test_packed_bodies_are_refused() -> None:
    assert ask(bodies(), "POST", headers=[HOST, ("content-encoding", "gzip")], body=[b"x"]).status == 415


def test_a_body_that_stops_coming_is_not_waited_for() -> None:
    async def never():
        await asyncio.sleep(60)
        return b""

    start = time.monotonic()
    answer = ask(bodies(idle_seconds=0.05), "POST", headers=[HOST], body=[b"x", never])
    assert answer.status == 408
    assert time.monotonic() - start < 5


def test_a_body_that_trickles_is_not_waited_for() -> None:
    async def drop():
        await asyncio.sleep(0.02)
        return b"x"

    answer = ask(bodies(seconds=0.1, idle_seconds=1), "POST", headers=[HOST], body=[drop] * 50)
    assert answer.status == 408


def test_after_the_body_nothing_is_counted_or_timed() -> None:
    async def streams(scope, receive, send):
        await receive()
        late = await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": late["type"].encode()})

    async def later():
        await asyncio.sleep(0.1)
        return b""

    counted = Bodies(streams, 100, 10, idle_seconds=0.01)
    answer = ask(counted, "GET", headers=[HOST], body=[b""])
    assert answer.status == 200


# headers


def test_too_many_headers_are_refused() -> None:
    assert ask(HeaderSize(ok, most=1000), headers=[HOST, ("x", "y" * 1000)]).status == 431
    assert ask(HeaderSize(ok, many=3), headers=[HOST] * 4).status == 431
    assert ask(HeaderSize(ok, most=1000), headers=[HOST], query=b"x" * 1000).status == 431
    assert ask(HeaderSize(ok), headers=[HOST]).status == 200


# incidents


def test_each_request_has_a_word_of_our_own() -> None:
    async def tells(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": incident().encode()})

    headers = [HOST, ("x-incident-id", "mine"), ("x-request-id", "mine")]
    first, second = (ask(Incidents(tells), headers=headers) for _ in range(2))
    assert first.headers["x-incident-id"] == first.body.decode()
    assert len({first.body, second.body, b"mine"}) == 3


def test_what_fails_is_told_by_its_word_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(scope, receive, send):
        raise RuntimeError("password=hunter2 in /etc/shadow")

    answer = ask(Incidents(fails))
    assert answer.status == 500
    assert answer.headers["x-incident-id"].encode() in answer.body
    assert b"hunter2" not in answer.body
    assert b"shadow" not in answer.body
    assert caplog.records[0].exc_info is not None


def test_half_an_answer_is_not_made_to_look_whole(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("late")

    with pytest.raises(RuntimeError):
        ask(Incidents(fails))


# patience


def test_a_request_that_takes_too_long_is_answered_and_left_alone() -> None:
    ended = []

    async def slow(scope, receive, send):
        await asyncio.sleep(0.2)
        await ok(scope, receive, send)
        ended.append(True)

    async def both():
        patience = Patience(slow, 0.05)
        statuses = []

        async def send(message):
            statuses.append(message.get("status"))

        async def receive():
            return {"type": "http.request", "body": b""}

        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        await patience(scope, receive, send)
        await asyncio.sleep(0.4)
        return statuses

    statuses = asyncio.run(both())
    assert statuses == [503, None]
    assert ended == [True]


def test_a_stream_takes_as_long_as_it_takes() -> None:
    async def stream(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(5):
            await asyncio.sleep(0.03)
            await send({"type": "http.response.body", "body": b".", "more_body": True})
        await send({"type": "http.response.body", "body": b"end"})

    assert ask(Patience(stream, 0.05)).body == b".....end"


def test_what_fails_in_time_fails_as_ever() -> None:
    async def fails(scope, receive, send):
        raise KeyError("x")

    with pytest.raises(KeyError):
        ask(Patience(fails, 1.0))
