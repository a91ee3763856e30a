"""Uploads: read in a child, kept in our own form, refused in words; nothing hostile gets further."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

import commonweal as cw
from commonweal.data.table_folder import table_files
from commonweal.data.writing import archive, economy_files
from commonweal.errors import StoreFull
from commonweal.store.opened import economy_of
from commonweal.work import process
from commonweal.work.limits import UPLOADS, Limits
from commonweal.work.spares import spares_of
from commonweal.work.unpacking import safe_name, unpacked
from commonweal.work.uploads import annotate_upload, read_upload
from unit.work.given import HOSTILE, children_of, tests_on_path, village


@pytest.fixture
def read(sqlite_store):
    """Read an upload; nothing of it is left behind."""

    def read_it(content, name, limits=UPLOADS):
        found = read_upload(sqlite_store, content, name, limits)
        assert children_of() == []
        assert list(sqlite_store.spool.glob("*/*")) == []
        return found

    return read_it


def packed(**files):
    """The village as an archive, with some files other than they are."""
    content = {
        **economy_files(village(), "csv"),
        **{name.replace("__", "."): file for name, file in files.items()},
    }
    return archive({name: file for name, file in content.items() if file is not None})


def refused(found, *words):
    assert found.files is None
    told = " ".join(str(finding) for finding in found.findings)
    for word in words:
        assert word in told


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_an_economy_is_kept_in_our_own_form(ending, read, sqlite_store, tmp_path):
    cw.write(village(), tmp_path / f"village.{ending}")
    found = read((tmp_path / f"village.{ending}").read_bytes(), f"C:\\valley\\village.{ending}")
    assert (found.economy_hash, found.findings) == (village().hash, ())
    assert found.rows["needs"] == village()["needs"].height
    manifest, _ = sqlite_store.contents.put_all(found.files)
    opened = economy_of(sqlite_store, manifest)
    assert opened == village()
    assert set(opened.scenarios) == set(village().scenarios)


def test_the_table_of_an_economy_comes_along(read):
    economy, table = cw.read("leontief"), cw.table_of("leontief")
    files = {f"table/{name}": content for name, content in table_files(table).items()}
    found = read(archive(economy_files(economy, "csv") | files), "leontief.zip")
    assert found.findings == ()
    assert {name for name in found.files if name.startswith("table/")} == set(files)


def test_all_findings_come_back(read):
    found = read(packed(needs__csv=b"good,amount\nbread,lots\n"), "village.zip")
    refused(found, "needs.csv", "lots")


def test_a_scenario_with_faults_is_not_dropped_silently(read):
    files = archive(
        economy_files(village(), "csv") | {"scenarios/odd.toml": b'title = "Odd"\nparent = "none"\n'}
    )
    refused(read(files, "village.zip"), "odd.toml")


def test_faults_of_structure_are_told_and_the_economy_is_kept(read):
    goods = village()["activity_goods"]
    nothing = village().with_table("activity_goods", goods.filter(pl.col("amount") > 0))
    found = read(archive(economy_files(nothing, "csv")), "village.zip")
    assert found.files is not None
    assert any(finding.severity == "error" for finding in found.findings)


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "village.zip", "A01"),
        (b"PK\x03\x04 and no more", "village.zip", "A01"),
        (b"<html>", "village.xlsx", "A01"),
        (b"good,amount\n", "needs.csv", "needs.csv"),
        (b"\x00" * 100, "village", "A01"),
    ],
)
def test_what_is_no_economy_is_refused(read, content, name, word):
    refused(read(content, name), word)


def test_tables_as_parquet_are_refused(read):
    files = economy_files(village(), "parquet")
    refused(read(archive(files), "village.zip"), "needs.parquet", "CSV")


def test_a_path_that_leaves_the_archive_is_refused(read, sqlite_store):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("../../escaped.csv", "x")
    refused(read(content.getvalue(), "village.zip"), "A03")
    assert not list(sqlite_store.folder.rglob("escaped*"))


def test_a_bomb_is_refused(read):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("economy.toml", "")
        with file.open("needs.csv", "w") as opened:
            for _ in range(100):
                opened.write(b"\x00" * 2**20)
    refused(read(content.getvalue(), "village.zip"), "A02")


def sparse():
    """A workbook of a few kilobytes that says nothing of its size and reaches the last cell of all."""
    cells = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="n"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
    )
    content, plain = io.BytesIO(), io.BytesIO()
    book = xlsxwriter.Workbook(plain, {"in_memory": True})
    book.add_worksheet("needs")
    book.close()
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            after.writestr(entry.filename, cells if is_sheet else before.read(entry))
    return content.getvalue()


def test_a_sparse_workbook_harms_nobody(read):
    refused(read(sparse(), "sparse.xlsx"), "sparse.xlsx")


@pytest.mark.parametrize("changed", [{"memory": 2**27}, {"wall_seconds": 0}])
def test_an_upload_that_uses_too_much_is_refused(read, changed):
    refused(read(packed(), "village.zip", replace(UPLOADS, **changed)), "A11", "village.zip")


def test_a_child_that_dies_on_an_upload_harms_nobody(read, monkeypatch):
    tests_on_path(monkeypatch)
    monkeypatch.setattr(process, "MODULE", HOSTILE)
    refused(read(b"x", "village.zip"), "can't be read")  # it knows no uploads, and dies of it


def test_a_full_disk_is_no_fault_of_the_file(sqlite_store, monkeypatch):
    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreFull, match="disk is full"):
        read_upload(sqlite_store, b"x", "village.zip")
    monkeypatch.undo()
    assert children_of() == []


def test_a_spare_child_is_used_and_replaced(sqlite_store):
    spares = spares_of(sqlite_store, Limits(), 1)
    spares.fill()
    try:
        (waiting,) = children_of()
        child = spares.take()
        assert child.group == waiting.pid
        child.end()
        child.clear()
        spares.fill()
        assert len(children_of()) == 1
    finally:
        spares.end()
    assert children_of() == []


def test_a_spare_child_that_died_is_not_given_out(sqlite_store):
    spares = spares_of(sqlite_store, Limits(), 1)
    spares.fill()
    (waiting,) = children_of()
    waiting.kill()
    waiting.wait(5)
    child = spares.take()
    assert child.waits
    child.end()
    child.clear()
    spares.end()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("needs.csv", "needs.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\tables\\needs.xlsx", "needs.xlsx"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("..", "file"),
        ("", "file"),
        ("\u0642" * 300 + ".csv", "\u0642" * 96 + ".csv"),
    ],
)
def test_a_name_is_made_harmless(name, safe):
    assert safe_name(name) == safe


def test_an_archive_is_unpacked_under_its_name(tmp_path):
    path = tmp_path / "IOT_2011_pxp.zip"
    path.write_bytes(archive({"one.csv": b"1", "two.csv": b"2"}))
    found = unpacked(path, tmp_path / "table")
    assert found.name == "IOT_2011_pxp"
    assert {file.name for file in found.iterdir()} == {"one.csv", "two.csv"}
    other = tmp_path / "single.zip"
    other.write_bytes(archive({"ICIO2018_2010.CSV": b"1"}))
    assert unpacked(other, tmp_path / "table").name == "ICIO2018_2010.CSV"


def sheets_of(content):
    """Names of the sheets of a workbook, and the first sentence of its list."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return book.sheetnames, book["# findings"]["G2"].value


def test_faults_are_marked_in_a_child(sqlite_store):
    sent = packed(needs__csv=b"good,amount\nbread,lots\n")
    names, why = sheets_of(annotate_upload(sqlite_store, sent, "village.zip"))
    assert {"# findings", "economy", "needs", "goods"} <= set(names)
    assert why
    assert children_of() == []
    assert list(sqlite_store.spool.glob("*/*")) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no more", sparse()])
def test_a_hostile_workbook_becomes_a_list_of_what_is_wrong(content, sqlite_store):
    names, why = sheets_of(annotate_upload(sqlite_store, content, "sparse.xlsx"))
    assert names == ["# findings"] or "needs" in names
    assert why


def test_marking_that_uses_too_much_is_refused_in_a_workbook(sqlite_store):
    tight = replace(UPLOADS, wall_seconds=0)
    names, why = sheets_of(annotate_upload(sqlite_store, packed(), "village.zip", tight))
    assert names == ["# findings"]
    assert "memory or time" in why
