"""Pictures of accounts: heat maps, bars, the ring; and the page and the terminal that hold them."""

import re
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

import commonweal as cw
from commonweal.accounting import accounts, values_against_prices
from commonweal.accounting.chains import chains
from commonweal.accounting.years import year_change
from commonweal.building.build import build_economy
from commonweal.inputoutput.tables import Labels
from commonweal.show.accounts_page import accounts_html
from commonweal.show.accounts_text import print_accounts, print_chains, print_gap, print_years
from commonweal.show.bars import Bar, draw_bars
from commonweal.show.chord import Ring, draw_ring, pooled
from commonweal.show.heat_map import HeatMap, draw_heat_map, heat_steps
from unit.accounting.small_world import world

TABLE = world()


@pytest.fixture(scope="module")
def found():
    return accounts(TABLE)


@pytest.fixture(scope="module")
def gap():
    plan = cw.plan(build_economy(TABLE).economy)
    return values_against_prices(plan, TABLE)


@pytest.fixture(scope="module")
def others(found, gap):
    return {
        "chains": chains(found, "north.mills"),
        "years": year_change(found, accounts(replace(TABLE, people={"north": 1.0, "south": 2.0}))),
        "gap": gap,
    }


def heat(values):
    names = [f"<{number}>" for number in range(len(values))]
    picture = HeatMap(np.asarray(values), names, names, "title", "summary", lambda *told: f"{told}")
    return draw_heat_map(picture)


def test_a_heat_map_has_a_cell_for_each_value_that_counts():
    svg = heat([[0.0, 0.8], [0.001, 0.1]])
    assert svg.count('class="h') - svg.count('class="heat') == 2
    assert 'class="h6"' in svg
    assert "<0>" not in svg


def test_a_heat_map_of_nothing_is_blank():
    assert heat([[0.0]]).count('class="h1"') == 0
    assert heat_steps(np.zeros((2, 2))) == (0.0,) * 6


def test_shades_double():
    steps = heat_steps(np.array([[0.64]]))
    assert np.diff(np.log2(steps)) == pytest.approx(1.0)


def test_bars_go_both_ways_from_their_start():
    bars = [Bar("a", 2.0, "2", "a: 2"), Bar("b", 0.5, "0.5", "b: 0.5")]
    svg = draw_bars("title", bars, start=1.0)
    over = float(re.search(r'width="([\d.]+)" height="12" class="over"', svg)[1])
    under = float(re.search(r'width="([\d.]+)" height="12" class="under"', svg)[1])
    assert over == pytest.approx(2 * under, abs=0.2)


def test_bars_of_one_value_are_drawn():
    assert "svg" in draw_bars("title", [Bar("a", 1.0, "1", "a")], start=1.0)


def ring(amounts, names):
    return draw_ring(
        Ring(np.asarray(amounts), names, "t", "s", lambda *told: f"arc {told}", lambda *told: f"{told}")
    )


def test_a_ring_has_an_arc_a_region_and_a_ribbon_a_pair():
    svg = ring([[9.0, 1.0, 2.0], [0.0, 9.0, 0.0], [3.0, 0.0, 9.0]], ["a", "b", "c"])
    assert svg.count("arc (") == 3
    assert svg.count('class="ribbon') == 2


def test_a_ring_of_nothing_is_drawn():
    assert ring(np.zeros((3, 3)), ["a", "b", "c"]).count("ribbon") == 0


def test_pooling_keeps_what_goes_between_those_that_are_drawn():
    rng = np.random.default_rng(3)
    amounts = rng.random((8, 8))
    together, names = pooled(amounts, list("abcdefgh"), 4, "rest")
    assert len(names) == 5
    shown = ["abcdefgh".index(name) for name in names[:4]]
    others = [at for at in range(8) if at not in shown]
    assert together[0, 4] == pytest.approx(amounts[shown[0]][others].sum())
    assert np.diag(together) == pytest.approx(0.0)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_whole_and_needs_nothing_else(found, others, language):
    page = accounts_html(found, language=language, **others)
    assert page.startswith("<!DOCTYPE html>")
    assert "http:" not in page
    assert "<script" not in page
    assert page.count("<section") >= 8
    assert {"work", "trade", "gap", "sectors", "inputs", "footprints", "paths", "years", "checks"} == set(
        re.findall(r'<section id="(\w+)"', page)
    )


def test_the_same_accounts_give_the_same_page(found):
    assert accounts_html(found) == accounts_html(accounts(TABLE))


def test_names_are_data_and_never_markup():
    labels = Labels(TABLE.industries.regions, ("<b>x</b>", "y", "z") * 2)
    page = accounts_html(accounts(replace(TABLE, products=labels, industries=labels)))
    assert "<b>x</b>" not in page


def test_accounts_of_one_country_have_no_trade():
    regions = ("here",) * 6
    names = tuple(
        f"{region}-{name}"
        for region, name in zip(TABLE.industries.regions, TABLE.industries.names, strict=True)
    )
    labels = Labels(regions, names)
    final = replace(TABLE.final, regions=("here",) * 4)
    one = accounts(replace(TABLE, products=labels, industries=labels, final=final, people={"here": 260.0}))
    assert 'id="trade"' not in accounts_html(one)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_terminal_tells_everything(found, others, language):
    console = Console(file=StringIO(), width=120)
    print_accounts(found, console, language=language)
    print_chains(others["chains"], console, language=language)
    print_years(others["years"], console, language=language)
    print_gap(others["gap"], console, language=language)
    told = console.file.getvalue()
    assert "north" in told
    assert "carbon" in told


def test_identities_that_fail_are_named_in_the_page_and_the_terminal():
    off = accounts(replace(TABLE, final_demand=TABLE.final_demand * 1.1))
    console = Console(file=StringIO(), width=120)
    print_accounts(off, console)
    assert "NOT hold" in console.file.getvalue()
    assert 'class="certificate none"' in accounts_html(off)
