"""What differs between versions: by what tells rows apart, counted whole."""

from __future__ import annotations

import polars as pl
import pytest

from commonweal.data.writing import economy_files
from commonweal.model import Economy
from commonweal.store.differences import LISTED, differences
from commonweal.store.editing import AddRow, DropRow, SetCell
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.store.versions import drafted
from stores import given_project
from unit.store.kept import added, edit, village


def test_rows_are_told_apart_by_their_keys(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store))
    composition = village()["composition"]
    second = edit(
        sqlite_store,
        first,
        SetCell("composition", 1, "amount", 90.0),
        DropRow("composition", 3),
        AddRow("composition", {"good": "oil", "nutrient": "protein", "amount": 1.0}),
        SetCell("needs", 0, "amount", 2150.0),
    )
    found = differences(sqlite_store, first.version, second.version)
    assert (found.before, found.after, found.settings) == (1, 2, {})
    needs, table = found.tables
    assert (needs.table, needs.changed, needs.added, needs.removed) == ("needs", 1, 0, 0)
    assert needs.rows[0].before["amount"] == village()["needs"]["amount"][0]
    assert needs.rows[0].after["amount"] == 2150.0
    assert set(needs.rows[0].key) == {"group", "place", "good", "tier", "from", "until"}
    assert (table.table, table.changed, table.added, table.removed) == ("composition", 1, 1, 1)
    changed, removed, new = table.rows
    assert changed.key == {"good": composition["good"][1], "nutrient": composition["nutrient"][1]}
    assert (removed.before["amount"], removed.after) == (composition["amount"][3], None)
    assert (new.before, new.after["amount"]) == (None, 1.0)


def test_a_version_differs_in_nothing_from_itself(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    found = differences(sqlite_store, first, first)
    assert (found.tables, found.settings) == ((), {})
    assert found.scenarios_added == found.scenarios_removed == found.scenarios_changed == ()


def test_the_order_of_rows_is_no_difference(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    turned = village().with_table("needs", village()["needs"].reverse())
    second = _version_of(sqlite_store, first, turned)
    assert second.manifest["needs.parquet"] != first.manifest["needs.parquet"]
    assert differences(sqlite_store, first, second).tables == ()


def test_rows_of_one_key_are_matched_in_their_order(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    needs = village()["needs"]
    twice = village().with_table("needs", pl.concat([needs, needs.head(1)]))
    found = differences(sqlite_store, first, _version_of(sqlite_store, first, twice))
    assert [(table.added, table.removed, table.changed) for table in found.tables] == [(1, 0, 0)]


def test_settings_are_told_by_their_keys(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    calendar = village().settings.calendar.shortened(3)
    other = village().with_settings(name="hamlet", calendar=calendar, effort={"cost": 1.0})
    found = differences(sqlite_store, first, _version_of(sqlite_store, first, other))
    assert found.settings["name"] == (village().settings.name, "hamlet")
    assert found.settings["calendar.periods"] == ("6", "3")
    assert found.settings["effort.cost"] == ("", "1.0")


def test_scenarios_and_the_observed_table_are_told(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    second = _version_of(
        sqlite_store,
        first,
        village(),
        {
            "scenarios/hard-spring.toml": b'title = "Harder"\n',
            "scenarios/new.toml": b"",
            "table/table.toml": b"version = 1\n",
        },
    )
    found = differences(sqlite_store, first, second)
    assert found.scenarios_added == ("new",)
    assert found.scenarios_changed == ("hard-spring",)
    assert found.settings["table"][0] == ""
    back = differences(sqlite_store, second, first)
    assert back.scenarios_removed == ("new",)


@pytest.mark.parametrize("names", [["name_de"], ["name_de", "name_fr"]])
def test_columns_that_only_one_version_has_differ(sqlite_store: Store, names: list[str]) -> None:
    first = added(sqlite_store, given_project(sqlite_store))
    second = edit(sqlite_store, first, *(SetCell("goods", 0, name, "x") for name in names))
    (goods,) = differences(sqlite_store, first.version, second.version).tables
    assert (goods.changed, goods.rows[0].after[names[0]]) == (1, "x")
    assert names[0] not in goods.rows[0].before


def test_many_rows_are_counted_whole_and_listed_in_part(sqlite_store: Store) -> None:
    first = added(sqlite_store, given_project(sqlite_store)).version
    n_rows = 200_000
    composition = pl.DataFrame(
        {
            "good": [f"good {row // 10}" for row in range(n_rows)],
            "nutrient": [f"nutrient {row % 10}" for row in range(n_rows)],
            "amount": [float(row) for row in range(n_rows)],
        }
    )
    large = _version_of(sqlite_store, first, village().with_table("composition", composition))
    other = composition.with_columns(amount=pl.when(pl.col("amount") % 4 == 0).then(-1.0).otherwise("amount"))
    found = differences(
        sqlite_store,
        large,
        _version_of(sqlite_store, first, village().with_table("composition", other.head(199_999))),
    )
    (table,) = found.tables
    assert (table.changed, table.removed, table.added) == (n_rows // 4, 1, 0)
    assert len(table.rows) == LISTED


def _version_of(
    store: Store, first: Version, economy: Economy, further: dict[str, bytes] | None = None
) -> Version:
    """Another version, on the disk only."""
    files = economy_files(economy, "parquet") | (further or {})
    draft = drafted(store, files, economy_hash="0" * 64, rows={})
    return Version(
        project=first.project,
        economy=first.economy,
        number=first.number + 1,
        parent=first.number,
        economy_hash=draft.economy_hash,
        manifest=draft.manifest,
        rows={},
        hash="",
        what="",
        created_at=first.created_at,
        created_by=first.created_by,
    )
