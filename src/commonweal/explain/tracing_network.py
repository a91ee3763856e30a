"""What goes where in a plan: its balances and what is done, as a network of shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from commonweal.explain.tracing_levels import levels_of
from commonweal.explain.tracing_outputs import ENDS, outputs_of
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats, Integers

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["Network", "network_of"]


@dataclass(frozen=True)
class Network:
    """What is there and what is done, and the shares in which things go on from there.

    A node is the balance of a good at a place (the pool, for what all places share) in a period; a
    column is something done. From nodes things go to columns, and from columns to nodes, to the
    needs of people, or to an end. Shares of what leaves a node or a column add up to 1.

    Attributes
    ----------
    formulation
        The program that the plan solves.
    levels : shape (n_columns,)
        What the plan does, column by column.
    coefficients : shape (n_nodes, n_columns)
        What one unit of a column brings to a node (+) or takes from it (−).
    opening : shape (n_nodes,)
        What is there at the start.
    good, place, period : each shape (n_nodes,)
        Codes of the nodes.
    to_columns : shape (n_nodes, n_columns)
        Share of what is at a node that goes into each column; the rest is left over.
    to_nodes : shape (n_columns, n_nodes)
        Share of what goes into a column that comes out at each node.
    to_needs : shape (n_columns, n_cells)
        Share of what goes into a column that counts to each cell.
    to_ends : shape (n_columns, len(ENDS))
        Share of what goes into a column that ends.
    worth
        For each activity that makes several goods, what they were weighed by.
    """

    formulation: Formulation
    levels: Floats
    coefficients: sp.csc_array
    opening: Floats
    good: Integers
    place: Integers
    period: Integers
    to_columns: sp.csr_array
    to_nodes: sp.csr_array
    to_needs: sp.csr_array
    to_ends: Floats
    worth: Mapping[str, str]

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.good)


def network_of(plan: Plan) -> Network:
    """The network of a plan, from its own tables."""
    formulation = formulate(plan.economy)
    levels = levels_of(formulation, plan)
    coefficients, opening, keys = _balances(formulation)
    amounts = sp.csr_array(coefficients @ sp.diags_array(levels))
    amounts.eliminate_zeros()
    made, drawn = sp.csr_array(amounts.maximum(0.0)), sp.csr_array((-amounts).maximum(0.0))
    through = np.maximum(_row_sums(made) + opening, _row_sums(drawn))
    outputs = outputs_of(formulation, plan, levels, made, keys)
    needs = _counted(formulation, levels)
    ends = outputs.to_ends
    delivered = formulation.deliveries.column
    ends[delivered, ENDS.index("beyond")] = np.maximum(1.0 - _row_sums(needs)[delivered], 0.0)
    good, place, period = formulation.index.split_balance_key(keys)
    return Network(
        formulation=formulation,
        levels=levels,
        coefficients=coefficients,
        opening=opening,
        good=good,
        place=place,
        period=period,
        to_columns=sp.csr_array(sp.diags_array(_inverse(through)) @ drawn),
        to_nodes=outputs.to_nodes,
        to_needs=needs,
        to_ends=ends,
        worth=outputs.worth,
    )


def _row_sums(matrix: sp.csr_array) -> Floats:
    """Sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=float).ravel()


def _inverse(values: Floats) -> Floats:
    """One over each value; 0 for 0."""
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0.0)


def _balances(formulation: Formulation) -> tuple[sp.csc_array, Floats, Integers]:
    """Coefficients, opening stocks and keys of the nodes.

    Where all places share a store, their balances of the good are one node with it: what each draws
    from the store is nobody's matter, and in no table.
    """
    index, rows = formulation.index, formulation.program.rows
    balances, shared = rows["material_balance"], rows["shared_store"]
    good, place, period = balances.codes
    pooled = np.isin(good, np.unique(shared.codes[0])) if shared.size else np.zeros(len(good), dtype=bool)
    key = index.balance_key(good, np.where(pooled, index.pool, place), period)
    position = balances.positions
    if shared.size:
        pool = np.full(shared.size, index.pool)
        key = np.concatenate([key, index.balance_key(shared.codes[0], pool, shared.codes[1])])
        position = np.concatenate([position, shared.positions])
    keys, node = np.unique(key, return_inverse=True)
    shape = (len(keys), formulation.program.n_rows)
    gather = sp.csr_array((np.ones(len(position)), (node, position)), shape=shape)
    opening = np.bincount(node, -formulation.program.row_lower[position], len(keys)).astype(float)
    return sp.csc_array(gather @ formulation.program.matrix), opening, keys


def _counted(formulation: Formulation, levels: Floats) -> sp.csr_array:
    """Share of each delivery that counts to each cell, shape (n_columns, n_cells).

    A delivery counts to the needs it covers in proportion to the share of the wanted amount that
    it brings; of what a cell takes in beyond what is wanted, nothing counts.
    """
    program, cells = formulation.program, formulation.deliveries.cells
    intake = program.rows["intake"]
    brought = program.matrix[intake.positions][:, formulation.deliveries.column].tocsr()
    brought = sp.csr_array(brought @ sp.diags_array(levels[formulation.deliveries.column]))
    taken, wanted = _row_sums(brought), cells["wanted"].to_numpy()
    useful = np.minimum(_inverse(wanted), _inverse(taken))
    covered = sp.csr_array((sp.diags_array(useful) @ brought).T)
    shares = (sp.diags_array(_inverse(_row_sums(covered))) @ covered).tocoo()
    return sp.csr_array(
        (shares.data, (formulation.deliveries.column[shares.row], shares.col)),
        shape=(program.n_columns, intake.size),
    )
