"""The largest eigenvalue of a matrix without negative entries, and its left eigenvector."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import linalg as sparse_linalg

from commonweal.errors import ModelError
from commonweal.inputoutput.tables import Floats

__all__ = ["dominant_left", "upright"]

_TINY = 1e-12  # an entry this small beside the largest is rounding: Perron vectors are positive or 0
_DENSE = 200  # up to this many rows the whole spectrum is cheaper than an iteration


def dominant_left(apply: Callable[[Floats], Floats], n_rows: int) -> tuple[float, Floats]:
    """The Perron root ρ and its left eigenvector: ``v M = ρ v``, the largest entry of v being 1.

    The matrix is only multiplied from the left (Arnoldi's method for large ones), so that it need not
    be formed.

    Parameters
    ----------
    apply
        What a row v of shape (n_rows,) becomes: ``v M``.
    n_rows
        Rows of M.

    Raises
    ------
    ModelError
        If the iteration doesn't converge.

    References
    ----------
    Perron 1907; Frobenius 1912; Lehoucq, Sorensen and Yang, *ARPACK Users' Guide*, 1998.

    Examples
    --------
    >>> matrix = np.array([[0.0, 0.5], [0.5, 0.0]])
    >>> root, vector = dominant_left(lambda row: row @ matrix, 2)
    >>> round(root, 12), vector.round(12)
    (0.5, array([1., 1.]))
    """
    if n_rows <= _DENSE:
        roots, vectors = np.linalg.eig(np.array([apply(row) for row in np.eye(n_rows)]).T)
        best = int(np.argmax(roots.real))
        return float(roots[best].real), upright(vectors[:, best].real)
    operator = sparse_linalg.LinearOperator(
        (n_rows, n_rows), matvec=lambda row: apply(np.ravel(row)), dtype=np.float64
    )
    try:
        roots, vectors = sparse_linalg.eigs(operator, k=1, which="LR", v0=np.ones(n_rows), tol=1e-13)
    except sparse_linalg.ArpackNoConvergence as problem:
        raise ModelError(
            "Prices of production were not found: the search for the largest eigenvalue didn't converge."
        ) from problem
    return float(roots[0].real), upright(vectors[:, 0].real)


def upright(vector: Floats) -> Floats:
    """The same direction, with the largest entry 1 and rounding around 0 taken away."""
    turned: Floats = vector / vector[np.argmax(np.abs(vector))]
    turned[np.abs(turned) < _TINY] = 0.0
    return turned
