"""Sheets as documents to edit."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from commonweal.printing.word import docx_of
from printed import briefing_of, needs_fonts

pytestmark = needs_fonts


def opened(language: str):
    return docx.Document(io.BytesIO(docx_of(briefing_of(language))))


def test_headings_tables_and_the_picture_are_real():
    document = opened("en")
    headings = [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")
    ]
    assert headings[0] == ("Heading 1", "Briefing: A valley, a hill and a town")
    assert ("Heading 2", "What is asked for") in headings
    needs = document.tables[1]
    assert [cell.text for cell in needs.rows[0].cells][:3] == ["Need", "People short", "Lowest"]
    assert needs.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert needs._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "What is short"
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("Map of the places")
    assert document.core_properties.title == "Briefing: A valley, a hill and a town"


def test_arabic_runs_from_right_to_left_and_names_and_figures_keep_their_way():
    document = opened("ar")
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert all(one._p.pPr.find(qn("w:bidi")) is not None for one in document.paragraphs if one.text)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    title = next(one for one in document.paragraphs if one.style.name == "Heading 1")
    ways = {run.text: run._r.rPr.find(qn("w:rtl")) is not None for run in title.runs}
    assert ways == {"إحاطة: ": True, "A valley, a hill and a town": False}


def test_marks_stand_in_the_order_of_the_schema():
    for paragraph in opened("ar").paragraphs:
        tags = [child.tag for child in paragraph._p.pPr]
        for later in ("w:spacing", "w:ind", "w:jc", "w:rPr"):
            if qn(later) in tags and qn("w:bidi") in tags:
                assert tags.index(qn("w:bidi")) < tags.index(qn(later))


def test_the_same_sheet_gives_the_same_bytes_and_tells_no_time():
    assert docx_of(briefing_of("en")) == docx_of(briefing_of("en"))
    with zipfile.ZipFile(io.BytesIO(docx_of(briefing_of("en")))) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2031, 3, 3)}
        assert b"2013" not in archive.read("docProps/core.xml")  # the template's own year


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_tells_what_the_pdf_tells(language):
    text = "\n".join(one.text for one in opened(language).paragraphs)
    assert "1,220" in text
    assert "the road-warden" in text
