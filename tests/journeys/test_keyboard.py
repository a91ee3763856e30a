"""Everything can be reached and done by the keyboard alone, and one always sees where one is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from journeys.bench import PATIENCE

ROAD = "high-road"
_NAME = """
() => {
  const here = document.activeElement;
  if (here === document.body) return "";  // nothing has the focus: the words of the whole page are no name
  return here.getAttribute("aria-label") ?? here.innerText ?? "";
}
"""
_SEEN = """
() => document.activeElement === document.body || document.activeElement.getBoundingClientRect().width > 0
"""
_MARKED = """
() => {
  const here = document.activeElement;
  const parts = [here, ...here.querySelectorAll("*")];
  const isOutlined = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  const isMarked = [...parts, here.parentElement].some((each) => isOutlined(getComputedStyle(each)));
  if (isMarked || !(here instanceof SVGElement)) return isMarked;
  const drawn = () => parts.map((each) => getComputedStyle(each).stroke).join();
  const focused = drawn();
  here.blur();
  const differs = drawn() !== focused;
  here.focus();
  return differs;
}
"""
_IN_DIALOG = "() => Boolean(document.activeElement?.closest('[role=dialog]'))"
_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def name_of_focus(bench):
    """What the thing that has the focus is called, once the screen has caught up with the last key."""
    bench.page.evaluate(_FRAMES)
    return bench.page.evaluate(_NAME)


def goes_to(bench, words, most=80):
    """Press Tab until something is focused whose name has these words; it must be seen to be focused."""
    passed = []
    for _ in range(most):
        bench.page.keyboard.press("Tab")
        name = name_of_focus(bench)
        assert bench.page.evaluate(_SEEN), f"{name} has the focus and is not seen"
        passed.append(name)
        if words in name:
            assert bench.page.evaluate(_MARKED), f"nothing marks the focus of {name}"
            return
    raise AssertionError(f"'{words}' can't be reached; there is: {passed}")


def is_in_dialog(bench):
    """The focus is in the dialog, or comes into it: also when what had it is gone from it."""
    bench.page.wait_for_function(_IN_DIALOG, timeout=PATIENCE)


def test_from_the_start_to_a_closed_road_without_a_mouse(bench, site):
    page = bench.page
    bench.refusals = {404}
    expect(bench.heading("team:project.plans")).to_be_visible()
    goes_to(bench, bench.word("skip"))
    page.keyboard.press("Enter")
    goes_to(bench, bench.word("team:plan.asItIs"))
    page.keyboard.press("Enter")
    bench.shows_plan()
    goes_to(bench, bench.word("plan:time.play"))
    goes_to(bench, "%")  # the map is one stop; the arrows go on from there
    for arrow in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown") * 3:
        if ROAD in name_of_focus(bench):
            break
        page.keyboard.press(arrow)
    assert ROAD in name_of_focus(bench)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"route={ROAD}"))
    expect(page.get_by_role("region", name=ROAD)).to_be_visible()
    goes_to(bench, bench.word("changes:quick.button"))
    page.keyboard.press("Enter")
    expect(bench.dialog).to_be_visible()
    is_in_dialog(bench)
    goes_to(bench, bench.word("changes:quick.save"))
    page.keyboard.press("Enter")
    bench.says("changes:quick.nextReplan")
    is_in_dialog(bench)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert bench.word("changes:quick.button") in name_of_focus(bench)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status").get_by_text(ROAD)).to_be_visible()
