"""Compiled kernels find a place to be kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commonweal.solve import compiled
from commonweal.solve.compiled import VARIABLE, find_cache


def test_where_numba_can_write_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(compiled.os, "access", lambda *_: True)
    find_cache()
    assert VARIABLE not in os.environ


def test_on_a_read_only_disk_a_private_folder_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(compiled.os, "access", lambda *_: False)
    monkeypatch.setattr(compiled.tempfile, "tempdir", str(tmp_path))
    find_cache()
    folder = Path(os.environ[VARIABLE])
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o077 == 0


def test_a_folder_that_was_named_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/somewhere")
    monkeypatch.setattr(compiled.os, "access", lambda *_: False)
    find_cache()
    assert os.environ[VARIABLE] == "/somewhere"
