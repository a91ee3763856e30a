"""Each fault of a table is told at its place with its value, all of them in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from commonweal.errors import DataError, ModelError
from commonweal.importing.layouts import LAYOUTS
from commonweal.importing.reading import read_table
from commonweal.validate.codes import CODES
from unit.importing.layouts_on_disk import ONE_SHEET, PLAIN, SYMMETRIC, TWO_REGIONS, as_workbook, laid


@dataclass(frozen=True)
class Case:
    """A file of a sound table with one thing replaced, and the finding it gives."""

    layout: str
    file: str
    old: str
    new: str
    code: str
    says: str
    row: int | None = None
    column: str = ""
    value: str = ""


SOUND = {
    "symmetric": SYMMETRIC,
    "plain": PLAIN,
    "one-sheet": {"sheet.csv": ONE_SHEET},
    "regions": TWO_REGIONS,
}

CASES = [
    # form
    Case("symmetric", "flows.csv", "A,Farms,150,500", "A,Farms,150", "A08", "3 cells, the heading has 4", 2),
    Case("symmetric", "flows.csv", "title,A,B", "title,A,A", "A07", "Two columns have this heading", 1),
    Case("symmetric", "flows.csv", "sector,title,A,B\nA,Farms,150,500\nB,Mills,200,100\n", "", "A05",
         "empty"),
    Case("symmetric", "flows.csv", "A,Farms,150,500\nB,Mills,200,100\n", "", "A09", "no rows"),
    Case("symmetric", "flows.csv", "sector", "<html><sector", "A01", "a web page"),
    Case("symmetric", "labour.csv", "3000", '"30', "A08", "can't be read as CSV"),
    # values
    Case("symmetric", "flows.csv", "150", "lots", "B01", "digits only", 2, "A", "lots"),
    Case("symmetric", "flows.csv", "150", '"12,5"', "B01", "Write 12.5, or declare", 2, "A", "12,5"),
    Case("symmetric", "flows.csv", "100", "nan", "B02", "missing number", 3, "B", "nan"),
    Case("symmetric", "flows.csv", "100", "inf", "B03", "Write the figure, or 0", 3, "B", "inf"),
    Case("symmetric", "final_demand.csv", "1500", "15%", "B01", "0.15", 3, "households", "15%"),
    Case("symmetric", "gross_output.csv", "B,2000", "B,x", "B01", "not a number", 2, "gross_output", "x"),
    Case("symmetric", "gross_output.csv", "B,2000", "B,-2000", "B05", "negative output", None, "", "-2000"),
    # labels
    Case("symmetric", "flows.csv", "B,Mills", "A,Mills", "B12", "stands twice", 3, "sector", "A"),
    Case("symmetric", "flows.csv", "B,Mills", ",Mills", "B02", "no label", 3, "sector"),
    Case("symmetric", "flows.csv", "title,A,B", "title,A,C", "A05", "no column for B", 1),
    Case("symmetric", "flows.csv", "title,A,B", "title,A,C", "C01", "C", 1),
    Case("symmetric", "final_demand.csv", "B,1500", "Bb,1500", "C01",
         "Did you mean 'B'", 1, "", "Bb"),
    Case("symmetric", "gross_output.csv", "\nA,1000", "", "A05", "no row for A", 1),
    Case("symmetric", "labour.csv", "B,5000", "C,5000", "A05", "no row for B", 1),
    Case("symmetric", "value_added.csv", "kind,A,B", "kind,A,Q", "A05", "no column for B", 1),
    Case("regions", "flows.csv", "\nS.b,", "\nb,", "B02", "no region, others do", 5, "sector", "b"),
    Case("regions", "final_demand.csv", "N.f5", "f5", "B02", "Write REGION.CODE", 1, "f5", "f5"),
    Case("regions", "people.csv", "S,50", "T,50", "C01", "no such region", 3, "region", "T"),
    Case("regions", "people.csv", "S,50", "S,0", "B04", "inhabitants", 3, "people", "0"),
    Case("regions", "people.csv", "region,people", "region,persons", "A05", "no column 'people'", 1),
    # kinds, units, names
    Case("symmetric", "final_demand.csv", "households", "x1", "C01", "Say it in final_kinds", 1, "x1"),
    Case("symmetric", "value_added.csv", "surplus", "surpluss", "C01",
         "Did you mean 'surplus'", 3, "", "surpluss"),
    Case("symmetric", "value_added.csv", "wages,EUR", "wages,GBP", "D01", "money of this table is EUR", 2),
    Case("symmetric", "labour.csv", "hours [h]", "hours [kg]", "D02", "hours or in persons", 1, "", "kg"),
    Case("symmetric", "satellites.csv", "CO2,t", "CO2,tn", "D01", "not a unit", 2, "", "tn"),
    Case("symmetric", "table.toml", "scale = 1e6", "scale = -1", "B01",
         "1e6 for a table in millions", None, "scale", "-1"),
    Case("symmetric", "table.toml", "year = 2031", 'year = "2031"', "B01",
         "not a year", None, "year", "2031"),
    Case("symmetric", "table.toml", "currency", "currencie", "A06",
         "Did you mean 'currency'", None, "currencie"),
    Case("symmetric", "table.toml", "year = 2031", "year = ", "A01", "not TOML", 2),
    Case("plain", "table.toml", '"purchasers"', '"retail"', "B01", "'basic'", None, "prices", "retail"),
    Case("plain", "supply.csv", "mill,Mills", "mil,Mills", "C01",
         "Did you mean 'mill'", 1, "", "mil"),
    Case("plain", "supply.csv", "bread,flour,bran", "bread,flour,brn", "A05", "no column for bran", 1),
    Case("plain", "imports.csv", "product,imports", "product,imports,more", "A08",
         "2 cells, the heading has 3", 2),
    Case("plain", "taxes.csv", "bread,5", "bread,?", "B02", "missing number", 3, "taxes", "?"),
    Case("one-sheet", "sheet.csv", "total,45,75,20", "total,45,95,20", "T08",
         "called a total", 1, "", "total"),
    Case("one-sheet", "sheet.csv", "works,30", "farms,30", "B12", "stands twice", 3, "label", "farms"),
    Case("one-sheet", "sheet.csv", "label,farms,works,homes", "label,a,b,c", "A05",
         "there are no sectors", 1),
]  # fmt: skip


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.file}-{case.new[:12]}")
def test_a_fault_is_told_at_its_place(tmp_path, monkeypatch, case: Case, large: bool) -> None:
    if large:  # as if the file were too large for the slow reader
        monkeypatch.setattr("commonweal.importing.grids._LARGE", 0)
    files = SOUND[case.layout]
    assert case.old in files[case.file]
    laid(tmp_path, files | {case.file: files[case.file].replace(case.old, case.new, 1)})
    layout = "symmetric" if case.layout == "regions" else case.layout
    with pytest.raises(DataError) as raised:
        read_table(layout, tmp_path)
    findings = raised.value.findings
    found = [each for each in findings if each.code == case.code and case.says in str(each)]
    assert found, findings
    first = found[0]
    assert first.file == case.file
    assert first.severity == CODES[case.code].severity == "error"
    if case.row is not None:
        assert first.row == case.row
    if case.column:
        assert first.column == case.column
    if case.value:
        assert first.value == case.value


def test_all_faults_are_told_in_one_pass(tmp_path) -> None:
    files = SYMMETRIC | {
        "flows.csv": "sector,A,B\nA,x,500\nB,200,y\n",
        "final_demand.csv": "sector,households,exports\nA,300,50\nC,1500,z\n",
        "labour.csv": "sector,hours [h]\nA,3000\n",
    }
    with pytest.raises(DataError) as raised:
        read_table("symmetric", laid(tmp_path, files))
    told = {(each.code, each.file, each.value) for each in raised.value.findings}
    assert {
        ("B01", "flows.csv", "x"),
        ("B01", "flows.csv", "y"),
        ("C01", "final_demand.csv", "C"),
        ("A05", "final_demand.csv", ""),
        ("B01", "final_demand.csv", "z"),
        ("A05", "labour.csv", ""),
    } <= told


def test_of_a_cause_twenty_cells_are_listed_and_the_rest_counted(tmp_path) -> None:
    names = [f"s{number}" for number in range(10)]
    rows = "\n".join(f"{name},{','.join(['?'] * 10)}" for name in names)
    files = {
        "flows.csv": f"sector,{','.join(names)}\n{rows}\n",
        "final_demand.csv": "sector,households\n" + "\n".join(f"{name},1" for name in names) + "\n",
    }
    with pytest.raises(DataError) as raised:
        read_table("symmetric", laid(tmp_path, files))
    findings = raised.value.findings
    assert len(findings) == 20
    assert findings[-1].more == 80


def test_a_workbook_tells_sheet_and_row(tmp_path) -> None:
    sheets = {name: text for name, text in SYMMETRIC.items() if name.endswith(".csv")}
    sheets["flows.csv"] = sheets["flows.csv"].replace("150", "lots")
    with pytest.raises(DataError) as raised:
        read_table("symmetric", as_workbook(tmp_path / "two.xlsx", sheets))
    found = next(each for each in raised.value.findings if each.value == "lots")
    assert (found.file, found.sheet, found.row, found.column) == ("two.xlsx", "flows", 2, "A")


@pytest.mark.parametrize("layout, missing", [("symmetric", "flows"), ("plain", "supply"), ("bea", "use")])
def test_a_table_that_is_missing_is_named(tmp_path, layout, missing) -> None:
    files = {name: text for name, text in SOUND.get(layout, SYMMETRIC).items() if name != f"{missing}.csv"}
    with pytest.raises(DataError, match=f"no table '{missing}'"):
        read_table(layout, laid(tmp_path, files))


def test_a_table_with_a_near_name_is_suggested(tmp_path) -> None:
    files = {name.replace("flows", "flow"): text for name, text in SYMMETRIC.items()}
    with pytest.raises(DataError) as raised:
        read_table("symmetric", laid(tmp_path, files))
    told = [str(each) for each in raised.value.findings]
    assert any("no table 'flows'" in text and "'flow'" in text for text in told)
    assert any(text.startswith("A06") and "Did you mean 'flows'" in text for text in told)


def test_the_same_table_twice_is_refused(tmp_path) -> None:
    laid(tmp_path, SYMMETRIC)
    as_workbook(tmp_path / "flows.xlsx", {"flows.csv": SYMMETRIC["flows.csv"]})
    with pytest.raises(DataError, match=r"also in flows\.csv"):
        read_table("symmetric", tmp_path)


def test_an_unknown_layout_is_told_with_a_near_name(tmp_path) -> None:
    with pytest.raises(ModelError, match="Did you mean 'symmetric'"):
        read_table("symmetrics", tmp_path)


def test_a_path_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(DataError, match=r"nowhere.*no such file"):
        read_table("plain", tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name, remedy", [("table.zip", "Unpack it first"), ("table.txt", "Export the table")]
)
def test_a_file_of_another_form_is_told(tmp_path, name, remedy) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(DataError, match=remedy):
        read_table("one-sheet", path)


def test_a_damaged_parquet_file_is_told(tmp_path) -> None:
    (tmp_path / "flows.parquet").write_bytes(b"PAR1" + b"\0" * 30 + b"PAR1")
    with pytest.raises(DataError, match="Parquet file can't be read"):
        read_table("symmetric", tmp_path)


def test_several_sheets_ask_which_one(tmp_path) -> None:
    book = as_workbook(tmp_path / "two.xlsx", {"a.csv": ONE_SHEET, "b.csv": ONE_SHEET})
    with pytest.raises(DataError, match="2 tables here: a, b"):
        read_table("one-sheet", book)


def test_every_layout_says_what_it_reads() -> None:
    for name, layout in LAYOUTS.items():
        assert layout.name == name
        assert layout.what[-1] in ".…"
