"""Each code has an input that is told as it, at its place."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
import xlsxwriter

from commonweal.data import examine, read
from commonweal.errors import DataError
from commonweal.validate import CODES
from unit.data.bad_inputs import CASES, SOUND, Case

_OF_FORM = {"A01", "A02", "A03", "A04", "A09", "A10", "A11"}  # test_forms.py
_OF_STRUCTURE = {code for code in CODES if code[0] in "EF"}  # tests/unit/check
_OF_SCENARIOS = {code for code in CODES if code[0] == "S"}  # test_bad_scenarios.py and tests/unit/scenario
_OF_TABLES = {code for code in CODES if code[0] == "T"}  # tests/unit/importing/test_checking.py


def _broken(case: Case) -> dict[str, str]:
    text = SOUND[case.file]
    assert case.old in text
    return {case.file: text.replace(case.old, case.new, 1) if case.old else text + case.new}


def test_in_the_sound_economy_nothing_is_wrong_or_doubtful(towns: Path) -> None:
    assert examine(towns)[1] == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.file}-{case.column}")
def test_a_broken_input_is_told_once_at_its_place(laid, case: Case) -> None:
    economy, findings = examine(laid(_broken(case)))
    assert len(findings) == 1, findings
    found = findings[0]
    assert (found.code, found.file) == (case.code, case.where or case.file)
    assert (found.row, found.column) == (case.row, case.column)
    assert found.severity == CODES[case.code].severity
    assert (economy is None) == (found.severity == "error")
    assert case.says in str(found)
    if case.value:
        assert found.value == case.value


_ONE_OF_A_KIND = {"A05": "needs.csv", "B01": "routes.csv", "B12": "activities.csv", "C01": "routes.csv",
                  "D02": "goods.csv"}  # fmt: skip


@pytest.mark.parametrize(
    "case", [case for case in CASES if _ONE_OF_A_KIND.get(case.code) == case.file], ids=lambda case: case.code
)
def test_a_workbook_tells_the_same_at_the_same_place(laid, case: Case) -> None:
    folder = laid(_broken(case))
    sheet = (case.where or case.file).removesuffix(".csv")
    found = examine(_as_workbook(folder))[1]
    assert [(each.code, each.file, each.sheet, each.row, each.column) for each in found] == [
        (case.code, "towns.xlsx", sheet, case.row, case.column)
    ]


def _as_workbook(folder: Path) -> Path:
    """The cells of a folder as the text cells of a workbook."""
    path = folder.with_name("towns.xlsx")
    options = {"strings_to_numbers": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options) as book:
        settings = tomllib.loads((folder / "economy.toml").read_text())
        calendar = settings.pop("calendar")
        rows = [
            ("key", "value"),
            *settings.items(),
            *((f"calendar.{key}", calendar[key]) for key in calendar),
        ]
        sheet = book.add_worksheet("economy")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, [str(cell) for cell in row])
        for file in sorted(folder.glob("*.csv")):
            sheet = book.add_worksheet(file.stem)
            with file.open(newline="") as text:
                for at, row in enumerate(csv.reader(text)):
                    sheet.write_row(at, 0, row)
    return path


def test_every_code_has_a_broken_input() -> None:
    assert {case.code for case in CASES} | _OF_FORM | _OF_STRUCTURE | _OF_SCENARIOS | _OF_TABLES == set(CODES)


def test_all_faults_are_told_in_one_pass(laid) -> None:
    changes = {
        "needs.csv": SOUND["needs.csv"].replace("2100", "-40"),
        "stocks.csv": SOUND["stocks.csv"].replace("9000", "inf"),
        "people.csv": SOUND["people.csv"].replace("pot", "kettle"),
        "goods.csv": SOUND["goods.csv"].replace("salt,kg", "salt,tn"),
    }
    with pytest.raises(DataError) as raised:
        read(laid(changes))
    assert {found.code for found in raised.value.findings} == {"B04", "B03", "C01", "D01"}


def test_of_one_cause_twenty_are_listed_and_the_rest_counted(laid) -> None:
    rows = "".join(f"bread,nutrient {number},1,g/kg\n" for number in range(50))
    _, findings = examine(laid({"composition.csv": SOUND["composition.csv"] + rows}))
    assert [found.code for found in findings] == ["C01"] * 20
    assert [found.more for found in findings] == [0] * 19 + [30]


def test_a_cell_that_can_not_be_read_is_not_told_as_blank_too(laid) -> None:
    _, findings = examine(laid({"activity_goods.csv": SOUND["activity_goods.csv"].replace("-0.2", "few")}))
    assert [found.code for found in findings] == ["B01"]
