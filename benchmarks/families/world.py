"""Family W: a world table whose users take a product from any region, in the form with pools.

As in WIOD 2011 (41 regions, 35 products) nearly every product uses nearly every product: domestic inputs,
and imported ones spread over all regions by how much they make. Every product of every region has an
activity with a capacity of 110 % of its observed output, and takes labour. Who uses a product in a region
takes it from a pool, which trade fills from any region: so there is a row and an activity for each product of
a region that is made, a row for each that is used, and a trade column for each product, origin and
destination. Households need what they were observed to buy, from the same pools. The least labour is sought.

WIOD 2011 is ``41x35``: 2,870 rows and 60,270 columns; EXIOBASE ``49x200``: 19,600 rows, 490,000 columns.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from families.instance import Instance

__all__ = ["pooled_origins", "world_table"]

Floats = NDArray[np.float64]

DENSITY = 0.85  # share of pairs of products that are joined within a region
SHARE = (0.3, 0.75)  # what inputs are worth of the output
IMPORTED = (0.02, 0.6)  # share of a product's use that was observed to be imported
ROOM = 1.1  # capacity, of observed output
SMALLEST = 1e-7  # coefficients below this are left out
_ENOUGH = 1e-13


def world_table(regions: int, products: int, seed: int) -> Instance:
    """Family W: one problem, with a random table of this many regions and products."""
    random = np.random.default_rng([seed, 3])
    inputs, labour = _techniques(random, regions, products)
    imported = random.uniform(*IMPORTED, (regions, products)) if regions > 1 else np.zeros((1, products))
    weight = np.exp(random.normal(0.0, 1.5, (regions, 1))) * np.exp(
        random.normal(0.0, 0.8, (regions, products))
    )
    demand = weight * np.exp(random.normal(0.0, 0.6, (regions, products)))
    output = _observed(inputs, demand, imported, weight)
    problem, marks, upper = pooled_origins(inputs, labour, demand, ROOM * output)
    return Instance("W", f"{regions}x{products}", seed, problem, marks, np.zeros(0, np.int64), upper)


def _techniques(random: np.random.Generator, regions: int, products: int) -> tuple[Floats, Floats]:
    """Inputs per unit of output (region, input, product), and labour (region, product).

    Recipes of a product resemble each other over regions; wages, as labour per worth, do not.
    """
    recipe = np.exp(random.normal(0.0, 1.5, (products, products)))
    recipe *= random.random((products, products)) < DENSITY
    inputs = recipe * np.exp(random.normal(0.0, 0.5, (regions, products, products)))
    share = random.uniform(*SHARE, (regions, 1, products))
    total = inputs.sum(axis=1, keepdims=True)
    inputs *= np.divide(share, total, out=np.zeros_like(total), where=total > 0.0)
    inputs[inputs < SMALLEST] = 0.0
    wage = np.exp(random.normal(0.0, 0.7, (regions, 1)))
    labour = (1.0 - share[:, 0]) * wage * np.exp(random.normal(0.0, 0.3, (regions, products)))
    return inputs, labour


def _observed(inputs: Floats, demand: Floats, imported: Floats, weight: Floats) -> Floats:
    """Output that meets the demand with the origins observed (region, product).

    What a region imports of a product comes from the others by their weight.
    """
    output = demand.copy()
    others = weight.sum(axis=0) - weight
    for _ in range(10_000):
        used = demand + np.einsum("rij,rj->ri", inputs, output)
        abroad = used * imported
        per_weight = np.divide(abroad, others, out=np.zeros_like(abroad), where=others > 0.0)
        better = used - abroad + weight * (per_weight.sum(axis=0) - per_weight)
        if np.abs(better - output).max() <= _ENOUGH * np.abs(better).max():
            return better
        output = better
    raise ArithmeticError("These techniques need more inputs than they give.")


def pooled_origins(
    inputs: Floats, labour: Floats, demand: Floats, capacity: Floats
) -> tuple[Problem, Marks, Floats]:
    """The problem in the form with pools.

    Parameters
    ----------
    inputs : shape (n_regions, n_products, n_products)
        Input of the first product per unit of the second, by region.
    labour, demand, capacity : each shape (n_regions, n_products)

    Returns
    -------
    problem
        Rows: what is made of a product in a region, then pools, both by region and product. Columns:
        activities, then trade by product, origin and destination.
    marks
        Place and good of the rows.
    upper : shape (n_columns,)
        No activity exceeds its capacity, no trade what its origin can make.
    """
    regions, products = labour.shape
    n = regions * products
    made = np.arange(n).reshape(regions, products)
    region, used, maker = np.nonzero(inputs)
    product, origin, to = (
        a.ravel()
        for a in np.meshgrid(np.arange(products), np.arange(regions), np.arange(regions), indexing="ij")
    )
    trade = n + np.arange(len(product))
    one = np.ones(len(product))
    row = np.concatenate([np.arange(n), n + made[region, used], made[origin, product], n + made[to, product]])
    column = np.concatenate([np.arange(n), made[region, maker], trade, trade])
    value = np.concatenate([np.ones(n), -inputs[region, used, maker], -one, one])
    matrix = sp.csc_array(sp.coo_array((value, (row, column)), shape=(2 * n, n + len(product))))
    matrix.sort_indices()
    trade_upper = capacity[origin, product]
    problem = Problem(
        matrix=matrix,
        cost=np.concatenate([labour.ravel(), np.zeros(len(product))]),
        row_lower=np.concatenate([np.zeros(n), demand.ravel()]),
        row_upper=np.full(2 * n, np.inf),
        column_lower=np.zeros(n + len(product)),
        column_upper=np.concatenate([capacity.ravel(), np.full(len(product), np.inf)]),
    )
    marks = Marks(
        period=np.full(2 * n, -1),
        place=np.tile(np.repeat(np.arange(regions), products), 2),
        good=np.concatenate(
            [np.tile(np.arange(products), regions), products + np.tile(np.arange(products), regions)]
        ),
    )
    return problem, marks, np.concatenate([capacity.ravel(), trade_upper])
