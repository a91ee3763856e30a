"""Every example of the page on scenarios can be applied to the village, and every word has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import commonweal as cw
from commonweal.data.scenario_files import scenario_of
from commonweal.model.words import WORDS
from unit.scenario.changing import village

PAGE = (Path(__file__).parents[3] / "docs" / "scenarios.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_an_example_can_be_applied(number: int) -> None:
    scenario = scenario_of("example", BLOCKS[number].encode(), "example.toml")
    assert scenario.faults == ()
    applied = cw.apply(village(), scenario)
    assert applied.economy != village()
    assert applied.undo() == village()


def test_every_word_has_an_example_and_is_told() -> None:
    assert set(re.findall(r'^do = "(\w+)"', PAGE, re.MULTILINE)) == set(WORDS)
    assert {word for word in WORDS if f"**{word}**" not in PAGE} == set()
