"""The economies that ship can be read, say where every figure is from, and add up."""

from __future__ import annotations

import polars as pl
import pytest

from commonweal import examples
from commonweal.data import examine
from commonweal.errors import ModelError
from commonweal.model import TABLES, Economy
from commonweal.run import plan


def opened(name: str) -> Economy:
    economy, _ = examine(examples.path(name))
    assert economy is not None
    return economy


WRITTEN = ("syria", "village")  # by hand; the others were built from tables, with the tables' names


@pytest.fixture(scope="module", params=WRITTEN)
def written(request: pytest.FixtureRequest) -> Economy:
    return opened(request.param)


@pytest.fixture(scope="module", params=examples.names())
def economy(request: pytest.FixtureRequest) -> Economy:
    return opened(request.param)


@pytest.fixture(scope="module")
def syria() -> Economy:
    return opened("syria")


def test_four_economies_ship() -> None:
    assert examples.names() == ("leontief", "syria", "village", "world")


def test_an_unknown_example_is_refused_with_a_guess() -> None:
    with pytest.raises(ModelError, match=r"'vilage'.*Did you mean 'village'"):
        examples.path("vilage")


@pytest.mark.parametrize("name", examples.names())
def test_nothing_is_wrong_or_doubtful(name: str) -> None:
    _, findings = examine(examples.path(name))
    assert [str(finding) for finding in findings] == []


def test_every_row_says_where_it_is_from(economy: Economy) -> None:
    unsourced = {
        name: rows.filter(pl.col("source").is_null()).height for name, rows in economy.tables.items()
    }
    assert not any(unsourced.values()), unsourced


def test_names_are_plain_ascii(written: Economy) -> None:
    for table, column in (("goods", "good"), ("places", "place"), ("routes", "route")):
        assert written[table][column].str.contains(r"^[a-z][a-z0-9-]*$").all()


def test_places_and_goods_have_arabic_names(written: Economy) -> None:
    for table in ("places", "goods"):
        assert written[table]["name_ar"].null_count() == 0


def test_protein_and_fat_give_no_more_energy_than_the_food_has(economy: Economy) -> None:
    per_unit = {"kcal": 1.0, "Gcal": 1e6, "g": 1.0, "t": 1e6}
    units = dict(economy["goods"].select("good", "unit").iter_rows())
    contents = {
        (food, nutrient): amount * per_unit.get(units[nutrient], 0)
        for food, nutrient, amount in economy["composition"].select("good", "nutrient", "amount").iter_rows()
    }
    for food in {food for food, _ in contents}:
        given = 4 * contents.get((food, "protein"), 0) + 9 * contents.get((food, "fat"), 0)
        assert given <= 1.1 * contents.get((food, "energy"), 0), food


def test_every_table_is_used_by_an_example_and_all_but_equipment_by_the_village() -> None:
    village, world = opened("village"), opened("world")
    assert [name for name in TABLES if village[name].is_empty() and world[name].is_empty()] == [
        "equipment_losses"  # a scenario's `loss` writes these
    ]
    assert {name for name in TABLES if village[name].is_empty()} == {
        "equipment",
        "equipment_use",
        "equipment_losses",
    }


def test_people_of_a_governorate_add_up_to_its_estimate(syria: Economy) -> None:
    within = syria["places"].select("place", pl.col("parent").fill_null(pl.col("place")))
    totals = dict(
        syria["people"].join(within, on="place").group_by("parent").agg(pl.col("people").sum()).iter_rows()
    )
    assert totals["aleppo"] == 3_734_000
    assert totals["idlib"] == 1_445_000
    assert totals["deir-ez-zor"] == 1_124_000
    assert sum(totals.values()) == 21_296_000


def test_the_displaced_add_up_to_the_reported_number(syria: Economy) -> None:
    displaced = syria["people"].filter(pl.col("group") == "displaced")
    assert displaced["people"].sum() == 6_300_000


def test_the_wheat_crop_adds_up_to_the_reported_harvest(syria: Economy) -> None:
    harvest = syria["supplies"].filter(pl.col("supply") == "wheat-harvest")
    stores = syria["stocks"].filter((pl.col("good") == "wheat") & pl.col("closing").is_not_null())
    assert set(harvest["place"]) == set(stores["place"])
    assert harvest["at_most"].sum() + stores["opening"].sum() == 1_300_000


def test_syria_stays_small_enough_to_solve(syria: Economy) -> None:
    periods = syria.settings.calendar.n_periods
    goods = syria["goods"].filter(pl.col("mass").is_not_null())
    flows = 0
    for both_ways, carries in syria["routes"].select("both_ways", "carries").iter_rows():
        carried = goods.filter(pl.col("family").is_in(carries.split(";"))).height
        flows += carried * (2 if both_ways else 1) * periods
    assert flows <= 12_000
    wanted = syria["needs"].filter(pl.col("amount").is_not_null())
    assert wanted.height * syria["people"].height * periods <= 8_000


def test_governorates_have_codes_and_all_places_have_parents_or_codes(syria: Economy) -> None:
    places = syria["places"]
    top = places.filter(pl.col("parent").is_null())
    assert top.height == 14
    assert (top["code_system"] == "ISO 3166-2").all()
    assert set(places["parent"].drop_nulls()) <= set(top["place"])


def test_syria_asks_for_food_first_then_nutrients_then_things(syria: Economy) -> None:
    wanted = syria["needs"].filter(pl.col("amount").is_not_null())
    goods = {tier: set(rows["good"]) for (tier,), rows in wanted.group_by("tier")}
    assert goods[1] == {"energy", "protein", "fat", "water", "cooking-heat"}
    assert len(goods[2] - {"water"}) == 10
    assert goods[3] == {"soap", "tarpaulins"}


def test_syria_eats_some_twenty_five_foods_that_all_nourish(syria: Economy) -> None:
    foods = set(syria["goods"].filter(pl.col("kind") == "food")["good"])
    assert 22 <= len(foods) <= 28
    assert foods == set(syria["composition"]["good"])


def test_the_powder_leaves_vitamin_c_and_iodine_to_other_foods(syria: Economy) -> None:
    contents = set(syria["composition"].filter(pl.col("good") == "powder")["nutrient"])
    assert {"iron", "zinc", "calcium", "folate", "vitamin-a"} <= contents
    assert not contents & {"vitamin-c", "iodine"}


def test_no_salt_crosses_the_front_lines_to_the_euphrates(syria: Economy) -> None:
    inside = {"raqqa", "deir-ez-zor", "deir-ez-zor-city"}
    arriving = syria["routes"].filter(pl.col("from_place").is_in(inside) != pl.col("to_place").is_in(inside))
    assert arriving.height >= 4
    assert not arriving["carries"].str.contains("dry|salt").any()


@pytest.mark.slow
def test_the_plan_of_syria_has_few_levels_and_is_verified(syria: Economy) -> None:
    result = plan(syria)
    n_levels = {aim.name: aim.n_levels for aim in result.aims}
    assert result.certificate.quality == "verified"
    assert 2 <= n_levels["tier 1"] <= 5
    assert 2 <= n_levels["tier 2"] <= 7
    assert 2 <= n_levels["tier 3"] <= 4
