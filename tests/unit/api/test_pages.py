"""The workbench as browsers get it: one page for all screens, its files, and nothing else."""

from __future__ import annotations

import gzip
import os
import re

import pytest

from commonweal.api.app import make_app
from commonweal.api.middleware.headers import LASTING
from commonweal.api.pages import Pages
from commonweal.api.settings import ServerSettings
from unit.api.embedded import BASE, TestClient, served_on

INDEX = '<html><head><meta property="csp-nonce" nonce="__NONCE__"></head><body>bench</body></html>'
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = "console.log('bench')" * 50


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "static"
    (place / "assets").mkdir(parents=True)
    (place / "index.html").write_text(INDEX)
    (place / "assets" / "main-1a2b.js").write_text(SCRIPT)
    (place / "assets" / "letters-1a2b.woff2").write_bytes(b"\0letters")
    (place / "icon.svg").write_text("<svg/>")
    (place / "notes.py").write_text("kept = True")
    (tmp_path / "secret.txt").write_text("secret")
    (place / "link.txt").symlink_to(tmp_path / "secret.txt")
    return place


@pytest.fixture
def bench(sqlite_store, folder):
    with served_on(sqlite_store, pages=folder) as served:
        yield served.client


@pytest.fixture
def team_bench(sqlite_store, folder):
    with TestClient(
        make_app(sqlite_store, ServerSettings(team=True, workers=0), folder), base_url=BASE
    ) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/projects/0a/plans/1b?period=2031-06&tier=2&place=a%20b", "/nowhere", "/apis"]
)
def test_every_screen_is_the_one_page(bench, path):
    answer = bench.get(path, headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "bench" in answer.text


def test_each_answer_has_a_nonce_of_its_own_in_page_and_policy(bench):
    seen = set()
    for _ in range(3):
        answer = bench.get("/", headers=HTML)
        (nonce,) = re.findall(r'nonce="([\w-]{24})"', answer.text)
        assert f"style-src 'self' 'nonce-{nonce}';" in answer.headers["content-security-policy"]
        seen.add(nonce)
    assert len(seen) == 3


def test_the_page_may_load_from_this_server_alone_and_run_no_script_of_its_text(bench):
    policy = bench.get("/", headers=HTML).headers["content-security-policy"]
    said = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert said["default-src"] == "'none'"
    assert said["script-src"] == said["connect-src"] == said["font-src"] == "'self'"
    assert said["frame-ancestors"] == said["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


def test_files_named_by_their_content_are_kept_for_good(bench):
    answer = bench.get("/assets/main-1a2b.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == LASTING
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert bench.get("/assets/letters-1a2b.woff2").headers["content-type"] == "font/woff2"


def test_other_files_are_asked_for_again_by_their_tag(bench):
    first = bench.get("/icon.svg")
    assert first.headers["cache-control"] == "private, no-cache"
    again = bench.get("/icon.svg", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_part_of_a_file_is_answered_with_the_whole(bench):
    answer = bench.get("/assets/main-1a2b.js", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.text) == (200, SCRIPT)
    assert "accept-ranges" not in answer.headers


def test_heads_are_told_without_the_body(bench):
    for path in ("/", "/projects", "/assets/main-1a2b.js"):
        answer = bench.head(path, headers=HTML)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%00main-1a2b.js",
        "/assets//main-1a2b.js",
        "/assets/",
        "/assets/..\\..\\secret.txt",
        "//etc/passwd",
        "/link.txt",
        "/notes.py",
        "/secret.txt",
    ],
)
def test_nothing_else_is_given_away(bench, folder, path):
    answer = bench.get(path, headers={"Accept": "*/*"})
    assert answer.status_code == 404, answer.text
    opened = bench.get(path, headers=HTML)
    assert "secret" not in opened.text
    assert "kept = True" not in opened.text
    assert opened.status_code == 404 or "bench" in opened.text


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nowhere", "/livez/x", "/metrics/x"])
def test_paths_of_the_api_that_are_none_are_not_the_page(bench, path):
    answer = bench.get(path, headers=HTML)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_programs_that_ask_for_no_page_are_told_that_nothing_is_there(bench):
    answer = bench.get("/favicon.ico", headers={"Accept": "image/*"})
    assert answer.status_code == 404
    assert bench.post("/projects").status_code == 405
    assert bench.post("/api/v1/nowhere").status_code == 404
    assert bench.patch("/api/v1/projects").headers["allow"] == "GET, POST"


def test_over_a_network_texts_are_packed(team_bench, bench):
    packed = team_bench.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.text == SCRIPT
    assert int(packed.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), 6, mtime=0))
    for answer in (
        team_bench.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "identity"}),
        team_bench.get("/assets/letters-1a2b.woff2", headers={"Accept-Encoding": "gzip"}),
        bench.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip"}),
    ):
        assert "content-encoding" not in answer.headers


def test_metrics_name_no_path_of_a_screen(bench):
    bench.get("/projects/valley/plans/secret", headers=HTML)
    assert "valley" not in bench.get("/metrics").text
    assert 'route="/{path}"' in bench.get("/metrics").text


def test_a_new_build_is_seen_without_a_new_start(folder):
    pages = Pages(folder)
    assert pages.file("assets/new-3c4d.css") is None
    (folder / "assets" / "new-3c4d.css").write_text("p {}")
    index = folder / "index.html"
    os.utime(index, ns=(1, index.stat().st_mtime_ns + 1))
    assert pages.file("assets/new-3c4d.css").content == b"p {}"


def test_where_it_was_not_built_a_plain_page_says_how(served):
    answer = served.client.get("/", headers=HTML)
    assert "make frontend" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors")
    assert served.client.get("/projects", headers=HTML).status_code == 404
