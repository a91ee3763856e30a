"""Scenarios are the same in a folder, an archive and a workbook, with the same bytes each time."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from commonweal.data import examine, read, write, write_template
from commonweal.model import Calendar, Change, Economy, Scenario
from unit.data.bad_scenarios import SOUND_SCENARIO

FORMS = ("towns", "towns.zip", "towns.xlsx")

_DAY = dt.date(2031, 1, 8)
TRICKY = Scenario(
    "tricky",
    title='Quotes " and = signs',
    description="Two\nlines, and 'more'",
    parent="month",
    source="=cmd",
    calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(3, 4, 28)),
    changes=(
        Change("set", "goods", "good=bread|salt, mass>0.5", "family", "bread, fresh"),
        Change("set", "goods", "good=salt", "mass", 0.333333333333333),
        Change("set", "routes", column="both_ways", value="(blank)", begin=_DAY, known_from=_DAY),
        Change("scale", "supplies", "supply=sea", "at_most", 1.5, until=_DAY, note="-5 %"),
        Change("aid", values={"supply": "a, b = c", "good": "salt", "place": "north", "unit": "t"}),
        Change("strike", claimed_by="نقابة", confidence="contested", because="'wages'"),
    ),
)


def _written(economy: Economy, path: Path) -> dict[str, bytes]:
    write(economy, path)
    files = [path] if path.is_file() else [file for file in sorted(path.rglob("*")) if file.is_file()]
    return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def economy(laid) -> Economy:
    month = read(laid({"scenarios/month.toml": SOUND_SCENARIO}))
    return replace(month, scenarios={**month.scenarios, "tricky": TRICKY})


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_scenarios_and_the_same_bytes(
    economy: Economy, tmp_path: Path, name: str
) -> None:
    first = _written(economy, tmp_path / "out" / name)
    again, findings = examine(tmp_path / "out" / name)
    assert findings == ()
    assert again is not None
    assert dict(again.scenarios) == dict(economy.scenarios)
    assert again.hash == economy.hash
    assert _written(again, tmp_path / "out" / name) == first


def test_an_archive_may_hold_its_folder(economy: Economy, tmp_path: Path) -> None:
    write(economy, tmp_path / "towns")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for file in (tmp_path / "towns").rglob("*"):
            packed.write(file, file.relative_to(tmp_path))
    assert dict(read(tmp_path / "packed.zip").scenarios) == dict(economy.scenarios)


def test_writing_replaces_old_scenarios_and_keeps_what_else_lies_there(
    economy: Economy, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    write(economy, target)
    (target / "scenarios" / "notes.md").write_text("ours")
    write(replace(economy, scenarios={"month": economy.scenarios["month"]}), target)
    assert sorted(file.name for file in (target / "scenarios").iterdir()) == ["month.toml", "notes.md"]


def _workbook(economy: Economy, path: Path, sheet: str, cell: str, value: object) -> Path:
    """A workbook with one cell changed."""
    write(economy, path)
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    "sheet, cell, value, told",
    [
        ("scenarios", "B2", "cloze", ("C01", "scenarios", 2, "do")),
        ("scenarios", "A3", "moth", ("C01", "scenarios", 3, "scenario")),
        ("scenarios", "F3", "a lot", ("B01", "scenarios", 3, "value")),
        ("scenarios", "G4", "lorries", ("B01", "scenarios", 4, "values")),
        ("scenarios", "H2", "soon", ("B11", "scenarios", 2, "from")),
        ("scenarios", "B1", "doo", ("A05", "scenarios", 1, "do")),
        ("scenario_list", "D3", "moth", ("C01", "scenario_list", 3, "parent")),
        ("scenario_list", "A3", "month", ("A07", "scenario_list", 3, "scenario")),
        ("scenario_list", "F3", "7, seven", ("B11", "scenario_list", 3, "lengths")),
    ],
)
def test_a_broken_sheet_is_told_at_its_cell(
    economy: Economy, tmp_path: Path, sheet: str, cell: str, value: object, told: tuple[str, str, int, str]
) -> None:
    book = _workbook(economy, tmp_path / "towns.xlsx", sheet, cell, value)
    read_again, findings = examine(book)
    assert read_again is not None
    assert told in [(found.code, found.sheet, found.row, found.column) for found in findings], findings


def test_a_template_offers_the_words_and_holds_the_scenarios(economy: Economy, tmp_path: Path) -> None:
    write_template(economy, tmp_path / "towns.xlsx")
    assert dict(read(tmp_path / "towns.xlsx").scenarios) == dict(economy.scenarios)
    write_template(None, tmp_path / "empty.xlsx")
    assert {"scenarios", "scenario_list"} <= set(openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames)


def test_keys_may_stand_in_blocks_and_texts_over_several_lines(laid) -> None:
    text = '''description = """
[[changes]]
do = "not this"
"""

[[changes]]
do = "aid"
[changes.values]
supply = "lorries"
good = "flour"
place = "south"
at_most = -1
'''
    _, findings = examine(laid({"scenarios/blocks.toml": text}))
    assert findings == ()
    wrong = text.replace("at_most = -1", 'at_most = "x"')
    (found,) = examine(laid({"scenarios/blocks.toml": wrong}))[1]
    assert (found.row, found.column, found.value) == (8, "at_most", "x")
