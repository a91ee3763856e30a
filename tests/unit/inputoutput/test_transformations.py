"""The four textbook models find planted tables again and keep every total."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import input_coefficients
from commonweal.inputoutput.tables import InputOutput, SupplyUse
from commonweal.inputoutput.transformations import Model, symmetric
from unit.inputoutput.make_use import dense_supply, make_use
from unit.inputoutput.two_regions import two_regions

RNG = np.random.default_rng(61)
MAKE = np.diag([90.0, 120.0, 60.0, 200.0]) + RNG.uniform(0.0, 8.0, (4, 4))
PLANTED = RNG.uniform(0.02, 0.15, (4, 4))

ALL = pytest.mark.parametrize("model", ["A", "B", "C", "D"])


def square(use: np.ndarray | None = None) -> SupplyUse:
    """Four industries and four products, with imports."""
    taken = PLANTED @ MAKE.T if use is None else use
    return make_use(MAKE, taken, 62, imports=np.array([3.0, 0.0, 1.0, 0.5]))


def rectangular() -> SupplyUse:
    """Three industries and five products."""
    rng = np.random.default_rng(63)
    supply = rng.uniform(0.0, 50.0, (3, 5))
    return make_use(supply, rng.uniform(0.0, 5.0, (5, 3)), 64)


def assert_books_balance(table: InputOutput) -> None:
    used = table.flows.sum(axis=1) + table.final_demand.sum(axis=1)
    np.testing.assert_allclose(table.output + table.imports, used, atol=1e-9)
    paid = table.flows.sum(axis=0) + table.value_added.by_industry.sum(axis=0)
    np.testing.assert_allclose(table.output, paid, atol=1e-9)


def assert_same_totals(table: InputOutput, source: SupplyUse) -> None:
    assert table.output.sum() == pytest.approx(source.industry_output.sum())
    assert table.flows.sum() == pytest.approx(source.use.sum())
    assert table.imports.sum() == pytest.approx(source.imports.sum())
    np.testing.assert_allclose(table.final_demand.sum(axis=0), source.final_demand.sum(axis=0))
    for ours, theirs in (
        (table.value_added, source.value_added),
        (table.labour, source.labour),
        (table.capital, source.capital),
        (table.satellites, source.satellites),
    ):
        assert ours.names == theirs.names
        np.testing.assert_allclose(ours.by_industry.sum(axis=1), theirs.by_industry.sum(axis=1))


@ALL
def test_books_balance_and_totals_are_kept(model: Model) -> None:
    table = square()
    found = symmetric(table, model)
    assert_books_balance(found)
    assert_same_totals(found, table)


@pytest.mark.parametrize("model", ["B", "D"])
def test_more_products_than_industries_do_for_b_and_d(model: Model) -> None:
    table = rectangular()
    found = symmetric(table, model)
    assert len(found.sectors) == (5 if model == "B" else 3)
    assert_books_balance(found)
    assert_same_totals(found, table)


@pytest.mark.parametrize("model", ["A", "C"])
def test_more_products_than_industries_are_refused_by_a_and_c(model: Model) -> None:
    with pytest.raises(ModelError, match="3 industries make 5 products"):
        symmetric(rectangular(), model)


def test_product_technology_finds_the_inputs_of_each_product_again() -> None:
    """Every product planted with inputs of its own, whoever makes it: ``U = A Vᵀ``."""
    found = symmetric(square(PLANTED @ MAKE.T), "A")
    np.testing.assert_allclose(input_coefficients(found.flows, found.output), PLANTED, rtol=1e-12)


def test_industry_technology_finds_the_inputs_of_each_industry_again() -> None:
    """Every industry planted with inputs of its own, whatever it makes: a product's are their mean."""
    by_industry = RNG.uniform(0.02, 0.15, (4, 4))
    table = square(by_industry * MAKE.sum(axis=1))
    found = symmetric(table, "B")
    shares = MAKE / MAKE.sum(axis=0)
    np.testing.assert_allclose(input_coefficients(found.flows, found.output), by_industry @ shares)


def test_fixed_industry_sales_are_found_again() -> None:
    """Every industry sells all its products in the same proportions: ``U = Vᵀ diag(g)⁻¹ Z``."""
    between = RNG.uniform(1.0, 9.0, (4, 4))
    table = square((MAKE / MAKE.sum(axis=1)[:, None]).T @ between)
    np.testing.assert_allclose(symmetric(table, "C").flows, between, rtol=1e-12)


def test_fixed_product_sales_share_each_use_among_those_who_make_it() -> None:
    table = rectangular()
    supply = dense_supply(table)
    shares = supply / supply.sum(axis=0)
    found = symmetric(table, "D")
    np.testing.assert_allclose(found.flows, shares @ table.use)
    np.testing.assert_allclose(found.final_demand, shares @ table.final_demand)
    np.testing.assert_array_equal(found.value_added.by_industry, table.value_added.by_industry)


@ALL
def test_a_symmetric_table_is_passed_through(model: Model) -> None:
    table = two_regions()
    found = symmetric(table, model)
    assert found.flows is table.use
    assert found.final_demand is table.final_demand
    np.testing.assert_array_equal(found.output, table.industry_output)


@ALL
def test_models_agree_where_hardly_anything_is_made_aside(model: Model) -> None:
    supply = np.diag([90.0, 120.0, 60.0, 200.0])
    supply[0, 1] = 1e-9
    table = make_use(supply, PLANTED @ supply.T)
    np.testing.assert_allclose(symmetric(table, model).flows, table.use, rtol=1e-9)


@ALL
def test_what_nobody_makes_takes_no_part(model: Model) -> None:
    """An idle industry, and a product that is only imported: uses of it are not lost."""
    supply = np.zeros((5, 5))
    supply[:4, :4] = MAKE
    use = np.zeros((5, 5))
    use[:4, :4], use[4, :4] = PLANTED @ MAKE.T, 2.0
    table = make_use(supply, use, 65, imports=np.array([0.0, 1.0, 0.0, 0.0, 9.0]))
    found = symmetric(table, model)
    assert_books_balance(found)
    assert found.output[4] == 0.0
    if model in {"A", "B"}:
        assert found.flows[4].sum() == pytest.approx(8.0)
        assert found.imports[4] == 9.0
    else:
        below = found.value_added.of_kind("imports")
        assert below.by_industry.sum() == pytest.approx(8.0)
        assert below.by_final.sum() == pytest.approx(1.0)


@ALL
def test_an_industry_that_makes_nothing_but_uses_is_named(model: Model) -> None:
    table = square()
    supply = dense_supply(table)
    supply[2] = 0.0
    idle = replace(table, supply=sparse.csr_array(supply))
    with pytest.raises(ModelError, match=r"make none: R\.i2\."):
        symmetric(idle, model)


@pytest.mark.parametrize("model", ["A", "C"])
def test_industries_that_make_the_same_cannot_be_told_apart(model: Model) -> None:
    supply = MAKE.copy()
    supply[1] = 2.0 * supply[0]
    with pytest.raises(ModelError, match="can't tell some industries apart"):
        symmetric(make_use(supply, np.ones((4, 4))), model)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="no model 'E'"):
        symmetric(square(), "E")  # type: ignore[arg-type]
