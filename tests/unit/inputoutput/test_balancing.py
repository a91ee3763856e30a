"""RAS and GRAS, and tables that balance afterwards."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from commonweal.errors import ModelError
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.balancing import balanced, gras, ras
from commonweal.inputoutput.tables import Floats, no_rows
from unit.inputoutput.two_regions import joint, two_regions

# Junius and Oosterhaven's kind of table: changes in stocks and subsidies are negative.
SIGNED = np.array([[7.0, 3, 5, -3], [2, 9, 8, 1], [-2, 0, 2, 1]])
ROWS, COLUMNS = np.array([15.0, 26, -1]), np.array([9.0, 16, 17, -2])


def least_information(matrix: Floats, rows: Floats, columns: Floats) -> Floats:
    """The same table from a general optimiser: least Σ |a| z ln(z / e), z new over old."""
    where = matrix != 0
    size = np.abs(matrix[where])

    def table(z: Floats) -> Floats:
        full = np.zeros_like(matrix)
        full[where] = matrix[where] * z
        return full

    found = minimize(
        lambda z: float(np.sum(size * z * (np.log(z) - 1))),
        np.ones(len(size)),
        jac=lambda z: size * np.log(z),
        bounds=[(1e-9, None)] * len(size),
        constraints={
            "type": "eq",
            "fun": lambda z: np.r_[table(z).sum(1) - rows, (table(z).sum(0) - columns)[:-1]],
        },
        options={"ftol": 1e-14, "maxiter": 500},
    )
    return table(found.x)


def test_ras_has_the_sums_asked_for_and_the_products_of_the_old_table():
    flows = np.array([[120.0, 100, 49], [210, 247, 265], [26, 249, 145]])
    rows, columns = np.array([245.0, 136, 159]), np.array([251.0, 107, 182])
    found = ras(flows, rows, columns)
    np.testing.assert_allclose(found.sum(1), rows, rtol=1e-9)
    np.testing.assert_allclose(found.sum(0), columns, rtol=1e-9)
    # r A s is the only table with these sums whose cross-products are those of A
    factor = np.log(found / flows)
    np.testing.assert_allclose(factor - factor[:1] - factor[:, :1] + factor[0, 0], 0, atol=1e-8)


def test_gras_is_the_nearest_table_with_these_signs():
    found = gras(SIGNED, ROWS, COLUMNS)
    np.testing.assert_allclose(found, least_information(SIGNED, ROWS, COLUMNS), atol=1e-5)
    assert (np.sign(found) == np.sign(SIGNED)).all()


def test_gras_leaves_a_table_that_has_the_sums_as_it_is():
    np.testing.assert_allclose(gras(SIGNED, SIGNED.sum(1), SIGNED.sum(0)), SIGNED)


def test_rows_and_columns_of_zeros_stay():
    found = ras(np.array([[0.0, 0], [3, 4]]), np.array([0.0, 9]), np.array([4.0, 5]))
    np.testing.assert_allclose(found, [[0, 0], [4, 5]])


def test_figures_of_one_sign_that_are_to_add_to_0_become_0():
    found = gras(np.array([[-1.0, 0], [3, 4]]), np.array([0.0, 9]), np.array([4.0, 5]))
    np.testing.assert_allclose(found, [[0, 0], [4, 5]])


def test_a_row_of_negative_figures_alone_is_scaled():
    found = gras(np.array([[-1.0, -2], [3, 5]]), np.array([-6.0, 9]), np.array([1.0, 2]))
    np.testing.assert_allclose(found.sum(1), [-6, 9])
    np.testing.assert_allclose(found.sum(0), [1, 2])


def test_sums_that_can_not_be_had_are_refused():
    with pytest.raises(ModelError, match="No table"):
        ras(np.array([[1.0, 0], [0, 1]]), np.array([1.0, 2]), np.array([2.0, 1]))
    with pytest.raises(ModelError, match="add to 3 and the columns to 4"):
        ras(np.ones((2, 2)), np.array([1.0, 2]), np.array([2.0, 2]))
    with pytest.raises(ModelError, match="GRAS"):
        ras(SIGNED, ROWS, COLUMNS)


def test_a_balanced_table_has_no_residuals_and_keeps_what_is_made():
    use = joint().use + np.array([[4.0, 0], [0, -1], [2, 0]])
    before = replace(joint(), use=use)
    after, report = balanced(before)
    np.testing.assert_allclose(product_residuals(after), 0, atol=1e-7)
    np.testing.assert_allclose(industry_residuals(after), 0, atol=1e-7)
    assert after.supply is before.supply
    assert report.converged
    assert report.before == pytest.approx(6)
    assert 0 < report.changed < 0.1
    assert report.largest_change == pytest.approx(
        max(np.abs(after.use - use).max(), np.abs(after.final_demand - before.final_demand).max()), rel=0.5
    )


def test_negative_changes_in_stocks_need_gras():
    final = two_regions().final_demand.copy()
    final[0, 0] += 3
    off = replace(two_regions(), final_demand=final)
    with pytest.raises(ModelError, match="Balance it with gras"):
        balanced(off, "ras")
    after, report = balanced(off, "gras")
    assert report.converged
    assert after.final_demand[0, 1] < 0
    assert report.factor == pytest.approx((final.sum() - 3) / final.sum())


def test_without_value_added_columns_keep_their_proportions():
    final = joint().final_demand * 1.05
    off = replace(joint(), value_added=no_rows(2, 1), final_demand=final)
    after, report = balanced(off)
    assert report.converged
    np.testing.assert_allclose(product_residuals(after), 0, atol=1e-7)
    np.testing.assert_allclose(after.use.sum(0), off.use.sum(0) * report.factor)


def test_a_product_that_nobody_uses_is_named_and_keeps_nothing_else_from_balancing():
    use, final = joint().use.copy(), joint().final_demand.copy()
    use[2], final[2] = 0, 0
    after, report = balanced(replace(joint(), use=use, final_demand=final, value_added=no_rows(2, 1)))
    assert report.stuck == ("Home.bran",)
    assert not report.converged
    np.testing.assert_allclose(product_residuals(after), [0, 0, 20], atol=1e-7)


def test_ways_that_are_not_there_and_tables_without_demand_are_refused():
    with pytest.raises(ModelError, match="gras, ras"):
        balanced(joint(), "entropy")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="no final demand"):
        balanced(replace(joint(), final_demand=np.zeros((3, 1))))
    with pytest.raises(ModelError, match="another unit"):
        balanced(replace(joint(), final_demand=-joint().final_demand))
