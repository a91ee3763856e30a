"""Sheets as PDF."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from dataclasses import replace

import pytest

from commonweal.errors import ModelError
from commonweal.printing import fonts
from commonweal.printing.pdf import pdf_of, png_of
from commonweal.printing.report_sheet import report_sheet
from commonweal.printing.sheet import Cell, Column, Grid, Heading, Paragraph, Points, Run, Sheet
from printed import briefing_of, landslide, needs_fonts, relieved, text_of_pdf

pytestmark = [
    needs_fonts,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils are not installed"),
]


def sheet_of(*lines: str, one_page: bool = False) -> Sheet:
    blocks = tuple(Paragraph((Run(line),)) for line in lines)
    return Sheet("A title", "en", "ltr", dt.date(2031, 3, 3), one_page, (), "{page}/{pages}", blocks)


def n_pages(content: bytes, folder) -> int:
    (folder / "page.pdf").write_bytes(content)
    told = subprocess.run(["pdfinfo", "page.pdf"], cwd=folder, check=True, capture_output=True, text=True)
    return int(next(line.split()[1] for line in told.stdout.splitlines() if line.startswith("Pages:")))


def test_a_briefing_tells_its_facts_on_one_page(tmp_path):
    content = pdf_of(briefing_of("en"))
    text = text_of_pdf(content, tmp_path)
    assert n_pages(content, tmp_path) == 1
    for said in (
        "Briefing: A valley, a hill and a town",
        "Verified.",
        "1,220 people",
        "Claimed by: the road-warden",
    ):
        assert said in text
    assert "90 %" in text.replace("\u00a0", " ")


def test_the_same_sheet_gives_the_same_bytes():
    assert pdf_of(briefing_of("en")) == pdf_of(briefing_of("en"))


def test_numbers_keep_their_order_in_arabic(tmp_path):
    text = text_of_pdf(pdf_of(briefing_of("ar")), tmp_path)
    assert "90%" in text
    assert "1,220" in text
    assert "A valley, a hill and a town" in text


def test_however_much_stands_on_it_a_page_stays_one(tmp_path):
    many = tuple(f"line {number}: what stands here" for number in range(70))
    assert n_pages(pdf_of(sheet_of(*many, one_page=True)), tmp_path) == 1
    assert n_pages(pdf_of(sheet_of(*many)), tmp_path) > 1


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '"); #panic("x") //',
        "$ x^2 $ *bold* _under_ @label <label> `code` = heading",
        "\\u{41} #sys.inputs",
        '= heading\n#import "@preview/evil:0.1.0"',
    ],
)
def test_text_is_never_code(hostile, tmp_path):
    line = (Run(hostile, apart=True),)
    base = sheet_of()
    blocks = (
        Heading(2, line), Points((line,)), Grid(hostile, (Column(hostile),), ((Cell(line),),)),
    )  # fmt: skip
    shown = text_of_pdf(pdf_of(replace(base, title=hostile, footer=line, blocks=blocks)), tmp_path)
    words = hostile.split()
    assert shown.count(words[0]) >= 4
    assert words[-1] in shown


def test_a_report_has_its_parts_and_numbered_pages(tmp_path):
    content = pdf_of(report_sheet(landslide(), "en", relief=relieved()))
    text = text_of_pdf(content, tmp_path)
    for heading in (
        "What people get",
        "Who is short, and by how much",
        "Routes used",
        "How this plan was made",
    ):
        assert heading in text
    assert f"Page 2 of {n_pages(content, tmp_path)}" in text
    assert landslide().hash in text


def test_a_drawing_becomes_a_png():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
    assert png_of(svg, dt.date(2031, 3, 3)).startswith(b"\x89PNG")


def test_missing_fonts_are_told_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts.importlib.resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="npm run build"):
        fonts.fonts_folder()


def test_a_drawing_that_is_none_is_told():
    with pytest.raises(ModelError, match="can't be set"):
        png_of("not a drawing", dt.date(2031, 3, 3))
