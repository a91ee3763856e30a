"""Requests are read strictly: what could mean two things is refused, with words."""

from __future__ import annotations

import pytest

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b'{"name": "a", "name": "b"}', 422, "'name' is given twice"),
        (b'{"name": "a", "description": NaN}', 422, "NaN is not a number of JSON"),
        (b'{"name": "a", "x": Infinity}', 422, "Infinity"),
        (b'{"name": 1e999}', 422, "too big"),
        (b'{"name": ' + b"9" * 5000 + b"}", 422, "too many digits"),
        (b"[" * 5000 + b"]" * 5000, 400, "nested too deep"),
        (b'{"name": "a"', 400, "line 1"),
        (b"\xff\xfe", 400, "UTF-8"),
        (b'{"name": "\\ud800"}', 422, ""),
        (b'{"name": 5}', 422, "name"),
        (b'{"name": "a\\u0000"}', 422, "name"),
        (b'{"name": "a", "colour": 1}', 422, "colour"),
        (b"null", 422, ""),
        (b"", 422, ""),
    ],
)
def test_json_that_could_mean_two_things_is_refused(served, body, status, words):
    answer = served("POST", "/projects", content=body, headers=JSON)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.text


def test_json_is_read_under_its_own_name_only(served):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "nothing"):
        answer = served("POST", "/projects", content=b'{"name": "a"}', headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (415, "media-type")
    assert served("POST", "/projects", content=b'{"name": "a"}').status_code == 415


def test_a_parameter_that_nobody_reads_is_refused(served):
    answer = served("GET", "/projects?colour=5")
    assert (answer.status_code, answer.json()["findings"][0]["column"]) == (422, "colour")
    assert served("GET", "/projects?limit=5&limit=6").status_code == 422


def test_what_can_be_done_to_a_path_is_told_to_who_tries_something_else(served):
    answer = served("PATCH", "~/economies")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    economy = served("POST", f"~/economies/{'0' * 32}")
    assert (economy.status_code, economy.headers["allow"]) == (405, "DELETE, GET, PATCH")
    assert served("GET", "/nothing/here").status_code == 404
