"""Undoing a scenario gives the economy back, byte for byte, whatever the changes were."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import commonweal as cw
from commonweal.data.writing import economy_files
from commonweal.errors import DataError
from commonweal.model import Change, Economy, Scenario
from commonweal.model.words import WORDS
from economies import random_economy, seeds

_WHERE = {
    "routes": ("", "mode=road", "capacity>0.01", "route=road_1", "to_place=south"),
    "supplies": ("", "good=beans", "kind=market", "place=south", "good.family=cereal"),
    "activities": ("", "kind=baking", "place=north"),
    "people": ("", "group=residents", "place=south"),
    "needs": ("", "good=energy", "tier=1", "place=north", "group=residents"),
    "stocks": ("", "good=grain", "good=bread, place=south"),
    "places": ("place=south", "place=north"),
    "limits": ("",),
    "goods": ("good=bread", "family=cereal"),
    "composition": ("good=bread",),
    "equipment": ("", "equipment=oven", "equipment=mill", "place=north"),
}
_COLUMNS = {
    "routes": "capacity",
    "supplies": "at_most",
    "activities": "capacity",
    "people": "people",
    "needs": "amount",
    "stocks": "opening",
    "limits": "at_most",
    "goods": "loss_per_day",
    "composition": "amount",
    "equipment": "opening",
}


@st.composite
def _changes(draw: st.DrawFn) -> Change:
    """A change that may fit a random economy."""
    do = draw(st.sampled_from([name for name in WORDS if name != "new"]))
    word = WORDS[do]
    table = draw(st.sampled_from(word.tables or tuple(_COLUMNS)))
    days = st.none() | st.integers(1, 20).map(lambda n: dt.date(2031, 1, 1) + dt.timedelta(days=n))
    return Change(
        do,
        table,
        draw(st.sampled_from(_WHERE[table])),
        column=_COLUMNS[table] if word.columns is None else "",
        value=None if word.value == "none" else draw(st.sampled_from([0.1, 0.5, 0.9])),
        begin=draw(days),
        until=draw(days),
        because=draw(st.sampled_from(["", "a flood"])),
    )


def _files(economy: Economy) -> dict[str, bytes]:
    return economy_files(replace(economy, scenarios={}), "parquet")


@given(seed=seeds, changes=st.lists(_changes(), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_undoing_gives_the_same_economy_byte_for_byte(seed: int, changes: list[Change]) -> None:
    economy = random_economy(np.random.default_rng(seed), equipment=seed % 2 == 0)
    kept = []
    for change in changes:  # of the changes, those that fit
        try:
            cw.apply(economy, Scenario("tried", changes=(*kept, change)))
        except DataError:
            continue
        kept.append(change)
    assume(kept)
    before = _files(economy)
    applied = cw.apply(economy, Scenario("tried", changes=tuple(kept)))
    again = applied.undo()
    assert _files(again) == before
    assert again.origins == economy.origins
    assert all(again[name].equals(economy[name]) for name in economy.tables)
    assert _files(economy) == before
    assert cw.apply(again, applied.scenario).economy == applied.economy


@pytest.mark.parametrize("name", ["second-landslide", "hard-spring"])
def test_undoing_a_scenario_of_the_village_gives_the_same_files(tmp_path: Path, name: str) -> None:
    village = cw.read("village")
    applied = cw.apply(village, name)
    assert economy_files(applied.undo(), "csv") == economy_files(village, "csv")
    cw.write(applied.economy, tmp_path / "changed")
    assert cw.read(tmp_path / "changed") == applied.economy


@pytest.mark.parametrize("seed", [3, 11, 12])
def test_parting_rows_between_periods_changes_no_plan(seed: int) -> None:
    economy = random_economy(np.random.default_rng(seed), n_places=2)
    edge = dt.date.fromisoformat(economy.settings.calendar.names[1])
    columns = {"routes": "loss", "activities": "capacity", "people": "people", "needs": "amount"}
    same = [Change("scale", table, "", column, 1.0, begin=edge) for table, column in columns.items()]
    parted = economy
    for change in same:
        try:
            parted = cw.apply(parted, Scenario("same", changes=(change,))).economy
        except DataError:  # all cells of the column are blank
            continue
    assert parted["needs"].height > economy["needs"].height
    cells = ["tier", "place", "group", "good", "period"]
    before, after = (cw.plan(each)["coverage"].sort(cells) for each in (economy, parted))
    assert before.select(cells).equals(after.select(cells))
    assert np.allclose(before["coverage"], after["coverage"], atol=2e-6)


def test_no_scenario_that_only_takes_away_feeds_more_people() -> None:
    village = cw.read("village").with_settings(calendar=cw.read("village").settings.calendar.shortened(3))
    worse = Scenario("worse", changes=(Change("strike", value=0.9), Change("loss", "routes", value=0.2)))
    plans = [cw.plan(economy) for economy in (village, cw.apply(village, worse).economy)]
    before, after = (plan["coverage"].filter(pl.col("tier") == 1)["coverage"].min() for plan in plans)
    assert after <= before + 1e-9
