"""The block factor of ``A Θ Aᵀ`` and the orders it may be made in."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from families.networks import supply_network

from commonweal.solve.blocks.factor import Factor
from commonweal.solve.blocks.halves import halves_of
from commonweal.solve.blocks.nested import dissect
from commonweal.solve.blocks.order import cheapest_shape, degree_shape
from commonweal.solve.blocks.stretch import stretch


def matrix_of(places: int, foods: int, weeks: int) -> sp.csc_array:
    """The matrix of a network, with a column for each row."""
    matrix = supply_network(places, foods, weeks, seed=1).problem.matrix
    return sp.csc_array(sp.hstack([matrix, -sp.eye_array(matrix.shape[0])], format="csc"))


def nowhere(matrix: sp.csc_array) -> np.ndarray:
    """Places or periods of rows of which nothing is known."""
    return np.full(matrix.shape[0], -1, dtype=np.int64)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("size", [(5, 2, 3), (12, 4, 6)])
def test_solves_what_it_factorised(size: tuple[int, int, int], threads: int) -> None:
    matrix = matrix_of(*size)
    random = np.random.default_rng(0)
    weights = np.exp(random.normal(0.0, 2.0, matrix.shape[1]))
    right = random.standard_normal(matrix.shape[0])
    factor = Factor(matrix, nowhere(matrix), nowhere(matrix), 2.0**30, threads)
    assert (factor.halves.top > 0) == (threads == 2)
    assert factor.factorise(weights, 1e-15) == 0
    solution = factor.solve(right)
    assert matrix @ (weights * (matrix.T @ solution)) == pytest.approx(right, abs=1e-8)


def test_rows_that_repeat_others_are_lost_and_left_alone() -> None:
    inner = sp.random_array((20, 60), density=0.2, rng=np.random.default_rng(2))
    matrix = sp.csc_array(sp.vstack([inner, inner], format="csc"))
    factor = Factor(matrix, nowhere(matrix), nowhere(matrix), 2.0**30)
    lost = factor.factorise(np.ones(60), 1e-13)
    assert lost == 20
    right = matrix @ np.random.default_rng(3).standard_normal(60)
    solution = factor.solve(right)
    assert matrix @ (matrix.T @ solution) == pytest.approx(right, abs=1e-8)


def test_halves_have_no_ancestor_in_common_below_what_comes_after_both() -> None:
    matrix = matrix_of(12, 4, 6)
    pattern = Factor(matrix, nowhere(matrix), nowhere(matrix), 2.0**30).pattern
    halves = halves_of(pattern, 2)
    assert 0 < halves.second < halves.top <= len(pattern.above)
    above = np.where(pattern.above >= 0, pattern.above, len(pattern.above))
    assert not ((above[: halves.second] >= halves.second) & (above[: halves.second] < halves.top)).any()
    work = np.diff(pattern.start) * np.diff(pattern.place) ** 2.0
    parts = work[: halves.second].sum(), work[halves.second : halves.top].sum()
    assert max(parts) < 0.8 * sum(parts)


def test_orders_take_every_row_once() -> None:
    matrix = matrix_of(30, 4, 10)
    shape = degree_shape(matrix)[1]
    assert np.array_equal(np.sort(shape.order), np.arange(matrix.shape[0]))
    marks = supply_network(30, 4, 10, seed=1).marks
    assert np.array_equal(
        np.sort(cheapest_shape(matrix, marks.place, marks.period)[1].order), np.arange(matrix.shape[0])
    )


def test_counts_of_the_factor_are_right() -> None:
    matrix = matrix_of(5, 2, 3)
    meets, shape = degree_shape(matrix)
    full = (meets.toarray()[np.ix_(shape.order, shape.order)] != 0.0) * 1.0
    random = np.random.default_rng(0).uniform(0.1, 1.0, full.shape)
    lower = np.linalg.cholesky(full * (random + random.T) + np.diag(full.sum(axis=1) * 2.0))
    assert np.array_equal(shape.counts, (abs(lower) > 1e-14).sum(axis=0))


def test_dissection_of_a_grid_takes_every_node_once_and_cuts_it_in_two() -> None:
    side = 12
    line = sp.diags_array([np.ones(side - 1), np.ones(side - 1)], offsets=[-1, 1])
    one = sp.eye_array(side)
    grid = sp.csr_array(sp.kron(line, one) + sp.kron(one, line))
    place, period = np.divmod(np.arange(side * side), side)
    order = dissect(grid, np.full(side * side, 12), place, period)
    assert np.array_equal(np.sort(order), np.arange(side * side))
    rest = order[:-side]
    parts = sp.csgraph.connected_components(grid[rest][:, rest])[0]
    assert parts >= 2


def test_a_cut_column_means_the_same() -> None:
    matrix = sp.csc_array(sp.hstack([np.arange(1.0, 301.0)[:, None], sp.eye_array(300)], format="csc"))
    cut = stretch(matrix)
    assert np.diff(cut.matrix.indptr).max() < 20
    levels = np.random.default_rng(1).standard_normal(301)
    copied = np.concatenate([levels, levels[cut.copied]])
    sums = cut.matrix @ copied
    assert sums[:300] == pytest.approx(matrix @ levels)
    assert sums[300:] == pytest.approx(0.0)
