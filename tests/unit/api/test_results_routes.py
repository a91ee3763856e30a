"""Results and attachments over the API."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import openpyxl
import pytest

import commonweal as cw
from commonweal.plan.export import plan_files, summary_json
from commonweal.show import report_html
from commonweal.store.economies import version
from commonweal.store.results import Outcome, add_result
from commonweal.store.scope import of_project
from unit.api.embedded import Served


@cache
def planned() -> cw.Plan:
    return cw.plan(cw.read("village"))


def kept(served: Served, kind: str = "plan") -> str:
    """The path of a plan that was kept as a job keeps it."""
    economy = served.village().split("/")[-1]
    plan = planned()
    files = {f"plan/{name}": content for name, content in plan_files(plan, "parquet").items()}
    files |= {
        "document.json": summary_json(plan).encode(),
        "text.txt": b"as printed",
        "report.html": report_html(plan, language="en").encode(),
    }
    manifest, contents = served.store.contents.put_all(files)
    with served.store.database.writing(of_project(served.project)) as connection:
        number = version(connection, served.project, economy).number
        found = Outcome(
            key=economy.rjust(64, "0"), kind=kind, manifest=manifest, options={"language": "en"},
            program_version="0.1.0", economy=economy, version=number, contents=tuple(contents),
        )  # fmt: skip
        return f"~/results/{add_result(connection, served.store, served.project, found, who='0' * 32).id}"


def test_a_result_names_its_tables_and_files_and_never_changes(served_anywhere):
    served = served_anywhere
    path = kept(served)
    answer = served("GET", path)
    told = answer.json()
    assert told["files"] == ["document.json", "report.html", "text.txt"]
    assert set(told["tables"]) >= {"coverage", "activities", "flows", "prices"}
    assert served("GET", path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert served("GET", "~/results").json()["items"] == [told]
    assert served("GET", "~/plans").json()["items"] == [told]
    assert served("GET", "~/results?kind=rules").json()["items"] == []
    assert served("GET", f"~/results?economy={told['economy']}&kind=plan").json()["items"] == [told]


def test_a_plan_that_is_downloaded_is_that_plan(served, tmp_path):
    answer = served("GET", f"{kept(served)}/download")
    (tmp_path / "plan.zip").write_bytes(answer.content)
    plan = cw.read_plan(tmp_path / "plan.zip")
    assert plan.hash == planned().hash
    assert plan.certificate.quality == "verified"


def test_a_plan_as_a_workbook_has_a_sheet_for_each_table(served):
    answer = served("GET", f"{kept(served)}/download?format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {"summary", "coverage", "flows"} <= set(book.sheetnames)


def test_tables_of_a_result_are_filtered_like_others(served):
    told = served("GET", f"{kept(served)}/tables/coverage?filter=good:eq:water&filter=tier:eq:1").json()
    assert told["total"] > 0
    good = [column["name"] for column in told["columns"]].index("good")
    assert {row[good] for row in told["rows"]} == {"water"}
    assert next(one for one in told["columns"] if one["name"] == "coverage")["unit"] == "share"


def test_the_report_of_a_plan_is_there_in_both_languages(served):
    path = kept(served)
    english, arabic = served("GET", f"{path}/report"), served("GET", f"{path}/report?language=ar")
    assert '<html lang="en"' in english.text
    assert 'dir="rtl"' in arabic.text
    assert english.headers["content-disposition"].startswith("attachment")
    assert served("GET", f"{path}/report?language=xx").status_code == 422


def test_files_come_under_safe_names_as_what_they_are(served):
    path = kept(served)
    answer = served("GET", f"{path}/files/text.txt")
    assert (answer.text, answer.headers["content-type"]) == ("as printed", "text/plain; charset=utf-8")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (
        served("GET", f"{path}/files/text.txt", headers={"If-None-Match": answer.headers["etag"]}).status_code
        == 304
    )
    for name in ("nope.txt", "plan%2Fcoverage.parquet", "..%2f..%2ftoken", "%00"):
        assert served("GET", f"{path}/files/{name}").status_code == 404


def test_a_result_that_is_not_there(served):
    for path in ("", "/report", "/download", "/files/text.txt", "/tables/coverage"):
        assert served("GET", f"~/results/{'0' * 32}{path}").status_code == 404
    assert served("GET", f"~/results?after={'0' * 32}").status_code == 404


def test_a_file_is_attached_and_comes_back_as_it_was(served_anywhere):
    served = served_anywhere
    economy = served.village().split("/")[-1]
    content = b"<script>alert(1)</script>"
    made = served(
        "POST", "~/attachments", params={"name": "../été\u202e.html", "about": f"economies/{economy}"},
        content=content, headers={"Content-Type": "text/html; charset=utf-8"},
    )  # fmt: skip
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["media_type"], told["size"]) == ("text/html", len(content))
    answer = served("GET", f"~/attachments/{told['id']}")
    assert answer.content == content
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_t.html\"; filename*=UTF-8''_%C3%A9t%C3%A9.html"
    )
    assert served("GET", f"~/attachments?about=economies/{economy}").json()["items"] == [told]
    assert served("DELETE", f"~/attachments/{told['id']}").status_code == 204
    assert served("GET", f"~/attachments/{told['id']}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("?name=a&about=people/1", 422),
        (f"?name=a&about=economies/{'0' * 32}", 404),
        ("?name=%0a", 422),
    ],
)
def test_an_attachment_to_nothing_is_refused(served, query, status):
    answer = served("POST", f"~/attachments{query}", content=b"x")
    assert answer.status_code == status, answer.text


def test_an_archive_of_another_result_holds_its_files(served):
    manifest, contents = served.store.contents.put_all({"text.txt": b"nothing", "document.json": b"{}"})
    with served.store.database.writing(of_project(served.project)) as connection:
        found = Outcome(key="1" * 64, kind="why", manifest=manifest, options={}, program_version="0.1.0",
                        contents=tuple(contents))  # fmt: skip
        ident = add_result(connection, served.store, served.project, found, who="0" * 32).id
    with zipfile.ZipFile(io.BytesIO(served("GET", f"~/results/{ident}/download").content)) as packed:
        assert packed.namelist() == ["document.json", "text.txt"]
    assert served("GET", f"~/results/{ident}/download?format=xlsx").status_code == 404
    assert served("GET", f"~/results/{ident}/report").status_code == 404
