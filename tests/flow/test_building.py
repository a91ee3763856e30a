"""The workbench is built where it is not there as the sources are, and by a Node that is new enough."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_workbench.py"


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """The script, for a small frontend of its own."""
    spec = importlib.util.spec_from_file_location("build_workbench", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    for name in ("FRONTEND", "STATIC", "FONTS"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setattr(module, name, folder)
    monkeypatch.setattr(module, "STAMP", module.STATIC / "stamp.json")
    (module.FRONTEND / "src").mkdir()
    (module.FRONTEND / "src" / "main.ts").write_text("one")
    (module.FRONTEND / "node_modules").mkdir()
    return module


def program(folder, name, said, code=0):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{said}\nexit {code}\n")
    path.chmod(0o755)
    return path


def with_node(steps, monkeypatch, tmp_path, version="v24.0.0", npm="", code=0):
    program(tmp_path / "bin", "node", f"echo {version}")
    program(tmp_path / "bin", "npm", npm, code)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    monkeypatch.setattr(steps.importlib.util, "find_spec", lambda _: None)


def test_sources_are_told_apart_by_their_content_and_tests_are_none(steps):
    before = steps.digest()
    (steps.FRONTEND / "node_modules" / "thing.js").write_text("x")
    (steps.FRONTEND / "src" / "main.test.ts").write_text("x")
    assert steps.digest() == before
    (steps.FRONTEND / "src" / "main.ts").write_text("two")
    assert steps.digest() != before


def test_what_was_built_of_these_sources_is_not_built_again(steps):
    assert not steps.is_fresh()
    (steps.STATIC / "index.html").write_text("")
    (steps.FONTS / "letters.ttf").write_text("")
    steps.STAMP.write_text(json.dumps({"sources": steps.digest()}))
    assert steps.is_fresh()
    (steps.FRONTEND / "src" / "more.ts").write_text("x")
    assert not steps.is_fresh()
    steps.STAMP.write_text("{")
    assert not steps.is_fresh()


@pytest.mark.parametrize(("version", "found"), [("v20.18.9", False), ("v20.19.0", True), ("v24.1.0", True)])
def test_only_a_node_that_is_new_enough_is_taken(steps, monkeypatch, tmp_path, version, found):
    with_node(steps, monkeypatch, tmp_path, version)
    assert (steps.find_node() is not None) == found


def test_without_a_node_it_says_what_to_do(steps, monkeypatch, tmp_path):
    with_node(steps, monkeypatch, tmp_path, "v12.0.0")
    with pytest.raises(steps.NotBuilt, match="COMMONWEAL_WITHOUT_WORKBENCH=1"):
        steps.build()


def test_a_build_that_fails_says_its_last_lines_and_leaves_no_stamp(steps, monkeypatch, tmp_path):
    with_node(steps, monkeypatch, tmp_path, npm="echo no network here", code=1)
    (steps.FRONTEND / "package-lock.json").write_text("{}")
    with pytest.raises(steps.NotBuilt, match=r"(?s)npm ci.* failed.*no network here"):
        steps.build()
    assert not steps.STAMP.exists()


def test_a_build_is_noted_with_its_sources(steps, monkeypatch, tmp_path):
    with_node(steps, monkeypatch, tmp_path, npm=f"touch {steps.STATIC}/index.html {steps.FONTS}/a.ttf")
    (steps.FRONTEND / "package-lock.json").write_text("{}")
    steps.build()
    assert steps.is_fresh()


def test_where_no_home_can_be_written_npm_keeps_its_files_elsewhere(steps, monkeypatch, tmp_path):
    said = f'echo "$HOME" > {tmp_path}/home; touch {steps.STATIC}/index.html'
    with_node(steps, monkeypatch, tmp_path, npm=said)
    (steps.FRONTEND / "package-lock.json").write_text("{}")
    monkeypatch.setenv("HOME", "/nonexistent")
    steps.build()
    assert (tmp_path / "home").read_text().strip() not in {"", "/nonexistent"}
