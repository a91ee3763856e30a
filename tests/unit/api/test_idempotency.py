"""What is sent twice with one key is done once."""

from __future__ import annotations

import threading

from unit.api.embedded import Served


def add(served: Served, key: str, name: str = "village"):
    query = {"name": name, "example": "village"}
    return served("POST", "~/economies", params=query, headers={"Idempotency-Key": key})


def test_the_same_answer_comes_again_and_nothing_is_done_twice(served_anywhere):
    served = served_anywhere
    first, again = add(served, "k1"), add(served, "k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    for header in ("etag", "location", "content-type"):
        assert again.headers[header] == first.headers[header]
    assert len(served("GET", "~/economies").json()["items"]) == 1


def test_a_key_is_for_one_request(served):
    add(served, "k1")
    other = add(served, "k1", name="another")
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert len(served("GET", "~/economies").json()["items"]) == 1


def test_a_request_that_failed_may_be_sent_again_with_its_key(served):
    served.village()
    assert add(served, "k1").status_code == 409
    path = "~/economies/" + served("GET", "~/economies").json()["items"][0]["id"]
    assert served("DELETE", path).status_code == 204
    assert add(served, "k1", name="village").status_code in {201, 409}


def test_an_undo_that_is_sent_twice_goes_back_once(served):
    path = served.village()
    for at in (1, 2):
        edit = {
            "edits": [{"do": "set", "table": "needs", "row": 0, "column": "amount", "value": 2000.0 + at}]
        }
        assert served("POST", f"{path}/edits", at=at, json=edit).is_success
    answers = [served("POST", f"{path}/undo", at=3, headers={"Idempotency-Key": "u"}) for _ in range(3)]
    assert {one.json()["version"]["number"] for one in answers} == {2}
    assert served("GET", path).json()["version"]["number"] == 2


def test_many_at_once_with_one_key_do_it_once(served_anywhere):
    served = served_anywhere
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(add(served, "k"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["economy"]["id"] for one in answers}) == 1
    assert len(served("GET", "~/economies").json()["items"]) == 1


def test_a_key_that_can_not_be_kept_is_refused(served):
    for key in ("", "k" * 201, "a b", "é"):
        answer = served(
            "POST", "~/economies?name=a&example=village", headers={"Idempotency-Key": key.encode("latin-1")}
        )
        assert answer.status_code == 422, key
