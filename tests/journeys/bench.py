"""The workbench in a browser, as a person has it before them; and what must never happen there."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from journeys.words import word

__all__ = ["Bench", "bench_in", "browser_started", "share_drawn"]

LOCALES = {"en": "en-GB", "ar": "ar-SY"}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 20_000  # milliseconds for what is shown after a request
expect.set_options(timeout=PATIENCE)  # of who waits; what is slow is measured elsewhere
_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d)")
_FIGURE = re.compile(r"\d[\d,]*")
_DRAWN_AT = """
(thing) => {
  const line = thing.matches("path") ? thing : thing.querySelector("path");
  if (!line) {
    const box = thing.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
  const point = line.getPointAtLength(line.getTotalLength() * 0.4);
  const there = new DOMPoint(point.x, point.y).matrixTransform(line.getScreenCTM());
  return [there.x, there.y];
}
"""
_DRAWN = """
async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return 1 - Math.max(...counts.values()) / pixels.length;
}
"""


@dataclass
class Bench:
    """A page of the workbench.

    Attributes
    ----------
    page
        Of the browser.
    url
        Of the server.
    language
        That the browser asks for.
    faults
        Whatever must not happen: requests that leave the machine, errors that scripts and policies report.
    refusals
        Statuses of answers that are no fault in this journey, such as 403 for who may not.
    """

    page: Page
    url: str
    language: str
    faults: list[str] = field(default_factory=list)
    refusals: set[int] = field(default_factory=set)

    def word(self, key: str, **values: object) -> str:
        """What stands in the workbench under a key, in the language of this bench."""
        return word(self.language, key, **values)

    def opens(self, path: str) -> None:
        """Open an address."""
        self.page.goto(self.url + path)

    def named(
        self, role: str, key: str, *, within: Locator | None = None, exact: bool = True, **values: object
    ) -> Locator:
        """Something by its role and the words that name it."""
        return (within or self.page).get_by_role(role, name=self.word(key, **values), exact=exact)

    def button(self, key: str, **more: object) -> Locator:
        """A button by its words."""
        return self.named("button", key, **more)

    def link(self, key: str, **more: object) -> Locator:
        """A link by its words."""
        return self.named("link", key, **more)

    def heading(self, key: str, **more: object) -> Locator:
        """A heading by its words."""
        return self.named("heading", key, **more)

    def says(self, key: str, **values: object) -> None:
        """Check that some words are seen, wherever they stand."""
        expect(self.page.get_by_text(self.word(key, **values)).first).to_be_visible(timeout=PATIENCE)

    def has_come(self) -> None:
        """Wait until nothing is loading any more."""
        expect(self.page.get_by_role("status", name=self.word("loading"))).to_have_count(0, timeout=PATIENCE)

    def sees_plan(self, path: str) -> None:
        """Open a plan, and see it on the map."""
        self.opens(path)
        self.shows_plan()

    def shows_plan(self) -> None:
        """Check that the map of a plan is there, and not blank."""
        expect(self.map).to_be_visible(timeout=PATIENCE)
        expect(self.map.get_by_role("button").first).to_be_visible()
        share = self._share_of_map()
        assert share > 0.01, f"the map is blank: {share:.2%} of it is drawn"

    def _share_of_map(self) -> float:
        """Share of the map that is drawn; one that gives way to another meanwhile is looked at again."""
        try:
            return share_drawn(self, self.map)
        except Error as error:
            if "not attached" not in error.message:
                raise
        return share_drawn(self, self.map)

    def people(self, key: str) -> int:
        """A figure of the headline: how many people, for the words of a key."""
        headline = self.page.get_by_role("region", name=self.word("plan:headline.label"))
        told = headline.locator("div", has=self.page.get_by_text(self.word(key), exact=True)).last
        return int(_FIGURE.search(told.inner_text())[0].replace(",", ""))  # type: ignore[index]

    def chooses_on_map(self, name: str) -> None:
        """Click a route or a place where it is drawn."""
        thing = self.map.get_by_role("button", name=re.compile(re.escape(name)))
        x, y = thing.evaluate(_DRAWN_AT)
        self.page.mouse.click(x, y)

    @property
    def dialog(self) -> Locator:
        """The dialog that is open in front."""
        return self.page.get_by_role("dialog").last

    @property
    def map(self) -> Locator:
        """The map of a plan."""
        return self.page.locator("main svg[role=group]").first

    @property
    def slider(self) -> Locator:
        """The slider through time."""
        return self.page.get_by_role("slider").first

    def violations(self, *, only_colours: bool = False) -> list[str]:
        """What axe finds on the screen as it is now, by its rules for WCAG 2.2 A and AA and its advice."""
        options = (
            {**_AXE, "runOnly": {"type": "rule", "values": ["color-contrast"]}} if only_colours else _AXE
        )
        found = Axe().run(self.page, options=options).response["violations"]
        return [
            f"{one['id']}: {one['help']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
            for one in found
            for node in one["nodes"][:3]
        ]

    def is_accessible(self) -> None:
        """Check the screen as it is now by all rules of axe, and its colours in the dark, too."""
        told = self.violations()
        self.page.emulate_media(color_scheme="dark")
        told += self.violations(only_colours=True)
        self.page.emulate_media(color_scheme="light")
        assert not told, "\n".join(told)

    def fits(self) -> bool:
        """Whether nothing of the page lies beyond its side."""
        return bool(self.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


_AXE = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@contextmanager
def browser_started() -> Iterator[Browser]:
    """The system's Chromium, which finds no other machine than this one."""
    program = next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def bench_in(
    browser: Browser, url: str, language: str, *, scheme: str = "light", width: int = 1440, height: int = 900
) -> Iterator[Bench]:
    """A page of its own; at the end nothing may have happened that must not."""
    context = browser.new_context(
        locale=LOCALES[language],
        color_scheme=scheme,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    bench = Bench(context.new_page(), url, language)
    _watch(bench)
    try:
        yield bench
    finally:
        context.close()
    assert not bench.faults, "\n".join(bench.faults)


def share_drawn(bench: Bench, what: Locator) -> float:
    """Share of the pixels of something that differ from its commonest colour: 0 is blank."""
    picture = "data:image/png;base64," + base64.b64encode(what.screenshot()).decode()
    with bench.page.context.expect_page() as opened:
        bench.page.context.new_page()
    blank = opened.value
    try:
        return float(blank.evaluate(_DRAWN, picture))
    finally:
        blank.close()


def _watch(bench: Bench) -> None:
    """Note what must not happen."""

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname != "127.0.0.1":
            bench.faults.append(f"left the machine: {request.url}")

    def said(message: ConsoleMessage) -> None:
        refused = _REFUSED.match(message.text)
        if refused and int(refused[1]) in bench.refusals:
            return
        if "postMessage" in message.text and "('null')" in message.text:
            return  # axe asks frames for what they hold; those that show a report answer nobody
        if message.type in {"error", "warning"}:
            bench.faults.append(f"{message.type} in the console: {message.text} {message.location['url']}")

    bench.page.on("request", asked)
    bench.page.on("console", said)
    bench.page.on("pageerror", lambda error: bench.faults.append(f"a script broke: {error}"))
