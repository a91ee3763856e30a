"""The page as a whole."""

import re
from html.parser import HTMLParser

import polars as pl
import pytest

from commonweal.errors import ModelError
from commonweal.plan.certificate import Certificate
from commonweal.show import report_html, write_report

VOID = {"meta", "br"}


class Nesting(HTMLParser):
    """Checks that every element is closed where it should be, and keeps the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.attributes = [], [], []

    def handle_starttag(self, tag, attributes):
        self.attributes += [(tag, *attribute) for attribute in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def parsed(page):
    parser = Nesting()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def page(plan):
    return report_html(plan)


def words_of(page):
    return re.sub(r"\s+", " ", "".join(parsed(page).text))


@pytest.mark.parametrize("language, direction", [("en", "ltr"), ("ar", "rtl")])
def test_every_element_is_closed_and_the_language_is_declared(plan, language, direction):
    page = report_html(plan, language=language)
    parsed(page)
    assert f'<html lang="{language}" dir="{direction}">' in page


def test_the_first_sentence_is_about_people(page):
    assert "19.4 million people: 14 % have every need of tier 1 covered" in words_of(page)
    assert "Worst off: residents in Al-Hasakah, with 55 % of the vitamin C" in words_of(page)


@pytest.mark.parametrize(
    "quality, error", [("verified", "3e-12"), ("approximate", "2e-05"), ("none", "1e-03")]
)
def test_the_banner_says_whether_the_plan_is_proved(make_plan, certificate_of, quality, error):
    page = report_html(make_plan(certificate=certificate_of(quality)))
    assert f'<div class="certificate {quality}"' in page
    assert f"<bdi>{error}</bdi>" in page


def test_a_plan_that_is_wrong_only_in_its_cells_says_by_how_much(make_plan):
    wrong = Certificate(tables=0.0, primal=0.0, dual=0.0, gap=0.0, cells=0.3, aims=0.2)
    banner = report_html(make_plan(certificate=wrong)).split("<main>")[0]
    assert "<bdi>3e-01</bdi>" in banner
    assert "<bdi>2e-01</bdi>" in banner


def test_the_page_asks_for_nothing_from_elsewhere(page):
    outside = [value for _, name, value in parsed(page).attributes if name in {"src", "href", "srcset"}]
    assert outside == []
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page


def test_the_same_plan_gives_the_same_bytes(plan, make_plan):
    assert report_html(make_plan()) == report_html(plan)


def test_names_can_not_become_markup(make_plan, plan):
    evil = '<script>alert("1")</script>\'&'
    swapped = dict.fromkeys(("Aleppo", "residents", "vitamin C", "imports", "Homs–Hama", "milling"), evil)
    economy = plan.economy
    tables = {name: _renamed(rows, swapped) for name, rows in plan.tables.items()}
    for name in ("places", "people", "routes", "goods", "activities", "supplies"):
        economy = economy.with_table(name, _renamed(economy[name], swapped))
    economy = economy.with_settings(name=evil, description=evil)
    for language in ("en", "ar"):
        page = report_html(make_plan(economy, tables=tables), language=language)
        parsed(page)
        assert "<script" not in page
        assert "&lt;script&gt;alert(&quot;1&quot;)" in page
        assert [name for _, name, _ in parsed(page).attributes if name.startswith("on")] == []


def _renamed(rows, names):
    return rows.with_columns(pl.col(pl.String).replace(names))


def test_every_picture_has_its_figures_in_a_table(page):
    figures = re.findall(r"<figure>.*?</figure>", page, flags=re.DOTALL)
    pictures = [figure for figure in figures if 'class="map"' not in figure]
    assert len(pictures) == 7  # five needs that are ever short, two goods in store
    assert all("<details>" in figure and "<table>" in figure for figure in pictures)
    assert "Routes as a table" in page


def test_a_need_that_is_never_short_is_a_sentence_and_not_a_picture(page):
    assert "Covered in full everywhere and all the time: water." in words_of(page)
    assert "<figcaption>water</figcaption>" not in page


def test_full_unused_and_free_routes_are_drawn_apart(page):
    assert page.count('class="route full"') == 4
    assert page.count('class="route idle"') == 2
    assert page.count('class="route free"') == 5 + 2  # one road is used both ways


def test_boundaries_come_with_a_note(page):
    assert "Showing them takes no position" in page


def test_a_plan_without_coordinates_has_no_map_and_says_so(make_plan, plan):
    bare = plan.economy.with_table("places", plan.economy["places"].select("place"))
    page = report_html(make_plan(bare))
    assert 'class="map"' not in page
    assert "there is no map" in page


def test_nobody_short_is_said(make_plan, plan):
    full = plan["coverage"].with_columns(coverage=pl.lit(1.0), delivered=pl.col("wanted"))
    page = report_html(make_plan(tables=plan.tables | {"coverage": full}))
    assert "everyone has every need of tier 1 covered" in words_of(page)
    assert "Nobody is short" in page


@pytest.mark.parametrize(
    "table",
    ["coverage", "flows", "stocks", "supplies", "activities", "binding", "floors", "leftovers", "prices"],
)
def test_an_empty_table_still_gives_a_page(make_plan, plan, table):
    parsed(report_html(make_plan(tables=plan.tables | {table: plan[table].clear()})))


def test_sources_are_counted(page):
    assert "21 name a source, 6 are assumptions" in words_of(page)


def test_a_report_replaces_the_old_one_and_leaves_nothing_else(plan, tmp_path):
    target = tmp_path / "report.html"
    target.write_text("old")
    write_report(plan, target)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(tmp_path.iterdir()) == [target]


def test_a_wrong_language_leaves_the_old_report(plan, tmp_path):
    target = tmp_path / "report.html"
    target.write_text("old")
    with pytest.raises(ModelError):
        write_report(plan, target, language="xx")
    assert target.read_text() == "old"
