"""``commonweal admin person`` and ``project``: accounts where the store is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commonweal.access.signing_in import sign_in
from commonweal.cli.app import app
from commonweal.errors import NotSignedIn
from commonweal.store.opening import Store, open_store
from commonweal.store.projects import add_project, delete_project
from commonweal.store.scope import SYSTEM

PASSWORD, OTHER = "copper harbour lentil", "seven quiet windmills"


@pytest.fixture
def folder(sqlite_store: Store, tmp_path: Path) -> Path:
    """The folder of a store that nobody has open."""
    sqlite_store.close()
    return tmp_path / "store"


def ran(*words: str | Path, typed: str = "") -> Result:
    """What a command did; ``typed`` comes by stdin."""
    return CliRunner().invoke(app, ["admin", *map(str, words)], input=typed)


def accounts(folder: Path) -> dict[str, dict[str, object]]:
    """All accounts by name."""
    told = ran("person", "list", folder, "--json")
    assert told.exit_code == 0, told.output
    return {one["name"]: one for one in json.loads(told.stdout)}


def test_an_account_is_made_with_a_password_from_stdin(folder: Path) -> None:
    done = ran("person", "add", "ada", folder, "--title", "Ada L.", "--admin", typed=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    ada = accounts(folder)["ada"]
    assert (ada["title"], ada["admin"], ada["has_password"]) == ("Ada L.", True, True)
    with open_store(folder) as store:
        assert sign_in(store, "ada", PASSWORD, address="192.0.2.1").person == ada["id"]
    assert PASSWORD not in json.dumps(ada)


def test_a_store_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    assert ran("person", "add", "ada", tmp_path / "new", typed=PASSWORD).exit_code == 0
    assert list(accounts(tmp_path / "new")) == ["ada"]


@pytest.mark.parametrize("command", [("list",), ("disable", "ada"), ("password", "ada"), ("promote", "ada")])
def test_but_not_to_change_what_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = ran("person", *command, tmp_path / "none", typed=PASSWORD)
    assert done.exit_code == 1
    assert "no store" in done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words, typed, why",
    [
        (["ada"], "short\n", "5 characters"),
        (["ada"], "", "0 characters"),
        (["Ada"], PASSWORD, "no name of an account"),
    ],
)
def test_what_is_not_good_enough_is_refused(folder: Path, words: list[str], typed: str, why: str) -> None:
    done = ran("person", "add", *words, folder, typed=typed)
    assert done.exit_code == 2
    assert why in done.stderr
    assert accounts(folder) == {}


def test_an_account_is_disabled_and_enabled(folder: Path) -> None:
    ran("person", "add", "ada", folder, typed=PASSWORD)
    assert ran("person", "disable", "ada", folder).exit_code == 0
    assert accounts(folder)["ada"]["disabled"] is True
    with open_store(folder) as store, pytest.raises(NotSignedIn):
        sign_in(store, "ada", PASSWORD, address="192.0.2.1")
    assert ran("person", "enable", "ada", folder).exit_code == 0
    assert accounts(folder)["ada"]["disabled"] is False


def test_a_password_is_replaced(folder: Path) -> None:
    ran("person", "add", "ada", folder, typed=PASSWORD)
    assert ran("person", "password", "ada", folder, typed=OTHER).exit_code == 0
    with open_store(folder) as store:
        assert sign_in(store, "ada", OTHER, address="192.0.2.1")
        with pytest.raises(NotSignedIn):
            sign_in(store, "ada", PASSWORD, address="192.0.2.1")


def test_an_account_of_a_provider_has_no_password(folder: Path) -> None:
    done = ran("person", "add", "ada", folder, "--subject", "https://login.example|7")
    assert done.exit_code == 0
    assert accounts(folder)["ada"]["has_password"] is False
    assert ran("person", "add", "bo", folder, "--subject", "https://login.example|7").exit_code == 1


def test_the_last_admin_stays_one(folder: Path) -> None:
    ran("person", "add", "ada", folder, "--admin", typed=PASSWORD)
    ran("person", "add", "bo", folder, "--no-password")
    assert "last admin" in ran("person", "disable", "ada", folder).stderr
    assert ran("person", "promote", "bo", folder).exit_code == 0
    assert ran("person", "disable", "ada", folder).exit_code == 0


def test_an_unknown_account_is_told_in_words(folder: Path) -> None:
    done = ran("person", "disable", "nobody", folder)
    assert done.exit_code == 1
    assert "no account 'nobody'" in done.stderr


def test_accounts_are_listed_in_lines(folder: Path) -> None:
    ran("person", "add", "ada", folder, "--title", "Ada L.", "--admin", typed=PASSWORD)
    ran("person", "add", "bo", folder, "--no-password")
    told = ran("person", "list", folder)
    assert told.stdout.splitlines() == ["ada  Ada L.  (admin)", "bo  (no password)"]
    assert "2 accounts" in told.stderr


def test_a_project_gets_an_owner_and_comes_back(folder: Path) -> None:
    ran("person", "add", "ada", folder, "--no-password")
    ran("person", "add", "bo", folder, "--no-password")
    who = str(accounts(folder)["ada"]["id"])
    with open_store(folder) as store:
        with store.database.writing(SYSTEM) as connection:
            ident = add_project(connection, "relief", who=who).id
        with store.database.writing(SYSTEM) as connection:
            delete_project(connection, ident, who=who)
    assert ran("project", "list", folder).stdout == ""
    assert ran("project", "list", folder, "--deleted").stdout == f"{ident}  relief\n"
    assert ran("project", "owner", ident, "bo", folder).exit_code == 1
    assert ran("project", "bring-back", ident, folder).exit_code == 0
    assert ran("project", "list", folder).stdout == f"{ident}  relief\n"
    assert "'bo' owns" in ran("project", "owner", ident, "bo", folder).stderr
    assert ran("project", "owner", ident, "nobody", folder).exit_code == 1
