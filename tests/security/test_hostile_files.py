"""Files made to hurt: each is answered in words and soon, and the server does not notice."""

from __future__ import annotations

import io
import time
import zipfile

import psutil
import pytest

from security.hostile import HOSTILE
from security.world import World, dump

SOON = 30.0  # seconds; 10 on a machine that does nothing else
QUICK = (
    "cells at both ends of a sheet",
    "entities that multiply",
    "a file that unpacks to 200 MB",
    "a path that leaves",
)
LITTLE = 200 * 2**20  # bytes more than before, in the server's process


@pytest.mark.parametrize("what", QUICK)
def test_a_hostile_file_is_answered_in_words_and_soon(sqlite_world: World, what: str) -> None:
    sent(sqlite_world, what)


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_every_hostile_file_is_answered_in_words_and_soon(sqlite_world: World, what: str) -> None:
    sent(sqlite_world, what)


def sent(sqlite_world: World, what: str) -> None:
    """Send a file to be checked and to be kept; look at the answers, the time, the memory, what changed."""
    kind, content = HOSTILE[what]()
    owner, before = sqlite_world.callers["owner"], dump(sqlite_world.store)
    base = f"/api/v1/projects/{sqlite_world.ours['project']}/economies"
    memory = psutil.Process().memory_info().rss
    for path in (f"{base}/check", f"{base}?name=hostile"):
        start = time.monotonic()
        answer = owner("POST", path, content=content, headers={"Content-Type": kind})
        assert time.monotonic() - start < SOON
        told = answer.json()
        assert answer.status_code in ({200, 422} if path.endswith("check") else {400, 413, 422}), answer.text
        assert told.get("sound") is False or told["status"] >= 400
        assert all(one["why"] and one["remedy"] for one in told.get("findings", ()))
        assert told.get("findings") or told.get("detail")
        assert "root:" not in answer.text
        assert len(answer.content) < 100_000
    assert psutil.Process().memory_info().rss - memory < LITTLE
    assert dump(sqlite_world.store) == before
    assert owner("GET", "/livez").status_code == 200


@pytest.mark.parametrize("what", QUICK[:2])
def test_the_faults_of_a_hostile_file_are_marked_within_the_same_limits(
    sqlite_world: World, what: str
) -> None:
    marked(sqlite_world, what)


@pytest.mark.slow
@pytest.mark.parametrize("what", HOSTILE)
def test_the_faults_of_every_hostile_file_are_marked(sqlite_world: World, what: str) -> None:
    marked(sqlite_world, what)


def marked(sqlite_world: World, what: str) -> None:
    """Have the faults of a file marked; look at the workbook, the time, the memory, what changed."""
    kind, content = HOSTILE[what]()
    owner, before = sqlite_world.callers["owner"], dump(sqlite_world.store)
    path = f"/api/v1/projects/{sqlite_world.ours['project']}/economies/annotate"
    memory, start = psutil.Process().memory_info().rss, time.monotonic()
    answer = owner("POST", path, content=content, headers={"Content-Type": kind})
    assert time.monotonic() - start < SOON
    assert answer.status_code in {200, 413, 422}, answer.text
    if answer.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            names = book.namelist()
            sheets = [book.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        assert not any("external" in name or "vba" in name or "drawing/" in name for name in names)
        assert not any(b"<f>" in sheet or b"<f " in sheet or b"root:" in sheet for sheet in sheets)
    assert psutil.Process().memory_info().rss - memory < LITTLE
    assert dump(sqlite_world.store) == before


def test_no_process_is_left_behind(sqlite_world: World) -> None:
    kind, content = HOSTILE["cells at both ends of a sheet"]()
    base = f"/api/v1/projects/{sqlite_world.ours['project']}/economies"
    sqlite_world.callers["owner"]("POST", f"{base}/check", content=content, headers={"Content-Type": kind})
    left = [
        child
        for child in psutil.Process().children(recursive=True)
        if "workbook_reader" in str(child.cmdline())
    ]
    assert left == []


@pytest.mark.parametrize(
    "name", ["x" * 100_000, "a\x00b", "\u202egpj.exe", 'a"; DROP TABLE people; --', "%s", "\u2018", "../x"]
)
def test_names_are_data(sqlite_world: World, name: str) -> None:
    """Through addresses, queries and messages; what is kept comes back as it was."""
    owner = sqlite_world.callers["owner"]
    base = f"/api/v1/projects/{sqlite_world.ours['project']}"
    economy = f"{base}/economies/{sqlite_world.ours['economy']}"
    made = owner("POST", f"{base}/links", json={"name": name})
    assert made.status_code in {201, 422}, made.text
    if made.status_code == 201:
        assert made.json()["name"] == name
        assert owner("DELETE", f"{base}/links/{made.json()['id']}").status_code == 204
    for answer in (
        owner("GET", f"{economy}/scenarios/x", params={"q": name[:7_000]}),
        owner("GET", f"{economy}/tables/needs", params={"filter": f"good:eq:{name}"[:7_000]}),
        owner("GET", f"{economy}/tables/needs", params={"filter": f"{name}:eq:1"[:7_000]}),
        owner("GET", f"{economy}/tables/needs", params={"sort": name[:7_000]}),
        owner("GET", f"{base}/economies", params={"after": name[:7_000]}),
        owner("POST", f"{base}/economies", params={"name": name[:7_000], "example": "no such one"}),
    ):
        assert answer.status_code in {200, 404, 422}, answer.text
