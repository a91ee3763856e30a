"""Somebody opens the address that the server printed, and sees a plan."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from journeys.bench import bench_in


def test_from_the_printed_address_to_the_plan_on_the_map(bench):
    page = bench.page
    expect(bench.heading("team:project.plans")).to_be_visible()  # the only project is opened at once
    assert page.locator("html").get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[bench.language]
    assert "token" not in page.url
    page.get_by_role("main").get_by_role("link", name=re.compile("village")).first.click()
    bench.shows_plan()
    assert bench.people("plan:headline.inNeed") == 1220
    assert 0 < bench.people("plan:headline.reached") < 1220
    bench.says("plan:certificate.verified")
    bench.is_accessible()


def test_the_slider_goes_through_time_and_the_address_with_it(bench, site):
    bench.sees_plan(site.plan_path)
    before = bench.map.get_by_role("button").last.get_attribute("aria-label")
    bench.slider.focus()
    bench.page.keyboard.press("ArrowRight" if bench.language == "en" else "ArrowLeft")
    expect(bench.map.get_by_role("button").last).not_to_have_attribute("aria-label", before)
    expect(bench.page).to_have_url(re.compile(r"period=2031"))
    shown = bench.map.get_by_role("button").last.get_attribute("aria-label")
    bench.page.reload()
    expect(bench.map.get_by_role("button").last).to_have_attribute("aria-label", shown)


def test_a_place_tells_its_story_at_the_side_and_in_tables(bench, site):
    bench.sees_plan(site.plan_path)
    bench.map.get_by_role("button").last.click()
    panel = bench.page.get_by_role("complementary")
    expect(panel.get_by_role("heading", level=2)).to_be_visible()
    expect(panel.get_by_role("table").first).to_be_visible()
    bench.is_accessible()
    bench.link("plan:ways.tables").click()
    expect(bench.heading("plan:tables.title")).to_be_visible()
    assert bench.page.get_by_role("row").count() > 5


def test_without_the_token_the_page_asks_for_it(browser, site, language):
    with bench_in(browser, site.url, language) as bench:
        bench.refusals = {401}
        bench.opens("/projects")
        expect(bench.heading("team:sign.open")).to_be_visible()
        bench.is_accessible()
        bench.page.get_by_label(bench.word("team:sign.token")).fill(site.token)
        bench.button("team:sign.enter").click()
        expect(bench.heading("team:project.plans")).to_be_visible()
