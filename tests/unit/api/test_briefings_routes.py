"""Reports and briefings of plans over the API: in every form, shown only shut in."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from dataclasses import replace

import pytest

import commonweal as cw
from commonweal.explain.export import explanations_json, relief_json
from commonweal.explain.kept import EXPLANATIONS
from commonweal.plan.export import plan_files
from commonweal.printing.making import briefing_bytes
from commonweal.show import report_html
from commonweal.store.economies import version
from commonweal.store.results import Outcome, add_result
from commonweal.store.schema import jobs
from commonweal.store.scope import of_project
from printed import landslide, needs_fonts, relieved
from unit.api.embedded import Served

SCENARIO = "second-landslide"
HTML = "text/html; charset=utf-8"


def kept(served: Served, kind: str, files: dict[str, bytes], key: str, **more: object) -> str:
    """The id of a result that was kept as a job keeps it."""
    economy = next(iter(served("GET", "~/economies").json()["items"]), None)
    ident = economy["id"] if economy else served.village().split("/")[-1]
    manifest, contents = served.store.contents.put_all(files)
    with served.store.database.writing(of_project(served.project)) as connection:
        found = Outcome(
            key=key * 64, kind=kind, manifest=manifest, options={"language": "en"}, program_version="0.1.0",
            economy=ident, version=version(connection, served.project, ident).number, scenario=SCENARIO,
            contents=tuple(contents),
        )  # fmt: skip
        found = replace(found, **more)
        return add_result(connection, served.store, served.project, found, who="0" * 32).id


def plan_kept(served: Served, *, explained: bool = False) -> str:
    """The path of a plan."""
    files = {f"plan/{name}": content for name, content in plan_files(landslide(), "parquet").items()}
    files["report.html"] = report_html(landslide(), language="en").encode()
    if explained:
        files[EXPLANATIONS] = explanations_json((), relieved()).encode()
    return f"~/results/{kept(served, 'plan', files, 'a')}"


def test_a_briefing_is_there_in_every_language_as_a_page(served):
    path = plan_kept(served)
    english, arabic = served("GET", f"{path}/briefing"), served("GET", f"{path}/briefing?language=ar")
    assert english.text == briefing_bytes(landslide(), "html").decode()
    assert 'dir="rtl"' in arabic.text
    assert english.headers["content-disposition"].startswith('attachment; filename="briefing.html"')
    again = served("GET", f"{path}/briefing", headers={"If-None-Match": english.headers["etag"]})
    assert again.status_code == 304
    for wrong in ("format=odt", "language=xx", "show=perhaps"):
        assert served("GET", f"{path}/briefing?{wrong}").status_code == 422


@needs_fonts
def test_a_briefing_and_a_report_are_there_to_print_and_to_edit(served):
    path = plan_kept(served)
    kinds = {"briefing?format=pdf": b"%PDF", "briefing?format=docx": b"PK", "report?format=pdf": b"%PDF"}
    for asked, begins in kinds.items():
        answer = served("GET", f"{path}/{asked}&language=ar")
        assert answer.content.startswith(begins)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_only_plans_have_a_briefing(served):
    rules = kept(served, "rules", {"document.json": b"{}", "report.html": b"<p>rules</p>"}, "b")
    assert served("GET", f"~/results/{rules}/briefing").status_code == 404
    assert served("GET", f"~/results/{rules}/report?format=pdf").status_code == 404
    assert served("GET", f"~/results/{rules}/report").text == "<p>rules</p>"


def test_what_is_asked_for_comes_from_what_was_worked_out_last(served):
    path = plan_kept(served, explained=True)
    own = served("GET", f"{path}/briefing")
    assert "the gains can&#x27;t be added up" in own.text
    empty = {
        "of": "money", "coverage": 1.0, "tier": 1, "by": "", "measure": "coin", "total": 0.0,
        "package": [], "cannot": [{}], "proof": {},
    }  # fmt: skip
    kept(served, "require", {"document.json": json.dumps(empty).encode()}, "c", scenario="")
    assert served("GET", f"{path}/briefing").text == own.text  # of another scenario
    kept(served, "require", {"document.json": json.dumps(empty).encode()}, "d")
    later = served("GET", f"{path}/briefing", headers={"If-None-Match": own.headers["etag"]})
    assert later.status_code == 200
    assert "would lift nothing that is short" in later.text


def test_what_would_help_is_taken_from_the_job_about_the_whole_plan(served):
    path = plan_kept(served)
    assert "was not worked out" in served("GET", f"{path}/briefing").text
    found = kept(served, "relief", {"document.json": relief_json(relieved()).encode()}, "e")
    for number, scope in enumerate(({"place": "hill"}, {})):
        request = {"kind": "relief", "plan": path.split("/")[-1], **scope}
        job = {
            "id": f"{number}" * 32, "project_id": served.project, "kind": "relief", "key": "e" * 64,
            "state": "finished", "request": {"asked": request}, "result_id": found,
        }  # fmt: skip
        _add_job(served, job)
        worked_out = "the gains can&#x27;t be added up" in served("GET", f"{path}/briefing").text
        assert worked_out is (not scope)


def _add_job(served: Served, row: dict[str, object]) -> None:
    """Put a finished job into the queue's table."""
    moment = dt.datetime.now(dt.UTC)
    stamped = {"created_at": moment, "created_by": "0" * 32, "started_at": moment, "ended_at": moment}
    with served.store.database.writing(of_project(served.project)) as connection:
        connection.execute(jobs.insert().values(**row, **stamped))


@pytest.mark.parametrize("page", ["briefing", "report"])
def test_a_page_that_is_shown_can_do_nothing(served, page):
    answer = served("GET", f"{plan_kept(served)}/{page}?show=yes&language=ar")
    policy = answer.headers["content-security-policy"]
    rules = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert rules["sandbox"] == ""  # nothing is let through: no scripts, forms, pop-ups, nor our origin
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "script-src" not in rules
    assert "unsafe-inline" not in policy
    assert answer.headers["content-type"] == HTML
    assert answer.headers["content-disposition"] == "inline"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("page", ["briefing", "report"])
def test_a_page_that_is_shown_has_its_own_styles_and_no_others(served, page):
    answer = served("GET", f"{plan_kept(served)}/{page}?show=yes")
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    styles += re.findall(r' style="([^"]*)"', answer.text)
    assert styles
    named = set(re.findall(r"'(sha256-[^']+)'", answer.headers["content-security-policy"]))
    hashes = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    assert named == {f"sha256-{one}" for one in hashes}


def test_no_page_about_a_plan_may_be_framed(served):
    path = plan_kept(served)
    for asked in ("/briefing", "/briefing?show=yes", "/report", "/report?show=yes", "/files/report.html"):
        answer = served("GET", f"{path}{asked}")
        assert answer.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_report_in_another_language_tells_what_was_explained(served):
    files = {f"plan/{name}": content for name, content in plan_files(landslide(), "parquet").items()}
    explained = cw.explain(landslide(), most=1)
    files["report.html"] = report_html(landslide(), language="en", explanations=explained).encode()
    files[EXPLANATIONS] = explanations_json(explained, relieved()).encode()
    path = f"~/results/{kept(served, 'plan', files, 'a')}"
    told = served("GET", f"{path}/report?language=ar").text
    assert told == report_html(landslide(), language="ar", explanations=explained, relief=relieved())
