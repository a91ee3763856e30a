from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.paths import supply_paths
from unit.inputoutput.small_worlds import random_system

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)


def miller_and_blair() -> LeontiefSystem:
    return LeontiefSystem(np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0]))


def test_first_paths_by_hand() -> None:
    found = supply_paths(miller_and_blair(), np.array([0.1, 0.2]), np.array([0.0, 100.0]), most=3)
    assert [path.sectors for path in found.paths] == [(1,), (1, 0), (1, 1)]
    assert [path.amount for path in found.paths] == pytest.approx([20.0, 0.1 * 25.0, 0.2 * 5.0])


def test_what_a_path_leads_to_is_all_longer_ones() -> None:
    system = miller_and_blair()
    found = supply_paths(system, np.array([0.1, 0.2]), np.array([0.0, 100.0]), most=1)
    total = system.embodied(np.array([0.1, 0.2]))[1] * 100.0
    assert found.total == pytest.approx(total)
    assert found.paths[0].beyond == pytest.approx(total - 20.0)


@some
@given(seeds, st.integers(1, 4), st.integers(1, 12), st.integers(0, 3), st.sampled_from([0.0, 1e-3, 0.05]))
def test_list_and_remainders_are_the_total(
    seed: int, n: int, most: int, depth: int, tolerance: float
) -> None:
    rng = np.random.default_rng(seed)
    found = supply_paths(
        random_system(n, seed),
        rng.normal(size=n),
        rng.normal(size=n),
        most=most,
        depth=depth,
        tolerance=tolerance,
    )
    parts = found.listed + found.too_deep + found.too_small + found.not_listed
    assert parts == pytest.approx(found.total, abs=1e-9)


@some
@given(seeds, st.integers(1, 3), st.integers(1, 10), st.booleans())
def test_no_path_is_larger_than_those_listed(seed: int, n: int, most: int, signed: bool) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    per_output = rng.normal(size=n) if signed else rng.uniform(0.0, 1.0, n)
    demand = rng.uniform(0.0, 1.0, n)
    found = supply_paths(system, per_output, demand, most=most, depth=3, tolerance=0.0)
    coefficients = system.flows / system.output

    def amount(chain: tuple[int, ...]) -> float:
        steps = [coefficients[there, here] for here, there in pairwise(chain)]
        return float(per_output[chain[-1]] * np.prod(steps) * demand[chain[0]])

    chains = [chain for length in range(1, 5) for chain in product(range(n), repeat=length)]
    largest = sorted((abs(amount(chain)) for chain in chains), reverse=True)[:most]
    assert [abs(path.amount) for path in found.paths] == pytest.approx(largest)
    assert [path.amount for path in found.paths] == pytest.approx([amount(p.sectors) for p in found.paths])
    assert found.complete


def test_depth_leaves_longer_chains_out_and_says_how_much() -> None:
    system = miller_and_blair()
    found = supply_paths(system, np.array([0.1, 0.2]), np.array([0.0, 100.0]), depth=0, tolerance=0.0)
    assert [path.sectors for path in found.paths] == [(1,)]
    assert found.too_deep == pytest.approx(found.total - 20.0)
    assert found.too_small == 0.0


def test_a_coarse_tolerance_says_that_the_list_may_miss_something() -> None:
    system = random_system(6, 4)
    found = supply_paths(system, np.ones(6), np.ones(6), most=50, tolerance=0.05)
    assert not found.complete
    assert found.too_small > 0.0


def test_a_demand_of_nothing_has_no_paths() -> None:
    found = supply_paths(miller_and_blair(), np.ones(2), np.zeros(2))
    assert found.paths == ()
    assert found.total == 0.0
    assert found.residual == 0.0


def test_negative_flows_are_refused() -> None:
    system = LeontiefSystem(np.array([[150.0, -500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0]))
    with pytest.raises(ModelError, match=r"from sector 0 to 1 .* is -500"):
        supply_paths(system, np.ones(2), np.ones(2))
