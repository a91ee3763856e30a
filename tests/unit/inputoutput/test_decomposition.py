from __future__ import annotations

from itertools import permutations
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.decomposition import (
    Averaging,
    YearTable,
    decomposed,
    footprint_change,
    output_change,
)
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.sourcing import resourced
from unit.inputoutput.small_worlds import random_system

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)
averagings = st.sampled_from(get_args(Averaging))


def year(seed: int, n: int = 4, users: int = 3, *, people: bool = True) -> YearTable:
    rng = np.random.default_rng(seed)
    return YearTable(
        random_system(n, seed),
        rng.uniform(1.0, 9.0, (n, users)),
        rng.uniform(0.0, 5.0, (2, n)),
        rng.uniform(1.0, 4.0, users) if people else None,
    )


@some
@given(seeds, st.integers(1, 5), averagings)
def test_effects_add_up_to_the_change(seed: int, n: int, averaging: Averaging) -> None:
    sides = np.random.default_rng(seed).uniform(0.5, 2.0, (n, 2))

    def evaluate(state: tuple[int, ...]) -> np.ndarray:
        return np.array([np.prod(sides[range(n), state]), np.sum(sides[range(n), state])])

    found = decomposed(evaluate, [f"f{index}" for index in range(n)], averaging)
    assert found.residual < 1e-12
    assert found.change == pytest.approx(evaluate((1,) * n) - evaluate((0,) * n))


def test_all_orderings_are_averaged() -> None:
    sides = np.array([[1.0, 2.0], [3.0, 5.0], [2.0, 7.0]])

    def evaluate(state: tuple[int, ...]) -> np.ndarray:
        return np.array(np.prod(sides[range(3), state]))

    by_hand = np.zeros(3)
    for order in permutations(range(3)):
        state = [0, 0, 0]
        for factor in order:
            before = evaluate(tuple(state))
            state[factor] = 1
            by_hand[factor] += (evaluate(tuple(state)) - before) / 6
    found = decomposed(evaluate, ("a", "b", "c"))
    assert [float(effect) for effect in found.effects.values()] == pytest.approx(by_hand.tolist())


def test_polar_orderings_are_averaged() -> None:
    sides = np.array([[1.0, 2.0], [3.0, 5.0], [2.0, 7.0]])
    found = decomposed(lambda at: np.array(np.prod(sides[range(3), at])), ("a", "b", "c"), "polar")
    assert found.effects["a"] == pytest.approx((1.0 * 3 * 2 + 1.0 * 5 * 7) / 2)
    assert found.effects["b"] == pytest.approx((2 * 2.0 * 2 + 1 * 2.0 * 7) / 2)
    assert found.effects["c"] == pytest.approx((2 * 5 * 5.0 + 1 * 3 * 5.0) / 2)


def test_of_two_factors_both_averages_are_the_same() -> None:
    def evaluate(state: tuple[int, ...]) -> np.ndarray:
        return np.array((2.0, 4.0)[state[0]] * (3.0, 5.0)[state[1]])

    for averaging in get_args(Averaging):
        assert decomposed(evaluate, ("a", "b"), averaging).effects["a"] == pytest.approx(8.0)


@some
@given(seeds, averagings, st.booleans())
def test_causes_of_footprints_add_up(seed: int, averaging: Averaging, people: bool) -> None:
    first, second = year(seed, people=people), year(seed + 1, people=people)
    found = footprint_change(first, second, averaging)
    assert found.residual < 1e-9
    assert found.after.shape == (2, 3)
    assert second.stressors is not None
    multipliers = second.system.embodied(second.stressors / second.system.output)
    np.testing.assert_allclose(found.after, multipliers @ second.final_demand)
    assert ("people" in found.effects) is people


@some
@given(seeds, averagings)
def test_causes_of_output_add_up(seed: int, averaging: Averaging) -> None:
    first, second = year(seed), year(seed + 1)
    found = output_change(first, second, averaging)
    assert found.residual < 1e-9
    np.testing.assert_allclose(found.before, first.system.outputs(first.final_demand.sum(axis=1)))


def test_more_people_alone_are_the_only_cause() -> None:
    first = year(5)
    assert first.people is not None
    second = YearTable(first.system, 2.0 * first.final_demand, first.stressors, 2.0 * first.people)
    assert second.stressors is not None
    found = footprint_change(first, second)
    np.testing.assert_allclose(found.effects["people"], found.change)
    for cause in ("intensity", "technology", "mix", "level"):
        np.testing.assert_allclose(found.effects[cause], 0.0, atol=1e-12)


@some
@given(seeds, averagings, st.booleans())
def test_causes_with_sourcing_add_up_and_leave_the_others(
    seed: int, averaging: Averaging, people: bool
) -> None:
    first, second = year(seed, people=people), year(seed + 1, people=people)
    names = ("bread", "steel", "bread", "steel")
    found = footprint_change(first, second, averaging, products=names)
    without = footprint_change(first, second, averaging)
    assert found.residual < 1e-9
    np.testing.assert_allclose(found.before, without.before)
    np.testing.assert_allclose(found.after, without.after)
    assert "sourcing" in found.effects


def test_where_things_come_from_alone_is_the_only_cause() -> None:
    """Bread is baked at home first and then abroad, where it takes twice the work."""
    system = LeontiefSystem(np.zeros((2, 2)), np.array([10.0, 10.0]))
    work = np.array([[10.0, 20.0]])
    first = YearTable(system, np.array([[10.0], [0.0]]), work)
    second = YearTable(system, np.array([[0.0], [10.0]]), work)
    found = footprint_change(first, second, products=("bread", "bread"))
    assert found.effects["sourcing"] == pytest.approx(np.array([[10.0]]))
    assert found.effects["mix"] == pytest.approx(np.array([[0.0]]))


def test_a_product_from_one_origin_leaves_sourcing_nothing() -> None:
    found = footprint_change(year(1), year(2), products=("a", "b", "c", "d"))
    np.testing.assert_allclose(found.effects["sourcing"], 0.0, atol=1e-12)


def test_origins_that_cancel_are_refused() -> None:
    odd = np.array([[1.0], [-1.0]])
    with pytest.raises(ModelError, match="cancels"):
        resourced(np.ones((2, 1)), odd, ("bread", "bread"))


def test_a_product_that_was_not_used_comes_from_where_it_does_now() -> None:
    found = resourced(np.array([[2.0], [6.0]]), np.zeros((2, 1)), ("bread", "bread"))
    assert found.ravel() == pytest.approx([2.0, 6.0])


def test_years_of_different_shapes_are_refused() -> None:
    with pytest.raises(ModelError, match="different shapes"):
        footprint_change(year(1), year(2, n=5))


def test_footprints_without_stressors_are_refused() -> None:
    bare = YearTable(random_system(2, 1), np.ones((2, 1)))
    with pytest.raises(ModelError, match="needs the stressors"):
        footprint_change(bare, bare)


def test_a_user_that_gives_back_what_it_buys_is_refused() -> None:
    odd = YearTable(random_system(2, 1), np.array([[1.0], [-1.0]]))
    with pytest.raises(ModelError, match=r"Final user 0 .* buys as much as it gives back"):
        output_change(odd, odd)


def test_no_factor_and_too_many_are_refused() -> None:
    for count in (0, 11):
        with pytest.raises(ModelError, match=f"not {count}"):
            decomposed(lambda _: np.zeros(1), [str(index) for index in range(count)])
