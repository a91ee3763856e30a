"""Reports and briefings as files."""

from __future__ import annotations

import importlib

import pytest

import commonweal as cw
from commonweal.errors import ModelError, SolverStopped
from commonweal.printing.making import form_of
from printed import landslide, needs_fonts, relieved


def test_the_ending_of_a_path_names_the_form():
    assert [form_of(f"a.{end}", ("html", "pdf", "docx")) for end in ("HTM", "html", "PDF", "docx")] == [
        "html", "html", "pdf", "docx",
    ]  # fmt: skip
    with pytest.raises(ModelError, match=r"'a.odt' does not end in .html or .pdf"):
        form_of("a.odt", ("html", "pdf"))


def test_a_briefing_that_is_given_nothing_works_out_what_would_help(tmp_path):
    cw.briefing(landslide(), tmp_path / "a.html")
    assert "the gains can&#x27;t be added up" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("seconds", [0, 5])
def test_where_it_is_not_worked_out_the_page_says_so(tmp_path, monkeypatch, seconds):
    def slow(*_, **__):
        raise SolverStopped("It took too long.")

    monkeypatch.setattr(importlib.import_module("commonweal.explain.ranking"), "relief", slow)
    cw.briefing(landslide(), tmp_path / "a.html", seconds=seconds)
    assert "was not worked out for this plan" in (tmp_path / "a.html").read_text()


def test_what_it_would_take_goes_before_what_would_help(tmp_path):
    requirement = cw.require(landslide().economy)
    cw.briefing(landslide(), tmp_path / "a.html", requirement=requirement, relief=relieved())
    assert "would lift nothing that is short" in (tmp_path / "a.html").read_text()


@needs_fonts
def test_a_report_is_written_as_a_page_or_as_pdf(tmp_path):
    cw.write_report(landslide(), tmp_path / "a.html")
    cw.write_report(landslide(), tmp_path / "a.pdf", language="ar")
    assert (tmp_path / "a.html").read_text().startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ModelError, match=r"\.html or \.pdf"):
        cw.write_report(landslide(), tmp_path / "a.docx")
