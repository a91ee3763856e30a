"""``commonweal admin``: backups, checks, migrations and tidying from the command line."""

import json
import sys

import pytest

from commonweal.store.opening import open_store
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify
from unit.store.filling import filled


@pytest.fixture
def place(folder):
    """The folder of a store with something of everything."""
    with open_store(folder / "team") as store:
        filled(store)
    return folder / "team"


def test_a_backup_is_restored_elsewhere(run, folder, place):
    made = run("admin", "backup", place, "--out", "backup.zip")
    assert made.exit_code == 0
    assert "4 contents" in made.stderr
    brought_back = run("admin", "restore", "backup.zip", "elsewhere")
    assert brought_back.exit_code == 0
    assert brought_back.stderr.splitlines()[-1] == made.stderr.splitlines()[-1]  # the hash of all rows
    assert run("admin", "verify", "elsewhere").exit_code == 0


def test_a_backup_moves_a_store_to_postgresql(run, folder, place, database_urls):
    url = database_urls()
    run("admin", "backup", place, "--out", "backup.zip")
    assert run("admin", "restore", "backup.zip", "elsewhere", "--database", url).exit_code == 0
    assert run("admin", "verify", "elsewhere", "--database", url).exit_code == 0
    with open_store(folder / "elsewhere", url) as store:
        assert verify(store).counts["versions"] == 2


def test_the_address_of_the_database_is_taken_from_the_environment(run, place, database_urls, monkeypatch):
    run("admin", "backup", place, "--out", "backup.zip")
    monkeypatch.setenv("COMMONWEAL_DATABASE", database_urls())
    assert run("admin", "restore", "backup.zip", "elsewhere").exit_code == 0
    assert not list((place.parent / "elsewhere").glob("store.sqlite"))
    assert run("admin", "verify", "elsewhere").exit_code == 0


def test_a_backup_is_named_by_the_moment_where_nothing_is_said(run, folder, place):
    assert run("admin", "backup", place).exit_code == 0
    assert len(list(folder.glob("commonweal-*.zip"))) == 1


def test_backing_up_and_verifying_go_on_beside_a_server(run, place):
    with open_store(place):
        assert run("admin", "backup", place, "--out", "backup.zip").exit_code == 0
        assert run("admin", "verify", place).exit_code == 0
        refused = run("admin", "tidy", place)
    assert refused.exit_code == 1
    assert "open in process" in refused.stderr
    assert run("admin", "restore", "backup.zip", "elsewhere").exit_code == 0


def test_verify_names_what_is_damaged(run, place):
    content = next((place / "contents").glob("*/*"))
    content.write_bytes(b"something else")
    told = run("admin", "verify", place)
    assert told.exit_code == 1
    assert content.name in told.stdout
    assert "backup" in told.stdout
    as_json = json.loads(run("admin", "verify", place, "--json").stdout)
    assert not as_json["sound"]
    assert [fault["code"] for fault in as_json["faults"]] == ["content-damaged"]


def test_resealing_takes_pages_as_they_stand(run, place):
    (place / "store.seal").unlink()
    assert run("admin", "verify", place).exit_code == 1
    assert run("admin", "verify", place, "--reseal").exit_code == 0
    assert run("admin", "verify", place).exit_code == 0


def test_migrating_and_tidying_say_what_was_done(run, place):
    assert "The schema is" in run("admin", "migrate", place).stderr
    assert "Deleted: 0 contents" in run("admin", "tidy", place).stderr


@pytest.mark.parametrize("words", [("backup",), ("verify",), ("migrate",), ("tidy",)])
def test_a_folder_without_a_store_is_refused_and_left_empty(run, folder, words):
    told = run("admin", *words, "nothing")
    assert told.exit_code == 1
    assert "no store" in told.stderr
    assert not (folder / "nothing").exists()


def test_a_backup_that_is_none_is_refused(run, folder):
    (folder / "backup.zip").write_text("something")
    told = run("admin", "restore", "backup.zip", "elsewhere")
    assert told.exit_code == 2
    assert "no backup" in told.stderr


def test_missing_packages_are_named(run, place, monkeypatch):
    monkeypatch.setitem(sys.modules, "commonweal.store.verifying", None)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    told = run("admin", "verify", place)
    assert told.exit_code == 2
    assert "pip install 'commonweal[server]'" in told.stderr


def test_a_read_transaction_sees_the_restored_store(run, place):
    run("admin", "backup", place, "--out", "backup")
    run("admin", "restore", "backup", "elsewhere")
    with open_store(place.parent / "elsewhere") as store, store.database.reading(SYSTEM) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM economies").scalar() == 1
