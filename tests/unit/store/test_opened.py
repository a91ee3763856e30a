"""Opening what is kept: quick, typed, and never what was not written."""

from __future__ import annotations

import io
import shutil

import polars as pl
import pytest

from commonweal.errors import Damaged, NotThere
from commonweal.model import TABLES
from commonweal.store.opened import economy_of, frame_of, table_of
from commonweal.store.opening import Store
from commonweal.store.recent import Recent
from stores import given_project
from unit.store.kept import added, village


def test_a_version_opens_as_what_was_checked(sqlite_store: Store) -> None:
    kept = added(sqlite_store, given_project(sqlite_store))
    opened = economy_of(sqlite_store, kept.version.manifest)
    for name in TABLES:
        assert opened[name].equals(village()[name]), name
        assert opened[name].schema == village()[name].schema
        assert table_of(sqlite_store, kept.version, name).equals(village()[name])
    assert opened.settings == village().settings


def test_the_observed_table_beside_an_economy_stays(sqlite_store: Store) -> None:
    further = {"table/table.toml": b"version = 1\n"}
    kept = added(sqlite_store, given_project(sqlite_store), further=further)
    assert "table/table.toml" in kept.version.manifest
    assert economy_of(sqlite_store, kept.version.manifest).hash == village().hash


def test_opening_again_gives_the_same_thing(sqlite_store: Store) -> None:
    manifest = added(sqlite_store, given_project(sqlite_store)).version.manifest
    first = economy_of(sqlite_store, manifest)
    shutil.rmtree(sqlite_store.contents.folder)
    assert economy_of(sqlite_store, dict(reversed(manifest.items()))) is first


def test_a_table_that_has_no_rows_has_its_columns(sqlite_store: Store) -> None:
    kept = added(sqlite_store, given_project(sqlite_store))
    assert "equipment.parquet" not in kept.version.manifest
    rows = table_of(sqlite_store, kept.version, "equipment")
    assert (rows.height, rows.columns) == (0, list(TABLES["equipment"].column_names))
    with pytest.raises(NotThere, match=r"'need'.*'needs'"):
        table_of(sqlite_store, kept.version, "need")


@pytest.mark.parametrize("name", ["needs.parquet", "economy.toml", "scenarios/hard-spring.toml"])
def test_a_changed_byte_is_found_and_a_missing_file(sqlite_store: Store, name: str) -> None:
    manifest = added(sqlite_store, given_project(sqlite_store)).version.manifest
    path = sqlite_store.contents.path(manifest[name])
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged, match=manifest[name][:12]):
        economy_of(sqlite_store, manifest)
    path.unlink()
    with pytest.raises(Damaged, match="missing"):
        economy_of(sqlite_store, manifest)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("needs.parquet", b"no Parquet"),
        ("needs.parquet", pl.DataFrame({"good": [1.0]})),
        ("needs.parquet", pl.DataFrame({"god": ["bread"]})),
        ("economy.toml", b"name = 1"),
        ("economy.toml", b"\xff"),
        ("further.parquet", pl.DataFrame({"good": ["bread"]})),
        ("sub/needs.parquet", pl.DataFrame({"good": ["bread"]})),
    ],
)
def test_a_content_that_does_not_fit_is_damaged(
    sqlite_store: Store, name: str, content: bytes | pl.DataFrame
) -> None:
    manifest = added(sqlite_store, given_project(sqlite_store)).version.manifest
    if isinstance(content, pl.DataFrame):
        content = _parquet(content)
    digest = sqlite_store.contents.put(content).hash
    with pytest.raises(Damaged, match=digest[:12]):
        economy_of(sqlite_store, {**manifest, name: digest})


def test_a_frame_is_read_by_its_hash(sqlite_store: Store) -> None:
    rows = pl.DataFrame({"place": ["north", None], "cost": [1.5, float("nan")]})
    digest = sqlite_store.contents.put(_parquet(rows)).hash
    assert frame_of(sqlite_store, digest).equals(rows)


def test_what_is_not_used_is_let_go() -> None:
    kept, made = Recent(most_bytes=10), []

    def make(name: str) -> str:
        return kept.get(name, lambda: made.append(name) or name, lambda _: 4)

    assert [make(name) for name in "abab"] == list("abab")
    make("c")  # a and b and c don't fit: a was used before b
    make("b")
    make("a")
    assert made == ["a", "b", "c", "a"]
    assert kept.get("large", lambda: "L", lambda _: 11) == "L"
    make("b")
    assert made == ["a", "b", "c", "a"]


def _parquet(rows: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    rows.write_parquet(content)
    return content.getvalue()
