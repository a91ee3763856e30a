"""Writing and reading back gives the same economy, in every form, with the same bytes each time."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal import examples
from commonweal.data import examine, read, write, write_template
from commonweal.errors import DataError
from commonweal.model import Calendar, Economy, Settings
from unit.data.bad_inputs import SOUND

FORMS = (("towns", "csv"), ("towns", "parquet"), ("towns.zip", "csv"), ("towns.xlsx", "csv"))


def _bytes(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name, form", FORMS)
def test_every_form_gives_the_same_economy_and_the_same_bytes(
    towns: Path, tmp_path: Path, name: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    economy = read(towns)
    path = tmp_path / "out" / name
    write(economy, path, format=form)
    again = read(path)
    assert again.hash == economy.hash
    first = _bytes(path)
    monkeypatch.setattr("time.time", lambda: 2e9)
    write(again, path, format=form)
    assert _bytes(path) == first
    assert sorted(left.name for left in path.parent.iterdir()) == [name]


def test_the_order_of_rows_does_not_matter(laid, towns: Path) -> None:
    shuffled = {}
    for file, text in SOUND.items():
        heading, *rows = text.splitlines(keepends=True)
        if file.endswith(".csv"):
            shuffled[file] = heading + "".join(reversed(rows))
    assert read(laid(shuffled, "shuffled")).hash == read(towns).hash


def _tricky(text: str = "plain") -> Economy:
    """An economy whose texts and numbers try the formats."""
    goods = [
        {"good": "bread", "unit": "kg", "kind": "food", "mass": 1.0, "note": text, "name_ar": "خبز"},
        {"good": "=cmd", "unit": "kg", "kind": "food", "note": "'=1+1", "disposal": "0.5"},
        {"good": "-x; y", "unit": "kg", "source": "@a", "note": 'two\nlines, "quoted"', "disposal": "no"},
    ]
    return Economy.from_rows(
        Settings(
            name="Tricky = yes",
            currency="=cmd",
            calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(3, 4)),
            effort={"cost": 1.0, "outside": 0.5},
            languages=("en", "ar"),
        ),
        {
            "goods": goods,
            "places": [{"place": "A"}],
            "people": [{"group": "all", "place": "A", "people": 0.1 + 0.2, "from": dt.date(1899, 5, 5)}],
            "needs": [{"good": "bread", "amount": 4e-10}, {"good": "=cmd", "amount": 123456789.012345678}],
            "rations": [{"ration": "pot", "everywhere": True}],
            "supplies": [{"supply": "s", "good": "bread", "at_most": 1e14 + 0.1, "per": "day"},
                         {"supply": "t", "good": "=cmd", "at_most": 1 / 3, "per": "day"}],
        },
    )  # fmt: skip


@pytest.mark.parametrize("name, form", FORMS)
def test_formulas_days_small_numbers_and_many_lines_survive(tmp_path: Path, name: str, form: str) -> None:
    economy = _tricky()
    write(economy, tmp_path / name, format=form)
    assert read(tmp_path / name).hash == economy.hash


def test_a_decimal_comma_is_written_and_read_where_it_is_declared(tmp_path: Path) -> None:
    economy = _tricky().with_settings(decimal=",")
    write(economy, tmp_path / "comma")
    assert "0,333333333333333" in (tmp_path / "comma" / "supplies.csv").read_text()
    assert read(tmp_path / "comma").hash == economy.hash


def test_where_a_decimal_comma_is_declared_a_point_is_refused(laid) -> None:
    settings = 'decimal = ","\n' + SOUND["economy.toml"]
    _, findings = examine(laid({"economy.toml": settings}))
    assert {(found.code, found.value) for found in findings if found.file == "routes.csv"} == {
        ("B01", "0.01")
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\n"), max_size=30
    )
)
def test_any_text_survives_in_a_folder(tmp_path: Path, text: str) -> None:
    economy = _tricky(text if text.strip() else "x")
    write(economy, tmp_path / "any")
    assert read(tmp_path / "any").hash == economy.hash


def test_texts_that_look_like_escapes_survive_in_a_workbook(tmp_path: Path) -> None:
    for number, text in enumerate(
        ("_x0041_ and _x000D_", "a\tb\n\nc ", " leading", "http://example.org", "{=1}")
    ):
        economy = _tricky(text)
        write(economy, tmp_path / f"{number}.xlsx")
        assert read(tmp_path / f"{number}.xlsx").hash == economy.hash


def test_in_a_workbook_no_text_is_a_formula(tmp_path: Path) -> None:
    write(_tricky("=1+1"), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    types = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert types <= {"s", "n", "d"}
    assert book["goods"]["A3"].value == "=cmd"


def test_in_a_csv_file_no_cell_begins_like_a_formula(tmp_path: Path) -> None:
    write(_tricky("@x"), tmp_path / "x")
    goods = (tmp_path / "x" / "goods.csv").read_text()
    assert "'=cmd" in goods
    assert "''=1+1" in goods
    assert "'@x" in goods


def test_units_are_converted_once_and_are_gone(laid) -> None:
    economy = read(laid({
        "needs.csv": "good,amount,unit,tier\nenergy,2.1,Mcal,1\niodine,0.1,mg,2\n",
        "supplies.csv": "supply,good,place,at_most,per,price,unit\nmill,flour,north,0.9,day,500,t\n"
        "press,oil,north,92,day,2,kg\nhands,labour,*,4000,day,,h\ngrid,power,,3.6,day,,MJ\npurse,coin,,1,day,,coin\n"
        "sea,salt,south,10,day,,kg\ngardens,greens,*,1,day,,kg\n",
    }))  # fmt: skip
    assert economy["needs"]["amount"].to_list() == [2100, 100]
    supplies = economy["supplies"]
    assert supplies["at_most"].to_list() == [900, 100, 4000, 1, 1, 10, 1]
    assert supplies["price"].to_list()[:2] == [0.5, 1.84]  # per kg; per L of 0.92 kg
    assert "unit" not in supplies.columns
    assert economy["composition"]["amount"].to_list() == [2500, 8096, 20000, 30, 9.2, 400, 200]


def test_a_unit_can_be_given_for_rows_without_one(laid) -> None:
    economy = read(laid(), units={"flour": "t"})
    assert economy["supplies"]["at_most"][0] == 900_000
    assert economy["supplies"]["price"][0] == 0.0005
    assert economy["activity_goods"]["amount"][0] == -1  # its row says kg


def test_a_folder_that_is_no_economy_is_not_replaced(tmp_path: Path, towns: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").write_bytes(b"x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "x.zip").mkdir()
    for name in ("photos", "file", "x.zip"):
        with pytest.raises(DataError, match=name):
            write(read(towns), tmp_path / name)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.png"]


def test_other_files_of_an_economy_stay_and_old_tables_go(towns: Path) -> None:
    (towns / "scenarios").mkdir()
    (towns / "scenarios" / "siege.toml").write_text('title = "A siege"\n')
    (towns / "README.md").write_text("read me")
    economy = read(towns)
    write(economy.with_table("limits", economy["limits"].clear()).with_table(
        "limit_terms", economy["limit_terms"].clear()), towns)  # fmt: skip
    assert (towns / "scenarios" / "siege.toml").read_text() == 'title = "A siege"\n'
    assert (towns / "README.md").exists()
    assert not (towns / "limits.csv").exists()


@pytest.mark.parametrize("name", ["towns", "towns.zip", "towns.xlsx"])
def test_when_writing_fails_what_was_there_stays(
    towns: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    economy = read(towns)
    path = tmp_path / "out" / name
    write(economy, path)
    before = _bytes(path)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space"):
        write(economy.with_settings(name="changed"), path)
    assert _bytes(path) == before
    assert os.listdir(path.parent) == [name]  # noqa: PTH208 - Path is patched


def test_a_template_with_rows_reads_as_the_economy(towns: Path, tmp_path: Path) -> None:
    economy = read(towns)
    write_template(economy, tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx").hash == economy.hash


def test_an_empty_template_asks_for_what_is_required(tmp_path: Path) -> None:
    write_template(None, tmp_path / "t.xlsx")
    _, findings = examine(tmp_path / "t.xlsx")
    assert {(found.code, found.sheet) for found in findings} == {
        ("A05", "economy"), *(("A09", table) for table in ("goods", "places", "people", "needs"))
    }  # fmt: skip


def test_a_template_offers_names_words_units_and_meanings(tmp_path: Path) -> None:
    write_template(None, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["supplies"]
    heading = {cell.value: cell for cell in sheet[1]}
    assert sheet.freeze_panes == "B2"
    assert sheet["A2"].value == "# unit"
    assert "What comes." in heading["good"].comment.text
    assert {"unit", "note", "source"} <= heading.keys()
    lists = {
        next(iter(rule.sqref.ranges)).bounds[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert lists[heading["good"].column] == "goods!$A$3:$A$10000"
    assert lists[heading["per"].column] == '"day,period,horizon"'
    assert sheet[2][heading["lead_time"].column - 1].value == "day"


def test_a_parquet_file_may_hold_whole_numbers_categories_and_times(laid) -> None:
    folder = laid({"people.csv": None})
    pl.DataFrame(
        {"group": ["residents"] * 2, "place": ["north", "south"], "people": [1000, 500],
         "ration": ["pot", None], "from": [dt.datetime.fromisoformat("2031-01-02T00:00"), None]},
        schema_overrides={"group": pl.Categorical, "people": pl.Int32},
    ).write_parquet(folder / "people.parquet")  # fmt: skip
    people = read(folder)["people"]
    assert people["people"].to_list() == [1000.0, 500.0]
    assert people["from"].to_list() == [dt.date(2031, 1, 2), None]


def test_the_example_economies_have_no_errors() -> None:
    for folder in sorted(Path(examples.__path__[0]).iterdir()):
        if (folder / "economy.toml").is_file():
            economy, findings = examine(folder)
            assert economy is not None, findings


def test_an_archive_written_twice_differs_in_nothing(towns: Path, tmp_path: Path) -> None:
    write(read(towns), tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
