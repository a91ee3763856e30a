import json

import httpx
import pytest

from commonweal.client import jobs as module
from commonweal.client.jobs import JobClient
from commonweal.errors import Cancelled, DataError, NoPlan, SolverStopped, StoreAway
from commonweal.wire.work import Job
from unit.client.answering import ID, JOB, connected, problem

OTHER = "f" * 32


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(module, "_LOOKING", 0.005)
    monkeypatch.setattr(module, "_AGAIN", 0.005)


def stream(*events):
    """An answer of server-sent events."""
    text = ": hello\n\n" + "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    return httpx.Response(200, headers={"Content-Type": "text/event-stream"}, text=text)


def state(word, **more):
    return JOB | {"state": word} | more


def failed(code, **more):
    failure = {"type": "", "title": "", "status": 422, "detail": "It did not go.", "code": code}
    return state("failed", failure=failure | {"incident": "", "findings": []} | more)


def job(*answers):
    connection, server = connected(*answers)
    return JobClient(connection, ID, Job.model_validate_json(json.dumps(JOB))), server


def test_progress_is_told_until_the_end():
    step = JOB["progress"] | {"phase": "tier 2 \u2028 of 3"}
    asked, server = job(
        stream(("state", JOB), ("progress", step), ("state", state("finished", result=OTHER)))
    )
    told = []
    assert asked.wait(told.append).result == OTHER
    assert [progress.phase for progress in told] == ["tier 2 \u2028 of 3"]
    assert server.asked[0].url.path.endswith(f"/jobs/{ID}/progress")


def test_a_lost_stream_is_asked_for_again():
    finished = stream(("state", state("finished", result=OTHER)))
    asked, server = job(stream(("state", JOB)), httpx.Response(200, json=JOB), finished)
    assert asked.wait().state == "finished"
    assert [request.url.path.rpartition("/")[2] for request in server.asked] == ["progress", ID, "progress"]


def test_where_there_is_no_stream_the_state_is_looked_at():
    over = httpx.Response(200, json=state("finished", result=OTHER))
    asked, _ = job(problem(429, "too-many"), over)
    assert asked.wait().state == "finished"


def test_a_server_that_is_gone_is_told(monkeypatch):
    monkeypatch.setattr("commonweal.client.connection._MOST_RETRIES", 0)
    asked, _ = job(httpx.ConnectError("refused"))
    with pytest.raises(StoreAway):
        asked.wait()


@pytest.mark.parametrize(
    ("code", "kind"), [("no-plan", NoPlan), ("stopped", SolverStopped), ("memory", SolverStopped)]
)
def test_why_it_failed_is_raised(code, kind):
    asked, _ = job(stream(("state", failed(code))))
    with pytest.raises(kind, match="It did not go"):
        asked.wait()


def test_faults_of_the_input_are_findings():
    found = {"code": "B01", "severity": "error", "why": "No.", "remedy": "Do."}
    asked, _ = job(stream(("state", failed("findings", findings=[found]))))
    with pytest.raises(DataError):
        asked.wait()


def test_a_job_that_was_lost_is_followed_into_the_one_that_does_it_over():
    lost = failed("worker-lost") | {"retried_as": OTHER}
    again = JOB | {"id": OTHER}
    over = stream(("state", again | {"state": "finished", "result": OTHER}))
    asked, server = job(stream(("state", lost)), httpx.Response(200, json=again), over)
    assert asked.wait().id == OTHER
    assert server.last.url.path.endswith(f"{OTHER}/progress")


def test_stopping_here_cancels_there():
    def answer(request):
        if request.url.path.endswith("/cancel"):
            return httpx.Response(200, json=state("cancelled"))
        return (
            stream(("state", JOB))
            if request.url.path.endswith("/progress")
            else httpx.Response(200, json=JOB)
        )

    asked, server = job(answer)
    with pytest.raises(Cancelled):
        asked.wait(cancelled=lambda: True)
    assert sum(request.url.path.endswith("/cancel") for request in server.asked) == 1


def test_ctrl_c_cancels_there(monkeypatch):
    def answer(request):
        if request.url.path.endswith("/cancel"):
            return httpx.Response(200, json=state("cancelled"))
        return stream(("progress", JOB["progress"]))

    def interrupted(_progress):
        raise KeyboardInterrupt

    asked, server = job(answer)
    with pytest.raises(KeyboardInterrupt):
        asked.wait(interrupted)
    assert any(request.url.path.endswith("/cancel") for request in server.asked)


def test_who_listens_on_a_connection_that_was_let_go_of_is_told_so():
    asked, _ = job(stream(("state", JOB)))
    heard = asked.events()
    asked._connection.close()
    with pytest.raises(StoreAway, match="closed on this side"):
        next(heard)
    with pytest.raises(StoreAway, match="closed on this side"):
        asked.log()
