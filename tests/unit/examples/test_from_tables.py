"""The examples that were built from tables: what they hold, and what their plans answer."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.examples import names, path

ROOT = Path(__file__).parents[3]
FROM_TABLES = ("leontief", "world")


@pytest.fixture(scope="module")
def world():
    return cw.read("world")


@pytest.fixture(scope="module")
def table():
    return cw.table_of("world")


@pytest.fixture(scope="module")
def plan(world):
    return cw.plan(world)


@pytest.fixture
def scripts(monkeypatch):
    """Scripts that can be imported."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] in _SCRIPTS]:
        del sys.modules[name]


_SCRIPTS = {"make_world", "make_leontief", "made_up_world"}


def test_examples_from_tables_ship_and_are_small():
    for name in FROM_TABLES:
        assert name in names()
        assert sum(file.stat().st_size for file in path(name).rglob("*")) < 500_000


@pytest.mark.parametrize("name", FROM_TABLES)
def test_examples_from_tables_have_no_errors(name):
    _, findings = cw.examine(path(name))
    assert [found for found in findings if found.severity == "error"] == []
    assert [found for found in cw.check(cw.read(name)) if found.severity == "error"] == []


def test_leontiefs_table_is_that_of_his_book():
    table = cw.table_of("leontief")
    price = np.array([2.0, 5.0])
    assert (table.use / price[:, None]).tolist() == [[25.0, 20.0], [14.0, 6.0]]
    assert (table.final_demand / price[:, None]).tolist() == [[55.0], [30.0]]
    assert (table.industry_output / price).tolist() == [100.0, 50.0]
    assert table.labour.by_industry.tolist() == [[80.0, 180.0]]
    assert table.labour.by_final.tolist() == [[40.0]]


def test_leontiefs_dollar_is_a_man_year():
    sectors = cw.accounts(cw.table_of("leontief"))["sectors"]
    assert sectors["labour_value"].to_list() == pytest.approx([1.0, 1.0], rel=1e-12)


def test_the_plan_of_leontiefs_economy_is_what_he_observed():
    plan = cw.plan(cw.read("leontief"))
    assert plan.certificate.quality == "verified"
    levels = dict(plan["activities"].select("activity", "level").iter_rows())
    assert levels == pytest.approx({"agriculture": 200.0, "manufacture": 250.0}, rel=1e-9)
    assert plan.effort_used == pytest.approx(260.0, rel=1e-9)
    prices = plan["prices"].filter(pl.col("aim").str.starts_with("effort") & (pl.col("good") != "labour"))
    assert prices["price"].to_list() == pytest.approx([1.0, 1.0], rel=1e-7)


def test_the_world_balances_to_the_unit(table):
    used = table.use.sum(axis=1) + table.final_demand.sum(axis=1)
    assert np.array_equal(table.product_output, used)
    paid = table.use.sum(axis=0) + table.value_added.by_industry.sum(axis=0)
    assert np.array_equal(table.industry_output, paid)


def test_the_world_is_of_eight_regions_and_twenty_sectors_some_with_several_products(table):
    assert len(table.regions) == 8
    assert len(table.products) == len(table.industries) == 160
    assert not table.is_symmetric
    assert len(table.labour) == 3
    assert set(table.satellites.kinds) == {"emission", "land", "water"}
    assert len(table.capital) >= 1


def test_the_world_has_rich_and_poor_and_the_poor_work_for_the_rich(table):
    regions = cw.accounts(table)["regions"]
    balance = dict(regions.select("region", "balance_per_head").iter_rows())
    assert balance["Alder"] < -500
    assert balance["Fig"] > 150
    assert regions["balance"].sum() == pytest.approx(0.0, abs=1e-6 * regions["done"].sum())


def test_every_figure_of_the_world_says_that_it_is_made_up(world):
    for name, frame in world.tables.items():
        said = frame["source"].fill_null("").unique().to_list()
        assert all(text.startswith(("synthetic", "footprints", "assumed")) for text in said), (name, said)


def test_the_world_plans_in_seconds_and_is_verified(plan):
    assert plan.certificate.quality == "verified"
    assert sum(aim.seconds for aim in plan.aims) < 10.0
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0, abs=1e-6)


def test_a_cap_on_carbon_is_kept_and_brings_in_the_wind(world, plan):
    capped = cw.plan(world, scenario="carbon-cap")
    assert capped.certificate.quality == "verified"
    released = capped["supplies"].filter(pl.col("good") == "CO2")["supplied"].sum()
    (cap,) = (change.value for change in world.scenarios["carbon-cap"].changes)
    assert released <= cap * (1.0 + 1e-7)
    assert _wind(capped) > 2.0 * _wind(plan)


def _wind(plan):
    """Electricity made from wind, USD."""
    return plan["activities"].filter(pl.col("activity").str.ends_with("wind-power"))["level"].sum()


def test_less_fuel_is_made_up_for_by_wind(world, plan):
    short = cw.plan(world, scenario="fuel-shortage")
    assert short.certificate.quality == "verified"
    assert _wind(short) > _wind(plan)
    assert short.effort_used > plan.effort_used


def test_under_sanctions_nothing_of_fig_goes_abroad_and_clothes_are_short(world):
    plan = cw.plan(world, scenario="sanctions")
    assert plan.certificate.quality == "verified"
    bought = plan["activities"].filter(pl.col("activity").str.ends_with(".from.Fig"))
    assert bought.filter(pl.col("place") != "Fig").height == 0
    lowest = plan.coverage_by("good").sort("lowest").row(0, named=True)
    assert lowest["good"] == "clothing.any"
    assert lowest["lowest"] < 0.9


def test_the_world_is_what_its_script_makes(scripts, tmp_path, world, table, capsys):
    from make_world import build, read_figures, write_source  # noqa: PLC0415 - found by the fixture

    write_source(read_figures(), tmp_path / "source")
    build(tmp_path / "source", tmp_path / "world")
    capsys.readouterr()
    assert np.array_equal(cw.table_of(tmp_path / "world").use, table.use)
    assert cw.read(tmp_path / "world") == world, "run: python scripts/make_world.py"


def test_leontiefs_economy_is_what_its_script_makes(scripts, tmp_path, capsys):
    from make_leontief import build  # noqa: PLC0415 - found by the fixture

    build(path("leontief"), tmp_path / "leontief")
    capsys.readouterr()
    assert cw.read(tmp_path / "leontief") == cw.read("leontief"), "run: python scripts/make_leontief.py"


def test_a_copy_of_an_example_brings_its_table_along(tmp_path):
    from typer.testing import CliRunner  # noqa: PLC0415 - only here

    from commonweal.cli.app import app  # noqa: PLC0415

    words = ["examples", "--copy", "leontief", "--out", str(tmp_path / "mine")]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert np.array_equal(cw.table_of(tmp_path / "mine").use, cw.table_of("leontief").use)
    assert (tmp_path / "mine" / "source" / "flows.csv").is_file()
