"""How soon the workbench can be used, how quickly its slider repaints the map, and how large it is.

Run with ``python benchmarks/workbench_speed.py``. A real server on a store of its own, and the system's
Chromium without a screen, both on this machine. The plan of the village is opened anew several times, with
nothing kept by the browser. For the slider, a made-up plan of 300 places, 52 weeks and 10 needs takes the
place of the village's picture; each step is timed in the browser, from the key until the last change that it
makes to the map was painted.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from picture_speed import large_plan

import commonweal as cw
from commonweal.show.picture import picture_bytes
from commonweal.web import pages
from commonweal.wire.requests import PlanRequest

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the browser and server of the journeys

from journeys.bench import Bench, bench_in, browser_started
from servers import serving_long

OPENINGS, STEPS = 5, 40
_PACKED = {".css", ".html", ".js", ".json", ".svg", ".txt"}
_TIMINGS = """
() => {
  let begun = 0, painted = 0;
  window.timings = [];
  const drawn = () => requestAnimationFrame(() => setTimeout(() => { painted = performance.now(); }));
  new MutationObserver(drawn).observe(document.querySelector("svg[role=group]"), {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["class", "d", "data-shade", "fill", "style", "transform"],
  });
  window.addEventListener("keydown", (event) => {
    if (painted > begun && begun > 0) window.timings.push(painted - begun);
    begun = event.timeStamp;
  }, true);
}
"""
_SINCE_ANSWER = """
() => performance.now() - performance.getEntriesByType("navigation")[0].responseStart
"""


@contextmanager
def village() -> Iterator[tuple[str, str, str]]:
    """A server with a plan of the village: its address, its token, and the path of the plan."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_long(Path(folder) / "store", "--workers", 1) as server,
    ):
        with cw.Client(server.url, server.token) as client:
            project = client.add_project("Valley")
            economy = project.add_example("village")
            plan = project.ask(PlanRequest(kind="plan", economy=economy.id)).result()
        yield server.url, server.token, f"/projects/{project.id}/plans/{plan.id}"


def seconds_to_the_map(browser: Any, url: str, token: str, path: str) -> float:
    """Seconds from the server's first answer until the map can be used."""
    with bench_in(browser, url, "en") as bench:
        bench.page.goto(f"{url}{path}#token={token}")
        bench.map.wait_for(state="visible")
        bench.slider.wait_for(state="attached")
        return float(bench.page.evaluate(_SINCE_ANSWER)) / 1000


def steps_of_the_slider(browser: Any, url: str, token: str, path: str) -> list[float]:
    """Milliseconds from each press of a key on the slider until the map is painted."""
    picture = picture_bytes(large_plan())
    with bench_in(browser, url, "en") as bench:
        bench.page.route(
            "**/picture", lambda route: route.fulfill(body=picture, content_type="application/json")
        )
        bench.page.goto(f"{url}{path}#token={token}")
        bench.map.wait_for(state="visible")
        bench.slider.focus()
        bench.page.evaluate(_TIMINGS)
        return _pressed(bench)


def _pressed(bench: Bench) -> list[float]:
    """The timings of many presses, each until the last change of the map was painted."""
    for _ in range(STEPS + 1):
        bench.page.keyboard.press("ArrowRight")
        bench.page.wait_for_timeout(500)
    told = [float(one) for one in bench.page.evaluate("() => window.timings")]
    if len(told) < STEPS:
        sys.exit(f"The map changed at {len(told)} of {STEPS} steps only.")
    return sorted(told)


def sizes(folder: Path) -> tuple[int, int]:
    """Bytes of all files of the workbench as they travel, and of those that are scripts and styles."""
    travelling = {
        path: len(gzip.compress(path.read_bytes())) if path.suffix in _PACKED else path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sum(travelling.values()), sum(
        n for path, n in travelling.items() if path.suffix in {".js", ".css"}
    )


def main() -> None:
    """Measure and tell."""
    folder = pages()
    if folder is None:
        sys.exit("The workbench is not built: make frontend")
    whole, code = sizes(folder)
    print(f"as it travels: {whole / 1e6:.2f} MB, of which scripts and styles {code / 1e6:.2f} MB")
    with village() as (url, token, path), browser_started() as browser:
        opened = [seconds_to_the_map(browser, url, token, path) for _ in range(OPENINGS)]
        print(
            f"map usable after {statistics.median(opened):.2f} s (slowest of {OPENINGS}: {max(opened):.2f} s)"
        )
        steps = steps_of_the_slider(browser, url, token, path)
    print(
        f"slider, 300 places, 52 weeks: {statistics.median(steps):.0f} ms until the map is painted, "
        f"95 of 100 within {steps[int(0.95 * len(steps))]:.0f} ms, slowest {steps[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
