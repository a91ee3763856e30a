"""Jobs over the API: asked for, listed, cancelled, and followed until they end."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import delete

from commonweal.store.schema import members
from commonweal.store.scope import SYSTEM
from unit.api.embedded import Served


def asked(served: Served, **more) -> dict:
    """A job that nobody does, as no runner runs."""
    path = served.village()
    answer = served("POST", "~/jobs", json={"kind": "plan", "economy": path.split("/")[-1], **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def events(answer) -> Iterator[tuple[str, dict]]:
    """The events of a stream that has ended."""
    for block in answer.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            yield fields["event"], json.loads(fields["data"])


def _wait_until_watched(served: Served) -> None:
    """Wait until somebody follows a job."""
    until = time.monotonic() + 60
    while not served.app.state.services.streams.n_taken and time.monotonic() < until:
        time.sleep(0.01)


def test_a_job_is_asked_for_found_and_cancelled(served_anywhere):
    served = served_anywhere
    job = asked(served)
    assert (job["kind"], job["state"], job["result"]) == ("plan", "queued", None)
    assert served("GET", f"~/jobs/{job['id']}").json() == job
    assert served("GET", "~/jobs?state=queued").json()["items"] == [job]
    assert served("GET", "~/jobs?state=running&state=failed").json()["items"] == []
    ended = served("POST", f"~/jobs/{job['id']}/cancel").json()
    assert ended["state"] == "cancelled"
    assert served("POST", f"~/jobs/{job['id']}/cancel").json() == ended
    assert served("GET", f"~/jobs/{job['id']}/log").json() == {"text": ""}


def test_what_waits_already_is_the_same_job(served):
    job = asked(served)
    again = served("POST", "~/jobs", json={"kind": "plan", "economy": job["request"]["economy"]})
    assert again.json()["id"] == job["id"]
    other = served(
        "POST", "~/jobs", json={"kind": "plan", "economy": job["request"]["economy"], "rule": "total"}
    )
    assert other.json()["id"] != job["id"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"kind": "dance"}, 422),
        ({"kind": "plan"}, 422),
        ({"kind": "plan", "economy": "0" * 32}, 404),
        ({"kind": "explain", "plan": "0" * 32}, 404),
        ({"kind": "explain"}, 422),
        ({"kind": "plan", "economy": "0" * 32, "periods": 0}, 422),
        ({"kind": "plan", "economy": "0" * 32, "colour": "red"}, 422),
        ({"economy": "0" * 32}, 422),
        ([], 422),
    ],
)
def test_what_can_not_be_asked_is_refused(served, request_, status):
    answer = served("POST", "~/jobs", json=request_)
    assert answer.status_code == status, answer.text
    assert served("GET", "~/jobs").json()["items"] == []


def test_a_stream_begins_with_the_present_state_and_ends_with_the_final_one(served):
    job = asked(served)
    served("POST", f"~/jobs/{job['id']}/cancel")
    answer = served("GET", f"~/jobs/{job['id']}/progress")
    assert answer.headers["content-type"].startswith("text/event-stream")
    ((kind, told),) = events(answer)
    assert (kind, told["state"]) == ("state", "cancelled")


def test_a_stream_tells_of_each_state(served):
    job = asked(served)

    def cancelled() -> None:
        _wait_until_watched(served)
        served("POST", f"~/jobs/{job['id']}/cancel")

    other = threading.Thread(target=cancelled)
    other.start()
    answer = served("GET", f"~/jobs/{job['id']}/progress")
    other.join()
    assert [(kind, told["state"]) for kind, told in events(answer)] == [
        ("state", "queued"),
        ("state", "cancelled"),
    ]


def test_a_stream_ends_for_who_may_not_watch_any_more(served):
    job = asked(served)

    def put_out() -> None:
        _wait_until_watched(served)
        with served.store.database.writing(SYSTEM) as connection:
            connection.execute(delete(members))

    other = threading.Thread(target=put_out)
    other.start()
    answer = served("GET", f"~/jobs/{job['id']}/progress")
    other.join()
    assert [told["state"] for _, told in events(answer)] == ["queued"]


def test_a_stream_ends_with_the_server(served):
    job = asked(served)
    served.app.state.services.stopping.set()
    answer = served("GET", f"~/jobs/{job['id']}/progress")
    assert [told["state"] for _, told in events(answer)] == ["queued"]


def test_one_person_watches_so_many_jobs_at_once(served):
    job = asked(served)
    me = served("GET", "/session").json()["person"]["id"]
    seats = served.app.state.services.streams
    held = [seats.taken(me) for _ in range(8)]
    for one in held:
        one.__enter__()
    assert served("GET", f"~/jobs/{job['id']}/progress").status_code == 429
    for one in held:
        one.__exit__(None, None, None)
    served("POST", f"~/jobs/{job['id']}/cancel")
    assert served("GET", f"~/jobs/{job['id']}/progress").status_code == 200


def test_a_job_that_is_not_there_has_no_stream(served):
    for path in ("", "/progress", "/log"):
        assert served("GET", f"~/jobs/{'0' * 32}{path}").status_code == 404
