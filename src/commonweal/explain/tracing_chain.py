"""Following things through a network to where they end: an absorbing Markov chain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import breadth_first_order
from scipy.sparse.linalg import splu

from commonweal.explain.tracing_network import Network
from commonweal.formulate.program import Floats

__all__ = ["Ended", "follow"]

_LEAK = 1e-12  # what leaves a node at less than this share never leaves it


@dataclass(frozen=True)
class Ended:
    """Where what was followed ends; all shares together add up to 1.

    Attributes
    ----------
    needs : shape (n_cells,)
        Share that counts to each cell.
    columns : shape (n_columns, len(ENDS))
        Share that ends in each column, by its end.
    left_over : shape (n_nodes,)
        Share that is left over at each node.
    circle : shape (n_nodes,)
        Share that goes round and round and reaches nobody.
    """

    needs: Floats
    columns: Floats
    left_over: Floats
    circle: Floats


def follow(network: Network, nodes: Floats, columns: Floats) -> Ended:
    r"""Follow things through a network, everything at a node going on in the same shares.

    With ``T`` the share of what is at one node that is at another a step later, the amounts ``x``
    that come by each node solve ``x = start + Tᵀ x``; what ends is ``x`` times the shares that end.

    Parameters
    ----------
    nodes : shape (n_nodes,)
        Shares of what is followed that start at nodes.
    columns : shape (n_columns,)
        Shares that start as something done; with ``nodes`` they add up to 1.

    References
    ----------
    Bialek, "Tracing the flow of electricity", *IEE Proceedings – Generation, Transmission and
    Distribution* 143 (1996); Kemeny and Snell, *Finite Markov Chains*, 1960, ch. 3.
    """
    step = sp.csr_array(network.to_columns @ network.to_nodes)
    left = np.maximum(1.0 - np.asarray(network.to_columns.sum(axis=1)).ravel(), 0.0)
    left[left < _LEAK] = 0.0
    staying = _never_leaving(step, left, network)
    step = sp.csr_array(sp.diags_array((~staying).astype(float)) @ step)
    start = nodes + network.to_nodes.T @ columns
    system = sp.csc_array(sp.eye_array(network.n_nodes) - step.T)
    factors = splu(system)
    at_nodes = factors.solve(start)
    at_nodes += factors.solve(start - system @ at_nodes)  # a second go takes off what rounding left
    at_nodes = np.maximum(at_nodes, 0.0)
    leaving = np.where(staying, 0.0, at_nodes)
    into = network.to_columns.T @ leaving + columns
    return Ended(
        needs=network.to_needs.T @ into,
        columns=network.to_ends * into[:, None],
        left_over=left * leaving,
        circle=np.where(staying, at_nodes, 0.0),
    )


def _never_leaving(step: sp.csr_array, left: Floats, network: Network) -> np.ndarray:
    """Nodes from which nothing ever reaches a need or an end, shape (n_nodes,)."""
    ending = np.asarray(network.to_needs.sum(axis=1)).ravel() + network.to_ends.sum(axis=1)
    leaks = (network.to_columns @ ending + left) > _LEAK
    n_nodes = network.n_nodes
    source, target = step.nonzero()
    out = np.flatnonzero(leaks)  # the way out is one more node, after the others
    graph = sp.csr_array(
        (
            np.ones(len(source) + len(out)),
            (np.concatenate([target, np.full(len(out), n_nodes)]), np.concatenate([source, out])),
        ),
        shape=(n_nodes + 1, n_nodes + 1),
    )
    found = breadth_first_order(graph, n_nodes, directed=True, return_predecessors=False)
    staying = np.ones(n_nodes + 1, dtype=bool)
    staying[found] = False
    return staying[:n_nodes]
