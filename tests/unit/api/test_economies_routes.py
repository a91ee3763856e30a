"""Economies over the API: added, read, replaced, renamed, gone back and forth, downloaded."""

from __future__ import annotations

import io
import zipfile

import polars as pl
import pytest

import commonweal as cw
from commonweal.api.bodies import XLSX
from commonweal.data.archive import read_archive
from commonweal.data.writing import archive, economy_files
from unit.api.embedded import ZIP, Served, village_zip


def edit(served: Served, path: str, at: int, amount: float = 2200.0) -> None:
    """Change the first amount that is needed."""
    change = {"do": "set", "table": "needs", "row": 0, "column": "amount", "value": amount}
    answer = served("POST", f"{path}/edits", at=at, json={"edits": [change]})
    assert answer.status_code == 200, answer.text


def test_an_economy_goes_through_its_whole_life_on_either_database(served_anywhere):
    served = served_anywhere
    path = served.village()
    told = served("GET", path)
    assert told.headers["etag"] == '"v1"'
    edit(served, path, at=1)
    assert served("POST", f"{path}/undo", at=2).json()["version"]["number"] == 1
    redone = served("POST", f"{path}/redo", at=1).json()
    assert (redone["version"]["number"], redone["can_undo"], redone["can_redo"]) == (2, True, False)
    restored = served("POST", f"{path}/restore", at=2, json={"version": 1}).json()
    assert restored["version"]["number"] == 3
    assert restored["version"]["economy_hash"] == told.json()["version"]["economy_hash"]
    assert [one["number"] for one in served("GET", f"{path}/versions").json()["items"]] == [3, 2, 1]
    assert served("PATCH", path, at=3, json={"name": "Dale"}).json()["name"] == "Dale"
    assert served("DELETE", path).status_code == 204
    assert served("GET", path).status_code == 404


def test_an_upload_is_read_checked_and_kept(served):
    answer = served("POST", "~/economies?name=mine&file=mine.zip", content=village_zip(), headers=ZIP)
    assert answer.status_code == 201, answer.text
    kept = answer.json()["economy"]
    assert kept["version"]["economy_hash"] == cw.read("village").hash
    assert kept["version"]["what"] == "Uploaded from mine.zip."
    assert answer.headers["location"].endswith(f"/economies/{kept['id']}")


def test_faults_of_an_upload_come_back_with_their_places_and_nothing_is_kept(served):
    files = economy_files(cw.read("village"), "csv")
    files["needs.csv"] = files["needs.csv"].replace(b"2100", b"lots")
    answer = served("POST", "~/economies?name=mine", content=archive(files), headers=ZIP)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "findings")
    faults = [one for one in problem["findings"] if one["severity"] == "error"]
    assert [(one["file"], one["row"], one["column"]) for one in faults] == [("needs.csv", 2, "amount")]
    assert served("GET", "~/economies").json()["items"] == []
    checked = served("POST", "~/economies/check", content=archive(files), headers=ZIP).json()
    assert not checked["sound"]
    assert checked["findings"] == problem["findings"]
    marked = served("POST", "~/economies/annotate?file=mine.zip", content=archive(files), headers=ZIP)
    assert marked.headers["content-type"] == XLSX
    assert 'filename="mine.findings.xlsx"' in marked.headers["content-disposition"]
    assert zipfile.is_zipfile(io.BytesIO(marked.content))
    assert served("GET", "~/economies").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("~/economies", {}, 422),  # no name
        ("~/economies?name=a", {}, 422),  # nothing to read
        ("~/economies?name=a&example=village", {"content": b"x", "headers": ZIP}, 422),  # both
        ("~/economies?name=a", {"content": b"x", "headers": {"Content-Type": "text/html"}}, 415),
        ("~/economies?name=a", {"content": b"x", "headers": {"Content-Type": "nothing"}}, 415),
        ("~/economies?name=a&colour=b", {}, 422),  # a parameter that nobody reads
        ("~/economies?example=nowhere", {}, 422),
        (f"/projects/{'0' * 32}/economies?name=a", {"content": b"x", "headers": ZIP}, 404),
    ],
)
def test_what_is_no_upload_is_refused(served, path, more, status):
    assert served("POST", path, **more).status_code == status


def test_a_name_can_be_taken_once(served):
    served.village("valley")
    again = served("POST", "~/economies?name=valley&example=village")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")


def test_the_same_content_makes_no_new_version(served):
    path = served.village()
    same = served("PUT", f"{path}/content", at=1, content=village_zip(), headers=ZIP)
    assert same.status_code == 200, same.text
    assert (same.json()["kept"], same.headers["etag"]) == (False, '"v1"')
    edit(served, path, at=1)
    back = served("PUT", f"{path}/content", at=2, content=village_zip(), headers=ZIP)
    assert (back.json()["kept"], back.headers["etag"]) == (True, '"v3"')


@pytest.mark.parametrize(
    ("method", "action", "body"),
    [
        ("POST", "/undo", None),
        ("POST", "/redo", None),
        ("POST", "/restore", {"version": 1}),
        ("POST", "/edits", {"edits": [{"do": "drop", "table": "needs", "row": 0}]}),
        ("PATCH", "", {"name": "other"}),
        ("PUT", "/scenarios/a", {"name": "a"}),
        ("DELETE", "/scenarios/hard-spring", None),
    ],
)
def test_who_changes_an_old_version_is_told_and_nothing_changes(served, method, action, body):
    path = served.village()
    edit(served, path, at=1)
    before = served("GET", path).json()
    stale = served(method, path + action, at=1, json=body)
    assert (stale.status_code, stale.json()["code"]) == (412, "changed")
    assert stale.headers["etag"] == '"v2"'
    assert served(method, path + action, json=body).status_code == 428
    other = served(method, path + action, json=body, headers={"If-Match": '"abc"'})
    assert other.status_code == 412
    assert served("GET", path).json() == before


def test_lists_come_in_parts(served):
    for name in ("c", "a", "b"):
        served.village(name)
    first = served("GET", "~/economies?limit=2").json()
    assert [one["name"] for one in first["items"]] == ["a", "b"]
    second = served("GET", f"~/economies?limit=2&after={first['next']}").json()
    assert ([one["name"] for one in second["items"]], second["next"]) == (["c"], None)
    assert served("GET", "~/economies?limit=1001").status_code == 422


def test_what_differs_is_told_cell_by_cell(served):
    path = served.village()
    edit(served, path, at=1, amount=1900.0)
    told = served("GET", f"{path}/differences?before=1").json()
    (table,) = told["tables"]
    assert (table["table"], table["changed"], told["after"]) == ("needs", 1, 2)
    (row,) = table["rows"]
    assert (row["before"]["amount"], row["after"]["amount"]) == (2100.0, 1900.0)
    assert served("GET", f"{path}/differences?before=9").status_code == 404


def test_a_version_never_changes_so_whoever_has_it_gets_no_second_copy(served):
    path = served.village()
    first = served("GET", f"{path}/versions/1")
    again = served("GET", f"{path}/versions/1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    edit(served, path, at=1)
    assert served("GET", f"{path}/versions/2", headers={"If-None-Match": first.headers["etag"]}).is_success


def test_a_version_is_checked_as_the_command_does(served):
    path = served.village()
    assert served("GET", f"{path}/check").json() == {"sound": True, "findings": []}
    unused = {"do": "add", "table": "goods", "cells": {"good": "brick", "unit": "piece", "kind": "good"}}
    assert served("POST", f"{path}/edits", at=1, json={"edits": [unused]}).is_success
    economy = cw.read("village")
    told = served("GET", f"{path}/check?version=2")
    assert told.json()["sound"]
    assert served("GET", f"{path}/tables/goods?limit=1").json()["total"] == economy["goods"].height + 1
    known = served("GET", f"{path}/check", headers={"If-None-Match": told.headers["etag"]})
    assert known.status_code == 304


@pytest.mark.parametrize("form", ["zip", "parquet", "xlsx", "datapackage", "template"])
def test_what_is_downloaded_is_the_same_economy(served, tmp_path, form):
    path = served.village("Dale & hill")
    answer = served("GET", f"{path}/download?format={form}")
    ending = "xlsx" if form in {"xlsx", "template"} else "zip"
    assert f"Dale & hill.{ending}" in answer.headers["content-disposition"]
    file = tmp_path / f"economy.{ending}"
    file.write_bytes(answer.content)
    if form in {"parquet", "datapackage"}:
        with zipfile.ZipFile(file) as packed:
            packed.extractall(tmp_path / "folder")
        file = tmp_path / "folder"
    read = cw.read(file)
    assert read.hash == cw.read("village").hash or form == "template"
    assert set(read.scenarios) == {"hard-spring", "second-landslide"} or form == "template"
    known = served("GET", f"{path}/download?format={form}", headers={"If-None-Match": answer.headers["etag"]})
    assert known.status_code == 304


def test_an_old_version_can_be_downloaded(served, tmp_path):
    path = served.village()
    edit(served, path, at=1)
    (tmp_path / "old.zip").write_bytes(served("GET", f"{path}/download?version=1").content)
    assert not read_archive(tmp_path / "old.zip").findings
    assert cw.read(tmp_path / "old.zip").hash == cw.read("village").hash


def test_too_many_uploads_at_once_are_told_to_come_again(served):
    gate = served.app.state.services.heavy
    held = [gate.queued() for _ in range(8)]
    for one in held:
        one.__enter__()
    try:
        answer = served("POST", "~/economies?name=a", content=village_zip(), headers=ZIP)
        assert (answer.status_code, answer.json()["code"]) == (429, "too-many")
        assert int(answer.headers["retry-after"]) > 0
    finally:
        for one in held:
            one.__exit__(None, None, None)


def test_arrow_comes_back_as_the_table_was(served):
    path = served.village()
    answer = served("GET", f"{path}/tables/needs", headers={"Accept": "application/vnd.apache.arrow.stream"})
    assert pl.read_ipc_stream(io.BytesIO(answer.content)).equals(cw.read("village")["needs"])
