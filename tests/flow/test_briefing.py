"""``commonweal briefing``."""

from __future__ import annotations

import pytest

from printed import needs_fonts


def test_a_page_asks_for_what_would_help_most(run, folder):
    result = run("briefing", "village", "--out", "new/page.html")
    assert result.exit_code == 0, result.stderr
    assert "Briefing: new/page.html" in result.stderr
    assert "cart-track" in (folder / "new" / "page.html").read_text(encoding="utf-8")


def test_a_page_of_a_scenario_in_arabic_asks_for_nothing_if_so_wanted(run, folder):
    words = ("--scenario", "second-landslide", "--language", "ar", "--of", "nothing")
    assert run("briefing", "village", "--out", "page.html", *words).exit_code == 0
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert "A second landslide" in page
    assert "لم يُحسب" in page


def test_a_plan_that_was_saved_has_a_briefing_of_what_it_would_take(run, folder):
    assert run("plan", "village", "--out", "plan.zip").exit_code == 0
    result = run("briefing", "plan.zip", "--out", "page.html", "--of", "stock")
    assert result.exit_code == 0, result.stderr
    assert "What is asked for" in (folder / "page.html").read_text(encoding="utf-8")


@needs_fonts
@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF"), ("a.docx", b"PK")])
def test_it_is_printed_and_edited(run, folder, name, begins):
    assert run("briefing", "village", "--out", name, "--of", "nothing").exit_code == 0
    assert (folder / name).read_bytes().startswith(begins)


@needs_fonts
def test_the_report_of_a_plan_can_be_a_pdf(run, folder):
    result = run("plan", "village", "--report", "report.pdf", "--no-explain", "--language", "ar")
    assert result.exit_code == 0, result.stderr
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "named"),
    [(("--out", "a.odt"), ".docx"), (("--out", "a.pdf", "--language", "xx"), "en, ar"), ((), "--out")],
)
def test_wrong_use_is_told_with_exit_code_2(run, folder, words, named):
    result = run("briefing", "village", *words)
    assert result.exit_code == 2
    assert named in result.stderr
    assert list(folder.iterdir()) == []
