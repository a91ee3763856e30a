"""``commonweal accounts``: terminal, page, tables and JSON of an imported economy."""

import json

import polars as pl
import pytest

import commonweal as cw
from commonweal.building.build import build_economy
from commonweal.data.table_folder import write_economy_and_table
from unit.accounting.small_world import world


@pytest.fixture
def economy(folder):
    write_economy_and_table(build_economy(world()).economy, world(), folder / "mine")
    return "mine"


def test_accounts_are_shown(run, economy):
    result = run("accounts", economy)
    assert result.exit_code == 0, result.output
    assert "Who works for whom" in result.stdout
    assert "identities hold" in result.stdout


def test_accounts_as_json(run, economy):
    told = json.loads(run("accounts", economy, "--json", "--of", "carbon").stdout)
    assert told["of"] == "carbon"
    assert told["holds"]
    assert len(told["sectors"]) == 6


def test_a_page_and_tables_are_written(run, economy, folder):
    result = run("accounts", economy, "--report", "out/page.html", "--out", "tables", "--format", "parquet")
    assert result.exit_code == 0, result.output
    assert (folder / "out" / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert pl.read_parquet(folder / "tables" / "regions.parquet").height == 2


def test_chains_behind_a_sector_are_told(run, economy):
    result = run("accounts", economy, "--paths", "north.mills")
    assert "south.farms → north.mills" in result.stdout


def test_two_years_are_compared(run, economy, folder):
    write_economy_and_table(build_economy(world()).economy, world(), folder / "later")
    result = run("accounts", economy, "--compare", "later")
    assert result.exit_code == 0
    assert "What changed" in result.stdout


def test_plan_prices_of_a_plan_made_now_and_of_a_saved_one_are_the_same(run, economy, folder):
    now = json.loads(run("accounts", economy, "--prices", "--json").stdout)["plan_prices"]
    assert run("plan", economy, "--effort", "labour", "--out", "plan").exit_code == 0
    saved = json.loads(run("accounts", economy, "--plan", "plan", "--json").stdout)["plan_prices"]
    assert saved["total"]["price"] == pytest.approx(now["total"]["price"])
    assert max(now["residual"], now["unexplained"]) < 1e-6


def test_plan_prices_are_explained_on_screen_and_written(run, economy, folder):
    result = run("accounts", economy, "--prices", "--out", "tables")
    assert "Labour values and plan prices" in result.stdout
    assert (folder / "tables" / "plan_price_products.csv").is_file()


def test_a_plan_and_prices_at_once_are_refused(run, economy):
    assert run("accounts", economy, "--prices", "--plan", "x").exit_code == 2


def test_an_economy_without_a_table_says_how_to_get_one(run):
    result = run("accounts", "village")
    assert result.exit_code == 1
    assert "commonweal import" in " ".join(result.stderr.split())


def test_an_unknown_row_and_an_unknown_sector_are_named(run, economy):
    row, sector = run("accounts", economy, "--of", "carbn"), run("accounts", economy, "--paths", "north.mil")
    assert row.exit_code == sector.exit_code == 2
    assert "'carbon'" in row.stderr
    assert "'north.mills'" in sector.stderr


def test_from_python_it_is_the_same(economy, folder):
    table = cw.table_of(folder / economy)
    found = cw.accounts(table)
    assert found.holds
    cw.write_accounts(found, folder / "page.html")
    cw.export_accounts(found, folder / "accounts.xlsx")
    assert (folder / "page.html").stat().st_size > 10_000
