"""Edits: together or not at all, read and checked as files are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonweal.data.settings_text import settings_text
from commonweal.errors import DataError, ModelError, NotThere
from commonweal.model import Change, Scenario
from commonweal.store.economies import add_version
from commonweal.store.editing import AddRow, DropRow, Edited, SetCell, edited, in_words, redrafted
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.store.scenarios import scenario, with_scenario, without_scenario
from commonweal.store.scope import of_project
from commonweal.store.versions import drafted
from stores import given_project
from unit.store.kept import ADA, added, edit, village


@pytest.fixture
def version(sqlite_store: Store) -> Version:
    """The village, kept."""
    return added(sqlite_store, given_project(sqlite_store)).version


def test_cells_are_read_as_those_of_files_are(sqlite_store: Store) -> None:
    kept = edit(
        sqlite_store,
        added(sqlite_store, given_project(sqlite_store)),
        SetCell("needs", 0, "amount", " 2 150.5 "),
        SetCell("needs", 1, "tier", 2),
        SetCell("needs", 0, "from", "2031-05-01"),
        SetCell("activities", 0, "closed", "yes"),
        SetCell("activities", 1, "closed", value=False),
        SetCell("goods", 0, "note", 17.5),
        SetCell("goods", 1, "note", "  "),
        SetCell("goods", 0, "name_fr", "blé"),
    )
    opened = economy_of(sqlite_store, kept.version.manifest)
    assert opened["needs"]["amount"][0] == 2150.5
    assert opened["needs"]["tier"][1] == 2.0
    assert str(opened["needs"]["from"][0]) == "2031-05-01"
    assert opened["activities"]["closed"].to_list()[:2] == [True, False]
    assert opened["goods"]["note"].to_list()[:2] == ["17.5", None]
    assert opened["goods"]["name_fr"].to_list()[:2] == ["blé", None]
    assert opened.hash == kept.version.economy_hash


def test_positions_are_those_before_any_edit(sqlite_store: Store, version: Version) -> None:
    before = village()["composition"]
    edits = [
        DropRow("composition", 2),
        AddRow("composition", before.row(2, named=True) | {"note": "again"}),
        SetCell("composition", 4, "note", "fifth"),
        DropRow("composition", 0),
    ]
    change = edited(sqlite_store, version, edits)
    rows = economy_of(sqlite_store, redrafted(sqlite_store, version, change).manifest)["composition"]
    key = ["good", "nutrient"]
    assert rows.select(key).rows() == before[[1, *range(3, before.height), 2]].select(key).rows()
    assert (rows["note"][2], rows["note"][-1]) == ("fifth", "again")
    assert change.rows["composition"] == before.height - 1


@pytest.mark.parametrize(
    ("edit", "code", "row", "column"),
    [
        (SetCell("needs", 2, "amount", "a lot"), "B01", 4, "amount"),
        (SetCell("needs", 2, "amount", float("nan")), "B02", 4, "amount"),
        (SetCell("needs", 2, "amount", 10**400), "B03", 4, "amount"),
        (SetCell("needs", 2, "amount", -1.0), "B04", 4, "amount"),
        (SetCell("needs", 2, "amount", None), "B02", 4, "amount"),
        (SetCell("needs", 2, "from", "2031-02-30"), "B11", 4, "from"),
        (SetCell("needs", 2, "good", "flour power"), "C01", 4, "good"),
        (SetCell("needs", 2, "god", "bread"), "A06", None, "god"),
        (SetCell("needs", 2, "unit", "kg"), "A06", None, "unit"),
        (SetCell("goods", 2, "name_\x00", "x"), "A06", None, "name_\\x00"),
        (SetCell("need", 2, "amount", 1.0), "A06", None, ""),
        (AddRow("needs", {"good": "bread", "amount": "??"}), "B01", 7, "amount"),
    ],
)
def test_what_can_not_be_is_told_with_its_place(
    sqlite_store: Store, version: Version, edit: SetCell | AddRow, code: str, row: int | None, column: str
) -> None:
    change = edited(sqlite_store, version, [edit])
    assert not change.sound
    assert change.files == {}
    assert change.economy_hash == version.economy_hash
    found = change.findings[0]
    assert (found.code, found.file, found.row, found.column) == (code, edit.table, row, column)
    with pytest.raises(DataError):
        redrafted(sqlite_store, version, change)


def test_of_many_names_that_are_not_known_the_first_are_told(sqlite_store: Store, version: Version) -> None:
    edits = [SetCell("needs", 0, f"column {number}", 1.0) for number in range(3_000)]
    edits += [SetCell(f"table {number}", 0, "amount", 1.0) for number in range(3_000)]
    findings = edited(sqlite_store, version, edits).findings
    assert [found.code for found in findings] == ["A06"] * 40
    assert [found.more for found in findings if found.more] == [2_980, 2_980]


def test_numbers_are_written_as_the_economy_writes_them(sqlite_store: Store, version: Version) -> None:
    settings = village().with_settings(decimal=",").settings
    draft = drafted(
        sqlite_store,
        {"economy.toml": settings_text(settings).encode()},
        economy_hash=version.economy_hash,
        rows=version.rows,
        before=version.manifest,
    )
    with_comma = replace(version, manifest=draft.manifest)
    change = edited(sqlite_store, with_comma, [SetCell("needs", 0, "amount", "2150,5")])
    opened = economy_of(sqlite_store, redrafted(sqlite_store, with_comma, change).manifest)
    assert opened["needs"]["amount"][0] == 2150.5
    assert not edited(sqlite_store, version, [SetCell("needs", 0, "amount", "2150,5")]).sound


def test_rows_are_named_by_their_numbers_before_the_edits(sqlite_store: Store, version: Version) -> None:
    edits = [DropRow("needs", 0), SetCell("needs", 2, "good", "x"), AddRow("needs", {"good": "y"})]
    change = edited(sqlite_store, version, edits)
    told = {(found.row, found.value) for found in change.findings if found.code == "C01"}
    assert told >= {(4, "x"), (2 + village()["needs"].height, "y")}


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([SetCell("needs", 99, "amount", 1.0)], "no row 99 in 'needs'"),
        ([DropRow("needs", -1)], "no row -1"),
        ([DropRow("needs", 1), DropRow("needs", 1)], "taken out twice"),
        ([DropRow("needs", 1), SetCell("needs", 1, "amount", 1.0)], "both changed and taken out"),
        ([SetCell("needs", 1, "amount", 1.0)] * 2, "set twice"),
    ],
)
def test_edits_that_contradict_each_other_are_refused(
    sqlite_store: Store, version: Version, edits: list[SetCell], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        edited(sqlite_store, version, edits)


def test_a_table_may_lose_all_its_rows(sqlite_store: Store) -> None:
    kept = added(sqlite_store, given_project(sqlite_store))
    n_rows = village()["losses"].height
    empty = edit(sqlite_store, kept, *(DropRow("losses", row) for row in range(n_rows)))
    assert "losses.parquet" in kept.version.manifest
    assert "losses.parquet" not in empty.version.manifest
    assert "losses" not in empty.version.rows


def test_editing_leaves_the_version_as_it_was(sqlite_store: Store, version: Version) -> None:
    opened = economy_of(sqlite_store, version.manifest)
    edited(sqlite_store, version, [SetCell("needs", 0, "amount", 1.0), DropRow("goods", 0)])
    assert opened["needs"].equals(village()["needs"])
    assert opened["goods"].equals(village()["goods"])


def test_a_scenario_that_no_longer_fits_is_told_and_stands_in_nobodys_way(
    sqlite_store: Store, version: Version
) -> None:
    change = _put(sqlite_store, version, Change("scale", "needs", "good=soap", "amount", 2.0))
    kept = redrafted(sqlite_store, version, change)
    n_rows = village()["needs"].height
    soap = [row for row in range(n_rows) if village()["needs"]["good"][row] == "soap"]
    assert soap
    with sqlite_store.database.writing(of_project(version.project)) as connection:
        now = add_version(
            connection, sqlite_store, version.project, version.economy, kept, expected=1, what="", who=ADA
        )
    later = edited(sqlite_store, now.version, [DropRow("needs", row) for row in soap])
    assert later.sound
    assert ("S04", "scenarios/more.toml") in {(found.code, found.file) for found in later.findings}


def test_a_scenario_is_put_read_and_taken_away(sqlite_store: Store, version: Version) -> None:
    change = _put(sqlite_store, version, Change("scale", "needs", "good=soap", "amount", 2.0))
    assert change.sound, change.findings
    assert list(change.files) == ["scenarios/more.toml"]
    assert change.economy_hash == version.economy_hash
    draft = redrafted(sqlite_store, version, change)
    scenarios = economy_of(sqlite_store, draft.manifest).scenarios
    assert scenarios["more"].changes == (Change("scale", "needs", "good=soap", "amount", 2.0),)
    assert scenario(sqlite_store, version, "hard-spring").name == "hard-spring"
    with pytest.raises(NotThere, match="'more'"):
        scenario(sqlite_store, version, "more")
    gone = without_scenario(sqlite_store, version, "hard-spring")
    assert gone.files == {"scenarios/hard-spring.toml": None}
    assert (
        redrafted(sqlite_store, version, gone).manifest.keys() == version.manifest.keys() - gone.files.keys()
    )
    with pytest.raises(NotThere):
        without_scenario(sqlite_store, version, "third-landslide")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("scale", "needs", "good=gold", "amount", 2.0), "S04"),
        (Change("scale", "needs", "good=soap", "amount", "much"), "B01"),
        (Change("forget", "needs"), "C01"),
    ],
)
def test_a_scenario_that_can_not_happen_is_not_kept(
    sqlite_store: Store, version: Version, change: Change, code: str
) -> None:
    put = _put(sqlite_store, version, change)
    assert (put.sound, dict(put.files)) == (False, {})
    assert put.findings[0].code == code


def test_names_of_scenarios_are_names_of_files(sqlite_store: Store, version: Version) -> None:
    for name, code in (("../x", "C03"), ("Hard-Spring", "C02")):
        put = with_scenario(sqlite_store, version, Scenario(name))
        assert code in {found.code for found in put.findings}
        assert not put.sound


def test_a_scenario_that_others_go_on_from_stays(sqlite_store: Store, version: Version) -> None:
    parents = {each.parent for each in village().scenarios.values()} - {""}
    child = with_scenario(sqlite_store, version, Scenario("later", parent="hard-spring"))
    kept = redrafted(sqlite_store, version, child)
    with sqlite_store.database.writing(of_project(version.project)) as connection:
        now = add_version(
            connection, sqlite_store, version.project, version.economy, kept, expected=1, what="", who=ADA
        )
    for name in {*parents, "hard-spring"}:
        refused = without_scenario(sqlite_store, now.version, name)
        assert not refused.sound
        assert refused.findings[0].code == "C01"


def test_edits_are_said_in_words() -> None:
    edits = [SetCell("needs", 0, "amount", 1.0), SetCell("needs", 1, "amount", 1.0), AddRow("goods", {})]
    assert in_words(edits) == "needs: 2 cells set; goods: 1 row added."


def _put(store: Store, version: Version, change: Change) -> Edited:
    return with_scenario(store, version, Scenario("more", title="More soap", changes=(change,)))
