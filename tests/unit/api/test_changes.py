"""What is done in a project is told to its members as it is done."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, event

from commonweal.api.routes import changes
from commonweal.api.watching import LastEvents
from commonweal.store.events import last_event, note
from commonweal.store.schema import members
from commonweal.store.scope import SYSTEM


class Looks:
    """The looks at what was done, as who watches takes them."""

    def __init__(self, look):
        self.look = look
        self.taken = threading.Condition()
        self.n_taken = 0
        self.over = False

    def __call__(self, watching, number):
        found = self.look(watching, number)
        with self.taken:
            self.n_taken += 1
            self.over = self.over or found is None
            self.taken.notify_all()
        return found

    def wait_for(self, more):
        """Wait for so many looks more, or the last one."""
        with self.taken:
            enough = self.n_taken + more
            assert self.taken.wait_for(lambda: self.over or self.n_taken >= enough, timeout=30)


@pytest.fixture(autouse=True)
def looks(monkeypatch):
    monkeypatch.setattr(changes, "_LOOK", 0.02)
    found = Looks(changes._looked)
    monkeypatch.setattr(changes, "_looked", found)
    return found


@pytest.fixture
def watched(served, looks):
    served.app.state.services.events._every = 0.0
    served.looks = looks
    return served


def told(answer):
    """The events of a stream, each with its id."""
    found = []
    for block in answer.text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines.get("event") == "event":
            found.append((int(lines["id"]), json.loads(lines["data"])))
    return found


@contextmanager
def meanwhile(served, what):
    """What is done once somebody watches; then the server is told to end."""

    def done():
        served.looks.wait_for(1)
        what()
        served.looks.wait_for(2)
        served.app.state.services.stopping.set()

    other = threading.Thread(target=done)
    other.start()
    yield
    other.join()


def noted(served, *kinds):
    with served.store.database.writing(SYSTEM) as connection:
        for what in kinds:
            note(connection, "ada", what, "economies/x", served.project, rows=3)


def newest(served):
    with served.store.database.reading(SYSTEM) as connection:
        return last_event(connection, served.project)


def test_what_is_done_is_told_as_it_is_done_and_nothing_from_before(watched):
    noted(watched, "economy.added")
    before = newest(watched)
    with meanwhile(watched, lambda: noted(watched, "economy.edited", "economy.undone")):
        answer = watched("GET", "~/changes")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert f"id: {before}\n" in answer.text
    assert [one["what"] for _, one in told(answer)] == ["economy.edited", "economy.undone"]
    assert [number for number, _ in told(answer)] == [before + 1, before + 2]
    (_, first), _ = told(answer)
    assert (first["who"], first["about"], first["details"]) == ("ada", "economies/x", {"rows": 3})


def test_who_comes_again_hears_what_was_done_meanwhile(watched):
    before = newest(watched)
    noted(watched, "economy.added", "economy.edited")
    with meanwhile(watched, lambda: None):
        answer = watched("GET", "~/changes", headers={"Last-Event-ID": str(before)})
    assert [one["what"] for _, one in told(answer)] == ["economy.added", "economy.edited"]


def test_events_of_other_projects_are_not_told(watched):
    other = watched("POST", "/projects", json={"name": "other"}).json()["id"]

    def done():
        with watched.store.database.writing(SYSTEM) as connection:
            note(connection, "ada", "economy.added", "economies/y", other)

    with meanwhile(watched, done):
        answer = watched("GET", "~/changes")
    assert told(answer) == []


def test_the_stream_ends_for_who_is_no_member_any_more(watched):
    def put_out():
        with watched.store.database.writing(SYSTEM) as connection:
            connection.execute(delete(members))
        noted(watched, "economy.added")

    with meanwhile(watched, put_out):
        answer = watched("GET", "~/changes")
    assert told(answer) == []


def test_who_has_a_link_is_not_told_who_does_what(served):
    link = served("POST", "~/links", json={"name": "press"}).json()["token"]
    answer = served("GET", "~/changes", headers={"Authorization": f"Bearer {link}"})
    assert answer.status_code == 403


def test_watching_projects_takes_no_seat_from_watching_jobs(served):
    me = served("GET", "/session").json()["person"]["id"]
    seats = served.app.state.services.streams
    held = [seats.taken(f"{me} of projects") for _ in range(8)]
    for one in held:
        one.__enter__()
    assert served("GET", "~/changes").status_code == 429
    with seats.taken(me):
        pass
    for one in held:
        one.__exit__(None, None, None)


def test_a_number_that_is_none_is_refused(served):
    assert served("GET", "~/changes", headers={"Last-Event-ID": "-1"}).status_code == 422


def test_the_database_is_asked_once_for_all_who_watch(served):
    last = LastEvents(every=60.0)
    asked = []
    engine = served.store.database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    reading = lambda: served.store.database.reading(SYSTEM)  # noqa: E731
    noted(served, "economy.added")
    start = newest(served) - 1
    asked.clear()
    for _ in range(5):
        assert [one.what for one in last.since(served.project, start, reading)] == ["economy.added"]
    assert len([one for one in asked if "FROM events" in one]) == 1


def test_who_is_far_behind_is_told_everything(served, monkeypatch):
    monkeypatch.setattr("commonweal.api.watching._KEPT", 2)
    last = LastEvents(every=0.0)
    reading = lambda: served.store.database.reading(SYSTEM)  # noqa: E731
    start = newest(served)
    noted(served, "a", "b", "c", "d")
    assert [one.what for one in last.since(served.project, start, reading)] == ["a", "b", "c", "d"]
    assert [one.what for one in last.since(served.project, start + 3, reading)] == ["d"]
