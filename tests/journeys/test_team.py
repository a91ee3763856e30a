"""A team's server: the first administrator, a viewer who changes nothing, and what others do is seen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

import commonweal as cw
from commonweal.wire.requests import PlanRequest
from journeys.bench import bench_in
from servers import serving_long

PASSWORD = "copper harbour lentil"


@dataclass(frozen=True)
class Team:
    """A team's server with a project, and who is in it."""

    url: str
    project: str
    economy: str
    plan: str


_EDIT = """
async ([project, economy]) => {
  const { csrf } = await (await fetch("/api/v1/session")).json();
  const cell = { do: "set", table: "needs", row: 0, column: "amount", value: 7 };
  const answer = await fetch(`/api/v1/projects/${project}/economies/${economy}/edits`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, "If-Match": '"v1"' },
    body: JSON.stringify({ edits: [cell] }),
  });
  return answer.status;
}
"""


def of_a_team(folder, *words):
    """A team's server that browsers reach without a proxy that ends TLS, as it is only for this machine."""
    config = folder / "server.toml"
    config.write_text("secure_cookies = false\n")
    return serving_long(folder / "store", "--team", "--config", config, *words)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    with of_a_team(tmp_path_factory.mktemp("team"), "--workers", 1) as server:
        with cw.Client(server.url, server.token) as first:
            first.add_person("ada", title="Ada", password=PASSWORD, admin=True)
        with cw.Client(server.url) as ada:
            ada.sign_in("ada", PASSWORD)
            project = ada.add_project("Valley")
            economy = project.add_example("village")
            plan = project.ask(PlanRequest(kind="plan", economy=economy.id)).result()
            project.put_member(ada.add_person("vera", title="Vera", password=PASSWORD).id, "viewer")
            yield Team(server.url, project.id, economy.id, plan.id)


def signed_in(bench, name):
    bench.refusals = {401}
    bench.opens("/projects")
    bench.page.get_by_label(bench.word("team:sign.name"), exact=True).fill(name)
    bench.page.get_by_label(bench.word("team:sign.password"), exact=True).fill(PASSWORD)
    bench.button("team:sign.enter").click()
    expect(bench.heading("team:project.plans")).to_be_visible()
    bench.refusals = set()


def test_who_starts_a_new_server_makes_the_first_administrator(browser, tmp_path):
    with (
        of_a_team(tmp_path, "--workers", 0) as server,
        bench_in(browser, server.url, "en") as bench,
    ):
        bench.refusals = {401}
        bench.opens("/")
        bench.page.get_by_label(bench.word("team:first.token")).fill(server.token)
        bench.page.get_by_label(bench.word("team:sign.name"), exact=True).fill("ada")
        bench.page.get_by_label(bench.word("team:sign.password"), exact=True).fill(PASSWORD)
        bench.is_accessible()
        bench.button("team:first.make").click()
        expect(bench.heading("team:projects.title")).to_be_visible()


def test_a_viewer_reads_everything_and_is_refused_an_edit(browser, team, language):
    with bench_in(browser, team.url, language) as bench:
        signed_in(bench, "vera")
        page, home = bench.page, f"/projects/{team.project}"
        bench.sees_plan(f"{home}/plans/{team.plan}")
        bench.opens(f"{home}/economies/{team.economy}/data/needs")
        bench.says("data:grid.readingOnly")
        cell = page.get_by_role("gridcell", name="2,100", exact=True)
        cell.click()
        page.keyboard.press("Delete")
        page.keyboard.type("7")
        page.keyboard.press("Enter")
        expect(cell).to_be_visible()
        expect(bench.button("data:draft.save")).to_have_count(0)
        bench.is_accessible()
        bench.refusals = {403}
        refused = page.evaluate(_EDIT, [team.project, team.economy])
        assert refused == 403
        bench.opens(f"{home}/upload")
        bench.says("data:upload.notYours")


def test_what_somebody_else_does_is_seen_without_loading_anew(browser, team, language):
    with bench_in(browser, team.url, language) as bench, cw.Client(team.url) as ada:
        signed_in(bench, "vera")
        ada.sign_in("ada", PASSWORD)
        bench.page.wait_for_timeout(1500)  # until it listens
        ada.project_of(team.project).add_example("leontief", f"seen in {language}")
        expect(bench.page.get_by_text(f"seen in {language}")).to_be_visible(timeout=8000)


def test_a_wrong_password_is_told_in_words(browser, team, language):
    with bench_in(browser, team.url, language) as bench:
        bench.refusals = {401}
        bench.opens("/projects")
        bench.page.get_by_label(bench.word("team:sign.name"), exact=True).fill("vera")
        bench.page.get_by_label(bench.word("team:sign.password"), exact=True).fill("wrong horse battery")
        bench.button("team:sign.enter").click()
        expect(bench.page.get_by_role("alert")).to_be_visible()
        bench.is_accessible()
