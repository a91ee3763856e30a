"""Which server, which project and what a PATH means there; the server itself answers in tests/flow."""

import json
import os
import sys
from contextlib import ExitStack

import httpx
import pytest

import commonweal as cw
from commonweal.cli.remote import Remote, Site
from commonweal.errors import ModelError, NotSignedIn, NotThere
from unit.client.answering import ECONOMY, ID, PROJECT, URL, Server, problem

OTHER = "f" * 32
CHECKED = {"sound": True, "findings": []}


@pytest.fixture
def answering(monkeypatch):
    """Have servers give these answers, by the end of the path."""

    def answer(**answers):
        def give(request):
            known = answers.get(request.url.path.rpartition("/")[2].replace("-", "_"))
            return problem(404, "not-there") if known is None else httpx.Response(200, json=known)

        server = Server(give)
        connect = cw.Client
        monkeypatch.setattr(
            "commonweal.client.client.Client",
            lambda url, token=None: connect(url, token or "secret", transport=httpx.MockTransport(server)),
        )
        return server

    return answer


def page(*items):
    return {"items": list(items), "next": None}


def opened(project=None, server=URL):
    with Remote(server, project).open() as site:
        return site.project.name


def test_the_only_project_need_not_be_named(answering):
    answering(projects=page(PROJECT))
    assert opened() == "Winter"


def test_of_several_projects_one_must_be_named(answering):
    answering(projects=page(PROJECT, PROJECT | {"id": OTHER, "name": "Spring"}))
    assert opened("Spring") == "Spring"
    with pytest.raises(ModelError, match=r"--project NAME.*Winter, Spring"):
        opened()
    with pytest.raises(NotThere, match="Wintr"):
        opened("Wintr")


def test_a_server_without_a_project_gets_one_and_it_is_said(monkeypatch, capsys):
    server = Server(httpx.Response(200, json=page()), httpx.Response(201, json=PROJECT))
    connect = cw.Client
    monkeypatch.setattr(
        "commonweal.client.client.Client",
        lambda url: connect(url, "secret", transport=httpx.MockTransport(server)),
    )
    assert opened("Winter") == "Winter"
    assert "'Winter' was made" in capsys.readouterr().err
    assert server.said["name"] == "Winter"


def test_who_is_not_known_is_told_where_tokens_go(monkeypatch):
    server = Server(problem(401, "sign-in"))
    connect = cw.Client
    monkeypatch.setattr(
        "commonweal.client.client.Client",
        lambda url: connect(url, "old", transport=httpx.MockTransport(server)),
    )
    with pytest.raises(NotSignedIn, match="COMMONWEAL_TOKEN"):
        opened()


def test_a_server_is_found_by_its_folder(answering, tmp_path):
    answering(projects=page(PROJECT))
    (tmp_path / "server.json").write_text(json.dumps({"url": URL, "pid": os.getpid()}))
    with Remote(str(tmp_path), None).open() as site:
        assert site.client.url == URL


@pytest.mark.parametrize(("name", "said"), [("nowhere", "no folder"), (".", "commonweal serve")])
def test_a_folder_that_no_server_has_open_is_said(tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match=said):
        opened(server=name)


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "commonweal.client.client", None)
    with pytest.raises(ModelError, match=r"pip install 'commonweal\[client\]'"):
        opened()


@pytest.fixture
def site(answering):
    """The project of a server that gives these answers."""
    with ExitStack() as stack:

        def at(**answers):
            answering(projects=page(PROJECT), **answers)
            return stack.enter_context(Remote(URL, None).open())

        yield at


def test_a_plan_is_named_by_the_beginning_of_its_id(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = {
        "id": ID, "kind": "plan", "economy": ID, "version": 1, "scenario": "", "options": {}, "tables": [],
        "program_version": "1", "summary": {}, "files": [], "hash": "c" * 64,
        "created_at": PROJECT["created_at"], "created_by": ID,
    }  # fmt: skip
    found = site(plans=page(result, result | {"id": ID[:6] + OTHER[6:]}))
    assert isinstance(found, Site)
    assert found.plan_of(ID[:8]).id == ID
    assert found.plan_of("abcdef") is None
    assert found.plan_of("village") is None
    with pytest.raises(ModelError, match="2 plans"):
        found.plan_of(ID[:6])


def test_an_economy_of_the_project_goes_before_one_that_ships(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = site(economies=page(ECONOMY), check=CHECKED)
    assert found.economy("village").id == ID
    with pytest.raises(NotThere, match=r"'nowhere'.*village"):
        found.economy("nowhere")


def test_a_plan_of_this_machine_is_not_sent(site, tmp_path):
    cw.export_plan(cw.plan(cw.read("leontief")), tmp_path / "plan")
    with pytest.raises(ModelError, match="on this machine"):
        site().plan_of(str(tmp_path / "plan"))
