"""What prices at the effort aim are made of, at every remove: labour, and rents of what is scarce.

Something that is done in a plan gives what it takes: the prices of what comes out of it are its own
effort, the prices of what goes in, and a rent where a limit keeps it from being done more. So prices
follow from efforts and rents through everything that is made, as labour values follow from labour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.linalg import splu

from commonweal.errors import ModelError
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats, Integers
from commonweal.rules.effort import effort_weights
from commonweal.run.past import matched

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["RENTS", "PricedPlan", "embodied", "priced"]

RENTS = ("capacity", "sourcing", "scarce_labour", "scarce_supply", "other_limits")
"""Why something is dearer than the work in it: industries or their equipment are full; an origin may give
no more, or has to give some; there is no more labour; something from outside is used up (a stock drawn
down, foreign money); any other limit."""

_FULL = 1.0 - 1e-7  # a column is at its limit from this share of it on
_SOURCING = "sourcing"  # kind of markets, and family of what says how far origins may move
_DOING = ("level", "sent", "supplied", "stock")  # families of columns that make, bring or keep something


@dataclass(frozen=True, eq=False)
class PricedPlan:
    """A plan's balances as nodes, what is done as columns, and what each column gains and pays.

    Attributes
    ----------
    nodes
        One row a node: ``good``, ``place``, ``period``.
    columns
        One row a column that is done: ``family``, and the names it has.
    prices : shape (n_nodes,), effort per unit
        What one more unit would save of the effort.
    outputs, inputs : sparse, shape (n_nodes, n_columns), units per level
        What a level brings and takes. What only says how far an origin may give more counts as a
        negative input.
    levels : shape (n_columns,)
    own : shape (n_columns,), effort per level
        Work done by the activity itself.
    rents : shape (n_columns,), effort per level
        What comes out less what goes in and is done, at the plan's prices.
    kinds : shape (n_columns,)
        Position in ``RENTS`` of the limit that each rent is of.
    held
        Whether a limit that could give a rent is reached, for each column.
    fixed : shape (n_nodes,)
        Nodes whose price is a rent itself: 1 where they say how far an origin may give more.
    """

    nodes: pl.DataFrame
    columns: pl.DataFrame
    prices: Floats
    outputs: sparse.csc_array
    inputs: sparse.csc_array
    levels: Floats
    own: Floats
    rents: Floats
    kinds: Integers
    held: np.ndarray
    fixed: np.ndarray


def priced(plan: Plan) -> PricedPlan:
    """The prices of a plan at its effort aim, beside all that is done.

    Raises
    ------
    ModelError
        If the plan's effort is not labour.
    """
    if plan.effort != "labour":
        raise ModelError(
            f"The plan spares {plan.effort}, and labour values are compared with prices in labour. "
            "Plan with effort 'labour'."
        )
    formulation = formulate(plan.economy)
    program = formulation.program
    levels = matched(program, plan.levels)[0]
    nodes = program.rows["material_balance"].frame()
    prices = _prices(plan, nodes)
    doing = _doing(formulation, levels)
    matrix = sparse.csc_array(program.matrix[nodes["position"].to_numpy()][:, doing])
    limits = _limits_of_origins(formulation, nodes)
    own = effort_weights(formulation, "labour")[doing]
    columns = _columns(formulation, doing)
    made = sparse.csc_array(matrix.maximum(0.0))
    credited = sparse.csc_array(sparse.diags_array(limits.astype(float)) @ made)
    outputs = sparse.csc_array(made - credited)
    inputs = sparse.csc_array((-matrix).maximum(0.0) - credited)
    rents = outputs.T @ prices - inputs.T @ prices - own
    at_limit = levels[doing] >= _FULL * program.column_upper[doing]
    reached = _reached(formulation, levels)
    equipped = _stands_in(reached[program.rows["equipment_use"].positions], doing)
    return PricedPlan(
        nodes.drop("position"),
        columns,
        prices,
        outputs,
        inputs,
        levels[doing],
        own,
        rents,
        _kinds(columns, at_limit | equipped),
        at_limit | _stands_in(reached, doing),
        limits,
    )


def _limits_of_origins(formulation: Formulation, nodes: pl.DataFrame) -> np.ndarray:
    """Which nodes only say how far an origin may give more: the goods of markets that name one."""
    families = formulation.index.economy["goods"].select("good", "family")
    family = nodes.join(families, on="good", how="left", maintain_order="left")["family"]
    named = nodes["good"].str.contains(".from.", literal=True)
    limits: np.ndarray = ((family == _SOURCING).fill_null(value=False) & named).to_numpy()
    return limits


def _prices(plan: Plan, nodes: pl.DataFrame) -> Floats:
    """The price of each node at the effort aim; 0 where more would save nothing."""
    known = plan["prices"].filter(pl.col("aim") == "effort: labour").drop("aim")
    joined = nodes.join(known, on=["good", "place", "period"], how="left", maintain_order="left")
    return np.asarray(joined["price"].fill_null(0.0).to_numpy(), dtype=np.float64)


def _doing(formulation: Formulation, levels: Floats) -> Integers:
    """Columns that are done and make, bring or keep something."""
    columns = np.sort(np.concatenate([formulation.program.columns[name].positions for name in _DOING]))
    return np.asarray(columns[levels[columns] > 0.0], dtype=np.int64)


def _columns(formulation: Formulation, doing: Integers) -> pl.DataFrame:
    """The names of columns, with the kind of each activity and of each good that is supplied."""
    parts = [formulation.program.columns[name].frame().with_columns(family=pl.lit(name)) for name in _DOING]
    frame = pl.concat(parts, how="diagonal")
    wanted = pl.DataFrame({"position": doing})
    named = wanted.join(frame, on="position", how="left", maintain_order="left")
    economy = formulation.index.economy
    kinds = economy["activities"].select("activity", "place", kind="kind").unique(["activity", "place"])
    goods = economy["goods"].select("good", good_kind="kind")
    for column in ("activity", "good", "place"):
        if column not in named.columns:
            named = named.with_columns(pl.lit(None, dtype=pl.String).alias(column))
    return (
        named.join(kinds, on=["activity", "place"], how="left", maintain_order="left")
        .join(goods, on="good", how="left", maintain_order="left")
        .drop("position")
    )


def _reached(formulation: Formulation, levels: Floats) -> sparse.csr_array:
    """Rows other than balances that are used to the last, with their coefficients: limits, floors, equipment.

    Floors are taken to be kept in full: what is less than a floor is held by it all the more.
    """
    program = formulation.program
    full = levels.copy()
    for family in program.columns.families:
        if family.name.endswith("_kept"):
            full[family.positions] = 1.0
    matrix = program.matrix.tocsr()
    sums, sizes = matrix @ full, abs(matrix) @ np.abs(full)
    near = (1.0 - _FULL) * sizes
    reached = (program.row_upper - sums <= near) | (sums - program.row_lower <= near)
    reached[program.rows["material_balance"].positions] = False
    return sparse.csr_array(sparse.diags_array(reached.astype(float)) @ matrix)


def _stands_in(rows: sparse.csr_array, columns: Integers) -> np.ndarray:
    """Whether columns stand in any of some rows."""
    counts = np.asarray(abs(rows[:, columns]).sum(axis=0)).ravel()
    stands: np.ndarray = counts > 0.0
    return stands


def _kinds(columns: pl.DataFrame, full: np.ndarray) -> Integers:
    """Which kind of rent each column would have; ``full`` tells which are at their capacity."""
    family = columns["family"].to_numpy()
    labour = columns["good_kind"].fill_null("").to_numpy() == "labour"
    market = columns["kind"].fill_null("").str.contains(r"^(sourcing|market)(\.|$)").to_numpy()
    conditions = [
        (family == "supplied") & labour,
        family == "supplied",
        (family == "level") & market,
        (family == "level") & full,
    ]
    words = ("scarce_labour", "scarce_supply", "sourcing", "capacity")
    position = [RENTS.index(word) for word in words]
    return np.asarray(np.select(conditions, position, RENTS.index("other_limits")), dtype=np.int64)


def embodied(found: PricedPlan, *, by_price: bool = True) -> Floats:
    """What is in one unit at each node, at every remove: labour, then rents by kind.

    With ``w`` the part of what is at a node that a column brings and ``s`` the part of a column's
    outputs that a node's good is, ``m = w s (own + rents + inputs · m)``: the system of a plan's
    techniques as they are used, with joint products shared by worth.

    Parameters
    ----------
    found
        The plan.
    by_price
        Share joint products by their worth at the plan's prices; otherwise by their amounts, which
        in a table in money is their worth in the market (industry technology).

    Returns
    -------
    shape (n_nodes, 1 + len(RENTS)), effort per unit; their sum is the price, if ``by_price``
    """
    worth = found.prices if by_price else np.where(found.prices > 0.0, 1.0, 0.0)
    share = _shares(found, worth)
    n_columns = len(found.levels)
    own = np.zeros((n_columns, 1 + len(RENTS)))
    own[:, 0] = found.own
    own[np.arange(n_columns), 1 + found.kinds] = found.rents
    brought = share @ own
    _fix(found, share, brought)
    links = sparse.csc_array(share @ found.inputs.T)
    free = np.ones(len(found.prices))
    free[_without_source(found, share)] = 0.0
    links = sparse.csc_array(sparse.diags_array(free) @ links)
    system = splu(sparse.csc_array(sparse.eye_array(len(free)) - links))
    return np.asarray(system.solve(brought), dtype=np.float64)


def _shares(found: PricedPlan, worth: Floats) -> sparse.csr_array:
    """How much of each column's cost is in one unit at each node: shape (n_nodes, n_columns)."""
    gained = found.outputs.T @ worth
    per_column = np.divide(1.0, gained, out=np.zeros_like(gained), where=gained > 0.0)
    amounts = sparse.csr_array(found.outputs @ sparse.diags_array(found.levels))
    total = np.asarray(amounts.sum(axis=1)).ravel()
    per_node = np.divide(worth, total, out=np.zeros_like(total), where=total > 0.0)
    return sparse.csr_array(sparse.diags_array(per_node) @ amounts @ sparse.diags_array(per_column))


def _without_source(found: PricedPlan, share: sparse.csr_array) -> np.ndarray:
    """Nodes with a price that nothing done accounts for: limits of origins, and what was there before."""
    brought = np.asarray(share.sum(axis=1)).ravel()
    without: np.ndarray = found.fixed | (brought == 0.0)
    return without


def _fix(found: PricedPlan, share: sparse.csr_array, brought: Floats) -> None:
    """Give nodes that nothing done accounts for their price as a rent, in place."""
    without = np.flatnonzero(_without_source(found, share))
    brought[without] = 0.0
    kind = np.where(found.fixed[without], RENTS.index("sourcing"), RENTS.index("scarce_supply"))
    brought[without, 1 + kind] = found.prices[without]
