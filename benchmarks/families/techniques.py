"""Families T and C: an economy that chooses among techniques, without and with capacities.

Every good has three techniques. Each uses some twelve other goods: half of them popular ones (rank drawn
log-uniformly), half near neighbours. Amounts are log-normal, scaled so that inputs are worth 0.3 to 0.75
of the output. Labour is log-normal around the value that is added. Four goods in ten are needed. The
least labour that meets the needs is sought.

In family C half of the first two techniques have a capacity of 0.6 to 1.8 times what an even mix of
techniques would use, and the third technique of every good has none and takes 2.5 times the labour.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from families.instance import Instance

__all__ = ["with_capacities", "without_capacities"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TECHNIQUES = 3
INPUTS = 12
NEAR = 20  # a near neighbour is at most this many goods away
SHARE = (0.3, 0.75)  # what inputs are worth of the output
NEEDED = 0.4  # share of goods that are needed
CAPPED = 0.5  # share of the first two techniques that have a capacity
CAPACITY = (0.6, 1.8)  # of what an even mix would use
LAST_RESORT = 2.5  # how much more labour the technique without a capacity takes
_ENOUGH = 1e-12  # accuracy of the even mix


def without_capacities(n: int, seed: int) -> Instance:
    """Family T: ``n`` goods, no capacities."""
    economy = _Economy(n, seed)
    return economy.instance("T", np.full(economy.n_columns, np.inf))


def with_capacities(n: int, seed: int) -> Instance:
    """Family C: ``n`` goods, capacities on half of the first two techniques."""
    economy = _Economy(n, seed)
    economy.labour[economy.last] *= LAST_RESORT
    random = np.random.default_rng([seed, 1])
    even = np.repeat(economy.even_mix(), TECHNIQUES) / TECHNIQUES
    capped = (random.random(economy.n_columns) < CAPPED) & ~economy.last
    capacity = np.where(capped, even * random.uniform(*CAPACITY, economy.n_columns), np.inf)
    return economy.instance("C", capacity)


class _Economy:
    """Techniques, labour and needs drawn from a seed; column ``TECHNIQUES * good + k`` is a technique."""

    def __init__(self, n: int, seed: int) -> None:
        random = np.random.default_rng([seed, 0])
        self.n, self.seed, self.n_columns = n, seed, n * TECHNIQUES
        self.output = np.repeat(np.arange(n), TECHNIQUES)
        self.last = np.arange(self.n_columns) % TECHNIQUES == TECHNIQUES - 1
        worth = np.exp(random.normal(0.0, 0.5, n))
        share = random.uniform(*SHARE, self.n_columns)
        self.inputs = self._inputs(random, worth, share)
        self.labour = worth[self.output] * (1.0 - share) * np.exp(random.normal(0.0, 0.4, self.n_columns))
        needed = random.random(n) < NEEDED
        self.needs = np.where(needed, np.exp(random.normal(0.0, 1.0, n)), 0.0)
        if not needed.any():
            self.needs[0] = 1.0

    def _inputs(self, random: np.random.Generator, worth: Floats, share: Floats) -> sp.csc_array:
        """What techniques use, shape (n, n_columns)."""
        n = self.n
        counts = random.poisson(INPUTS, self.n_columns)
        column = np.repeat(np.arange(self.n_columns), counts)
        popular = (
            np.minimum(np.exp(random.uniform(0.0, np.log(n + 1.0), len(column))).astype(np.int64), n) - 1
        )
        rank = random.permutation(n)
        near = (
            self.output[column]
            + random.integers(1, NEAR + 1, len(column)) * random.choice([-1, 1], len(column))
        ) % n
        row = np.where(random.random(len(column)) < 0.5, rank[popular], near)
        kept = row != self.output[column]
        amounts = sp.coo_array(
            (np.exp(random.normal(0.0, 1.0, int(kept.sum()))), (row[kept], column[kept])),
            shape=(n, self.n_columns),
        ).tocsc()
        amounts.sum_duplicates()
        value = worth @ amounts
        scale = np.divide(share * worth[self.output], value, out=np.zeros_like(value), where=value > 0.0)
        amounts.data *= np.repeat(scale, np.diff(amounts.indptr))
        return amounts

    def even_mix(self) -> Floats:
        """Gross output of every good if its techniques had equal shares, shape (n,)."""
        return self._gross_output(np.full(self.n_columns, 1.0 / TECHNIQUES))

    def _gross_output(self, shares: Floats) -> Floats:
        """Gross output of every good if techniques had these shares of it, shape (n,)."""
        mix = sp.csr_array((shares, (np.arange(self.n_columns), self.output)), shape=(self.n_columns, self.n))
        inputs = sp.csr_array(self.inputs @ mix)
        output = self.needs.copy()
        for _ in range(10_000):
            better = self.needs + inputs @ output
            if np.abs(better - output).max() <= _ENOUGH * np.abs(better).max():
                return better
            output = better
        raise ArithmeticError("These techniques need more inputs than they give.")

    def upper(self) -> Floats:
        """What no best plan exceeds: all labour of a plan that anybody could make, spent in one technique."""
        enough = float(self.labour[self.last] @ self._gross_output(self.last.astype(float)))
        return enough / self.labour

    def instance(self, family: str, capacity: Floats) -> Instance:
        """The problem: least labour, net output at least the needs."""
        n, columns = self.n, np.arange(self.n_columns)
        outputs = sp.csc_array((np.ones(self.n_columns), (self.output, columns)), shape=(n, self.n_columns))
        matrix = sp.csc_array(outputs - self.inputs)
        matrix.sort_indices()
        problem = Problem(
            matrix=matrix,
            cost=self.labour,
            row_lower=self.needs,
            row_upper=np.full(n, np.inf),
            column_lower=np.zeros(self.n_columns),
            column_upper=capacity,
        )
        marks = Marks(period=np.full(n, -1), place=np.full(n, -1), good=np.arange(n))
        return Instance(family, str(n), self.seed, problem, marks, np.zeros(0, np.int64), self.upper())
