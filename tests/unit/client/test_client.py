import json
import os
import subprocess

import httpx
import pytest

import commonweal as cw
from commonweal.client.running import announced, is_store, running_in, token_in
from commonweal.client.tokens import TOKEN
from commonweal.errors import NotThere, StoreError
from commonweal.wire.requests import RulesRequest
from unit.client.answering import ECONOMY, ID, JOB, PROJECT, TIME, URL, Server

OTHER = "f" * 32


def client(*answers, token="secret"):
    server = Server(*answers)
    return cw.Client(URL, token, transport=httpx.MockTransport(server)), server


def page(*items, after=None):
    return httpx.Response(200, json={"items": list(items), "next": after})


def test_lists_come_in_parts():
    asked, server = client(page(PROJECT, after=OTHER), page(PROJECT | {"id": OTHER}))
    assert [project.id for project in asked.projects()] == [ID, OTHER]
    assert [request.url.params.get("after") for request in server.asked] == [None, OTHER]


def test_a_project_is_found_by_name_or_id():
    asked, _ = client(page(PROJECT, PROJECT | {"id": OTHER, "name": "Spring"}))
    assert asked.project("Spring").id == OTHER
    assert asked.project(ID).name == "Winter"
    with pytest.raises(NotThere, match=r"'Wintr'.*Winter, Spring"):
        asked.project("Wintr")


def test_projects_of_one_name_are_told_apart_by_id():
    asked, _ = client(page(PROJECT, PROJECT | {"id": OTHER}))
    with pytest.raises(NotThere, match=OTHER):
        asked.project("Winter")


def test_a_change_is_meant_for_the_version_that_was_seen():
    later = ECONOMY | {"version": ECONOMY["version"] | {"number": 4}}
    asked, server = client(page(PROJECT), page(ECONOMY), httpx.Response(200, json=later))
    economy = asked.project("Winter").economy("village")
    assert economy.undo().number == 4
    assert server.last.headers["If-Match"] == '"v3"'
    economy.redo()
    assert server.last.headers["If-Match"] == '"v4"'


@pytest.mark.parametrize(("number", "did"), [(3, "same"), (4, "changed")])
def test_what_became_of_an_upload_is_told(number, did):
    now = ECONOMY | {"version": ECONOMY["version"] | {"number": number}}
    kept = httpx.Response(200, json={"economy": now, "kept": number == 4, "findings": []})
    asked, _ = client(page(PROJECT), page(ECONOMY), kept)
    assert asked.project("Winter").upload("leontief", "village").did == did


def test_the_same_answer_may_be_a_job_that_is_over():
    asked, _ = client(page(PROJECT), httpx.Response(201, json=JOB | {"state": "finished", "result": OTHER}))
    job = asked.project("Winter").ask(RulesRequest(kind="rules", economy=ID))
    assert job.wait().result == OTHER


def test_ctrl_c_before_the_answer_ends_the_job_that_was_begun():
    begun, cancelled = httpx.Response(201, json=JOB), httpx.Response(200, json=JOB | {"state": "cancelled"})
    asked, server = client(page(PROJECT), KeyboardInterrupt(), begun, cancelled)
    with pytest.raises(KeyboardInterrupt):
        asked.project("Winter").ask(RulesRequest(kind="rules", economy=ID))
    first, again, end = server.asked[1:]
    assert first.headers["Idempotency-Key"] == again.headers["Idempotency-Key"]
    assert end.url.path.endswith(f"/jobs/{ID}/cancel")


def test_a_token_whose_answer_was_lost_is_not_handed_out_blank():
    lost = {"id": ID, "name": "night", "scope": "read", "project": None, "created_at": TIME}
    lost |= {"expires_at": None, "used_at": None, "token": ""}
    asked, _ = client(httpx.Response(201, json=lost))
    with pytest.raises(StoreError, match="'night' was made"):
        asked.add_token("night")


def test_the_word_against_forgery_goes_along_in_a_session():
    session = {"person": None, "how": "session", "csrf": "w0rd", "expires_at": None}
    asked, server = client(httpx.Response(200, json=session, headers={"Set-Cookie": "commonweal=x; Path=/"}))
    asked.sign_in("ada", "word")
    asked.session()
    assert server.last.headers["X-CSRF-Token"] == "w0rd"
    assert server.last.headers["Cookie"] == "commonweal=x"


def test_the_token_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TOKEN, "from-outside")
    asked, server = client(page(), token=None)
    list(asked.projects())
    assert server.last.headers["Authorization"] == "Bearer from-outside"


def test_the_token_of_the_folder_goes_to_the_server_that_has_it_open_and_to_no_other(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(TOKEN, raising=False)
    store = tmp_path / "commonweal-store"
    (store / "contents").mkdir(parents=True)
    (store / "token").write_text("folded\n")
    assert is_store(store)
    assert token_in(store) == "folded"
    for url, sent in ((URL, "Bearer folded"), ("http://127.0.0.1:9", None)):
        with announced(store, url):
            asked, server = client(page(), token=None)
            list(asked.projects())
        assert server.last.headers.get("Authorization") == sent
    assert running_in(store) is None


def test_a_server_that_ended_without_a_word_is_not_taken_for_running(tmp_path):
    gone = subprocess.Popen(["true"])
    gone.wait()
    (tmp_path / "server.json").write_text(json.dumps({"url": URL, "pid": gone.pid}))
    assert running_in(tmp_path) is None
    (tmp_path / "server.json").write_text(json.dumps({"url": URL, "pid": os.getpid()}))
    assert running_in(tmp_path).url == URL
    (tmp_path / "server.json").write_text("{")
    assert running_in(tmp_path) is None
