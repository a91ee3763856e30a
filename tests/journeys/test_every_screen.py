"""Every screen can be used by everybody: axe finds nothing, and nothing lies beyond the side of a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.bench import bench_in

SCREENS = {
    "projects": "/projects?all=yes",
    "project": "{home}",
    "plan": "{home}/plans/{plan}",
    "tables": "{home}/plans/{plan}/tables",
    "report": "{home}/plans/{plan}/report",
    "briefing": "{home}/plans/{plan}/briefing",
    "compare": "{home}/compare",
    "scenarios": "{home}/economies/{economy}/scenarios",
    "data": "{home}/economies/{economy}/data/needs",
    "history": "{home}/economies/{economy}/history",
    "industry": "{home}/economies/{economy}/industry",
    "upload": "{home}/upload",
    "members": "{home}/members",
    "jobs": "{home}/jobs",
    "people": "/people",
    "account": "/account",
    "nowhere": "/nowhere",
}


@pytest.fixture(scope="module")
def opened(browser, site):
    """A page in each language, signed in once."""
    with bench_in(browser, site.url, "en") as english, bench_in(browser, site.url, "ar") as arabic:
        for bench in (english, arabic):
            bench.opens(f"/projects#token={site.token}")
            expect(bench.page.get_by_role("banner")).to_be_visible()
        yield {"en": english, "ar": arabic}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(opened, site, language, name):
    bench = opened[language]
    bench.opens(SCREENS[name].format(home=site.home, plan=site.plan, economy=site.economy))
    bench.has_come()
    expect(bench.page.get_by_role("heading", level=1)).to_have_count(1)
    bench.is_accessible()
    for width in (390, 1024, 1440):
        bench.page.set_viewport_size({"width": width, "height": 844 if width < 1000 else 900})
        assert bench.fits(), f"at {width} px"
