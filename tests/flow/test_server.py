"""A real server, from an upload to a plan and what is drawn from it, over its API alone."""

from __future__ import annotations

import io
import json

import httpx
import openpyxl
import polars as pl
import pytest

import commonweal as cw
from commonweal.data.writing import archive, economy_files
from servers import serving


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    """A client of a server for one person, with a project."""
    with serving(tmp_path_factory.mktemp("server")) as server:
        shown = {"Authorization": f"Bearer {server.token}"}
        with httpx.Client(base_url=f"{server.url}/api/v1", headers=shown, timeout=60) as client:
            project = client.post("/projects", json={"name": "valley"}).json()["id"]
            client.base_url = f"{server.url}/api/v1/projects/{project}"
            yield client


@pytest.fixture(scope="module")
def economy(api):
    """The village, uploaded; its path."""
    content = archive(economy_files(cw.read("village"), "csv"))
    answer = api.post(
        "/economies",
        params={"name": "village", "file": "village.zip"},
        content=content,
        headers={"Content-Type": "application/zip"},
    )
    assert answer.status_code == 201, answer.text
    return f"/economies/{answer.json()['economy']['id']}"


def followed(api, **request):
    """A job, followed by its events until it is over; and the path of what it found."""
    job = api.post("/jobs", json=request)
    assert job.status_code == 201, job.text
    states, phases = [], []
    with api.stream("GET", f"/jobs/{job.json()['id']}/progress") as stream:
        kind = ""
        for line in stream.iter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                kind = value
            elif field == "data":
                told = json.loads(value)
                states += [told["state"]] if kind == "state" else []
                phases += [told["phase"]] if kind == "progress" else []
    assert states[-1] == "finished", told
    return f"/results/{told['result']}", states, phases


@pytest.fixture(scope="module")
def plan(api, economy):
    """The plan of the village; its path."""
    path, states, _ = followed(api, kind="plan", economy=economy.split("/")[-1])
    assert states == sorted(states, key=["queued", "running", "finished"].index)
    return path


def test_an_economy_is_uploaded_checked_edited_and_undone(api, economy):
    assert api.get(f"{economy}/check").json()["sound"]
    change = {"do": "set", "table": "needs", "row": 0, "column": "amount", "value": 2300.0}
    edited = api.post(f"{economy}/edits", json={"edits": [change]}, headers={"If-Match": '"v1"'})
    assert edited.headers["etag"] == '"v2"'
    undone = api.post(f"{economy}/undo", headers={"If-Match": '"v2"'})
    assert undone.json()["version"]["economy_hash"] == cw.read("village").hash
    assert [one["number"] for one in api.get(f"{economy}/versions").json()["items"]] == [2, 1]


def test_a_plan_that_was_made_there_is_the_plan_that_is_made_here(api, plan, tmp_path):
    (tmp_path / "plan.zip").write_bytes(api.get(f"{plan}/download").content)
    there, here = cw.read_plan(tmp_path / "plan.zip"), cw.plan(cw.read("village"))
    assert there.hash == here.hash
    assert there.certificate.quality == "verified"
    document = api.get(f"{plan}/files/document.json").json()
    assert document["quality"] == "verified"
    assert api.get(plan).json()["summary"]["quality"] == "verified"
    assert "people" in api.get(f"{plan}/files/text.txt").text


def test_a_table_of_the_plan_is_there_in_every_format(api, plan):
    path = f"{plan}/tables/coverage?sort=coverage&limit=3"
    page = api.get(path).json()
    names = [column["name"] for column in page["columns"]]
    worst = [row[names.index("coverage")] for row in page["rows"]]
    assert worst == sorted(worst)
    arrow = pl.read_ipc_stream(io.BytesIO(api.get(f"{path}&format=arrow").content))
    delimited = pl.read_csv(io.BytesIO(api.get(f"{path}&format=csv").content))
    sheet = openpyxl.load_workbook(io.BytesIO(api.get(f"{path}&format=xlsx").content))["coverage"]
    assert arrow["coverage"].to_list() == worst
    assert delimited["coverage"].to_list() == worst
    assert [row[names.index("coverage")].value for row in sheet.iter_rows(min_row=2)] == pytest.approx(
        worst, rel=1e-14
    )


def test_a_plan_is_explained_compared_and_made_under_every_rule(api, economy, plan):
    ident = economy.split("/")[-1]
    explained, _, _ = followed(api, kind="explain", plan=plan.split("/")[-1], most=1)
    assert api.get(f"{explained}/files/document.json").json()
    compared, _, _ = followed(api, kind="compare", of=[{"economy": ident}], scenarios=["second-landslide"])
    assert "landslide" in api.get(f"{compared}/files/text.txt").text
    assert "<html" in api.get(f"{compared}/report").text
    ruled, _, _ = followed(api, kind="rules", economy=ident, periods=2)
    assert api.get(f"{ruled}/files/document.json").json()
    kinds = [one["kind"] for one in api.get("/results").json()["items"]]
    assert kinds == ["rules", "compare", "explain", "plan"]
    assert [one["kind"] for one in api.get("/plans").json()["items"]] == ["plan"]


def test_what_is_known_already_is_not_worked_out_again(api, economy, plan):
    again = api.post("/jobs", json={"kind": "plan", "economy": economy.split("/")[-1]}).json()
    assert (again["state"], f"/results/{again['result']}") == ("finished", plan)


def test_nothing_is_there_for_who_shows_nothing(api, economy):
    for path in ("", "/economies", economy, "/jobs", "/results"):
        answer = httpx.get(f"{api.base_url}".rstrip("/") + path)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")
