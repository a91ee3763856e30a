"""Lines of printed pages, and which way they are read."""

from __future__ import annotations

import pytest

from commonweal.printing.direction import is_rtl, turns
from commonweal.printing.sheet import Run, alone, sentence, told
from commonweal.show.saying import Said, Several
from commonweal.show.words import words_in


def test_values_of_a_phrase_stand_apart_and_its_words_do_not():
    line = told(Said("place.day", {"place": "Aleppo", "day": "3 March"}), words_in("en"))
    assert line == (Run("Aleppo", apart=True), Run(", "), Run("3 March", apart=True))


def test_parts_are_joined_in_the_words_of_the_language():
    line = told(Several(("a", "b")), words_in("ar"))
    assert "".join(run.text for run in line) == "a، b"


@pytest.mark.parametrize("given", ["a\nb", "a\r\n\tb"])
def test_text_stays_on_one_line(given):
    assert alone(given) == (Run("a b", apart=True),)


def test_what_cannot_stand_in_a_document_is_shown_as_something_that_can():
    assert sentence("a\x00\ud800\ufffe\u202eb")[0].text == "a␀\ufffd\ufffd\\u202eb"


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("1,220", "rtl", False),
        ("62%", "rtl", False),
        ("62\u00a0%", "rtl", True),
        ("4.2 t", "rtl", True),
        ("Aleppo (city)", "rtl", True),
        ("حلب", "rtl", False),
        ("حلب 2", "rtl", True),
        ("62\u00a0%", "ltr", False),
        ("حلب (مدينة)", "ltr", True),
    ],
)
def test_only_what_would_turn_is_kept_apart(text, direction, expected):
    assert turns(text, direction) is expected


def test_text_is_of_the_direction_of_its_first_letter():
    assert [is_rtl(text) for text in ("(حلب) A", "A حلب", "62 %")] == [True, False, False]
