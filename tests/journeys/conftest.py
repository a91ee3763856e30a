"""A browser and real servers for journeys through the workbench."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

import commonweal as cw
from commonweal.web import pages
from commonweal.wire.requests import PlanRequest
from journeys.bench import Bench, bench_in, browser_started
from journeys.words import LANGUAGES
from servers import serving_long


@dataclass(frozen=True)
class Site:
    """A server for one person, with a village that is planned."""

    url: str
    token: str
    project: str
    economy: str
    plan: str

    @property
    def plan_path(self) -> str:
        """Path of the plan of the economy as it is."""
        return f"{self.home}/plans/{self.plan}"

    @property
    def home(self) -> str:
        """Path of the project's screens."""
        return f"/projects/{self.project}"


@pytest.fixture(scope="module", autouse=True)
def built():
    assert pages() is not None, "the workbench is not built: make frontend"


@pytest.fixture(scope="module")
def browser():
    with browser_started() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """The server of a module, with a plan of the village."""
    with serving_long(tmp_path_factory.mktemp("site") / "store", "--workers", 1) as server:
        with cw.Client(server.url, server.token) as client:
            project = client.add_project("Valley")
            economy = project.add_example("village")
            plan = project.ask(PlanRequest(kind="plan", economy=economy.id)).result()
        yield Site(server.url, server.token, project.id, economy.id, plan.id)


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture
def bench(browser, site, language) -> Iterator[Bench]:
    """The workbench, signed in, in each language."""
    with bench_in(browser, site.url, language) as opened:
        opened.opens(f"/projects#token={site.token}")
        expect(opened.page.get_by_role("banner")).to_be_visible()
        yield opened
