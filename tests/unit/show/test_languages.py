"""Every language says the same things."""

import re
import string
from pathlib import Path

import pytest

import commonweal.show
from commonweal.language import LANGUAGES
from commonweal.model import RULES

ENGLISH = LANGUAGES["en"].phrases


def places(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_every_phrase_and_every_month(code):
    language = LANGUAGES[code]
    assert set(language.phrases) == set(ENGLISH)
    assert len(language.months) == len(language.short_months) == 12


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_phrase_sets_in_the_same_values_in_every_language(code):
    phrases = LANGUAGES[code].phrases
    assert {key for key in ENGLISH if places(phrases[key]) != places(ENGLISH[key])} == set()


@pytest.mark.parametrize("family", ["rule", "method"])
def test_every_rule_is_told(family):
    assert {f"{family}.{rule}" for rule in RULES} <= set(ENGLISH)


def test_every_phrase_is_used():
    folder = Path(commonweal.show.__file__).parent
    paths = [*sorted(folder.rglob("*.py")), *sorted((folder.parent / "printing").glob("*.py"))]
    code = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    said = set(re.findall(r'"([a-z]+(?:[._][a-z]+)*)"', code))
    chosen = {
        "quality",
        "certificate",
        "rule",
        "method",
        "limit",
        "floor",
        "do",
        "confidence",
        "became",
        "identity",
    }
    chosen |= set(re.findall(r'f"([a-z]+(?:\.[a-z]+)*)\.\{', code))
    unused = {
        key for key in ENGLISH if key not in said and not {key.split(".")[0], key.rpartition(".")[0]} & chosen
    }
    assert unused == set()
