"""Results: one for a key, written once, and plans that open again."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cache

import polars as pl
import pytest
from sqlalchemy import select

import commonweal as cw
from commonweal.data.writing import columnar
from commonweal.errors import Damaged, NotThere
from commonweal.plan.export import plan_files
from commonweal.plan.plan import Plan
from commonweal.store import schema
from commonweal.store.events import events_of
from commonweal.store.opening import Store
from commonweal.store.plans import plan_of
from commonweal.store.records import Result
from commonweal.store.results import (
    Outcome,
    add_result,
    file_of_result,
    result,
    result_of_key,
    results_of,
    seal_of_result,
    table_of_result,
)
from commonweal.store.scope import of_project
from stores import given_project
from unit.store.kept import ADA, village

ROWS = pl.DataFrame({"place": ["north", "south"], "cost": [1.5, None]})


@cache
def _plan() -> Plan:
    return cw.plan(village().with_settings(calendar=village().settings.calendar.shortened(2)))


def found_in(store: Store, key: str = "1" * 64, kind: str = "rules", **further: object) -> Outcome:
    """What a job found, on the disk."""
    files = {"document.json": b"{}", "text.txt": key.encode(), "tables/costs.parquet": columnar(ROWS)}
    manifest, contents = store.contents.put_all(files)
    given = {"options": {"rule": "leximin"}, "program_version": "1.0", "summary": {"cost": 1.5}}
    return Outcome(key=key, kind=kind, manifest=manifest, contents=tuple(contents), **(given | further))


def kept_in(store: Store, project: str, found: Outcome) -> Result:
    """What a job found, kept."""
    with store.database.writing(of_project(project)) as connection:
        return add_result(connection, store, project, found, who=ADA)


def test_a_result_is_kept_with_its_files(store: Store) -> None:
    project = given_project(store)
    found = found_in(store, summary={"gap": float("nan"), "cost": 2.0})
    kept = kept_in(store, project, found)
    assert (kept.kind, kept.summary) == ("rules", {"gap": None, "cost": 2.0})
    assert kept.files == ("document.json", "text.txt")
    assert list(kept.tables) == ["costs"]
    assert file_of_result(store, kept, "document.json") == b"{}"
    assert table_of_result(store, kept, "costs").equals(ROWS)
    with store.database.reading(of_project(project)) as connection:
        assert result(connection, project, kept.id) == kept
        assert result_of_key(connection, project, found.key) == kept
        assert result_of_key(connection, project, "2" * 64) is None
        row = connection.execute(select(schema.results)).one()._mapping
        assert seal_of_result(row) == kept.hash
        for name in ("summary", "manifest", "options", "kind", "version"):
            assert seal_of_result({**row, name: "another"}) != kept.hash
    for look in (file_of_result, table_of_result):
        with pytest.raises(NotThere, match="'nothing'"):
            look(store, kept, "nothing")


def test_the_first_result_of_a_key_stays(store: Store) -> None:
    project = given_project(store)
    first = kept_in(store, project, found_in(store))
    second = kept_in(store, project, found_in(store, summary={"cost": 9.9}))
    assert second == first
    with store.database.reading(of_project(project)) as connection:
        assert [event.what for event in events_of(connection, project)] == ["rules.finished"]
    other = given_project(store, "other")
    assert kept_in(store, other, found_in(store)).id != first.id


def test_of_many_at_once_one_is_kept(store: Store) -> None:
    project, ids = given_project(store), []
    ready = threading.Barrier(5)

    def keep(number: int) -> None:
        found = found_in(store, summary={"number": number})
        ready.wait()
        ids.append(kept_in(store, project, found).id)

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 5
    assert len(set(ids)) == 1


def test_lists_come_newest_first_in_parts(store: Store) -> None:
    project = given_project(store)
    for number in range(5):
        kind = "plan" if number % 2 else "rules"
        economy = "e" * 32 if number > 2 else None
        kept_in(store, project, found_in(store, key=str(number) * 64, kind=kind, economy=economy))
    with store.database.reading(of_project(project)) as connection:
        whole = [each.key[0] for each in results_of(connection, project)]
        first = results_of(connection, project, limit=2)
        rest = results_of(connection, project, after=first[-1].id)
        assert whole == ["4", "3", "2", "1", "0"] == [each.key[0] for each in [*first, *rest]]
        assert [each.key[0] for each in results_of(connection, project, ["plan"])] == ["3", "1"]
        of_economy = results_of(connection, project, economy="e" * 32)
        assert [each.key[0] for each in of_economy] == ["4", "3"]
        with pytest.raises(NotThere):
            results_of(connection, project, after="f" * 32)


def test_nothing_of_another_project_is_there(sqlite_store: Store) -> None:
    mine, theirs = given_project(sqlite_store, "mine"), given_project(sqlite_store, "theirs")
    kept = kept_in(sqlite_store, theirs, found_in(sqlite_store))
    with sqlite_store.database.reading(of_project(mine)) as connection:
        assert results_of(connection, mine) == []
        assert result_of_key(connection, mine, kept.key) is None
        for look in (
            lambda: result(connection, mine, kept.id),
            lambda: results_of(connection, mine, after=kept.id),
        ):
            with pytest.raises(NotThere):
                look()


def test_a_plan_opens_as_it_was_made(sqlite_store: Store) -> None:
    project = given_project(sqlite_store)
    files = {f"plan/{name}": content for name, content in plan_files(_plan(), "parquet").items()}
    manifest, contents = sqlite_store.contents.put_all(files)
    found = replace(found_in(sqlite_store, kind="plan"), manifest=manifest, contents=tuple(contents))
    kept = kept_in(sqlite_store, project, found)
    opened = plan_of(sqlite_store, kept)
    assert opened.hash == _plan().hash
    assert opened.economy.hash == _plan().economy.hash
    assert opened.levels.equals(_plan().levels)
    assert set(_plan().tables) <= set(kept.tables)
    assert table_of_result(sqlite_store, kept, "coverage").equals(_plan()["coverage"])
    swapped = {**manifest, "plan/deliveries.parquet": manifest["plan/stocks.parquet"]}
    with pytest.raises(Damaged, match=kept.id):
        plan_of(sqlite_store, replace(kept, manifest=swapped))


def test_what_is_no_plan_is_not_opened_as_one(sqlite_store: Store) -> None:
    kept = kept_in(sqlite_store, given_project(sqlite_store), found_in(sqlite_store))
    with pytest.raises(NotThere, match="'rules'"):
        plan_of(sqlite_store, kept)
