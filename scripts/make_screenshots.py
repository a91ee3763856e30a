"""Take the pictures of the workbench that the pages show, anew.

Run ``python scripts/make_screenshots.py [NAME …]``; without a name it takes them all. It starts a server on a
store of its own, plans the example ``syria`` as it is and under a scenario, and takes each picture with the
system's Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import commonweal as cw
from commonweal.wire.requests import PlanRequest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the browser and server of the journeys

from journeys.bench import Bench, bench_in, browser_started
from servers import serving_long

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SCENARIO = "general-strike"
LARGEST = 200_000  # bytes of a picture
_WIDTH, _HEIGHT = 1200, 720


@dataclass(frozen=True)
class Shown:
    """What there is to be shown: paths of the workbench."""

    url: str
    token: str
    home: str
    economy: str
    plan: str
    other: str


def plan(bench: Bench, shown: Shown) -> None:
    """A plan on the map: a need that is short in many places."""
    bench.sees_plan(f"{shown.plan}?need=cooking-heat")


def why(bench: Bench, shown: Shown) -> None:
    """Why the worst off go short, and what would help."""
    bench.sees_plan(shown.plan)
    side = bench.page.get_by_role("complementary")
    side.get_by_text(bench.word("plan:why"), exact=True).first.click()
    bench.heading("why:help").wait_for(timeout=300_000)


def scenarios(bench: Bench, shown: Shown) -> None:
    """A scenario and its changes."""
    bench.opens(f"{shown.economy}/scenarios/{SCENARIO}")
    bench.has_come()


def compare(bench: Bench, shown: Shown) -> None:
    """Two plans side by side."""
    plans = ",".join(path.rpartition("/")[2] for path in (shown.plan, shown.other))
    bench.opens(f"{shown.home}/compare?plans={plans}")
    bench.heading("compare:figures.title").wait_for(timeout=300_000)
    bench.has_come()


def data(bench: Bench, shown: Shown) -> None:
    """A table with a cell that is at fault."""
    bench.opens(f"{shown.economy}/data/needs")
    bench.has_come()
    bench.page.get_by_role("gridcell").nth(3).click()
    bench.page.keyboard.press("F2")
    bench.page.keyboard.press("Control+a")
    bench.page.keyboard.type("lots")
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_timeout(3000)


PICTURES: dict[str, tuple[str, Callable[[Bench, Shown], None]]] = {
    "plan": ("en", plan),
    "plan-ar": ("ar", plan),
    "why": ("en", why),
    "scenarios": ("en", scenarios),
    "compare": ("en", compare),
    "data": ("en", data),
}


def main() -> None:
    """Take the pictures that are named, or all."""
    wanted = sys.argv[1:] or list(PICTURES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving_long(Path(folder) / "store") as server:
        shown = _planned(server.url, server.token)
        with browser_started() as browser:
            for name in wanted:
                language, show = PICTURES[name]
                with bench_in(browser, server.url, language, width=_WIDTH, height=_HEIGHT) as bench:
                    bench.refusals = {404}
                    bench.opens(f"/projects#token={server.token}")
                    bench.page.get_by_role("banner").wait_for()
                    show(bench, shown)
                    _take(bench, FOLDER / f"{name}.png")


def _planned(url: str, token: str) -> Shown:
    """The example, planned as it is and under a scenario."""
    with cw.Client(url, token) as client:
        project = client.add_project("Syria 2016")
        economy = project.add_example("syria")
        asked = [PlanRequest(kind="plan", economy=economy.id, scenario=one) for one in (None, SCENARIO)]
        plans = [project.ask(one).result().id for one in asked]
    home = f"/projects/{project.id}"
    return Shown(
        url,
        token,
        home,
        f"{home}/economies/{economy.id}",
        f"{home}/plans/{plans[0]}",
        f"{home}/plans/{plans[1]}",
    )


def _take(bench: Bench, path: Path) -> None:
    """Take a picture, and say how large it is."""
    bench.page.mouse.move(0, 0)
    bench.page.wait_for_timeout(1000)
    bench.page.screenshot(path=path)
    size = path.stat().st_size
    doubt = " (too large)" if size > LARGEST else ""
    print(f"docs/pictures/{path.name}: {size / 1000:.0f} kB{doubt}")


if __name__ == "__main__":
    main()
