"""From a table to an economy: settings, places, names, notes; and every economy is valid and planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from commonweal.building.options import SOURCINGS, Cap, Floor, Group
from commonweal.inputoutput.tables import SupplyUse
from plans import verified_plan
from unit.building.tables import built, column, joint, priced, rows_of, sectors, two_regions, valid

TABLES = (sectors, joint, priced, two_regions)


@pytest.mark.parametrize("sourcing", SOURCINGS)
@pytest.mark.parametrize("make", TABLES)
def test_an_economy_is_valid_and_everything_observed_can_be_had(
    make: Callable[[], SupplyUse], sourcing: str, tmp_path: Path
) -> None:
    economy = valid(built(make(), sourcing=sourcing), tmp_path / "economy")
    plan = verified_plan(economy)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0, abs=1e-9)
    assert plan["floors"]["kept"].min() == pytest.approx(1.0, abs=1e-9) or not plan["floors"].height


@pytest.mark.parametrize("make", TABLES)
def test_observed_sourcing_gives_the_observed_outputs(make: Callable[[], SupplyUse]) -> None:
    table = make()
    economy = built(table, sourcing="observed")
    plan = verified_plan(economy)
    level = dict(plan["activities"].group_by("activity").agg(pl.col("level").sum()).iter_rows())
    kinds = dict(
        zip(column(economy, "activities", "activity"), column(economy, "activities", "kind"), strict=True)
    )
    names = [name for name, kind in kinds.items() if kind in table.industries.names]
    outputs = [level[name] for name in names]
    assert outputs == pytest.approx(table.industry_output * table.provenance.scale, rel=1e-9)


def test_everything_at_once_is_valid(tmp_path: Path) -> None:
    rows = rows_of("water", ["fresh water"], "m3", [5.0] * 6, [1.0, 0.0, 2.0, 0.0])
    economy = built(
        two_regions(satellites=rows, capital=rows_of("capital", ["all"], "EUR", [300.0] * 6, [0.0] * 4)),
        groups=[Group("", "a", 0.5, 0.4), Group("", "b", 0.5, 0.6)],
        floors=[Floor("corn", 0.5, 1)],
        caps=[Cap("fresh water"), Cap("fresh water", by="consumption")],
        commitments_tier=1,
    )
    plan = verified_plan(valid(economy, tmp_path / "economy"))
    assert plan["coverage"]["coverage"].min() > 0.9


def test_settings_say_what_the_table_is_from() -> None:
    settings = built(sectors()).settings
    assert settings.currency == "EUR"
    assert settings.calendar.start == dt.date(2031, 1, 1)
    assert settings.calendar.lengths == (365,)
    assert "typed in by hand" in settings.description
    assert built(sectors(), name="mine", start=dt.date(2040, 7, 1)).settings.name == "mine"


def test_every_row_says_where_it_is_from() -> None:
    economy = built(two_regions())
    for name in ("goods", "activities", "activity_goods", "needs", "supplies"):
        assert set(column(economy, name, "source")) <= {"typed in by hand", "assumed"}


def test_inhabitants_that_are_given_go_before_the_tables() -> None:
    assert column(built(sectors(), people={"here": 25.0}), "people", "people") == [25.0]


def test_a_table_of_one_region_is_read_without_it_in_the_names() -> None:
    assert column(built(sectors()), "activities", "activity", kind="food") == ["food"]
    assert column(built(two_regions()), "activities", "activity", kind="corn") == ["north.corn", "south.corn"]
