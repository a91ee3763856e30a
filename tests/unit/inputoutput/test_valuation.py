"""Uses at basic prices: margins go to trade, taxes to a row of their own, and books still balance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.tables import Labels, SupplyUse
from commonweal.inputoutput.valuation import at_basic_prices
from unit.inputoutput.make_use import make_use


def priced(margins: list[float], taxes: list[float]) -> SupplyUse:
    """Bread, shoes and trade: what users pay holds margins and taxes."""
    supply = np.array([[100.0, 0, 0], [10, 80, 5], [0, 0, 60]])
    use = np.array([[20.0, 5, 2], [4, 30, 6], [3, 3, 1]])
    base = make_use(supply, use)
    paid = np.array(margins) + np.array(taxes)
    final = base.final_demand.copy()
    final[:, 0] += paid
    return replace(base, final_demand=final, margins=np.array(margins), taxes=np.array(taxes))


def test_books_balance_at_basic_prices() -> None:
    table = priced([20.0, 15, -35], [6.0, 0, 2])
    basic = at_basic_prices(table)
    np.testing.assert_allclose(product_residuals(basic), 0.0, atol=1e-12)
    np.testing.assert_allclose(industry_residuals(basic), 0.0, atol=1e-12)
    assert not basic.margins.any()
    assert not basic.taxes.any()


def test_all_taxes_are_in_their_row() -> None:
    basic = at_basic_prices(priced([20.0, 15, -35], [6.0, 0, 2]))
    taxes = basic.value_added.of_kind("taxes")
    assert taxes.by_industry.sum() + taxes.by_final.sum() == pytest.approx(8.0)


def test_every_user_pays_the_same_rate() -> None:
    """Bread: 110 made, 20 margin and 6 tax in the 136 that users pay."""
    table = priced([20.0, 0, -20], [6.0, 0, 0])
    basic = at_basic_prices(table)
    np.testing.assert_allclose(basic.use[0], table.use[0] * 110 / 136)
    np.testing.assert_allclose(basic.use[2], table.use[2] + table.use[0] * 20 / 136)
    np.testing.assert_array_equal(basic.use[1], table.use[1])


def test_what_users_pay_in_all_is_kept() -> None:
    table = priced([20.0, 15, -35], [6.0, 0, 2])
    basic = at_basic_prices(table)
    taxes = basic.value_added.of_kind("taxes")
    np.testing.assert_allclose(basic.use.sum(axis=0) + taxes.by_industry[0], table.use.sum(axis=0))
    np.testing.assert_allclose(
        basic.final_demand.sum(axis=0) + taxes.by_final[0], table.final_demand.sum(axis=0)
    )


def test_a_table_at_basic_prices_is_given_back() -> None:
    table = priced([0.0, 0, 0], [0.0, 0, 0])
    assert at_basic_prices(table) is table


def test_margins_go_to_trade_of_the_same_region() -> None:
    supply = np.diag([100.0, 50, 100, 50])
    table = make_use(supply, np.full((4, 4), 5.0))
    margins = np.array([10.0, -10, 20, -20])
    final = table.final_demand.copy()
    final[:, 0] += margins
    regions = Labels(("N", "N", "S", "S"), ("bread", "trade", "bread", "trade"))
    basic = at_basic_prices(replace(table, products=regions, final_demand=final, margins=margins))
    np.testing.assert_allclose(basic.use[1], 5.0 + 5.0 * 10 / 110)
    np.testing.assert_allclose(basic.use[3], 5.0 + 5.0 * 20 / 120)


def test_margins_that_do_not_add_to_zero_are_refused() -> None:
    with pytest.raises(ModelError, match="add to 5, not to 0"):
        at_basic_prices(priced([20.0, 0, -15], [0.0, 0, 0]))


def test_taxes_on_what_nobody_pays_for_are_named() -> None:
    table = make_use(np.diag([10.0, 0.0]), np.zeros((2, 2)))
    with pytest.raises(ModelError, match=r"nobody pays for: R\.p1"):
        at_basic_prices(replace(table, imports=np.array([0.0, -3.0]), taxes=np.array([0.0, 3.0])))
