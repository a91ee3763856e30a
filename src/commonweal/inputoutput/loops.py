"""Which products take more of themselves, round in a circle, than is made of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csgraph

from commonweal.inputoutput.balances import product_radius, spectral_radius
from commonweal.inputoutput.tables import Floats, SupplyUse

__all__ = ["Unproductive", "unproductive"]

_AT_MOST = 2000  # products looked at closely; of a larger table those that weigh most in its loops
_ROUNDS = 60
_LEAST = 1e-12  # coefficients below it link nothing

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Unproductive:
    """Products that need each other and take, all told, at least as much of themselves as is made.

    Attributes
    ----------
    products
        Their positions.
    radius
        How much of themselves they take for each unit made: the spectral radius of the block, 1 or more.
    loop
        Positions of products each of which takes much of the next, and the last of the first.
    """

    products: tuple[int, ...]
    radius: float
    loop: tuple[int, ...]


def unproductive(table: SupplyUse, radius: float | None = None) -> tuple[Unproductive, ...]:
    """Every block of products that gives no net amount; none in a productive table.

    Parameters
    ----------
    table
        The table; coefficients are those of ``product_radius``.
    radius
        Its spectral radius, where known.

    References
    ----------
    Hawkins and Simon, *Econometrica* 17 (1949).
    """
    if (product_radius(table) if radius is None else radius) < 1.0:
        return ()
    places = _heaviest(table)
    coefficients = _coefficients(table, places)
    linked: npt.NDArray[np.bool_] = np.abs(coefficients) > _LEAST
    _, block_of = csgraph.connected_components(linked, directed=True, connection="strong")
    found = []
    for block in range(block_of.max() + 1):
        members = np.flatnonzero(block_of == block)
        inside = coefficients[np.ix_(members, members)]
        own = spectral_radius(inside, np.ones(len(members)))
        if own >= 1.0:
            loop = tuple(int(places[members[index]]) for index in _loop(inside))
            found.append(Unproductive(tuple(int(place) for place in places[members]), own, loop))
    return tuple(sorted(found, key=lambda each: -each.radius))


def _heaviest(table: SupplyUse) -> Places:
    """Positions of the products to look at: all, or those with most weight in both eigenvectors."""
    size = len(table.products)
    if size <= _AT_MOST:
        return np.arange(size)
    made, output, at_home = _parts(table)
    right, left = np.ones(size), np.ones(size)
    for _ in range(_ROUNDS):
        right = at_home * (table.use @ (output * (table.supply @ (made * right))))
        left = made * (table.supply.T @ (output * (table.use.T @ (at_home * left))))
        right /= max(float(np.abs(right).max()), 1e-300)
        left /= max(float(np.abs(left).max()), 1e-300)
    return np.sort(np.argsort(-np.abs(right * left), kind="stable")[:_AT_MOST])


def _parts(table: SupplyUse) -> tuple[Floats, Floats, Floats]:
    """One over what is made of each product, one over output, and the share that is made at home."""
    made, output, supplied = table.product_output, table.industry_output, table.product_output + table.imports
    return (
        np.divide(1.0, made, out=np.zeros(len(made)), where=made != 0.0),
        np.divide(1.0, output, out=np.zeros(len(output)), where=output != 0.0),
        np.divide(made, supplied, out=np.zeros(len(made)), where=supplied != 0.0),
    )


def _coefficients(table: SupplyUse, places: Places) -> Floats:
    """What these products take of each other, per unit made: shape (n_places, n_places)."""
    made, output, at_home = _parts(table)
    shares = table.supply[:, places].tocsr() * made[places]
    inputs = table.use[places] * output * at_home[places, None]
    coefficients: Floats = np.ascontiguousarray((shares.T @ inputs.T).T)
    return coefficients


def _loop(coefficients: Floats) -> list[int]:
    """A loop of large coefficients within a block: from the neediest product to what it takes most of."""
    place = int(coefficients.sum(axis=0).argmax())
    way: list[int] = []
    while place not in way:
        way.append(place)
        place = int(coefficients[:, place].argmax())
    return way[way.index(place) :]
