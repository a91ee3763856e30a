"""Fixtures for reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from unit.data.bad_inputs import SOUND

Laid = Callable[..., Path]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """Lays the sound economy in a folder, with some files changed (None: left out)."""

    def lay(changes: Mapping[str, str | bytes | None] | None = None, name: str = "towns") -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in (SOUND | dict(changes or {})).items():
            if content is not None:
                (folder / file).parent.mkdir(exist_ok=True)
                (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return lay


@pytest.fixture
def towns(laid: Laid) -> Path:
    """The sound economy in a folder."""
    return laid()
