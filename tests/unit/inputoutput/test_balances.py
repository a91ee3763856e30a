"""Residuals of a table and its spectral radius."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.inputoutput.balances import (
    industry_residuals,
    product_radius,
    product_residuals,
    spectral_radius,
)
from commonweal.inputoutput.tables import no_rows
from unit.inputoutput.two_regions import joint, two_regions


def test_a_table_that_balances_has_no_residuals():
    for table in (two_regions(), joint()):
        np.testing.assert_allclose(product_residuals(table), 0, atol=1e-12)
        np.testing.assert_allclose(industry_residuals(table), 0, atol=1e-12)


def test_residuals_are_what_is_supplied_less_what_is_used():
    table = joint()
    more = replace(table, margins=np.array([2.0, -2.0, 0.0]), taxes=np.array([0.0, 0.0, 1.0]))
    np.testing.assert_allclose(product_residuals(more), [2, -2, 1])


def test_without_value_added_industries_can_not_be_told():
    assert np.isnan(industry_residuals(replace(joint(), value_added=no_rows(2, 1)))).all()


def test_spectral_radius_is_the_largest_eigenvalue():
    flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    assert spectral_radius(flows, np.array([1000.0, 2000.0])) == pytest.approx(0.1 + np.sqrt(0.0525))


def test_spectral_radius_of_a_large_table_agrees_with_all_eigenvalues():
    rng = np.random.default_rng(5)
    flows, output = rng.random((260, 260)), rng.random(260) * 200
    eigenvalues = np.linalg.eigvals(flows / output)
    assert spectral_radius(flows, output) == pytest.approx(np.abs(eigenvalues).max(), rel=1e-9)


def test_flows_that_lead_nowhere_have_radius_0():
    flows = np.triu(np.ones((250, 250)), 1) * (np.arange(250)[:, None] == np.arange(250) - 1)
    assert spectral_radius(flows, np.ones(250)) == pytest.approx(0, abs=1e-6)
    assert spectral_radius(np.zeros((250, 250)), np.zeros(250)) == 0
    assert spectral_radius(np.zeros((0, 0)), np.zeros(0)) == 0


def test_product_radius_of_a_symmetric_table_is_that_of_its_coefficients():
    table = two_regions()
    assert product_radius(table) == pytest.approx(spectral_radius(table.use, table.industry_output))


def test_product_radius_counts_what_is_made_within_the_table():
    table = joint()
    made = product_radius(table)
    assert product_radius(replace(table, imports=np.array([90.0, 70.0, 20.0]))) < made < 1
