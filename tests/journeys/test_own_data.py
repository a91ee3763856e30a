"""A broken workbook is mended, kept and planned; a cell is edited, kept, and taken back."""

from __future__ import annotations

import re

import openpyxl
import pytest
from playwright.sync_api import expect

from commonweal.data.workbook_writer import workbook_bytes
from commonweal.examples.opening import read


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    """The village as a workbook, and the same with a word where a number belongs."""
    folder = tmp_path_factory.mktemp("workbooks")
    sound, broken = folder / "sound.xlsx", folder / "broken.xlsx"
    sound.write_bytes(workbook_bytes(read("village")))
    book = openpyxl.load_workbook(sound)
    sheet = book["needs"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("amount") + 1).value = "lots"
    book.save(broken)
    return sound, broken


def chosen(bench, key, path):
    """Choose a file by a button."""
    with bench.page.expect_file_chooser() as asked:
        bench.button(key).click()
    asked.value.set_files(path)


def test_a_broken_workbook_is_told_mended_kept_and_planned(bench, site, workbooks):
    sound, broken = workbooks
    page = bench.page
    bench.opens(f"{site.home}/upload")
    chosen(bench, "data:upload.chooseFile", broken)
    bench.says("data:upload.faulty")
    expect(page.get_by_text("lots").first).to_be_visible()
    bench.is_accessible()
    with page.expect_download() as saved:
        bench.button("data:upload.marked").click()
    with saved.value.path().open("rb") as file:
        assert file.read(2) == b"PK"
    bench.button("data:upload.again").click()
    chosen(bench, "data:upload.chooseFile", sound)
    bench.says("data:upload.soundWords")
    page.get_by_label(bench.word("data:upload.name"), exact=True).fill(f"mended {bench.language}")
    bench.is_accessible()
    bench.button("data:upload.keepNow").click()
    expect(page.get_by_text(re.compile(f"mended {bench.language}")).first).to_be_visible()
    bench.button("changes:run.button").click()
    bench.button("changes:run.button", within=bench.dialog).click()
    bench.shows_plan()


def test_a_cell_is_changed_kept_and_taken_back(bench, site):
    page = bench.page
    bench.opens(f"{site.home}/economies/{site.economy}/data/needs")
    edit(bench, "2,100", "2,100 kg")
    expect(page.get_by_role("grid").get_by_text("2,100 kg")).to_be_visible()
    expect(page.get_by_role("region", name=bench.word("data:draft.label"))).to_contain_text(
        bench.word("data:draft.count", count=1, number=1)
    )
    bench.is_accessible()
    page.keyboard.press("Control+z")
    edit(bench, "2,100", "2200")
    bench.button("data:draft.save").click()
    bench.is_accessible()
    bench.button("data:draft.saveNow", within=bench.dialog).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("gridcell", name="2,200", exact=True)).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("gridcell", name="2,100", exact=True)).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_role("gridcell", name="2,200", exact=True)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("gridcell", name="2,100", exact=True)).to_be_visible()


def edit(bench, shown, written):
    """Write something else into a cell."""
    cell = bench.page.get_by_role("gridcell", name=shown, exact=True)
    cell.click()
    bench.page.keyboard.press("F2")
    bench.page.keyboard.press("Control+a")
    bench.page.keyboard.type(written)
    bench.page.keyboard.press("Enter")
