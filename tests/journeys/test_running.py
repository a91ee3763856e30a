"""A long run tells how far it is, and ends within seconds when it is cancelled; nobody waits for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import commonweal as cw


@pytest.fixture(scope="module")
def syria(site):
    """An economy that takes a minute and more to plan."""
    with cw.Client(site.url, site.token) as client:
        return client.project_of(site.project).add_example("syria").id


def test_a_long_run_is_cancelled(bench, site, syria):
    page = bench.page
    bench.opens(f"{site.home}/economies/{syria}/scenarios")
    bench.opens(site.home)
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="syria", exact=True))
    bench.button("changes:run.button", within=row).click()
    bench.button("changes:run.button", within=bench.dialog).click()
    progress = bench.dialog.get_by_role("progressbar")
    expect(progress).to_be_visible()
    bench.is_accessible()
    bench.button("close", within=bench.dialog).first.click()
    expect(page.get_by_role("button", name=bench.word("team:jobs.tray", count=1))).to_be_visible()
    page.get_by_role("button", name=bench.word("team:jobs.tray", count=1)).click()
    bench.button("cancel", within=bench.dialog).click()
    expect(page.get_by_role("button", name=bench.word("team:jobs.tray", count=0))).to_be_attached(
        timeout=5000
    )
    bench.opens(f"{site.home}/jobs")
    expect(page.get_by_text(bench.word("states.cancelled")).first).to_be_visible()
    bench.is_accessible()
