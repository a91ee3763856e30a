"""The homework with its borders shut, and with one place shut in: only what can't be had is short."""

from __future__ import annotations

import polars as pl
import pytest

import commonweal as cw
from commonweal.model import Economy
from plans import cells_of, verified_plan
from shared.homework import FOLDER, Homework, published, short_of_money

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

ENOUGH = 100_000.0  # USD a day: three times what feeding all 77,000 takes
HOMEWORK = Homework.read() if FOLDER.exists() else None
PEOPLED = (
    [] if HOMEWORK is None else HOMEWORK.nodes.filter(pl.col("Demand").fill_null(0) > 0)["Name"].to_list()
)


@pytest.fixture(scope="module")
def homework() -> Homework:
    return Homework.read()


def closed_where(economy: Economy, table: str, rows: pl.Expr) -> Economy:
    """The same economy with some rows of a table shut."""
    return economy.with_table(table, economy[table].with_columns(closed=rows.fill_null(value=False)))


def without_outside(economy: Economy) -> Economy:
    """The same economy where nobody abroad sells anything."""
    return closed_where(economy, "supplies", pl.col("origin") == "abroad")


def besieged(economy: Economy, place: str) -> Economy:
    """The same economy where no road leads to a place or from it."""
    return closed_where(economy, "routes", (pl.col("from_place") == place) | (pl.col("to_place") == place))


def short_cells(plan: cw.Plan) -> set[tuple[str, str]]:
    """Place and need of each cell that is not covered in full."""
    return {(place, good) for (_, place, _, good, _), share in cells_of(plan).items() if share < 1 - 1e-6}


def carried_from_outside_only(homework: Homework) -> set[str]:
    """Nutrients that no food on sale inside the country contains."""
    inside = homework.foods.filter(pl.col("Food").is_in(homework.local_prices["Food"].to_list()))
    return {name for column, (name, _) in homework.nutrients.items() if not inside[column].sum()}


def test_only_vitamin_c_comes_from_outside_alone(homework: Homework) -> None:
    assert carried_from_outside_only(homework) == {"VitaminC"}


@pytest.mark.parametrize("everyone", [False, True], ids=["the 17,000", "all 77,000"])
def test_without_outside_suppliers_all_else_stays_covered(homework: Homework, everyone: bool) -> None:
    economy = short_of_money(homework, ENOUGH) if everyone else published(homework)
    plan = verified_plan(without_outside(economy), effort="cost")
    places = set(economy["people"]["place"])
    assert short_cells(plan) == {
        (place, nutrient) for place in places for nutrient in carried_from_outside_only(homework)
    }
    assert {share for (_, _, _, good, _), share in cells_of(plan).items() if good == "VitaminC"} == {0.0}


@pytest.mark.parametrize("place", PEOPLED)
def test_a_siege_of_one_place_leaves_only_that_place_short(homework: Homework, place: str) -> None:
    economy = short_of_money(homework, ENOUGH)
    plan = verified_plan(besieged(economy, place), effort="cost")
    assert {where for where, _ in short_cells(plan)} == {place}


def test_nothing_is_sold_in_a_besieged_place_without_a_market_of_its_own(homework: Homework) -> None:
    plan = verified_plan(besieged(short_of_money(homework, ENOUGH), "Idleb"), effort="cost")
    shares = {share for (_, place, *_), share in cells_of(plan).items() if place == "Idleb"}
    assert shares == {0.0}


@pytest.mark.parametrize("everyone", [False, True], ids=["the 17,000", "all 77,000"])
def test_the_explanation_names_the_nutrient_the_places_and_the_foods_that_would_carry_it(
    homework: Homework, everyone: bool
) -> None:
    economy = short_of_money(homework, ENOUGH) if everyone else published(homework)
    plan = verified_plan(without_outside(economy), effort="cost")
    told = cw.explain(plan, most=len(cells_of(plan)))
    assert {(each.cell.place, each.cell.good) for each in told} == short_cells(plan)
    blends = {"Corn-soya blend (CSB)", "Wheat-soya blend (WSB)"}
    for each in told:
        assert set(each.carriers) == blends
        assert {reason.kind for reason in each.reasons} == {"closed"}
        assert {reason.names["good"] for reason in each.reasons} == blends
        assert {reason.names["origin"] for reason in each.reasons} == {"abroad"}
        assert each.reliefs[0].coverage == pytest.approx(1.0, abs=1e-6)


def test_the_explanation_of_a_siege_names_the_roads_of_that_place(homework: Homework) -> None:
    plan = verified_plan(besieged(short_of_money(homework, ENOUGH), "Idleb"), effort="cost")
    [told] = cw.explain(plan, place="Idleb", need="Protein")
    roads = {reason.names["route"] for reason in told.reasons}
    assert {reason.kind for reason in told.reasons} == {"closed"}
    assert roads == set(
        homework.edges.filter(pl.col("B") == "Idleb").select(pl.col("A") + "–Idleb").to_series()
    )
