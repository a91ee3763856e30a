from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.value_prices import compared_prices

some = settings(max_examples=30, deadline=None)


def test_prices_in_proportion_have_no_distance() -> None:
    found = compared_prices(np.array([2.0, 4.0, 6.0]), np.array([1.0, 2.0, 3.0]), np.array([1.0, 5.0, 2.0]))
    assert found.ratios == pytest.approx(1.0)
    assert found.distance == pytest.approx(0.0, abs=1e-7)
    assert found.log_correlation == pytest.approx(1.0)


def test_measures_of_two_sectors_by_hand() -> None:
    found = compared_prices(np.array([1.0, 3.0]), np.array([1.0, 1.0]), np.array([3.0, 1.0]))
    # both cost 4 in all when the first prices are scaled by 4/6: ratios 2/3 and 2
    assert found.ratios == pytest.approx([2 / 3, 2.0])
    assert found.mean_deviation == pytest.approx((1 / 3 + 1) / 2)
    assert found.weighted_deviation == pytest.approx(0.75 / 3 + 0.25)
    assert found.variation == pytest.approx(0.5)
    assert found.weighted_variation == pytest.approx(math.sqrt(0.75 / 9 + 0.25))
    assert found.angle == pytest.approx(math.degrees(math.atan(0.5)))
    assert found.distance == pytest.approx(math.sqrt(2 * (1 - 2 / math.sqrt(5))))


@some
@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e3))
def test_no_measure_depends_on_the_unit_of_prices(seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    first, second, output = rng.uniform(0.5, 2.0, (3, 6))
    there, here = compared_prices(scale * first, second, output), compared_prices(first, second, output)
    assert there.weighted_deviation == pytest.approx(here.weighted_deviation)
    assert there.angle == pytest.approx(here.angle)
    assert there.log_correlation == pytest.approx(here.log_correlation)


def test_sectors_without_a_price_are_left_out() -> None:
    found = compared_prices(np.array([1.0, 0.0, 3.0, 1.0]), np.ones(4), np.array([1.0, 9.0, 1.0, 0.0]))
    assert found.counted.tolist() == [True, False, True, False]
    assert found.ratios == pytest.approx([0.5, 0.0, 1.5, 0.0])


def test_sectors_of_one_size_have_no_correlation() -> None:
    assert math.isnan(compared_prices(np.array([1.0, 2.0]), np.ones(2), np.ones(2)).log_correlation)


def test_one_sector_is_too_few() -> None:
    with pytest.raises(ModelError, match="at least two sectors"):
        compared_prices(np.array([1.0, 0.0]), np.ones(2), np.ones(2))
