"""US make and use tables of 2022: 71 industries, 73 commodities, made symmetric by all four models."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.importing.reading import read_table
from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.multipliers import output_multipliers
from commonweal.inputoutput.tables import InputOutput, SupplyUse
from commonweal.inputoutput.transformations import Model, symmetric

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "us_bea_2022"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

ASIDE = ("Used", "Other")  # commodities that are no industry's main product


@pytest.fixture(scope="module")
def table() -> SupplyUse:
    return read_table("bea", FOLDER)


@pytest.fixture(scope="module")
def square(table: SupplyUse) -> SupplyUse:
    """Used goods and the rest, each joined to the main product of the industry that makes most of it."""
    supply = table.supply.toarray()
    joined = {}
    for name in ASIDE:
        maker = int(np.argmax(supply[:, table.products.names.index(name)]))
        joined[name] = table.industries.names[maker]
    return aggregated(table, products={name: joined.get(name, name) for name in table.products.names})


def assert_rows_and_columns_add_up(found: InputOutput) -> None:
    used = found.flows.sum(axis=1) + found.final_demand.sum(axis=1)
    np.testing.assert_allclose(found.output + found.imports, used, rtol=1e-9)
    paid = found.flows.sum(axis=0) + found.value_added.by_industry.sum(axis=0)
    np.testing.assert_allclose(found.output, paid, rtol=1e-9)


@pytest.mark.parametrize("model", ["B", "D"])
def test_rows_and_columns_add_up(table: SupplyUse, model: Model) -> None:
    found = symmetric(table, model)
    assert len(found.sectors) == {"B": 73, "D": 71}[model]
    assert_rows_and_columns_add_up(found)
    assert found.final_demand.sum() == pytest.approx(table.final_demand.sum())


@pytest.mark.parametrize("model", ["A", "C"])
def test_more_commodities_than_industries_are_refused(table: SupplyUse, model: Model) -> None:
    with pytest.raises(ModelError, match="71 industries make 73 products"):
        symmetric(table, model)


@pytest.mark.parametrize("model", ["A", "B", "C", "D"])
def test_a_square_table_does_for_all_models(square: SupplyUse, model: Model) -> None:
    found = symmetric(square, model)
    assert_rows_and_columns_add_up(found)
    assert found.flows.sum() == pytest.approx(square.use.sum())


def test_product_technology_makes_the_observed_use_again(square: SupplyUse) -> None:
    """``A Vᵀ = U``: if every product takes what model A says, industries use what they were seen to use."""
    found = symmetric(square, "A")
    used = (found.flows / found.output) @ square.supply.toarray().T
    np.testing.assert_allclose(used, square.use, atol=1e-6)


@pytest.mark.parametrize("model", ["A", "B", "C", "D"])
def test_observed_demand_gives_observed_outputs(square: SupplyUse, model: Model) -> None:
    found = symmetric(square, model)
    system = LeontiefSystem(found.flows, found.output)
    demand = found.final_demand.sum(axis=1) - found.imports
    np.testing.assert_allclose(system.outputs(demand), found.output, rtol=1e-9)


def test_models_differ_little_in_their_multipliers(square: SupplyUse) -> None:
    """Off-diagonal output is a few per cent, so that technology assumptions move multipliers by little."""
    by_model = [symmetric(square, model) for model in ("A", "B", "C", "D")]
    found = [output_multipliers(LeontiefSystem(one.flows, one.output)).simple for one in by_model]
    middle = [float(np.average(some, weights=one.output)) for some, one in zip(found, by_model, strict=True)]
    assert max(middle) / min(middle) < 1.02
