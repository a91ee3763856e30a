"""What is wrong with files, archives and workbooks as such."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from commonweal.data import examine, read, write
from commonweal.data.archive import starved
from commonweal.data.folder import files_of
from commonweal.data.reading import examine_files
from commonweal.findings import Finding
from unit.data.bad_inputs import SOUND


def _only(path: Path) -> Finding:
    economy, findings = examine(path)
    assert economy is None
    assert len(findings) == 1, findings
    return findings[0]


@pytest.fixture
def workbook(towns: Path) -> Path:
    path = towns.with_name("model.xlsx")
    write(read(towns), path)
    return path


def _repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """A copy of an archive with some of its parts replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | changes
    copy = path.with_name(f"broken{path.suffix}")
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return copy


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def test_files_in_memory_are_examined_as_those_of_a_folder(towns: Path) -> None:
    economy, findings = examine_files(files_of(towns))
    assert economy == read(towns)
    assert findings == examine(towns)[1]
    broken = {**files_of(towns), "needs.csv": lambda: b"god,amount\n"}
    economy, findings = examine_files(broken)
    assert economy is None
    assert "A05" in {found.code for found in findings}


@pytest.mark.parametrize("name", ["model.xlsx", "model.zip"])
def test_a_web_page_is_neither_workbook_nor_archive(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<html><body>Please log in</body></html>")
    assert _only(tmp_path / name).code == "A01"


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"PAR1", b"<html>", b"\x00\x00"])
def test_a_csv_file_that_is_something_else_is_refused(laid, start: bytes) -> None:
    found = _only(laid({"needs.csv": start + b"good,amount\n"}))
    assert (found.code, found.file) == ("A01", "needs.csv")


def test_a_parquet_file_that_is_something_else_is_refused(laid) -> None:
    for content in (b"good,amount\n", b"PAR1" + b"\xff" * 64 + b"PAR1"):
        found = _only(laid({"needs.csv": None, "needs.parquet": content}))
        assert (found.code, found.file) == ("A01", "needs.parquet")


def test_settings_that_are_not_toml_are_told_with_their_line(laid) -> None:
    found = _only(laid({"economy.toml": 'name = "x"\n[calendar\n'}))
    assert (found.code, found.row) == ("A01", 2)


def test_a_path_with_nothing_at_it_is_told(tmp_path: Path) -> None:
    assert _only(tmp_path / "nowhere").code == "A01"


def test_a_folder_without_settings_is_no_economy(tmp_path: Path) -> None:
    found = _only(tmp_path)
    assert (found.code, found.file) == ("A05", "economy.toml")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("economy.toml", SOUND["economy.toml"])
        with archive.open("needs.csv", "w", force_zip64=True) as opened:
            for _ in range(65):
                opened.write(bytes(1024**2))
    found = _only(path)
    assert found.code == "A02"
    assert "times its size" in found.why


def test_an_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}.csv", "")
    assert _only(path).code == "A02"


@pytest.mark.parametrize(
    "name", ["../needs.csv", "/etc/needs.csv", "a/../../needs.csv", "..\\needs.csv", "C:/x.csv"]
)
def test_a_path_that_leaves_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("economy.toml", SOUND["economy.toml"])
        archive.writestr(name, "good,amount\n")
    found = _only(path)
    assert found.code == "A03"
    assert found.file == "model.zip"


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    link = zipfile.ZipInfo("needs.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert _only(path).code == "A03"


def test_the_files_of_an_archive_may_lie_in_one_folder(laid, towns: Path) -> None:
    path = towns.with_name("model.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in SOUND.items():
            archive.writestr(f"towns/{file}", text)
    assert read(path) == read(towns)


def test_text_that_is_not_utf8_is_told_with_line_and_byte(laid) -> None:
    content = SOUND["goods.csv"].encode() + "café,kg,food,,1,,\n".encode("latin-1")
    found = _only(laid({"goods.csv": content}))
    assert (found.code, found.file, found.row) == ("A04", "goods.csv", 12)
    assert "0xE9" in found.why


def test_a_byte_order_mark_is_no_part_of_the_heading(laid) -> None:
    assert examine(laid({"needs.csv": "\ufeff" + SOUND["needs.csv"]}))[1] == ()


@pytest.mark.parametrize("table", ["needs", "people", "goods", "places"])
def test_a_required_table_without_rows_is_told(laid, table: str) -> None:
    heading = SOUND[f"{table}.csv"].partition("\n")[0]
    _, findings = examine(laid({f"{table}.csv": heading + "\n"}))
    assert ("A09", f"{table}.csv") in {(found.code, found.file) for found in findings}


def test_an_empty_file_and_an_unknown_one_are_told(laid) -> None:
    assert _only(laid({"limits.csv": ""})).code == "A05"
    found = _only(laid({"limits.csv": SOUND["limits.csv"], "stokcs.csv": "good\n"}))
    assert found.code == "A06"
    assert "'stocks'" in found.remedy


def test_a_table_in_two_files_is_told(laid, tmp_path: Path) -> None:
    write(read(laid()), tmp_path / "other", format="parquet")
    twice = (tmp_path / "other" / "needs.parquet").read_bytes()
    assert _only(laid({"needs.parquet": twice})).code == "A07"


def test_an_open_quotation_mark_is_told(laid) -> None:
    found = _only(laid({"places.csv": SOUND["places.csv"] + '"west,West,,,\n'}))
    assert (found.code, found.file) == ("A08", "places.csv")


def _needs_with(workbook: Path, cell: bytes) -> Path:
    """The workbook with another cell B2 in the sheet ``needs``."""
    part = f"xl/worksheets/sheet{openpyxl.load_workbook(workbook).sheetnames.index('needs') + 1}.xml"
    sheet = _part(workbook, part)
    start = sheet.index(b'<c r="B2"')
    end = sheet.index(b"</c>", start) + len(b"</c>")
    return _repacked(workbook, {part: sheet[:start] + cell + sheet[end:]})


def test_a_cell_with_an_error_is_told(workbook: Path) -> None:
    found = _only(_needs_with(workbook, b'<c r="B2" t="e"><v>#REF!</v></c>'))
    assert (found.code, found.value) == ("A10", "#REF!")
    assert (found.sheet, found.row, found.column) == ("needs", 2, "amount")


def test_a_formula_without_a_stored_value_is_told(workbook: Path) -> None:
    found = _only(_needs_with(workbook, b'<c r="B2"><f>70*30</f></c>'))
    assert (found.code, found.row, found.column, found.value) == ("A10", 2, "amount", "=70*30")


def test_a_formula_with_a_stored_value_is_that_value(workbook: Path) -> None:
    economy = read(_needs_with(workbook, b'<c r="B2"><f>71*30</f><v>2130</v></c>'))
    assert economy["needs"]["amount"][0] == 2130


def test_a_sheet_that_says_it_is_huge_is_refused_before_it_is_read(workbook: Path) -> None:
    part = "xl/worksheets/sheet2.xml"
    sheet = _part(workbook, part)
    start = sheet.index(b'<dimension ref="')
    wide = sheet[:start] + b'<dimension ref="A1:XFD1048576"' + sheet[sheet.index(b"/>", start) :]
    found = _only(_repacked(workbook, {part: wide}))
    assert (found.code, found.sheet) == ("A11", "goods")
    assert "XFD1048576" in found.why


def test_a_sheet_that_hides_how_huge_it_is_is_refused_while_it_is_read(workbook: Path) -> None:
    part = "xl/worksheets/sheet2.xml"
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(1, 140))
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    found = _only(_repacked(workbook, {part: head + rows + b"</sheetData></worksheet>"}))
    assert found.code == "A11"


def test_entities_that_grow_are_refused(workbook: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = _part(workbook, "xl/sharedStrings.xml")
    broken = laughs + sheet[sheet.index(b"?>") + 2 :].replace(b"<t>", b"<t>&b;", 1)
    assert _only(_repacked(workbook, {"xl/sharedStrings.xml": broken})).code == "A01"


def test_a_damaged_workbook_is_refused(workbook: Path) -> None:
    assert _only(_repacked(workbook, {"xl/worksheets/sheet2.xml": b"<worksheet><she"})).code == "A01"
    assert _only(_repacked(workbook, {"xl/workbook.xml": b""})).code == "A01"


def test_a_sheet_of_unknown_name_is_told_unless_it_is_for_people(tmp_path: Path, towns: Path) -> None:
    path = tmp_path / "more.xlsx"
    write(read(towns), path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("# my notes")["A1"] = "for people"
    book.save(path)
    assert examine(path)[1] == ()
    book.create_sheet("stokcs")["A1"] = "good"
    book.save(path)
    found = _only(path)
    assert (found.code, found.sheet) == ("A06", "stokcs")


def test_a_parquet_file_with_broken_bytes_is_refused_or_read(towns: Path, tmp_path: Path) -> None:
    write(read(towns), tmp_path / "model", format="parquet")
    path = tmp_path / "model" / "supplies.parquet"
    sound = path.read_bytes()
    codes = set()
    for at in range(4, len(sound) - 4, len(sound) // 40):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0xFF]) + sound[at + 1 :])
        codes |= {found.code for found in examine(tmp_path / "model")[1] if found.file == path.name}
    assert "A01" in codes


def test_want_of_memory_is_no_fault_of_an_archive() -> None:
    assert starved(zlib.error("Error -4 while decompressing data"))
    assert not starved(zlib.error("Error -3 while decompressing data: invalid block type"))
