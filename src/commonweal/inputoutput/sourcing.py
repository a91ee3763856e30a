"""From which regions products come, apart from how much of them is used."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from commonweal.errors import ModelError
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats

__all__ = ["resourced"]

_USERS_AT_ONCE = 512  # large tables are not copied whole


def resourced(amounts: Floats, sources: Floats, products: Sequence[str]) -> Floats:
    """Amounts of every product as they are, from the regions that other amounts came from.

    ``amounts_p · sources_i / sources_p`` for product p from origin i, user by user: how much of each
    product is used is kept, and where it comes from is taken from ``sources``. A product that a
    user had none of there comes from where it does now.

    Parameters
    ----------
    amounts, sources : shape (n_rows, n_users), money (or money per money)
    products : n_rows
        Which product each row is: rows of one name are one product from several origins.

    Returns
    -------
    shape (n_rows, n_users), in the unit of ``amounts``

    Raises
    ------
    ModelError
        If for some product and user entries of both signs cancel, so that there are no shares.

    Examples
    --------
    Ten of bread came half from each region, and come from the second only:

    >>> resourced(np.array([[5.0], [5.0]]), np.array([[0.0], [3.0]]), ("bread", "bread")).ravel()
    array([ 0., 10.])
    """
    sums = _sums_by(products)
    found = np.empty_like(amounts)
    for start in range(0, amounts.shape[1], _USERS_AT_ONCE):
        users = slice(start, start + _USERS_AT_ONCE)
        found[:, users] = _resourced(amounts[:, users], sources[:, users], sums)
    return found


def _resourced(amounts: Floats, sources: Floats, sums: sparse.csr_array) -> Floats:
    totals = sums @ sources
    if np.any((totals == 0.0) & (sums @ np.abs(sources) > 0.0)):
        raise ModelError(
            "What a user takes of a product from one region and gives back to another cancels, so that "
            "shares of origin can't be told. Put final users together, or leave sourcing out of the causes."
        )
    known = sums.T @ totals
    moved: Floats = np.where(known != 0.0, shares(sources, known) * (sums.T @ (sums @ amounts)), amounts)
    return moved


def _sums_by(products: Sequence[str]) -> sparse.csr_array:
    """The matrix that sums over origins: shape (n_products, n_rows)."""
    position = {name: index for index, name in enumerate(dict.fromkeys(products))}
    rows = [position[name] for name in products]
    return sparse.csr_array(
        (np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(position), len(rows))
    )
