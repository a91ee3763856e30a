"""A project as one file."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

import commonweal as cw
from commonweal.api.project_file import packed_project
from commonweal.errors import StoreFull
from unit.api.embedded import Served
from unit.api.test_results_routes import kept


def archive_of(served: Served, **more: object) -> zipfile.ZipFile:
    answer = served("GET", "~/download", **more)
    assert answer.status_code == 200, answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-disposition"].startswith('attachment; filename="valley.zip"')
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_it_holds_everything_so_that_each_part_can_be_opened(served_anywhere, tmp_path):
    served = served_anywhere
    kept(served)
    served("POST", "~/attachments?name=a%2Fb.txt", content=b"note", headers={"Content-Type": "text/plain"})
    with archive_of(served) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    assert {name.split("/")[0] for name in names} == {
        "README.txt", "economies", "plans", "attachments", "events.csv",
    }  # fmt: skip
    (economy,) = (tmp_path / "economies").iterdir()
    assert cw.read(economy).hash == cw.read("village").hash
    assert "second-landslide" in cw.read(economy).scenarios
    (plan,) = (tmp_path / "plans").iterdir()
    assert cw.read_plan(plan / "plan.zip").certificate.quality == "verified"
    assert (plan / "report.html").read_text().startswith("<!DOCTYPE html>")
    (attachment,) = (tmp_path / "attachments").iterdir()
    assert attachment.read_bytes() == b"note"
    assert "valley" in (tmp_path / "README.txt").read_text()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "events.csv").read_text())))
    assert {"economy.added", "plan.finished"} <= {row["what"] for row in rows}


def test_no_name_leads_out_of_its_folder(served):
    for number, name in enumerate(("../../etc/passwd", "..", "a\u202eb", "CON:1")):
        kept_name = {"name": f"{name}{number}" if name == ".." else name, "example": "village"}
        assert served("POST", "~/economies", params=kept_name).status_code == 201
    with archive_of(served) as archive:
        for name in archive.namelist():
            assert ".." not in name.split("/")
            assert not name.startswith("/")
            assert not set(name) & set('\\:*?"<>|\u202e')


def test_two_of_one_name_lie_side_by_side(served):
    kept(served)
    with archive_of(served) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_who_may_not_see_who_did_what_gets_no_events(served):
    kept(served)
    packed = packed_project(served.store, served.project, events=False)
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.parts()))) as archive:
        assert "events.csv" not in archive.namelist()
        assert "events.csv" not in archive.read("README.txt").decode()
    assert packed.file.closed


def test_it_is_not_longer_than_it_may_be(served):
    kept(served)
    with pytest.raises(StoreFull, match="one by one"):
        packed_project(served.store, served.project, events=True, most=1000)
