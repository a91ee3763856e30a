"""A program that knows one schema more than this one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commonweal.store import migrating

__all__ = ["one_step_more"]


def one_step_more(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """Be a program that knows one schema more."""
    shutil.copytree(migrating._HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v9998_colours.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '9998', '{migrating.NEWEST}'\n"
        "def upgrade():\n"
        "    op.add_column('projects', sa.Column('colour', sa.String(9), server_default='red'))\n" + more
    )
    monkeypatch.setattr(migrating, "_HERE", folder)
    monkeypatch.setattr(migrating, "NEWEST", "9998")
    monkeypatch.setattr("commonweal.store.restoring.NEWEST", "9998")
