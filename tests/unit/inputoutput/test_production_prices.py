from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import linalg as sparse_linalg

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import SharedInputs
from commonweal.inputoutput.input_mixes import capital_by_mix, wage_basket
from commonweal.inputoutput.labour_values import labour_values, surplus_value_rate
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.perron import dominant_left
from commonweal.inputoutput.production_prices import (
    Numeraire,
    ProductionPrices,
    circulating_capital_prices,
    fixed_capital_prices,
)
from commonweal.inputoutput.tables import Floats
from unit.inputoutput.small_worlds import random_system

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)
WHEAT = np.array([1.0, 0.0])
NOBODY = np.zeros(2)


@dataclass(frozen=True)
class InKind:
    """Flows and outputs, without asking for a surplus."""

    flows: Floats
    output: Floats


def wheat_and_iron(wheat: float) -> InKind:
    """Sraffa 1960, ch. 1 and 2: workers' food is among the inputs."""
    return InKind(np.array([[280.0, 120.0], [12.0, 8.0]]), np.array([wheat, 20.0]))


def corn() -> LeontiefSystem:
    """One sector that uses two fifths of what it makes."""
    return LeontiefSystem(np.array([[40.0]]), np.array([100.0]))


def holds(found: ProductionPrices) -> None:
    """One rate of profit for all, sector by sector and in all."""
    assert found.residual < 1e-9
    assert found.total_residual < 1e-9
    assert np.all(found.prices[found.output > 0.0] > 0.0)


def test_sraffa_without_a_surplus_exchanges_ten_wheat_for_one_iron() -> None:
    found = circulating_capital_prices(wheat_and_iron(400.0), NOBODY, NOBODY, numeraire=WHEAT)
    assert found.profit_rate == pytest.approx(0.0, abs=1e-12)
    assert found.prices == pytest.approx([1.0, 10.0])


def test_sraffa_with_a_surplus_earns_a_quarter_and_exchanges_fifteen_wheat_for_one_iron() -> None:
    found = circulating_capital_prices(wheat_and_iron(575.0), NOBODY, NOBODY, numeraire=WHEAT)
    assert found.profit_rate == pytest.approx(0.25)
    assert found.maximum_rate == pytest.approx(0.25)
    assert found.prices == pytest.approx([1.0, 15.0])
    holds(found)


def test_corn_earns_what_is_left_after_seed_and_wages_that_are_advanced() -> None:
    found = circulating_capital_prices(corn(), np.array([100.0]), np.array([0.4]))
    assert found.profit_rate == pytest.approx(1 / 0.8 - 1)
    assert found.maximum_rate == pytest.approx(1 / 0.4 - 1)
    assert found.prices == pytest.approx([1.0])
    holds(found)


def test_corn_earns_more_on_seed_alone() -> None:
    found = circulating_capital_prices(corn(), np.array([100.0]), np.array([0.4]), wages_advanced=False)
    assert found.profit_rate == pytest.approx((1 - 0.4) / 0.4 - 1)
    holds(found)


def test_corn_earns_on_its_stock_what_is_left_after_seed_wear_and_wages() -> None:
    stock = capital_by_mix(np.array([200.0]), np.array([100.0]), np.array([7.0]))
    wear = capital_by_mix(np.array([10.0]), np.array([100.0]), np.array([7.0]))
    found = fixed_capital_prices(corn(), np.array([100.0]), np.array([0.4]), stock, wear)
    assert found.profit_rate == pytest.approx((1 - 0.4 - 0.1 - 0.4) / 2)
    assert found.maximum_rate == pytest.approx((1 - 0.4 - 0.1) / 2)
    holds(found)


@some
@given(seeds, st.integers(2, 10), st.booleans())
def test_one_rate_of_profit_for_all_on_what_is_advanced(seed: int, n: int, wages_advanced: bool) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    labour = rng.uniform(0.1, 1.0, n) * system.output
    basket = wage_basket(rng.uniform(0.1, 1.0, n), 0.1)
    found = circulating_capital_prices(system, labour, basket, wages_advanced=wages_advanced)
    holds(found)
    assert 0.0 < found.profit_rate < found.maximum_rate
    assert found.total_price == pytest.approx(system.output.sum())


@some
@given(seeds, st.integers(2, 10), st.integers(1, 3))
def test_one_rate_of_profit_for_all_on_fixed_capital(seed: int, n: int, owners: int) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    labour = rng.uniform(0.1, 1.0, n) * system.output
    basket = wage_basket(rng.uniform(0.1, 1.0, n), 0.05)
    owner = np.arange(n) % owners
    investment = rng.uniform(0.0, 1.0, (n, owners))
    stock = capital_by_mix(rng.uniform(0.5, 3.0, n) * system.output, system.output, investment, owner)
    wear = SharedInputs(stock.mixes, 0.03 * stock.coefficients)
    found = fixed_capital_prices(system, labour, basket, stock, wear)
    holds(found)
    assert 0.0 < found.profit_rate < found.maximum_rate
    at_large = np.linalg.inv(
        np.eye(n)
        - system.flows / system.output
        - wear.mixes @ wear.coefficients
        - np.outer(basket, labour / system.output)
    )
    roots = np.linalg.eigvals(stock.mixes @ stock.coefficients @ at_large)
    assert found.profit_rate == pytest.approx(1.0 / roots.real.max())


def test_corn_earns_on_its_stock_and_on_half_a_year_of_seed_and_wages() -> None:
    stock = capital_by_mix(np.array([200.0]), np.array([100.0]), np.array([7.0]))
    found = fixed_capital_prices(corn(), np.array([100.0]), np.array([0.4]), stock, turnover=0.5)
    assert found.profit_rate == pytest.approx((1 - 0.4 - 0.4) / (2 + 0.5 * 0.8))
    assert found.maximum_rate == pytest.approx((1 - 0.4) / (2 + 0.5 * 0.4))
    holds(found)


@some
@given(seeds, st.integers(2, 8))
def test_a_year_of_turnover_and_nothing_fixed_is_circulating_capital(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    labour = rng.uniform(0.1, 1.0, n) * system.output
    basket = wage_basket(rng.uniform(0.1, 1.0, n), 0.1)
    nothing = capital_by_mix(np.zeros(n), system.output, np.ones(n))
    stocks = fixed_capital_prices(system, labour, basket, nothing, turnover=np.ones(n))
    flows = circulating_capital_prices(system, labour, basket)
    assert stocks.profit_rate == pytest.approx(flows.profit_rate)
    assert stocks.maximum_rate == pytest.approx(flows.maximum_rate)
    np.testing.assert_allclose(stocks.prices, flows.prices, rtol=1e-8)
    holds(stocks)


@some
@given(seeds, st.integers(2, 8))
def test_profits_are_positive_where_labour_is_unpaid(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    labour = rng.uniform(0.1, 1.0, n) * system.output
    values = labour_values(system, labour).total
    basket = rng.uniform(0.1, 1.0, n)
    basket *= rng.uniform(0.3, 0.95) / (values @ basket)
    assert surplus_value_rate(values, basket) > 0.0
    assert circulating_capital_prices(system, labour, basket).profit_rate > 0.0


@some
@given(seeds, st.integers(2, 8))
def test_prices_are_values_where_wages_take_all(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    labour = rng.uniform(0.1, 1.0, n) * system.output
    values = labour_values(system, labour).total
    basket = rng.uniform(0.1, 1.0, n)
    basket /= values @ basket
    found = circulating_capital_prices(system, labour, basket, numeraire="wage")
    assert found.profit_rate == pytest.approx(0.0, abs=1e-9)
    np.testing.assert_allclose(found.prices, values, rtol=1e-8)


@pytest.mark.parametrize("numeraire", [*get_args(Numeraire), np.arange(1.0, 7.0)])
def test_the_numeraire_scales_prices_and_leaves_the_rate(numeraire: Numeraire) -> None:
    system = random_system(6, 3)
    labour, basket = system.output, np.full(6, 0.02)
    found = circulating_capital_prices(system, labour, basket, numeraire=numeraire)
    usual = circulating_capital_prices(system, labour, basket)
    assert found.profit_rate == pytest.approx(usual.profit_rate)
    np.testing.assert_allclose(found.prices / found.prices[0], usual.prices / usual.prices[0], rtol=1e-9)
    holds(found)


def test_each_numeraire_costs_what_it_should() -> None:
    system = random_system(6, 3)
    basket = np.full(6, 0.02)

    def prices(numeraire: Numeraire) -> ProductionPrices:
        return circulating_capital_prices(system, system.output, basket, numeraire=numeraire)

    net = system.output - system.flows.sum(axis=1)
    assert prices("output").total_price == pytest.approx(system.output.sum())
    assert prices("net_output").prices @ net == pytest.approx(net.sum())
    assert prices("wage").wage == pytest.approx(1.0)
    assert prices("basket").wage == pytest.approx(basket.sum())


def test_a_sector_without_output_has_no_price() -> None:
    flows = np.array([[280.0, 120.0, 0.0], [12.0, 8.0, 0.0], [0.0, 0.0, 0.0]])
    system = LeontiefSystem(flows, np.array([575.0, 20.0, 0.0]))
    found = circulating_capital_prices(system, np.zeros(3), np.zeros(3), numeraire=np.array([1.0, 0, 0]))
    assert found.prices == pytest.approx([1.0, 15.0, 0.0])
    assert found.residual < 1e-9


def test_a_product_that_no_sector_uses_has_a_price() -> None:
    system = LeontiefSystem(np.array([[40.0, 30.0], [0.0, 0.0]]), np.array([100.0, 60.0]))
    found = circulating_capital_prices(system, NOBODY, NOBODY, numeraire=WHEAT)
    assert found.profit_rate == pytest.approx(1.5)
    assert found.prices == pytest.approx([1.0, 2.5 * 0.5])


def test_sectors_with_nothing_in_common_have_no_common_rate() -> None:
    system = LeontiefSystem(np.array([[40.0, 0.0], [0.0, 30.0]]), np.array([100.0, 50.0]))
    with pytest.raises(ModelError, match="no price with one rate of profit"):
        circulating_capital_prices(system, NOBODY, NOBODY)


def test_wages_that_leave_nothing_are_refused() -> None:
    with pytest.raises(ModelError, match="Nothing is left for profit"):
        circulating_capital_prices(corn(), np.array([100.0]), np.array([0.7]))
    with pytest.raises(ModelError, match="last step alone"):
        circulating_capital_prices(corn(), np.array([100.0]), np.array([1.1]), wages_advanced=False)
    stock = capital_by_mix(np.array([200.0]), np.array([100.0]), np.array([1.0]))
    with pytest.raises(ModelError, match="more than what is made"):
        fixed_capital_prices(corn(), np.array([100.0]), np.array([0.6]), stock)


def test_no_capital_and_no_inputs_have_no_rate_of_profit() -> None:
    none = capital_by_mix(np.zeros(1), np.array([100.0]), np.array([1.0]))
    with pytest.raises(ModelError, match="no capital"):
        fixed_capital_prices(corn(), np.array([100.0]), np.array([0.1]), none)
    bare = LeontiefSystem(np.zeros((1, 1)), np.array([100.0]))
    with pytest.raises(ModelError, match="No sector uses inputs"):
        circulating_capital_prices(bare, np.array([100.0]), np.array([0.1]))


def test_nothing_consumed_or_invested_gives_no_mix() -> None:
    with pytest.raises(ModelError, match="no consumption"):
        wage_basket(np.zeros(3), 1.0)
    with pytest.raises(ModelError, match=r"no investment .*\(column 1\)"):
        capital_by_mix(np.ones(2), np.ones(2), np.array([[1.0, 0.0], [1.0, 0.0]]))


def test_owners_without_a_column_of_investment_are_refused() -> None:
    with pytest.raises(ModelError, match="0 to 1"):
        capital_by_mix(np.ones(2), np.ones(2), np.ones((2, 2)), np.array([0, 2]))


def test_a_numeraire_that_costs_nothing_is_refused() -> None:
    with pytest.raises(ModelError, match="costs nothing"):
        circulating_capital_prices(wheat_and_iron(575.0), NOBODY, NOBODY, numeraire="wage")


def test_the_iteration_for_large_tables_finds_what_the_spectrum_has() -> None:
    matrix = np.random.default_rng(5).uniform(0.0, 1.0, (260, 260))
    root, vector = dominant_left(lambda row: row @ matrix, 260)
    assert root == pytest.approx(np.linalg.eigvals(matrix).real.max())
    np.testing.assert_allclose(vector @ matrix, root * vector, rtol=1e-10)
    assert vector.max() == 1.0


def test_a_search_that_does_not_converge_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise sparse_linalg.ArpackNoConvergence("%s", np.zeros(0), np.zeros((0, 0)))

    monkeypatch.setattr(sparse_linalg, "eigs", never)
    with pytest.raises(ModelError, match="didn't converge"):
        dominant_left(lambda row: row, 260)
