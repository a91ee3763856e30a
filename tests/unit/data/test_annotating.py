"""Workbooks with faults marked: each where it stands, all in a list, nothing live, readable again."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

import commonweal as cw
from commonweal.data.annotating import FINDINGS_SHEET, annotated
from commonweal.data.reading import examine


def marked(path):
    """The annotated workbook of what stands at a path, opened, and the findings."""
    _, findings = examine(path)
    content = annotated(path, findings)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    return openpyxl.load_workbook(io.BytesIO(content)), findings, content


def comments(sheet):
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def book_with(path, sheets):
    """A workbook of sheets: rows of cells; what begins with ``=`` is a formula."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_a_bad_cell_of_a_folder_is_marked_in_its_sheet(laid):
    needs = "group,place,good,amount\npeople,town,bread,lots\n"
    book, findings, _ = marked(laid({"needs.csv": needs}))
    (fault,) = [found for found in findings if found.value == "lots"]
    sheet = book["needs"]
    assert sheet["D2"].value == "lots"
    assert sheet["D2"].fill.fgColor.rgb == "FFF9C9D1"
    assert fault.why in comments(sheet)["D2"]
    assert fault.remedy in comments(sheet)["D2"]


def test_the_list_tells_every_finding_errors_first(laid):
    needs = "group,place,good,amount\npeople,town,bread,lots\n"
    book, findings, _ = marked(laid({"needs.csv": needs}))
    rows = list(book[FINDINGS_SHEET].iter_rows(values_only=True))
    assert rows[0][:3] == ("severity", "file", "sheet")
    told = [(row[0], row[6]) for row in rows[1:]]
    assert sorted(told) == sorted((found.severity, found.why) for found in findings)
    assert [severity for severity, _ in told] == sorted(severity for severity, _ in told)


@pytest.mark.parametrize("form", ["xlsx", "zip"])
def test_a_sound_economy_reads_the_same_from_its_annotated_workbook(form, tmp_path):
    source = tmp_path / f"village.{form}"
    cw.write(cw.read("village"), source)
    book, findings, content = marked(source)
    assert book.sheetnames[0] == FINDINGS_SHEET
    assert not any(comments(book[name]) for name in book.sheetnames)
    assert findings == ()
    again = tmp_path / "again.xlsx"
    again.write_bytes(content)
    assert cw.read(again).hash == cw.read("village").hash
    assert set(cw.read(again).scenarios) == set(cw.read("village").scenarios)


def test_a_workbook_keeps_its_rows_where_they_were(laid, tmp_path):
    source = tmp_path / "towns.xlsx"
    cw.write(cw.read(laid()), source)
    book = openpyxl.load_workbook(source)
    book["needs"].insert_rows(2)  # a blank row: numbers of rows must stay those of the file
    column = [cell.value for cell in book["needs"][1]].index("amount") + 1
    book["needs"].cell(3, column).value = "12,5"
    book.save(source)
    again, findings, _ = marked(source)
    place = (findings[0].sheet, findings[0].row, findings[0].column)
    assert place == ("needs", 3, "amount")
    assert again["needs"].cell(3, column).value == "12,5"
    assert "Write 12.5" in again["needs"].cell(3, column).comment.text


def test_formulas_become_their_text_or_their_value(tmp_path):
    rows = [["good", "kind", "unit"], ['=HYPERLINK("http://evil")', "=1+1", "kg"]]
    book, _, content = marked(
        book_with(tmp_path / "formulas.xlsx", {"economy": [["key", "value"]], "goods": rows})
    )
    assert all(cell.data_type != "f" for row in book["goods"].iter_rows() for cell in row)
    assert b"externalLink" not in content


def test_what_a_text_begins_with_does_not_make_it_live(laid):
    goods = 'good,kind,unit\n"\'=cmd|calc!A1",good,kg\n@SUM(A1),good,kg\n'
    book, _, _ = marked(laid({"goods.csv": goods}))
    assert [row[0].value for row in book["goods"].iter_rows(min_row=2)] == ["=cmd|calc!A1", "@SUM(A1)"]
    assert all(cell.data_type == "s" for cell in book["goods"]["A"])


def test_faults_of_settings_are_marked_at_their_key(laid):
    book, findings, _ = marked(
        laid({"economy.toml": 'name = "towns"\n[calendar]\nstart = "soon"\nperiods = 2\ndays = 7\n'})
    )
    assert findings[0].column == "calendar.start"
    sheet = book["economy"]
    keys = [row[0].value for row in sheet.iter_rows()]
    assert f"B{keys.index('calendar.start') + 1}" in comments(sheet)


def test_settings_that_are_no_toml_are_shown_line_by_line(laid):
    book, _, _ = marked(laid({"economy.toml": "name = towns\n[calendar\n"}))
    sheet = book["# economy.toml"]
    assert sheet["A2"].value == "[calendar"
    assert comments(sheet)


def test_a_scenario_with_faults_is_shown_line_by_line(laid):
    files = {"scenarios/odd.toml": 'title = "Odd"\nparent = "none"\n'}
    book, findings, _ = marked(laid(files))
    assert "odd" in str(findings)
    assert book["# odd"]["A1"].value == 'title = "Odd"'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.xlsx", b"PK\x03\x04 and no more"),
        ("page.xlsx", b"<html>"),
        ("no.zip", b"x"),
        ("table.txt", b""),
    ],
)
def test_what_cannot_be_read_becomes_a_list_alone(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    book, findings, _ = marked(path)
    assert book.sheetnames == [FINDINGS_SHEET]
    assert book[FINDINGS_SHEET]["G2"].value == findings[0].why


def test_names_of_sheets_are_made_ones_that_a_workbook_may_have(tmp_path):
    path = tmp_path / "names.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("economy.toml", "")
        for name in ("a[b]*?.csv", "x" * 60 + ".csv", "x" * 61 + ".csv", "History.csv", "'.csv"):
            archive.writestr(name, "a\n1\n")
    book, _, _ = marked(path)
    assert len(book.sheetnames) == 7
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_an_annotated_workbook_is_annotated_anew(laid, tmp_path):
    _, _, content = marked(laid({"needs.csv": "group,place,good,amount\npeople,town,bread,lots\n"}))
    again = tmp_path / "again.xlsx"
    again.write_bytes(content)
    book, findings, _ = marked(again)
    assert book.sheetnames.count(FINDINGS_SHEET) == 1
    assert any(found.sheet == "needs" and found.value == "lots" for found in findings)
