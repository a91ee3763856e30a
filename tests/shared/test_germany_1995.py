"""Germany 1995, six products: published multipliers and the diagonal of the inverse are found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from commonweal.inputoutput.extraction import extracted
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.linkages import linkages
from commonweal.inputoutput.multipliers import multipliers, output_multipliers

FILE = Path(__file__).parents[3] / "shared" / "data" / "germany_1995" / "product_by_product.csv"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FILE.exists(), reason="development data are not beside the repository"),
]

PRODUCTS = 6


@pytest.fixture(scope="module")
def rows() -> dict[str, np.ndarray]:
    """Every row of the table, of the six products only."""
    frame = pl.read_csv(FILE)
    numbers = frame.drop("iotables_row").to_numpy()[:, :PRODUCTS].astype(float)
    return dict(zip(frame["iotables_row"], numbers, strict=True))


@pytest.fixture(scope="module", params=[3000, 0], ids=["factorised", "iterated"])
def system(rows: dict[str, np.ndarray], request: pytest.FixtureRequest) -> LeontiefSystem:
    flows = np.array([rows[name] for name in list(rows)[:PRODUCTS]])
    return LeontiefSystem(flows, rows["output"], dense_up_to=request.param)


def test_published_output_multipliers_are_found(system: LeontiefSystem) -> None:
    published = [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]
    np.testing.assert_allclose(output_multipliers(system).simple, published, atol=5e-5)


def test_published_diagonal_of_the_inverse_is_found(system: LeontiefSystem) -> None:
    published = [1.0339, 1.4292, 1.0289, 1.1784, 1.4126, 1.0515]
    np.testing.assert_allclose(np.diagonal(system.inverse()), published, atol=5e-5)


def test_value_added_taxes_and_imports_make_up_each_unit_of_final_demand(
    system: LeontiefSystem, rows: dict[str, np.ndarray]
) -> None:
    parts = [
        multipliers(system, name, "1", rows[name]).simple for name in ("gva", "net_tax_products", "imports")
    ]
    np.testing.assert_allclose(sum(parts), 1.0, atol=2e-4)  # the table is rounded to millions


def test_employment_multipliers_add_up_to_all_who_work(
    system: LeontiefSystem, rows: dict[str, np.ndarray]
) -> None:
    persons = rows["employment_domestic_total"]
    found = multipliers(system, "employment", "1000 persons/M.EUR", persons)
    demand = system.output - system.flows.sum(axis=1)
    assert found.simple @ demand == pytest.approx(persons.sum(), rel=1e-10)


def test_linkages_are_those_of_the_inverse(system: LeontiefSystem) -> None:
    inverse = np.linalg.inv(np.eye(PRODUCTS) - system.flows / system.output)
    ghosh = np.linalg.inv(np.eye(PRODUCTS) - system.flows / system.output[:, None])
    found = linkages(system)
    np.testing.assert_allclose(found.power_of_dispersion, PRODUCTS * inverse.sum(axis=0) / inverse.sum())
    np.testing.assert_allclose(
        found.sensitivity_of_dispersion, PRODUCTS * inverse.sum(axis=1) / inverse.sum()
    )
    np.testing.assert_allclose(found.relative_forward, PRODUCTS * ghosh.sum(axis=1) / ghosh.sum())


def test_without_industry_the_others_make_what_a_table_without_it_says(system: LeontiefSystem) -> None:
    others = [0, 2, 3, 4, 5]
    coefficients = (system.flows / system.output)[np.ix_(others, others)]
    demand = (system.output - system.flows.sum(axis=1))[others]
    expected = np.linalg.solve(np.eye(5) - coefficients, demand)
    np.testing.assert_allclose(extracted(system, [1]).after[others], expected, rtol=1e-10)
