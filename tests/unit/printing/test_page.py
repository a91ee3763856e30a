"""Sheets as pages of HTML."""

from __future__ import annotations

import datetime as dt

import pytest

from commonweal.printing.page import html_of
from commonweal.printing.sheet import Heading, Paragraph, Run, Sheet
from printed import briefing_of


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_needs_nothing_else_and_runs_no_script(language, direction):
    page = html_of(briefing_of(language))
    assert f'<html lang="{language}" dir="{direction}">' in page
    for loading in ("<script", "<link", "src=", "http://", "https://", "@import", "url("):
        assert loading not in page.replace('href="#', "")


def test_text_is_escaped_and_names_stand_apart():
    line = (Run("who "), Run('<img src=x onerror="alert(1)">', apart=True))
    blocks = (Heading(1, line), Paragraph(line))
    page = html_of(Sheet("<t>", "en", "ltr", dt.date(2031, 3, 3), True, (), "", blocks))
    assert "<img" not in page
    assert "<bdi>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</bdi>" in page
    assert "<title>&lt;t&gt;</title>" in page


def test_every_table_has_heads_and_a_name():
    page = html_of(briefing_of("en"))
    assert page.count("<table") == page.count('role="region" aria-label=')
    assert page.count('scope="col"') >= page.count("<table")
