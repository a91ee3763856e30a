"""Release 2016 of WIOD: national tables and the world table, with the socio-economic accounts."""

from __future__ import annotations

import pytest

from commonweal.errors import DataError
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import NIOT, SEA_LONG, SEA_WIDE, WORLD, WORLD_SHEET, as_workbook, laid


@pytest.fixture
def national(tmp_path):
    files = {"USA_NIOT_nov16.csv": NIOT, "accounts.csv": SEA_WIDE}
    return read_table("wiod2016", laid(tmp_path, files), ReadingOptions(year=2014))


@pytest.fixture
def world(tmp_path):
    return read_table("wiod2016", laid(tmp_path, {"WIOT2014.csv": WORLD, "sea.csv": SEA_LONG}))


def test_a_national_table_is_its_domestic_flows(national) -> None:
    assert national.products.texts == ("USA.A01", "USA.C10-C12")
    assert national.use.tolist() == [[10.0, 40.0], [5.0, 20.0]]
    assert national.final.names == ("CONS_h", "CONS_np", "CONS_g", "GFCF", "INVEN", "EXP")
    assert national.final_kinds == ("household", "nonprofit", "government", "investment", "stocks", "export")
    assert national.industry_output.tolist() == [100.0, 200.0]


def test_imports_and_taxes_stand_below_and_the_books_balance(national) -> None:
    rows = dict(zip(national.value_added.names, national.value_added.by_industry.tolist(), strict=True))
    assert rows["imports"] == [3.0, 40.0]
    assert rows["TXSP"] == [2.0, 10.0]
    assert national.value_added.by_final[national.value_added.names.index("imports")][0] == 10.0
    assert product_residuals(national).tolist() == [0.0, 0.0]
    assert industry_residuals(national).tolist() == [0.0, 0.0]


def test_the_accounts_come_in_the_currency_of_the_table(national) -> None:
    # one unit of national currency is worth two of the table's: outputs are 300 and 150
    rows = dict(zip(national.value_added.names, national.value_added.by_industry.tolist(), strict=True))
    assert rows["compensation"] == [30.0, 60.0]
    assert rows["surplus"] == [50.0, 30.0]
    assert national.capital.by_industry.tolist() == [[240.0, 120.0]]
    assert any("converted" in note for note in national.provenance.notes)


def test_hours_are_those_of_all_who_work(national) -> None:
    # 3 million hours of 2 thousand employees among 4 thousand persons
    assert (national.labour.names, national.labour.units) == (("hours",), ("h",))
    assert national.labour.by_industry.tolist() == [[6e6, 4e6]]
    assert national.satellites.names == ("persons", "hours of employees")
    assert national.satellites.by_industry.tolist() == [[4e3, 2e3], [3e6, 4e6]]


def test_without_rows_below_the_rest_of_output_is_imports_and_taxes(tmp_path) -> None:
    head, _, *rows = NIOT.splitlines()
    domestic = "\n".join([head, *(row for row in rows if ",Domestic," in row and row.startswith("2014"))])
    table = read_table("wiod2016", laid(tmp_path, {"io.csv": domestic, "sea.csv": SEA_WIDE}))
    assert table.value_added.names == ("compensation", "surplus", "imports_and_taxes")
    assert table.value_added.by_industry.tolist() == [[30.0, 60.0], [50.0, 30.0], [5.0, 50.0]]
    assert industry_residuals(table).tolist() == [0.0, 0.0]


def test_workbooks_may_have_sheets_for_people(tmp_path) -> None:
    as_workbook(
        tmp_path / "USA_NIOT_nov16.xlsx",
        {"Notes.csv": ",,National tables\n\n,million US dollars", "National IO-tables.csv": NIOT},
    )
    as_workbook(tmp_path / "SEA.xlsx", {"DATA.csv": SEA_WIDE, "Notes.csv": "Notes\n,second column"})
    table = read_table("wiod2016", tmp_path, ReadingOptions(year=2014))
    assert table.use.tolist() == [[10.0, 40.0], [5.0, 20.0]]
    assert table.labour.by_industry.tolist() == [[6e6, 4e6]]


def test_accounts_that_cannot_be_read_are_not_left_out(tmp_path) -> None:
    files = {"USA_NIOT_nov16.csv": NIOT, "sea.csv": SEA_WIDE + "C13,1\n"}
    with pytest.raises(DataError, match=r"sea\.csv, row 4.*2 cells"):
        read_table("wiod2016", laid(tmp_path, files), ReadingOptions(year=2014))


def test_several_years_ask_which(tmp_path) -> None:
    with pytest.raises(DataError, match=r"2013, 2014.*--year"):
        read_table("wiod2016", laid(tmp_path, {"USA_NIOT_nov16.csv": NIOT}))


def test_the_world_table_has_its_final_users_after_its_industries(world) -> None:
    assert world.products.texts == ("AUS.A01", "AUS.B", "ROW.A01", "ROW.B")
    assert world.products.titles[1] == "Mining"
    assert world.final.texts == ("AUS.CONS_h", "AUS.CONS_np", "ROW.CONS_h", "ROW.CONS_np")
    assert world.use[0].tolist() == [1.0, 2.0, 0.0, 1.0]
    assert world.final_demand[0].tolist() == [5.0, 0.0, 1.0, 0.0]
    assert product_residuals(world).tolist() == [0.0] * 4
    assert industry_residuals(world).tolist() == [0.0] * 4


def test_accounts_of_the_world_are_by_country_and_year(world) -> None:
    assert world.provenance.year == 2014
    assert world.labour.by_industry.tolist() == [[4e6, 6e6, 0.0, 0.0]]
    assert world.capital.by_industry.tolist() == [[30.0, 40.0, 0.0, 0.0]]
    rows = dict(zip(world.value_added.names, world.value_added.by_industry.tolist(), strict=True))
    assert rows["compensation"] == [2.0, 4.0, 0.0, 0.0]
    assert any("No work or capital is known of ROW" in note for note in world.provenance.notes)


def test_the_excel_sheet_of_the_world_table_holds_the_same(tmp_path, world) -> None:
    path = laid(tmp_path, {"WIOT2014_Nov16_ROW.csv": WORLD_SHEET}) / "WIOT2014_Nov16_ROW.csv"
    found = read_table("wiod2016", path)
    assert found.products == world.products
    assert found.final == world.final
    assert found.use.tolist() == world.use.tolist()
    assert found.final_demand.tolist() == world.final_demand.tolist()
    assert product_residuals(found).tolist() == [0.0] * 4


@pytest.mark.parametrize(
    "old, new, says",
    [
        (",,,,c1,c2", ",,,,x1,x2", "No row above the figures"),
        ("r1,1,2,0", "r1,1,2", "as many cells"),
        ("A01,Crops,AUS,r1,1,2,0,1,5,0,1,0,10", "A01,Crops,AUS,r1,1,2,0,1,5,0,1,0,30", r"row 7|AUS\.A01"),
        (WORLD_SHEET[WORLD_SHEET.index("A01,Crops") :], "", "There are no products"),
        ("r2,2,1,1", "r2,2,many,1", "row 8, AUS2: 'many'"),
    ],
)
def test_a_broken_sheet_is_refused(tmp_path, old, new, says) -> None:
    assert old in WORLD_SHEET
    with pytest.raises(DataError, match=says):
        read_table("wiod2016", laid(tmp_path, {"w.csv": WORLD_SHEET.replace(old, new)}))


@pytest.mark.parametrize(
    "old, new, code, says",
    [
        ("B,Mining,AUS,2", "A01,Mining,AUS,2", "B12", "stands twice"),
        ("5,0,1,0,10", "5,0,1,0,30", "T08", "AUS.A01"),
        ("AUS1,AUS2,ROW1", "AUS1,AUS2,BEL1", "C01", "BEL1"),
        ("AUS1,AUS2,ROW1", "AUS1,AUS2,BEL1", "A05", "ROW.A01"),
        ("2014,2,1,1,0,6", "2014,2,x,1,0,6", "B01", "AUS2"),
    ],
)
def test_a_broken_world_table_is_refused(tmp_path, old, new, code, says) -> None:
    assert old in WORLD
    with pytest.raises(DataError) as raised:
        read_table("wiod2016", laid(tmp_path, {"w.csv": WORLD.replace(old, new)}))
    found = [each for each in raised.value.findings if each.code == code]
    assert found
    assert says in str(found[0])


def test_an_industry_that_the_accounts_leave_out_is_told(tmp_path) -> None:
    files = {"USA_NIOT_nov16.csv": NIOT, "sea.csv": SEA_WIDE.replace("C10-C12", "C13")}
    with pytest.raises(DataError, match="say nothing of C10-C12"):
        read_table("wiod2016", laid(tmp_path, files), ReadingOptions(year=2014))


def test_a_folder_without_a_table_says_what_is_looked_for(tmp_path) -> None:
    with pytest.raises(DataError, match="IndustryCode, Country, RNr"):
        read_table("wiod2016", laid(tmp_path, {"sea.csv": SEA_WIDE}))
