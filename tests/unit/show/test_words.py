"""Numbers, days and names as people read them."""

import pytest

from commonweal.errors import ModelError
from commonweal.show.words import Names, visible, words_in

EN, AR = words_in("en"), words_in("ar")


@pytest.mark.parametrize(
    "share, written",
    [
        (1.0, "100 %"),
        (1 - 1e-7, "100 %"),
        (1 - 2e-6, "> 99.9 %"),
        (0.9996, "> 99.9 %"),
        (0.9949, "99.5 %"),
        (0.62, "62 %"),
        (0.006, "0.6 %"),
        (1e-5, "< 0.1 %"),
        (0.0, "0 %"),
    ],
)
def test_only_full_is_written_as_100_percent_and_only_nothing_as_0(share, written):
    assert EN.percent(share).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    "value, written",
    [
        (18_200_000, "18.2 million"),
        (999_960_000, "1,000 million"),
        (2.5e9, "2.5 billion"),
        (17_000, "17,000"),
        (999_999, "999,999"),
        (12.34, "12.3"),
        (3, "3"),
        (0.00125, "0.00125"),
        (0, "0"),
        (-1234, "−1,234"),
    ],
)
def test_numbers_keep_three_figures_that_matter(value, written):
    assert EN.number(value) == written


def test_days_are_written_in_words():
    assert EN.day("2016-07-29").replace("\u00a0", " ") == "29 July 2016"
    assert AR.day("2016-07-29").replace("\u00a0", " ") == "29 تموز 2016"


def test_a_value_is_never_taken_for_a_phrase():
    assert EN("tier", tier="{people}") == "Tier {people}"


def test_html_phrases_escape_values_and_keep_their_direction_apart():
    assert EN.html("place.day", place="<b>", day="x") == "<bdi>&lt;b&gt;</bdi>, <bdi>x</bdi>"


def test_a_language_that_is_not_there_is_an_error_that_names_those_that_are():
    with pytest.raises(ModelError, match=r"'xx'.*en, ar"):
        words_in("xx")


def test_control_and_direction_characters_are_made_visible():
    assert visible("a\x1b[31m\u202eb\x7f") == "a␛[31m\\u202eb\\u007f"
    assert visible("حلب") == "حلب"


def test_names_are_in_the_language_where_given_else_plain_else_the_key(plan):
    english, arabic = Names.of(plan.economy, "en"), Names.of(plan.economy, "ar")
    assert arabic.place("Aleppo") == "حلب"
    assert arabic.good("vitamin_c") == "vitamin C"
    assert english.good("wheat") == "wheat"
    assert english.place(None, "everywhere") == "everywhere"
