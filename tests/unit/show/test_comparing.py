"""A comparison of plans in sentences, in a terminal and on a page."""

import io
import re
from dataclasses import replace

import polars as pl
import pytest
from rich.console import Console

import commonweal as cw
from commonweal.compare.rules import rule_prices
from commonweal.errors import ModelError
from commonweal.show.comparing import Compared, relative, remark_phrase, sentences, signed
from commonweal.show.comparing_maps import change_shade
from commonweal.show.comparing_report import comparison_html
from commonweal.show.rule_prices_report import rules_html
from commonweal.show.words import words_in
from unit.compare.valley import plan_of
from unit.show.test_report import parsed

EN = words_in("en")


@pytest.fixture(scope="module")
def opened():
    return cw.compare({"base": plan_of("base"), "open": plan_of("open")})


@pytest.fixture(scope="module")
def prices():
    return rule_prices({rule: plan_of(rule) for rule in ("leximin", "total", "equal", "money")})


def told(comparison, name, language="en"):
    view = Compared.of(comparison, language)
    return " ".join(view.words(key, **values) for key, values in sentences(view, name)).replace("\u00a0", " ")


def printed(show, thing, width=80, **options):
    console = Console(file=io.StringIO(), width=width)
    show(thing, console, **options)
    return console.file.getvalue()


def without_blanks(page):
    return re.sub(r"\s+", " ", "".join(parsed(page).text))


def test_a_gain_of_the_most_urgent_tier_comes_first(opened):
    first = told(opened, "open")
    gained = opened["coverage"].filter(pl.col("tier") == 1)["gained"].sum()
    assert first.startswith(
        f"{EN.number(gained)} person-days of needs of tier 1 are gained: Energy in The hill"
    )
    assert "Effort (Labour): " in first
    assert "t more go by cart-track (The valley village → The hill hamlet)" in first


def test_a_loss_is_told_as_a_loss_from_the_other_side(opened):
    back = cw.compare({"open": plan_of("open"), "base": plan_of("base")})
    lost = opened["coverage"].filter(pl.col("tier") == 1)["gained"].sum()
    assert told(back, "base").startswith(
        f"{EN.number(lost)} person-days of needs of tier 1 are lost: Energy in"
    )
    assert "Now used to the last: " in told(back, "base")
    assert "No longer used to the last: " in told(opened, "open")


def test_equal_plans_are_told_in_one_sentence_and_the_effort():
    same = cw.compare({"base": plan_of("base"), "same": plan_of("base")})
    assert re.fullmatch(
        r"Nobody gains and nobody loses: every need is covered as before\. "
        r"Effort \(Labour\): [\d,]+ h, as before\.",
        told(same, "same"),
    )


def test_a_scenario_goes_by_its_title_and_the_base_by_what_it_is():
    base = plan_of("base")
    economy = replace(base.economy, scenarios={"siege": cw.Scenario("siege", title="A siege")})
    compared = cw.compare({"base": base, "siege": replace(base, economy=economy, scenario="siege")})
    view = Compared.of(compared, "en")
    assert (view.label("base"), view.label("siege")) == ("as it is", "A siege")


@pytest.mark.parametrize("other, said", [("short", "the calendars differ"), ("total", "the rules differ")])
def test_what_cannot_be_compared_is_said(other, said):
    view = Compared.of(cw.compare({"base": plan_of("base"), "other": plan_of(other)}), "en")
    remarks = [
        view.words(key, **values)
        for key, values in (remark_phrase(one, view) for one in view.comparison.remarks)
    ]
    assert any(said in remark for remark in remarks)


@pytest.mark.parametrize(
    "before, after, said",
    [
        (100.0, 103.0, "+3.0 %"),
        (100.0, 50.0, "−50 %"),
        (0.0, 5.0, "–"),
        (7.0, 7.0, "0 %"),
        (1e6, 1e6 + 1, "< 0.01 %"),
    ],
)
def test_a_difference_is_told_in_percent_of_what_was(before, after, said):
    assert relative(before, after, EN).replace("\u00a0", " ") == said


def test_a_difference_has_its_sign():
    assert [signed(value, EN) for value in (1240.0, -3.0, 0.0)] == ["+1,240", "−3", "0"]


@pytest.mark.parametrize(
    "change, shade",
    [(None, "none"), (0.0, "same"), (-0.01, "loss slight"), (-0.05, "loss clear"), (0.3, "gain strong")],
)
def test_changes_have_shades_by_sign_and_strength(change, shade):
    assert change_shade(change) == shade


@pytest.mark.parametrize("width", [80, 120])
def test_a_comparison_fits_the_terminal(opened, width):
    page = printed(cw.print_comparison, opened, width=width)
    assert max(len(line.rstrip()) for line in page.splitlines()) <= width
    assert "open, compared with: as it is" in page


@pytest.mark.parametrize("language, direction", [("en", "ltr"), ("ar", "rtl")])
def test_the_page_of_a_comparison_is_closed_and_needs_nothing_else(opened, language, direction):
    page = comparison_html(opened, language=language)
    tags = parsed(page)
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert "default-src 'none'" in page
    assert not any(tag in {"script", "link", "img", "iframe"} for tag, *_ in tags.attributes)
    assert page == comparison_html(opened, language=language)


def test_the_page_begins_with_the_sentences_and_draws_maps_and_flows(opened):
    page = comparison_html(opened, good="flour")
    text = without_blanks(page)
    assert "person-days of needs of tier 1 are gained" in text.split("Who gains and who loses")[0]
    assert page.count('class="map"') == 3  # two plans and the difference
    assert page.count('class="flows"') == 2
    assert "The way of a good: Wheat flour" in text


def test_a_good_without_a_way_is_refused(opened):
    with pytest.raises(ModelError, match="Nothing of 'energy'"):
        comparison_html(opened, good="energy")


def test_names_on_the_page_are_not_taken_for_markup(opened):
    base = plan_of("base")
    places = base.economy["places"].with_columns(name=pl.lit("<b>x</b>"), name_ar=pl.lit("<b>x</b>"))
    named = replace(base, economy=base.economy.with_table("places", places))
    page = comparison_html(cw.compare({"<i>": named, "open": plan_of("open")}))
    assert "<b>x" not in page
    assert "<i>" not in page.replace("<i class=", "")


def test_the_price_of_a_rule_is_told_in_words(prices):
    page = without_blanks(rules_html(prices))
    costs = prices["totals"].filter(pl.col("tier") == 2)
    fewer = dict(costs.select("rule", "person_days_covered").iter_rows())
    days = EN.number(fewer["total"] - fewer["leximin"])
    assert f"To see to the worst off first takes {days} person-days from tier 2" in page
    assert "If needs counted by what people can pay" in page
    assert "newcomers in The valley village, with 0.4 Coin per person and day" in page


def test_without_incomes_it_is_said_that_nothing_is_known_of_the_market(prices):
    kept = {rule: plan_of(rule) for rule in ("leximin", "total")}
    unknown = replace(rule_prices(kept), incomes=False)
    assert "Nobody's income is known" in " ".join(printed(cw.print_rules, unknown).split())
    assert "was not planned" in " ".join(printed(cw.print_rules, rule_prices(kept)).split())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_rules_is_closed(prices, language):
    parsed(rules_html(prices, language=language))
