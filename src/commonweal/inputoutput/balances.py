"""Whether the books of a table balance, and whether its industries make more than they use up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.sparse import linalg

from commonweal.errors import ModelError
from commonweal.inputoutput.tables import Floats, SupplyUse

__all__ = ["industry_residuals", "product_radius", "product_residuals", "spectral_radius"]

_DENSE = 200  # up to this many sectors all eigenvalues are quickly had
_DENSE_AT_MOST = 3000  # beyond this many they are never formed


def product_residuals(table: SupplyUse) -> Floats:
    """What is supplied of each product less what is used of it; 0 in a table that balances.

    ``supply.sum(0) + imports + margins + taxes − use.sum(1) − final_demand.sum(1)``

    Returns
    -------
    shape (n_products,), money per year
    """
    supplied = table.product_output + table.imports + table.margins + table.taxes
    residuals: Floats = supplied - table.use.sum(axis=1) - table.final_demand.sum(axis=1)
    return residuals


def industry_residuals(table: SupplyUse) -> Floats:
    """What each industry makes less what goes in and the value it adds; 0 in a table that balances.

    ``supply.sum(1) − use.sum(0) − value_added.sum(0)``

    Returns
    -------
    shape (n_industries,), money per year; NaN throughout where the table has no rows of value added,
    since then nothing can be told
    """
    if not len(table.value_added):
        return np.full(len(table.industries), np.nan)
    added = table.value_added.by_industry.sum(axis=0)
    residuals: Floats = table.industry_output - table.use.sum(axis=0) - added
    return residuals


def spectral_radius(flows: Floats, output: Floats) -> float:
    """Largest absolute eigenvalue of the input coefficients ``A = Z diag(x)⁻¹``.

    Below 1 every final demand can be met; at 1 or above some sectors take more of themselves, all
    told, than they make. Only products ``A v`` are formed beyond 200 sectors.

    Parameters
    ----------
    flows : shape (n_sectors, n_sectors), money per year
    output : shape (n_sectors,), money per year
        Sectors without output take no part.

    Raises
    ------
    ModelError
        If a table of more than 3,000 sectors gives no answer that can be trusted.

    References
    ----------
    Hawkins and Simon, *Econometrica* 17 (1949); Lehoucq, Sorensen and Yang, *ARPACK*, 1998.

    Examples
    --------
    >>> flows = np.array([[150.0, 500.0], [200.0, 100.0]])
    >>> round(spectral_radius(flows, np.array([1000.0, 2000.0])), 6)
    0.329129
    """
    per_output = np.divide(1.0, output, out=np.zeros(len(output)), where=output != 0.0)
    return _largest(lambda vector: flows @ (per_output * vector), len(output))


def product_radius(table: SupplyUse) -> float:
    """The spectral radius of what products take of products, by way of the industries that make them.

    ``A = diag(made at home) · U diag(g)⁻¹ V diag(q)⁻¹``: every industry's inputs are shared among its
    products by value (industry technology), and of what is supplied only the part that is made within
    the table counts. In a symmetric table without imports this is ``spectral_radius``.

    References
    ----------
    Eurostat, *Manual of Supply, Use and Input-Output Tables*, 2008, model D of chapter 11.
    """
    made, output = table.product_output, table.industry_output
    supplied = made + table.imports
    at_home = np.divide(made, supplied, out=np.zeros(len(made)), where=supplied != 0.0)
    per_product = np.divide(1.0, made, out=np.zeros(len(made)), where=made != 0.0)
    per_output = np.divide(1.0, output, out=np.zeros(len(output)), where=output != 0.0)
    return _largest(
        lambda vector: at_home * (table.use @ (per_output * (table.supply @ (per_product * vector)))),
        len(made),
    )


def _largest(times: Callable[[Floats], Floats], size: int) -> float:
    """Largest absolute eigenvalue of a square matrix, of which only products with vectors are known."""
    if size <= _DENSE:
        return _by_columns(times, size)
    vector = np.ones(size)
    for _ in range(3):  # powers that vanish have no eigenvalue but 0, and Arnoldi's method needs a start
        vector = times(vector)
        if not np.any(vector):
            return _by_columns(times, size) if size <= _DENSE_AT_MOST else 0.0
    operator = linalg.LinearOperator((size, size), matvec=times, dtype=np.float64)
    try:
        found = linalg.eigs(operator, k=1, which="LM", v0=np.ones(size), return_eigenvectors=False)
    except linalg.ArpackError as error:
        if size <= _DENSE_AT_MOST:
            return _by_columns(times, size)
        raise ModelError(f"The spectral radius of {size} sectors could not be found: {error}.") from error
    return float(np.abs(found).max())


def _by_columns(times: Callable[[Floats], Floats], size: int) -> float:
    """The same from all eigenvalues, for small matrices."""
    if size == 0:
        return 0.0
    matrix = np.column_stack([times(column) for column in np.eye(size)])
    return float(np.abs(np.linalg.eigvals(matrix)).max())
