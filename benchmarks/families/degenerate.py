"""Small instances of every family, bent into the shapes that solvers stumble over.

An instance is drawn by one seed: a family, a size, and up to four twists, each named in the instance's size
(``C12 ties capacities-of-0``). Some twists leave a problem that nothing satisfies, or whose aim has no
limit. Coefficients stay between 1e-9, below which a problem is refused, and 1e9.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.marks import Marks
from commonweal.solve.problem import SMALLEST, Problem
from families.instance import Instance
from families.networks import supply_network
from families.techniques import with_capacities, without_capacities
from families.world import world_table

__all__ = ["TWISTS", "degenerate_instance"]

Floats = NDArray[np.float64]
Random = np.random.Generator

MOST_TWISTS = 4
LARGEST = 1e9


@dataclass(frozen=True)
class _Drawn:
    """A problem and its marks, while twists change them."""

    problem: Problem
    marks: Marks


def degenerate_instance(seed: int, family: str = "") -> Instance:
    """A small instance with twists.

    Parameters
    ----------
    seed
        Of everything: family, size, numbers, twists.
    family
        One of T, C, N, W; any by default.
    """
    random = np.random.default_rng([seed, 4])
    chosen = str(random.choice(list("TCNW")))
    family = family or chosen
    instance = _small(family, random, seed)
    drawn = _Drawn(instance.problem, instance.marks)
    names = [str(name) for name in random.permutation(list(TWISTS))[: random.integers(0, MOST_TWISTS + 1)]]
    for name in names:
        drawn = TWISTS[name](drawn, random)
    problem = _within_range(drawn.problem)
    upper = implied_upper_bounds(problem, drawn.marks.good)
    size = " ".join([f"{family}{instance.size}", *names])
    return Instance(family, size, seed, problem, drawn.marks, np.zeros(0, np.int64), upper)


def _small(family: str, random: Random, seed: int) -> Instance:
    """A small instance without twists."""
    if family in "TC":
        return (without_capacities if family == "T" else with_capacities)(int(random.integers(1, 25)), seed)
    if family == "N":
        return supply_network(*(int(random.integers(*ends)) for ends in ((2, 6), (1, 4), (1, 5))), seed)
    return world_table(int(random.integers(1, 5)), int(random.integers(1, 7)), seed)


def _within_range(problem: Problem) -> Problem:
    """The problem without coefficients that are too small, and with those that are too large cut off."""
    matrix = problem.matrix.copy()
    matrix.data = np.clip(matrix.data, -LARGEST, LARGEST)
    matrix.data[np.abs(matrix.data) < SMALLEST] = 0.0
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return replace(problem, matrix=matrix)


def _some(random: Random, n: int, share: float = 0.3) -> NDArray[np.bool_]:
    """A random choice of n things, at least one where there is any."""
    chosen = random.random(n) < share
    if n:
        chosen[random.integers(n)] = True
    return chosen


def _scaled(problem: Problem, rows: Floats, columns: Floats) -> Problem:
    """The same problem in other units: rows and columns times positive numbers."""
    matrix = sp.csc_array(sp.diags_array(rows) @ problem.matrix @ sp.diags_array(columns))
    return Problem(
        matrix,
        problem.cost * columns,
        problem.row_lower * rows,
        problem.row_upper * rows,
        problem.column_lower / columns,
        problem.column_upper / columns,
    )


def _with_columns(drawn: _Drawn, more: sp.csc_array, cost: Floats, lower: Floats, upper: Floats) -> _Drawn:
    """Further columns."""
    problem = drawn.problem
    return replace(
        drawn,
        problem=replace(
            problem,
            matrix=sp.csc_array(sp.hstack([problem.matrix, more], format="csc")),
            cost=np.concatenate([problem.cost, cost]),
            column_lower=np.concatenate([problem.column_lower, lower]),
            column_upper=np.concatenate([problem.column_upper, upper]),
        ),
    )


def _with_rows(drawn: _Drawn, more: sp.csc_array, lower: Floats, upper: Floats) -> _Drawn:
    """Further rows."""
    problem = drawn.problem
    return _Drawn(
        replace(
            problem,
            matrix=sp.csc_array(sp.vstack([problem.matrix, more], format="csc")),
            row_lower=np.concatenate([problem.row_lower, lower]),
            row_upper=np.concatenate([problem.row_upper, upper]),
        ),
        drawn.marks.grown(problem.n_rows + more.shape[0]),
    )


def _ties(drawn: _Drawn, random: Random) -> _Drawn:
    """Few different numbers, so that many plans are equally good."""
    digits = int(random.integers(2))
    problem = drawn.problem
    matrix = problem.matrix.copy()
    matrix.data = np.sign(matrix.data) * np.maximum(np.round(np.abs(matrix.data), digits), 0.1)
    return replace(
        drawn,
        problem=replace(
            problem, matrix=matrix, cost=np.round(problem.cost / problem.cost.max(initial=1.0), 1)
        ),
    )


def _duplicate_columns(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that are there twice, some with a slightly larger cost."""
    problem = drawn.problem
    chosen = np.flatnonzero(_some(random, problem.n_columns))
    dearer = random.choice([1.0, 1.0 + 1e-9, 1.0 + 1e-6, 1.5], len(chosen))
    return _with_columns(
        drawn,
        problem.matrix[:, chosen],
        problem.cost[chosen] * dearer,
        problem.column_lower[chosen],
        problem.column_upper[chosen],
    )


def _duplicate_rows(drawn: _Drawn, random: Random) -> _Drawn:
    """Rows that are there twice, in other units."""
    problem = drawn.problem
    chosen = np.flatnonzero(_some(random, problem.n_rows, 0.1))
    rows = sp.csc_array(2.0 * sp.csr_array(problem.matrix)[chosen])
    return _with_rows(drawn, rows, 2.0 * problem.row_lower[chosen], 2.0 * problem.row_upper[chosen])


def _zero_costs(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that cost nothing, sometimes all of them."""
    problem = drawn.problem
    free = _some(random, problem.n_columns, float(random.choice([0.1, 0.5, 1.0])))
    return replace(drawn, problem=problem.with_cost(np.where(free, 0.0, problem.cost)))


def _zero_needs(drawn: _Drawn, random: Random) -> _Drawn:
    """Rows that ask for nothing, sometimes all of them."""
    problem = drawn.problem
    quiet = _some(random, problem.n_rows, float(random.choice([0.3, 1.0])))
    lower = np.where(
        quiet & np.isfinite(problem.row_lower), np.minimum(problem.row_lower, 0.0), problem.row_lower
    )
    return replace(drawn, problem=replace(problem, row_lower=lower))


def _endowments(drawn: _Drawn, random: Random) -> _Drawn:
    """Rows that give something to begin with."""
    problem = drawn.problem
    given = _some(random, problem.n_rows, 0.2) & np.isfinite(problem.row_lower)
    lower = np.where(given, -np.exp(random.normal(0.0, 2.0, problem.n_rows)), problem.row_lower)
    upper = np.maximum(lower, problem.row_upper)  # of rows to be met exactly, which gave more before
    return replace(drawn, problem=replace(problem, row_lower=lower, row_upper=upper))


def _capped(drawn: _Drawn, caps: Floats) -> _Drawn:
    """Upper bounds lowered to caps."""
    problem = drawn.problem
    upper = np.maximum(np.minimum(problem.column_upper, caps), problem.column_lower)
    return replace(drawn, problem=replace(problem, column_upper=upper))


def _capacities_of_0(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that can't be used."""
    closed = _some(random, drawn.problem.n_columns, 0.15)
    return _capped(drawn, np.where(closed, 0.0, np.inf))


def _tight_capacities(drawn: _Drawn, random: Random) -> _Drawn:
    """Capacities of what the row that a column makes asks for, so that they bind exactly, or of a little."""
    problem = drawn.problem
    largest = problem.matrix.argmax(axis=0)
    needed = np.where(np.isfinite(problem.row_lower), problem.row_lower, 0.0)[largest]
    capped = _some(random, problem.n_columns) & (needed > 0.0)
    share = random.choice([0.5, 1.0 / 3.0, 1.0, 1.0 + 1e-9], problem.n_columns)
    return _capped(drawn, np.where(capped, needed * share, np.inf))


def _capacities_everywhere(drawn: _Drawn, random: Random) -> _Drawn:
    """Capacities on all columns: there may not be enough."""
    caps = np.exp(random.normal(float(random.choice([-1.0, 1.0, 3.0])), 1.0, drawn.problem.n_columns))
    return _capped(drawn, caps)


def _least_levels(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that must be used, and some that are fixed."""
    problem = drawn.problem
    must = _some(random, problem.n_columns, 0.1)
    least = np.where(must, np.exp(random.normal(-3.0, 1.0, problem.n_columns)), problem.column_lower)
    lower = np.minimum(least, problem.column_upper)
    fixed = must & (random.random(problem.n_columns) < 0.5)
    return replace(
        drawn,
        problem=replace(
            problem, column_lower=lower, column_upper=np.where(fixed, lower, problem.column_upper)
        ),
    )


def _wide_ranges(drawn: _Drawn, random: Random) -> _Drawn:
    """Other units for rows and columns, from a millionth to a million."""
    problem = drawn.problem
    rows, columns = (10.0 ** random.uniform(-6.0, 6.0, n) for n in (problem.n_rows, problem.n_columns))
    half = float(random.choice([0.25, 0.5, 1.0]))
    return replace(drawn, problem=_scaled(problem, rows**half, columns**half))


def _wide_costs(drawn: _Drawn, random: Random) -> _Drawn:
    """Costs from a millionth to a million times what they were."""
    factors = 10.0 ** random.uniform(-6.0, 6.0, drawn.problem.n_columns)
    return replace(drawn, problem=drawn.problem.with_cost(drawn.problem.cost * factors))


def _wide_needs(drawn: _Drawn, random: Random) -> _Drawn:
    """Needs from a millionth to a million times what they were."""
    problem = drawn.problem
    factors = 10.0 ** random.uniform(-6.0, 6.0, problem.n_rows)
    lower, upper = problem.row_lower * factors, problem.row_upper * factors
    return replace(drawn, problem=replace(problem, row_lower=lower, row_upper=upper))


def _infeasible(drawn: _Drawn, random: Random) -> _Drawn:
    """A need that nothing can meet, as nothing makes what it asks for."""
    problem = drawn.problem
    row = int(random.integers(problem.n_rows))
    matrix = sp.csr_array(problem.matrix)
    made = slice(matrix.indptr[row], matrix.indptr[row + 1])
    matrix.data[made] = np.minimum(matrix.data[made], 0.0)
    lower, upper = problem.row_lower.copy(), problem.row_upper.copy()
    lower[row], upper[row] = 1.0, np.inf
    return replace(
        drawn, problem=replace(problem, matrix=sp.csc_array(matrix), row_lower=lower, row_upper=upper)
    )


def _unproductive(drawn: _Drawn, random: Random) -> _Drawn:
    """Inputs times a number, so that some goods take more of themselves than there comes out."""
    problem = drawn.problem
    matrix = problem.matrix.copy()
    matrix.data = np.where(
        matrix.data < 0.0, float(random.choice([1.3, 2.0, 4.0])) * matrix.data, matrix.data
    )
    return replace(drawn, problem=replace(problem, matrix=matrix))


def _unbounded(drawn: _Drawn, random: Random) -> _Drawn:
    """A column without limit that is paid for."""
    problem = drawn.problem
    row = np.array([int(random.integers(problem.n_rows))])
    one = sp.csc_array((np.ones(1), (row, np.zeros(1, np.int64))), shape=(problem.n_rows, 1))
    return _with_columns(drawn, one, np.array([-1.0]), np.zeros(1), np.full(1, np.inf))


def _paid_columns(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns with a capacity that are paid for."""
    problem = drawn.problem
    paid = _some(random, problem.n_columns, 0.1)
    capped = _capped(drawn, np.where(paid, np.exp(random.normal(0.0, 1.0, problem.n_columns)), np.inf))
    return replace(
        capped, problem=capped.problem.with_cost(np.where(paid, -np.abs(problem.cost), problem.cost))
    )


def _disconnected(drawn: _Drawn, random: Random) -> _Drawn:
    """A second economy that has nothing to do with the first."""
    other = without_capacities(int(random.integers(1, 6)), int(random.integers(1_000_000))).problem
    first = drawn.problem
    matrix = sp.csc_array(sp.block_diag([first.matrix, other.matrix], format="csc"))
    pairs = {
        name: np.concatenate([getattr(first, name), getattr(other, name)])
        for name in ("cost", "row_lower", "row_upper", "column_lower", "column_upper")
    }
    return _Drawn(Problem(matrix, **pairs), drawn.marks.grown(first.n_rows + other.n_rows))


def _empty_parts(drawn: _Drawn, random: Random) -> _Drawn:
    """A column that does nothing, and a row in which nothing is."""
    problem = drawn.problem
    cost = np.array([float(random.choice([0.0, 1.0]))])
    more = _with_columns(drawn, sp.csc_array((problem.n_rows, 1)), cost, np.zeros(1), np.full(1, np.inf))
    return _with_rows(more, sp.csc_array((1, more.problem.n_columns)), np.array([-1.0]), np.full(1, np.inf))


def _missing_good(drawn: _Drawn, random: Random) -> _Drawn:
    """A row that columns use and none makes: they can't be used where nothing is given."""
    problem = drawn.problem
    users = np.flatnonzero(_some(random, problem.n_columns, 0.1))
    row = sp.csc_array(
        (-np.ones(len(users)), (np.zeros(len(users), np.int64), users)), shape=(1, problem.n_columns)
    )
    given = -float(random.choice([0.0, 0.1, 10.0]))
    return _with_rows(drawn, row, np.array([given]), np.full(1, np.inf))


def _equations(drawn: _Drawn, random: Random) -> _Drawn:
    """Rows that must be met exactly."""
    problem = drawn.problem
    exact = _some(random, problem.n_rows, 0.2) & np.isfinite(problem.row_lower)
    upper = np.where(exact, problem.row_lower, problem.row_upper)
    return replace(drawn, problem=replace(problem, row_upper=upper))


def _turned_rows(drawn: _Drawn, random: Random) -> _Drawn:
    """Rows written the other way round: at most, with the signs changed."""
    problem = drawn.problem
    turned = _some(random, problem.n_rows)
    signs = np.where(turned, -1.0, 1.0)
    return replace(
        drawn,
        problem=replace(
            problem,
            matrix=sp.csc_array(sp.diags_array(signs) @ problem.matrix),
            row_lower=np.where(turned, -problem.row_upper, problem.row_lower),
            row_upper=np.where(turned, -problem.row_lower, problem.row_upper),
        ),
    )


def _byproducts(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that make two goods."""
    problem = drawn.problem
    joint = np.flatnonzero(_some(random, problem.n_columns, 0.1))
    rows = random.integers(problem.n_rows, size=len(joint))
    amounts = random.uniform(0.01, 0.5, len(joint))
    more = sp.csc_array(sp.coo_array((amounts, (rows, joint)), shape=problem.matrix.shape))
    return replace(drawn, problem=replace(problem, matrix=sp.csc_array(problem.matrix + more)))


def _own_use(drawn: _Drawn, random: Random) -> _Drawn:
    """Columns that use a part of what they make, some of them nearly all or all of it."""
    problem = drawn.problem
    matrix = problem.matrix.copy()
    makes = matrix.data > 0.0
    left = random.choice([1.0, 0.5, 1e-3, 1e-6], len(matrix.data), p=[0.7, 0.2, 0.05, 0.05])
    matrix.data = np.where(makes, matrix.data * left, matrix.data)
    return replace(drawn, problem=replace(problem, matrix=matrix))


TWISTS: dict[str, Callable[[_Drawn, Random], _Drawn]] = {
    "ties": _ties,
    "duplicate-columns": _duplicate_columns,
    "duplicate-rows": _duplicate_rows,
    "zero-costs": _zero_costs,
    "zero-needs": _zero_needs,
    "endowments": _endowments,
    "capacities-of-0": _capacities_of_0,
    "tight-capacities": _tight_capacities,
    "capacities-everywhere": _capacities_everywhere,
    "least-levels": _least_levels,
    "wide-ranges": _wide_ranges,
    "wide-costs": _wide_costs,
    "wide-needs": _wide_needs,
    "infeasible": _infeasible,
    "unproductive": _unproductive,
    "unbounded": _unbounded,
    "paid-columns": _paid_columns,
    "disconnected": _disconnected,
    "empty-parts": _empty_parts,
    "missing-good": _missing_good,
    "equations": _equations,
    "turned-rows": _turned_rows,
    "byproducts": _byproducts,
    "own-use": _own_use,
}
"""What may be done to an instance, by its name."""
