"""A road is closed on the map, planned with, and opened again; and a run is cancelled."""

from __future__ import annotations

import re

from playwright.sync_api import expect

ROAD = "high-road"


def test_a_closed_road_shows_in_the_new_plan_and_can_be_taken_back(bench, site):
    bench.refusals = {404}  # whether a scenario of that name is there already
    bench.sees_plan(site.plan_path)
    before = bench.people("plan:headline.reached")
    bench.chooses_on_map(ROAD)
    bench.button("changes:quick.button").click()
    bench.is_accessible()
    bench.button("changes:quick.save", within=bench.dialog).click()
    expect(bench.dialog.get_by_text(re.compile(ROAD)).first).to_be_visible()
    bench.button("changes:run.button", within=bench.dialog).click()
    expect(bench.dialog.get_by_text(bench.word("changes:run.lead"))).to_be_visible()
    bench.button("changes:run.button", within=bench.dialog).click()
    expect(bench.page).not_to_have_url(re.compile(site.plan))
    bench.shows_plan()
    expect(bench.map.get_by_role("button", name=re.compile(ROAD))).to_have_attribute(
        "aria-label", re.compile(re.escape(bench.word("map:closed")))
    )
    assert bench.people("plan:headline.reached") < before
    bench.page.keyboard.press("Control+z")
    expect(bench.page.get_by_role("status").get_by_text(ROAD)).to_be_visible()
    bench.opens(f"{site.home}/economies/{site.economy}/scenarios")
    expect(bench.heading("changes:screen.title")).to_be_visible()
    expect(bench.page.get_by_text(re.compile(ROAD))).to_have_count(0)


def test_a_shortage_is_explained_and_relieved(bench, site):
    bench.refusals = {404}
    bench.sees_plan(site.plan_path)
    side = bench.page.get_by_role("complementary")
    side.get_by_text(bench.word("plan:why"), exact=True).first.click()
    expect(bench.heading("why:help")).to_be_visible(timeout=30_000)
    reasons = side.get_by_role("listitem")
    assert reasons.count() >= 2
    assert side.get_by_role("link").count() > reasons.count() // 2
    bench.is_accessible()
    relief = bench.word("why:apply.label", what="").strip()
    side.get_by_role("button", name=re.compile(re.escape(relief))).first.click()
    bench.dialog.get_by_label(bench.word("why:apply.name"), exact=True).fill(f"relief-{bench.language}")
    bench.is_accessible()
    bench.button("why:apply.save", within=bench.dialog).click()
    bench.button("why:apply.plan", within=bench.dialog).click()
    bench.link("why:apply.open").click()
    bench.shows_plan()
    expect(bench.page.get_by_text(f"relief-{bench.language}").first).to_be_visible()
