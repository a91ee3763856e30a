"""The formulation of tiny economies, against programs that people have read."""

from __future__ import annotations

from pathlib import Path

import pytest

import commonweal as cw
from commonweal.formulate.formulate import ROW_FAMILIES, formulate
from commonweal.formulate.program import Labels, LinearProgram
from golden.as_text import as_text
from golden.tiny import TINY, program_of

HERE = Path(__file__).parent
GOLDEN = {path.stem: path for path in HERE.glob("*.lp")}


@pytest.fixture(scope="module")
def village() -> LinearProgram:
    return formulate(cw.read("village")).program


@pytest.mark.parametrize("name", sorted(TINY))
def test_a_tiny_economy_gives_its_golden_program(name: str) -> None:
    assert as_text(program_of(name)) == GOLDEN[name].read_text(encoding="utf-8")


def test_every_family_of_rows_has_a_golden_program_with_rows_of_it() -> None:
    missing = [
        family.name
        for family in ROW_FAMILIES
        if family.golden not in GOLDEN
        or f"\n{family.name}[" not in GOLDEN[family.golden].read_text(encoding="utf-8")
    ]
    assert not missing


def test_every_golden_program_belongs_to_a_family_and_an_economy() -> None:
    assert {family.golden for family in ROW_FAMILIES} == GOLDEN.keys() == TINY.keys()


def test_every_family_of_rows_of_a_program_is_described(village: LinearProgram) -> None:
    names = [family.name for family in ROW_FAMILIES]
    assert len(set(names)) == len(names)
    assert {family.name for family in village.rows.families} <= set(names)


@pytest.mark.parametrize("side", ["rows", "columns"])
def test_every_label_is_found_where_it_stands(village: LinearProgram, side: str) -> None:
    labels: Labels = getattr(village, side)
    assert labels.size > 0
    astray = [
        label for position in range(labels.size) if labels.find(label := labels.label(position)) != position
    ]
    assert not astray
