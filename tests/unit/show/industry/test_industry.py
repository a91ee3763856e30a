"""Sectors and regions, from observed tables and from plans."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest

import commonweal as cw
from commonweal.data.table_folder import read_table_folder
from commonweal.examples import opening
from commonweal.show.industry import industry_of_economy, industry_of_plan, industry_of_table
from commonweal.show.industry.facts import MADE, MOST, Facts, told
from commonweal.wire.industry import Industry

EXAMPLES = Path(opening.__file__).parent


def read(said: dict[str, object]) -> Industry:
    return Industry.model_validate(said, strict=False)


@cache
def planned(example: str) -> Industry:
    return read(industry_of_plan(cw.plan(cw.read(example))))


def test_leontiefs_table_is_told_as_he_printed_it():
    told = read(industry_of_table(read_table_folder(EXAMPLES / "leontief")))
    assert (told.basis, told.unit, told.labour_unit) == ("table", "dollar", "person")
    assert told.made.output == pytest.approx((200.0, 250.0))
    assert told.made.labour == pytest.approx((80.0, 180.0))
    assert told.between_sectors.amount == pytest.approx((50.0, 40.0, 70.0, 30.0))


def test_a_world_of_regions_has_flows_between_them():
    told = read(industry_of_table(read_table_folder(EXAMPLES / "world")))
    assert (told.n_sectors, told.n_regions, told.unit, told.year) == (20, 8, "USD", 2030)
    assert sum(told.between_regions.amount) == pytest.approx(sum(told.between_sectors.amount))
    assert told.sectors[0].titles == {"en": "Crops"}


def test_a_plan_of_a_table_has_the_sectors_of_the_table():
    told = planned("leontief")
    assert [sector.name for sector in told.sectors] == ["agriculture", "manufacture"]
    assert told.unit == "dollar"
    assert told.work.used == pytest.approx((260.0,))
    assert told.work.available == (312.0,)


def test_trade_between_regions_is_no_sector():
    told = planned("world")
    assert told.n_sectors == 20
    assert {sector.name for sector in told.sectors} >= {"crops", "health"}
    sent = dict.fromkeys(range(8), 0.0)
    for source, target, amount in zip(
        told.between_regions.source, told.between_regions.target, told.between_regions.amount, strict=True
    ):
        assert source != target
        sent[source] += amount
    assert min(sent.values()) > 0.0


def test_no_sector_is_used_more_than_it_makes():
    for example in ("leontief", "village", "world"):
        told = planned(example)
        made = dict.fromkeys(range(told.n_sectors), 0.0)
        for sector, output in zip(told.made.sector, told.made.output, strict=True):
            made[sector] += output
        used = dict.fromkeys(made, 0.0)
        for source, amount in zip(told.between_sectors.source, told.between_sectors.amount, strict=True):
            used[source] += amount
        assert all(used[sector] <= made[sector] * (1 + 1e-7) for sector in made), example


def test_sectors_of_different_units_are_not_added_up():
    told = planned("village")
    assert told.unit == ""
    assert {sector.name: sector.unit for sector in told.sectors} == {
        "mill": "kg", "bake": "kg", "draw-water": "L", "grow-greens": "kg", "boil-soap": "kg",
    }  # fmt: skip
    assert told.regions_unit == "t"
    carried = cw.plan(cw.read("village"))["flows"]
    mass = cw.read("village")["goods"].select("good", "mass")
    tonnes = carried.join(mass, on="good").select((pl.col("arrived") * pl.col("mass") / 1000).sum()).item()
    assert sum(told.between_regions.amount) == pytest.approx(tonnes)


def test_work_is_what_the_plan_uses_of_what_there_is():
    told = planned("village")
    assert told.labour_unit == "h"
    assert sum(told.work.used) == pytest.approx(sum(told.made.labour))
    assert told.work.available == (37800.0, 9240.0, 46200.0)
    hill = next(region for region in told.regions if region.name == "hill")
    assert hill.coverage is not None
    assert 0.9 < hill.coverage < 1.0


def test_an_economy_without_a_table_has_names_alone():
    told = read(industry_of_economy(cw.read("village")))
    assert (told.basis, told.made.output, told.unit) == ("none", (), "")
    assert [region.name for region in told.regions] == ["valley", "hill", "town"]


def test_the_smallest_of_many_sectors_are_put_together():
    n_sectors = MOST + 15
    names = [f"s{number}" for number in range(n_sectors)]
    made = pl.DataFrame(
        {
            "sector": names,
            "region": "FRA",
            "output": [1.0 + number for number in range(n_sectors)],
            "labour": 1.0,
        },
        schema=MADE,
    )
    many = read(
        told(
            Facts(
                basis="table", title="Many", unit="EUR", made=made,
                sectors={name: {"en": name} for name in names}, regions={"FRA": {"en": "France"}},
            )
        )
    )  # fmt: skip
    assert len(many.sectors) == MOST
    assert (many.n_sectors, many.sectors[-1].name, many.sectors[-1].members) == (n_sectors, "", 16)
    assert sum(many.made.output) == pytest.approx(made["output"].sum())
    assert many.regions[0].country == "250"
