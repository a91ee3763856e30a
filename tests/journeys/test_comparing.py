"""Plans are laid side by side, and the price of each rule of sharing is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

import commonweal as cw
from commonweal.wire.requests import PlanRequest
from journeys.bench import share_drawn

RULES = ("leximin", "total", "equal", "money")


@pytest.fixture(scope="module")
def cut(site):
    """A plan of the same village under a scenario."""
    with cw.Client(site.url, site.token) as client:
        project = client.project_of(site.project)
        asked = PlanRequest(kind="plan", economy=site.economy, scenario="second-landslide")
        return project.ask(asked).result().id


def test_two_plans_stand_side_by_side_with_who_gains_and_who_loses(bench, site, cut):
    page = bench.page
    bench.opens(site.home)
    expect(page.get_by_role("checkbox", name=bench.word("team:project.pick"))).to_have_count(2)
    for label in page.get_by_text(bench.word("team:project.pick"), exact=True).all():
        label.click()
    bench.link("team:project.compare", count=2).click()
    expect(page).to_have_url(re.compile("compare"))
    expect(bench.heading("compare:figures.title")).to_be_visible()
    maps = page.locator("main svg[role=group]")
    expect(maps.nth(1)).to_be_visible()
    for drawn in maps.all()[:2]:
        assert share_drawn(bench, drawn) > 0.01
    expect(page.get_by_text(bench.word("compare:against")).first).to_be_visible()
    page.keyboard.press("End")
    bench.has_come()
    bench.is_accessible()
    assert cut in page.url


def test_the_price_of_each_rule_is_told(bench, site):
    page = bench.page
    bench.opens(f"{site.home}/compare?plans={site.plan}")
    bench.button("compare:rules.ask.button").click()
    bench.button("compare:rules.ask.work", within=bench.dialog).click()
    expect(page).to_have_url(re.compile("/rules/"), timeout=60_000)
    table = page.get_by_role(
        "table", name=re.compile(re.escape(bench.word("compare:rules.table.caption", tier=1)))
    )
    for rule in RULES:
        expect(table.get_by_text(bench.word(f"compare:rules.{rule}.name")).first).to_be_visible()
    expect(bench.heading("compare:rules.price.title")).to_be_visible()
    bench.is_accessible()
