"""Settings: other ones make a new version; what does not fit is told and kept from being made."""

from __future__ import annotations

import pytest

from commonweal.errors import DataError
from commonweal.store.editing import redrafted
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.store.settings_editing import resettled, settings_in_words
from stores import given_project
from unit.store.kept import added, village


@pytest.fixture
def version(sqlite_store: Store) -> Version:
    """The village, kept."""
    return added(sqlite_store, given_project(sqlite_store)).version


def test_settings_change_and_tables_stay(sqlite_store: Store, version: Version) -> None:
    change = {
        "rule": "total",
        "calendar": {"start": "2031-03-10", "lengths": [7, 7]},
        "description": "Two weeks.",
    }
    made = resettled(sqlite_store, version, change)
    assert (made.sound, list(made.files)) == (True, ["economy.toml"])
    opened = economy_of(sqlite_store, redrafted(sqlite_store, version, made).manifest)
    assert (opened.settings.rule, opened.settings.calendar.lengths) == ("total", (7, 7))
    assert opened.settings.name == village().settings.name
    assert opened["needs"].equals(village()["needs"])
    assert opened.hash == made.economy_hash != version.economy_hash


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"calendar": {"start": "2031-03-10", "lengths": []}}, "calendar.periods"),
        ({"calendar": {"start": "2031-02-30", "lengths": [7]}}, "calendar.start"),
        ({"rule": "first come"}, "rule"),
        ({"currency": "shells"}, "currency"),
    ],
)
def test_settings_that_do_not_fit_are_told_by_their_key(
    sqlite_store: Store, version: Version, change: dict[str, object], key: str
) -> None:
    made = resettled(sqlite_store, version, change)
    assert not made.sound
    assert key in {found.column for found in made.findings}
    with pytest.raises(DataError):
        redrafted(sqlite_store, version, made)


def test_the_history_names_what_changed(sqlite_store: Store, version: Version) -> None:
    economy = economy_of(sqlite_store, version.manifest)
    said = settings_in_words(economy, {"rule": "total", "name": economy.settings.name})
    assert said == "Settings: rule changed."
