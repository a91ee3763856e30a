"""F04: goods that need each other so much that none of them can be had.

Goods and techniques that need each other, round in a circle, form a block (a strongly connected
component). Where nothing outside it gives one of its goods, it must give them itself: levels
``x ≥ 0`` must exist with ``N x ≥ 0`` in the block and something left over. With one technique for each
good this says that the spectral radius of the input coefficients is below 1 (Hawkins and Simon 1949).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components, shortest_path

from commonweal.check.technology import Technology, least_levels, listed, scaled
from commonweal.findings import Finding
from commonweal.formulate.program import Floats, Integers
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_losing"]

_GAIN = 1e-6  # share of what is made from which a net output is one
_LARGEST = 200  # goods of a block whose requirements are told
_SOLVABLE = 5000  # goods of a block that are solved for at once
_SHOWN = 8


def check_losing(economy: Economy) -> Iterator[Finding]:
    """A finding for each block of goods and techniques that can give nothing."""
    technology = Technology.of(economy)
    outside = _from_outside(economy)
    for goods, activities in _blocks(technology):
        block = technology.part(goods, activities)
        given = np.setdiff1d(sp.coo_array(technology.makes[goods]).col, activities)
        if len(given) or outside.intersection(block.goods) or _gives(technology, goods, activities):
            continue
        row, coefficients = listed(economy, block.activities, block.goods)
        why, cycle = _why(block, dict(economy["goods"].select("good", "unit").iter_rows()))
        remedy = (
            f"Check the loop {cycle}, or say where one of them comes from at first "
            f"(a supply, a stock): {coefficients}."
        )
        yield at(economy, "F04", ("activity_goods", row, "activity"), why, remedy)


def _from_outside(economy: Economy) -> set[str]:
    """Goods that a supply or an opening stock gives."""
    supplies, stocks = economy["supplies"], economy["stocks"]
    given = supplies.filter(pl.col("at_most").is_null() | (pl.col("at_most") > 0))["good"]
    return {*given, *stocks.filter(pl.col("opening") > 0)["good"]}


def _blocks(technology: Technology) -> Iterator[tuple[Integers, Integers]]:
    """Goods and techniques that need each other, round in a circle, by number."""
    n_goods = len(technology.goods)
    into = sp.csr_array(technology.uses)  # from goods to techniques
    out = sp.csr_array(technology.makes.T)  # from techniques to goods
    graph = sp.csr_array(sp.block_array([[None, into], [out, None]]))
    n_blocks, block_of = connected_components(graph, directed=True, connection="strong")
    sizes = np.bincount(block_of, minlength=n_blocks)
    for block in np.flatnonzero(sizes > 1):
        members = np.flatnonzero(block_of == block)
        yield members[members < n_goods], members[members >= n_goods] - n_goods


def _gives(technology: Technology, goods: Integers, activities: Integers) -> bool:
    """Whether a block can give some of its goods, or by-products without using its goods up."""
    net = sp.csc_array(technology.net[:, activities])
    near_one, _ = scaled(sp.csc_array(net[goods]))
    if _gives_of_each(near_one):
        return True
    others = np.setdiff1d(np.arange(net.shape[0]), goods)
    by_products = sp.csc_array(technology.makes[others][:, activities])
    gain = np.asarray(near_one.sum(axis=0), dtype=float).ravel() + (np.diff(by_products.indptr) > 0)
    return bool(gain @ least_levels(near_one, -gain) > _GAIN)


def _gives_of_each(net: sp.csc_array) -> bool:
    """Whether a block with as many techniques as goods gives 1 of each at levels from 0: told quickly."""
    n_goods, n_activities = net.shape
    if n_goods != n_activities or n_goods > _SOLVABLE:
        return False
    try:
        levels = np.linalg.solve(net.toarray(), np.ones(n_goods))
    except np.linalg.LinAlgError:
        return False
    return bool((levels >= 0.0).all() and (net @ levels > 0.5).all())


def _why(block: Technology, units: dict[str, str]) -> tuple[str, str]:
    """Why a block gives nothing, in figures where each good has one technique; and a circle in it."""
    names = [f"'{shown(good)}'" for good in block.goods]
    told = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    coefficients = _input_coefficients(block)
    for good in range(0 if coefficients is None else len(coefficients)):
        takes = _takes_of_itself(coefficients, good)
        if takes is not None:
            unit = shown(units[block.goods[good]])
            why = f"Making 1 {unit} of {names[good]} takes, all told, {takes:.4g} {unit} of {names[good]}"
            return f"{why}: no plan can give a net amount of {told}.", _circle(block, good)
    why = f"What makes {told} uses up at least as much of them as it gives: no plan can give a net amount."
    return why, _circle(block, 0)


def _input_coefficients(block: Technology) -> Floats | None:
    """Input of each good per unit of each, where each has one technique and each technique one."""
    n_goods = len(block.goods)
    one_each = (np.diff(block.makes.indptr) == 1).all() and len(block.activities) == n_goods
    if not one_each or n_goods > _LARGEST or len(set(block.makes.indices)) < n_goods:
        return None
    coefficients = np.zeros((n_goods, n_goods))
    coefficients[:, block.makes.indices] = block.uses.toarray() / block.makes.data
    return coefficients


def _takes_of_itself(coefficients: Floats | None, good: int) -> float | None:
    """What a unit of a good takes of itself, all told: ``a_gg + a_gR (I − A_RR)⁻¹ a_Rg``.

    None if that can't be said, because the other goods of the block can't be had either.
    """
    if coefficients is None:
        return None
    others = np.delete(np.arange(len(coefficients)), good)
    rest = coefficients[np.ix_(others, others)]
    if len(others) and np.abs(np.linalg.eigvals(rest)).max() >= 1.0 - _GAIN:
        return None
    through = np.linalg.solve(np.eye(len(others)) - rest, coefficients[others, good])
    return float(coefficients[good, good] + coefficients[good, others] @ through)


def _circle(block: Technology, good: int) -> str:
    """The shortest way from a good through techniques and goods back to it."""
    needs = sp.csr_array(block.makes @ block.uses.T > 0)  # from a good to what it is used for, as numbers
    graph = sp.csr_array(needs.T).astype(float)
    lengths, before = shortest_path(
        graph, method="D", unweighted=True, return_predecessors=True, indices=good
    )
    closing = graph[:, [good]].nonzero()[0]
    last = int(closing[np.argmin(lengths[closing])])
    path = [good]
    while last != good:
        path.insert(1, last)
        last = int(before[last])
    names = [shown(block.goods[member]) for member in [*path, good]]
    return " → ".join(names)
