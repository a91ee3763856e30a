"""Sweeps shown: a page that needs nothing else, and a terminal."""

import io
import re
from xml.etree import ElementTree

import pytest
from rich.console import Console

from commonweal.show.sweep.page import sweep_html, write_sweep
from commonweal.show.sweep.text import print_sweep, told_in_words
from commonweal.sweep.summary import summarize_sweep
from commonweal.sweep.sweeping import SweepTold
from sweeps import AID, FUEL, RAIN, made_up


def formula(point):
    return None if point["rain"] < 0.05 else 0.4 + 0.3 * point["rain"] - 0.1 * point["fuel"]


@pytest.fixture(scope="module")
def summary():
    return summarize_sweep(made_up(formula, RAIN, FUEL, AID, title="Rain & <fuel>"))


@pytest.fixture(scope="module")
def full():
    return summarize_sweep(made_up(lambda p: 0.5 + 0.4 * p["rain"], RAIN, FUEL, design="saltelli", count=16))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_is_whole_and_says_the_same_each_time(summary, language):
    page = sweep_html(summary, language=language)
    assert page == sweep_html(summary, language=language)
    assert page.startswith("<!DOCTYPE html>")
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=\"http|<script", page)
    assert "Rain &amp; &lt;fuel&gt;" in page
    assert "no plan &lt;b&gt;here&lt;/b&gt;" in page
    ElementTree.fromstring(page.partition("\n")[2].replace('<meta charset="utf-8">', "")
                           .replace('initial-scale=1">', 'initial-scale=1"/>')
                           .replace("'unsafe-inline'\">", "'unsafe-inline'\"/>"))  # fmt: skip


def test_every_picture_has_a_title_and_a_table_beside_it(full):
    page = sweep_html(full)
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) >= 4
    assert all('role="img"' in picture and "<title>" in picture for picture in pictures)
    assert page.count("<details>") >= len(pictures)
    for heading in ("outcomes", "coverage", "time", "regret", "tornado", "sensitivity", "method"):
        assert f'id="{heading}"' in page


def test_pictures_stay_within_their_frames(full):
    for picture in re.findall(r"<svg.*?</svg>", sweep_html(full), re.DOTALL):
        width = float(re.search(r'viewBox="0 0 (\d+)', picture)[1])
        for x in re.findall(r'\bx="(-?[\d.]+)"', picture):
            assert 0.0 <= float(x) <= width


def test_a_page_is_written_whole(summary, tmp_path):
    write_sweep(summary, tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_terminal_tells_what_matters(summary, language):
    console = Console(file=io.StringIO(), width=120)
    print_sweep(summary, console, language=language)
    printed = console.file.getvalue()
    assert "rain" in printed
    assert "no plan <b>here</b>" in printed


def test_progress_is_told_in_words():
    assert told_in_words(SweepTold(3, 1, 96, 130.0)) == (
        "3 points planned, 1 without a plan, 96 to come, about 2 min left"
    )
    assert told_in_words(SweepTold(1, 0, 9, None)) == "1 points planned, 9 to come"
