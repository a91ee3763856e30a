"""What holds of every productive table, large or small, however it is solved."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.balances import spectral_radius
from commonweal.inputoutput.extraction import extracted
from commonweal.inputoutput.ghosh import GhoshSystem
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.transformations import symmetric
from unit.inputoutput.make_use import make_use

tables = settings(max_examples=40, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 12)


def random_table(seed: int, n: int, share: float = 0.85) -> tuple[np.ndarray, np.ndarray]:
    """Sparse flows between sectors of very different size, and outputs: ``share`` is the most used up."""
    rng = np.random.default_rng(seed)
    sizes_of_sectors = 10.0 ** rng.uniform(-3, 3, n)
    flows = rng.lognormal(0.0, 2.0, (n, n)) * (rng.random((n, n)) < 0.6)
    flows *= sizes_of_sectors[:, None] * sizes_of_sectors
    output = np.maximum(flows.sum(axis=0), flows.sum(axis=1)) / share + sizes_of_sectors
    return flows, output


def close(ours: np.ndarray, theirs: np.ndarray) -> bool:
    return bool(np.abs(ours - theirs).max() <= 1e-9 * np.abs(theirs).max())


@tables
@given(seed=seeds, n=sizes)
def test_the_leontief_inverse_is_at_least_the_identity(seed: int, n: int) -> None:
    flows, output = random_table(seed, n)
    assert np.all(LeontiefSystem(flows, output).inverse() - np.eye(n) >= -1e-12)


@tables
@given(seed=seeds, n=sizes)
def test_iteration_and_factors_agree(seed: int, n: int) -> None:
    flows, output = random_table(seed, n)
    factorised, iterated = LeontiefSystem(flows, output), LeontiefSystem(flows, output, dense_up_to=0)
    rng = np.random.default_rng(seed)
    demand, rows = rng.uniform(0.0, 1.0, (n, 3)) * output[:, None], rng.lognormal(0.0, 2.0, (3, n))
    assert close(iterated.outputs(demand), factorised.outputs(demand))
    assert close(iterated.embodied(rows), factorised.embodied(rows))


@tables
@given(seed=seeds, n=sizes)
def test_the_ghosh_inverse_is_similar_to_that_of_leontief(seed: int, n: int) -> None:
    flows, output = random_table(seed, n)
    system = LeontiefSystem(flows, output)
    shares = flows / output[:, None]
    direct = np.linalg.inv(np.eye(n) - shares)
    np.testing.assert_allclose(system.inverse() * output / output[:, None], direct, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(GhoshSystem(system).inverse(), direct, rtol=1e-8, atol=1e-12)


@tables
@given(seed=seeds, n=sizes)
def test_units_of_money_do_not_matter(seed: int, n: int) -> None:
    flows, output = random_table(seed, n)
    rows = np.random.default_rng(seed).lognormal(0.0, 1.0, n)
    first = LeontiefSystem(flows, output, dense_up_to=0).embodied(rows)
    second = LeontiefSystem(flows * 1e-6, output * 1e-6, dense_up_to=0).embodied(rows)
    assert close(second, first)


@tables
@given(seed=seeds, n=st.integers(2, 12), excess=st.floats(1.01, 3.0))
def test_a_table_is_refused_exactly_where_the_radius_is_not_below_one(
    seed: int, n: int, excess: float
) -> None:
    flows, output = random_table(seed, n)
    radius = spectral_radius(flows, output)
    if radius < 1e-6:  # hardly any sector uses another: no scale brings it to the border
        return
    LeontiefSystem(flows / (radius * excess), output)
    for dense_up_to in (3000, 0):
        with pytest.raises(ModelError, match="spectral radius"):
            LeontiefSystem(flows * (excess / radius), output, dense_up_to)


@tables
@given(seed=seeds, n=st.integers(2, 12))
def test_taking_a_sector_away_raises_no_output(seed: int, n: int) -> None:
    flows, output = random_table(seed, n)
    system = LeontiefSystem(flows, output)
    assert np.all(extracted(system, [n - 1]).loss >= -1e-9 * output.max())


@tables
@given(seed=seeds, n_industries=st.integers(2, 6), n_products=st.integers(2, 8))
def test_models_b_and_d_make_nothing_negative_and_lose_nothing(
    seed: int, n_industries: int, n_products: int
) -> None:
    rng = np.random.default_rng(seed)
    supply = rng.lognormal(0.0, 2.0, (n_industries, n_products)) * (
        rng.random((n_industries, n_products)) < 0.7
    )
    supply[0] += 0.1  # no product that nobody makes
    supply[:, 0] += 0.1  # no industry that makes nothing
    table = make_use(supply, rng.uniform(0.0, 1.0, (n_products, n_industries)), seed)
    by_product, by_industry = symmetric(table, "B"), symmetric(table, "D")
    for found in (by_product, by_industry):
        assert np.all(found.flows >= 0.0)
        assert found.flows.sum() == pytest.approx(table.use.sum())
        used = found.flows.sum(axis=1) + found.final_demand.sum(axis=1)
        np.testing.assert_allclose(used, found.output, atol=1e-9 * found.output.max())
