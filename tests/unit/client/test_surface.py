"""The client can ask for everything that the API offers, each at its own address."""

import re

import httpx
import pytest

from commonweal.api.app import make_app
from commonweal.api.settings import ServerSettings
from commonweal.client.attachments import AttachmentClient
from commonweal.client.client import Client
from commonweal.client.economies import EconomyClient
from commonweal.client.jobs import JobClient
from commonweal.client.projects import ProjectClient
from commonweal.client.results import ResultClient
from commonweal.store.opening import open_store
from commonweal.wire import economies, people, work
from commonweal.wire.requests import RulesRequest
from unit.client.answering import ECONOMY, ID, JOB, PROJECT, TIME, URL, Server

NOT_FOR_CLIENTS = {
    "session.oidc_begin": "sends browsers to the provider of accounts",
    "session.oidc_back": "is where they come back to",
    "health.lives": "for what watches over the server",
    "health.ready": "for what watches over the server",
    "health.metrics": "for what watches over the server",
}
STAMP = {"created_at": TIME, "created_by": ID}
RESULT = STAMP | {
    "id": ID, "kind": "plan", "economy": ID, "version": 1, "scenario": "", "options": {},
    "program_version": "1", "summary": {}, "tables": [], "files": [], "hash": "c" * 64,
}  # fmt: skip
ATTACHMENT = STAMP | {"id": ID, "name": "a.csv", "about": "", "media_type": "text/csv", "size": 1}


class Asked(Exception):
    """A request came: what it was is all that matters here."""


class Kit:
    """Something of everything, at a server that answers nothing."""

    def __init__(self, file):
        self.server = Server(Asked())
        self.client = Client(URL, "secret", transport=httpx.MockTransport(self.server))
        at = self.client._connection
        told = {"extra": "ignore", "strict": False}
        self.project = ProjectClient(at, people.Project.model_validate(PROJECT, **told))
        self.economy = EconomyClient(at, ID, economies.Economy.model_validate(ECONOMY, **told))
        self.job = JobClient(at, ID, work.Job.model_validate(JOB, **told))
        self.result = ResultClient(at, ID, work.Result.model_validate(RESULT, **told))
        self.attachment = AttachmentClient(at, ID, work.Attachment.model_validate(ATTACHMENT, **told))
        self.file = file


CALLS = {
    "session.get": lambda kit: kit.client.session(),
    "session.ways": lambda kit: kit.client.ways(),
    "session.begin": lambda kit: kit.client.sign_in("ada", "word"),
    "session.end": lambda kit: kit.client.sign_out(),
    "session.password": lambda kit: kit.client.change_password("old", "four words nobody guesses"),
    "people.list": lambda kit: next(kit.client.people()),
    "people.add": lambda kit: kit.client.add_person("ada"),
    "people.get": lambda kit: kit.client.person(ID),
    "people.change": lambda kit: kit.client.change_person(ID, disabled=True),
    "tokens.list": lambda kit: next(kit.client.tokens()),
    "tokens.add": lambda kit: kit.client.add_token("night"),
    "tokens.revoke": lambda kit: kit.client.delete_token(ID),
    "projects.list": lambda kit: next(kit.client.projects()),
    "projects.add": lambda kit: kit.client.add_project("Winter"),
    "projects.get": lambda kit: kit.project.look(),
    "projects.change": lambda kit: kit.project.change(name="Spring"),
    "projects.delete": lambda kit: kit.project.delete(),
    "members.list": lambda kit: next(kit.project.members()),
    "members.put": lambda kit: kit.project.put_member(ID, "viewer"),
    "members.drop": lambda kit: kit.project.delete_member(ID),
    "links.list": lambda kit: next(kit.project.links()),
    "links.add": lambda kit: kit.project.add_link("press"),
    "links.revoke": lambda kit: kit.project.delete_link(ID),
    "events.list": lambda kit: next(kit.project.events()),
    "events.changes": lambda kit: next(kit.project.changes()),
    "economies.list": lambda kit: next(kit.project.economies()),
    "economies.add": lambda kit: kit.project.add_example("village"),
    "economies.check_upload": lambda kit: kit.project.check("leontief"),
    "economies.annotate_upload": lambda kit: kit.project.annotate("leontief"),
    "economies.get": lambda kit: kit.economy.look(),
    "economies.rename": lambda kit: kit.economy.rename("hamlet"),
    "economies.delete": lambda kit: kit.economy.delete(),
    "economies.replace": lambda kit: kit.economy.replace("leontief"),
    "economies.check": lambda kit: kit.economy.check(version=1),
    "economies.settings": lambda kit: kit.economy.settings(version=1),
    "economies.change_settings": lambda kit: kit.economy.change_settings(economies.SettingsChange(what="x")),
    "economies.edit": lambda kit: kit.economy.edit([economies.DropRow(do="drop", table="needs", row=0)]),
    "economies.download": lambda kit: kit.economy.packed("zip", version=1),
    "versions.list": lambda kit: next(kit.economy.history()),
    "versions.get": lambda kit: kit.economy.version_of(1),
    "versions.differences": lambda kit: kit.economy.differences(1, 2),
    "versions.undo": lambda kit: kit.economy.undo(),
    "versions.redo": lambda kit: kit.economy.redo(),
    "versions.restore": lambda kit: kit.economy.restore(1),
    "scenarios.list": lambda kit: next(kit.economy.scenarios(version=1)),
    "scenarios.get": lambda kit: kit.economy.scenario("flood", version=1),
    "scenarios.file": lambda kit: kit.economy.scenario_file("flood", version=1),
    "scenarios.read": lambda kit: kit.economy.read_scenario("flood", 'title = "A flood"'),
    "scenarios.try": lambda kit: kit.economy.try_scenario(economies.Scenario(name="flood")),
    "scenarios.put": lambda kit: kit.economy.put_scenario(economies.Scenario(name="flood")),
    "scenarios.delete": lambda kit: kit.economy.delete_scenario("flood"),
    "tables.of_economy": lambda kit: kit.economy.table("needs", filters=["good:eq:x"], sort=["-good"]),
    "tables.of_result": lambda kit: kit.result.table("coverage", offset=3, limit=5),
    "jobs.list": lambda kit: next(kit.project.jobs("queued", "running")),
    "jobs.ask": lambda kit: kit.project.ask(RulesRequest(kind="rules", economy=ID)),
    "jobs.get": lambda kit: kit.job.look(),
    "jobs.cancel": lambda kit: kit.job.cancel(),
    "jobs.log": lambda kit: kit.job.log(),
    "jobs.progress": lambda kit: next(kit.job.events()),
    "results.list": lambda kit: next(kit.project.results("plan", economy=kit.economy)),
    "results.plans": lambda kit: next(kit.project.plans(economy=kit.economy)),
    "results.get": lambda kit: kit.project.result(ID),
    "results.file": lambda kit: kit.result.text(),
    "results.report": lambda kit: kit.result.report(kit.file.with_suffix(".pdf"), "ar"),
    "briefings.get": lambda kit: kit.result.briefing(kit.file.with_suffix(".docx"), "ar"),
    "projects.download": lambda kit: kit.project.download(kit.file.with_suffix(".zip")),
    "explanations.get": lambda kit: kit.result.explanation("ar"),
    "results.download": lambda kit: kit.result.plan(),
    "pictures.picture": lambda kit: kit.result.picture(),
    "sankeys.sankey": lambda kit: kit.result.sankey("flour", period="2031-03-10"),
    "shapes.of_economy": lambda kit: kit.economy.shapes(version=1),
    "descriptions.tables": lambda kit: kit.client.tables(),
    "descriptions.words": lambda kit: kit.client.words(),
    "industry.of_economy": lambda kit: kit.economy.industry(version=1),
    "industry.of_result": lambda kit: kit.result.industry(),
    "attachments.list": lambda kit: next(kit.project.attachments(f"economies/{ID}")),
    "attachments.add": lambda kit: kit.project.attach(kit.file, f"economies/{ID}"),
    "attachments.get": lambda kit: kit.attachment.content(),
    "attachments.delete": lambda kit: kit.attachment.delete(),
}  # fmt: skip


@pytest.fixture(scope="module")
def operations(tmp_path_factory):
    """Method, address and parameters of every operation of the API, by its id."""
    with open_store(tmp_path_factory.mktemp("store")) as store:
        document = make_app(store, ServerSettings(workers=0)).openapi()
    return {
        told["operationId"]: (method.upper(), path, told)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    }


def test_every_operation_has_a_call(operations):
    assert operations.keys() - NOT_FOR_CLIENTS.keys() == CALLS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_a_call_asks_for_its_operation_and_for_nothing_unknown(operations, name, tmp_path):
    method, path, told = operations[name]
    kit = Kit(tmp_path / "file.csv")
    kit.file.write_text("a\n")
    with pytest.raises(Asked):
        CALLS[name](kit)
    asked = kit.server.last
    assert asked.method == method
    assert re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), asked.url.path)
    declared = {one["name"]: one for one in told.get("parameters", ())}
    known = {key for key, one in declared.items() if one["in"] == "query"}
    assert set(asked.url.params) <= known
    needed = {key for key, one in declared.items() if one["in"] == "query" and one.get("required")}
    assert needed <= set(asked.url.params)
    assert ("if-match" in asked.headers) >= ("if-match" in {key.lower() for key in declared})
    media = told.get("requestBody", {}).get("content", {})
    assert not media or not asked.content or {asked.headers["content-type"], "*/*"} & media.keys()
