"""Making the rows and columns of a table add up: RAS, and GRAS where there are negative figures.

Both look for the table that is nearest to the given one, in the sense of least information gained,
among those that have the sums asked for. They keep signs and zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse

from commonweal.errors import ModelError
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.tables import Floats, SupplyUse

__all__ = ["BalancingReport", "Scaling", "balanced", "gras", "ras"]

Method = Literal["ras", "gras"]

_TOLERANCE = 1e-10  # of the largest sum; what double precision gives with room to spare
_ROUNDS = 2000
_PATIENCE = 50  # rounds without progress after which there is no table with these sums
_BLOCK = 1024  # rows compared at a time


@dataclass(frozen=True, eq=False)
class Scaling:
    """Factors of rows and columns that give a matrix the sums asked for.

    Attributes
    ----------
    rows, columns
        Positive figures are multiplied by ``rows[i] · columns[j]``, negative ones divided by it.
    rounds
        How often rows and columns were gone through.
    residual
        Largest difference of a sum from what was asked, in the unit of the matrix.
    converged
        Whether it is within the tolerance.
    """

    rows: Floats
    columns: Floats
    rounds: int
    residual: float
    converged: bool


@dataclass(frozen=True)
class BalancingReport:
    """What balancing did to a table.

    Attributes
    ----------
    method
        ``ras`` or ``gras``.
    converged
        Whether every product and industry balances now.
    rounds
        How often rows and columns were gone through.
    before, after
        Largest residual of a product or an industry, in money of the table.
    changed
        Sum of the absolute changes of all figures, as a share of the sum of the absolute figures.
    largest_change
        Largest change of one figure, in money of the table.
    factor
        By how much final demand as a whole was scaled first, so that what is used can add up to what is
        supplied. In a table without value added: final demand and what industries use alike.
    stuck
        Products and industries that still don't balance: no figure in them can give the sum asked for.
    """

    method: str
    converged: bool
    rounds: int
    before: float
    after: float
    changed: float
    largest_change: float
    factor: float
    stuck: tuple[str, ...]


def ras(matrix: Floats, row_sums: Floats, column_sums: Floats, *, tolerance: float = _TOLERANCE) -> Floats:
    """The matrix nearest to a given one that has these sums: ``r̂ A ŝ`` (biproportional scaling).

    Parameters
    ----------
    matrix : shape (n_rows, n_columns)
        No figure below 0.
    row_sums : shape (n_rows,)
    column_sums : shape (n_columns,)
        With the same total as the rows.
    tolerance
        How far a sum may be off, as a share of the largest.

    Raises
    ------
    ModelError
        If a figure is negative, the totals differ, or no such matrix has these sums.

    References
    ----------
    Stone, *Input-Output and National Accounts*, 1961; Bacharach, *Biproportional Matrices and
    Input-Output Change*, 1970.

    Examples
    --------
    >>> ras(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([4.0, 6.0]), np.array([5.0, 5.0])).round(3)
    array([[1.758, 2.242],
           [3.242, 2.758]])
    """
    if matrix.size and matrix.min() < 0.0:
        raise ModelError("RAS needs figures of at least 0; GRAS (method 'gras') takes negative ones.")
    return gras(matrix, row_sums, column_sums, tolerance=tolerance)


def gras(matrix: Floats, row_sums: Floats, column_sums: Floats, *, tolerance: float = _TOLERANCE) -> Floats:
    """The matrix nearest to a given one that has these sums, where figures may be negative.

    With ``A = P − N`` (both at least 0) it is ``r̂ P ŝ − r̂⁻¹ N ŝ⁻¹``; of all matrices with the sums
    and signs asked for it has the least ``Σ |a| z ln(z / e)``, where ``z`` is new over old.

    Parameters
    ----------
    matrix : shape (n_rows, n_columns)
    row_sums : shape (n_rows,)
    column_sums : shape (n_columns,)
        With the same total as the rows.
    tolerance
        How far a sum may be off, as a share of the largest.

    Raises
    ------
    ModelError
        If the totals differ, or no matrix with these signs and zeros has these sums.

    References
    ----------
    Junius and Oosterhaven, *Economic Systems Research* 15 (2003); the target function as corrected by
    Lenzen, Wood and Gallego, ibid. 19 (2007); rows and columns without positive figures as in
    Temurshoev, Miller and Bouwmeester, ibid. 25 (2013).
    """
    if abs(row_sums.sum() - column_sums.sum()) > 1e-6 * max(np.abs(row_sums).sum(), 1e-300):
        raise ModelError(
            f"The rows are to add to {row_sums.sum():.12g} and the columns to {column_sums.sum():.12g}: "
            "both are the total of one table."
        )
    scaling = _scaling(_Signed([[matrix]]), row_sums, column_sums, tolerance)
    if not scaling.converged:
        raise ModelError(
            f"No table with these signs and zeros has these sums: after {scaling.rounds} rounds one is "
            f"off by {scaling.residual:.6g}."
        )
    return _applied(matrix, scaling.rows, scaling.columns)


def balanced(table: SupplyUse, method: Method = "gras") -> tuple[SupplyUse, BalancingReport]:
    """A table whose products and industries balance, as near to the given one as can be.

    What is made, imported, and added by margins and taxes is held; use, final demand and value added
    are scaled. Rows of value added keep their totals. Final users keep theirs but for one common
    factor, without which final demand could not be what is supplied less what industries use. In a
    table without value added all columns keep their sums but for that factor.

    Parameters
    ----------
    table
        The table; not changed.
    method
        ``ras`` where no figure is negative, ``gras`` for any.

    Returns
    -------
    The table, and what was done. Where a product has no use at all, or only figures of the wrong
    sign, it can't be made to balance: it is named in ``stuck``, and ``converged`` is False.

    Raises
    ------
    ModelError
        If the method is unknown, if ``ras`` meets negative figures, or there is no final demand.

    References
    ----------
    As ``ras`` and ``gras``; Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009, chapter 7.
    """
    blocks = _blocks(table)
    _examine(method, blocks)
    signed = _Signed(blocks)
    rows, columns, factor = _targets(table, signed)
    scaling = _scaling(signed, rows, columns, _TOLERANCE)
    n_products, n_industries = len(table.products), len(table.industries)
    to_rows, to_added = scaling.rows[:n_products], scaling.rows[n_products:]
    to_columns, to_final = scaling.columns[:n_industries], scaling.columns[n_industries:]
    added = table.value_added
    if len(added):
        added = replace(
            added,
            by_industry=_applied(added.by_industry, to_added, to_columns),
            by_final=_applied(added.by_final, to_added, to_final),
        )
    after = replace(
        table,
        use=_applied(table.use, to_rows, to_columns),
        final_demand=_applied(table.final_demand, to_rows, to_final),
        value_added=added,
    )
    return after, _report(method, table, after, scaling, factor)


def _blocks(table: SupplyUse) -> list[list[Floats]]:
    """What is scaled: use beside final demand, over value added where there is any."""
    blocks = [[table.use, table.final_demand]]
    if len(table.value_added):
        blocks.append([table.value_added.by_industry, table.value_added.by_final])
    return blocks


def _examine(method: str, blocks: list[list[Floats]]) -> None:
    """Refuse what can't be balanced this way."""
    if method not in ("ras", "gras"):
        raise ModelError(f"There is no way of balancing called '{method}'; there are gras, ras.")
    if method == "ras" and any(block.size and block.min() < 0.0 for line in blocks for block in line):
        raise ModelError(
            "The table has negative figures (changes in stocks, subsidies), which RAS can't scale. "
            "Balance it with gras."
        )
    if not np.any(blocks[0][1]):
        raise ModelError("The table has no final demand that balancing could scale.")


def _targets(table: SupplyUse, signed: _Signed) -> tuple[Floats, Floats, float]:
    """Sums asked for of rows and of columns, and the factor that makes their totals agree.

    A row without any figure of the sign of its sum keeps the sum it has, so that it keeps no other from
    balancing.
    """
    rows = table.product_output + table.imports + table.margins + table.taxes
    has = table.use.sum(axis=1) + table.final_demand.sum(axis=1)
    free = np.concatenate([table.use.sum(axis=0), table.final_demand.sum(axis=0)])
    held = np.zeros(len(free))
    if len(table.value_added):
        added = table.value_added.by_industry.sum(axis=1) + table.value_added.by_final.sum(axis=1)
        rows, has = np.concatenate([rows, added]), np.concatenate([has, added])
        n_industries = len(table.industries)
        held[:n_industries], free[:n_industries] = table.industry_output, 0.0
        free[n_industries:] += table.value_added.by_final.sum(axis=0)
    impossible = ((rows > 0.0) & ~signed.row_gives) | ((rows < 0.0) & (signed.negative.sum(axis=1) == 0.0))
    rows = np.where(impossible, has, rows)
    left = float(rows.sum() - held.sum())
    if left * free.sum() <= 0.0:
        raise ModelError(
            f"Final demand is {free.sum():.6g}, and what is supplied leaves {left:.6g} for it: no scaling "
            "makes one the other. Is output, or final demand, in another unit?"
        )
    factor = left / float(free.sum())
    return rows, held + free * factor, factor


class _Signed:
    """Blocks of figures side by side and over each other, as positive ones less negative ones.

    The blocks are never copied; negative figures are few and kept apart.
    """

    def __init__(self, blocks: Sequence[Sequence[Floats]]) -> None:
        self.blocks = blocks
        parts = [[_negative(block) for block in line] for line in blocks]
        self.negative = sparse.csr_array(sparse.block_array(parts))
        self.across = sparse.csr_array(self.negative.T)
        self.row_gives = np.concatenate([_any(line, axis=1) for line in blocks])
        stacked = [[line[index] for line in blocks] for index in range(len(blocks[0]))]
        self.column_gives = np.concatenate([_any(line, axis=0) for line in stacked])

    def by_row(self, columns: Floats) -> tuple[Floats, Floats]:
        """Sums of each row: of positive figures times the factors of columns, of negative ones by them."""
        edges = np.cumsum([block.shape[1] for block in self.blocks[0]])[:-1]
        parts = np.split(columns, edges)
        net = [
            np.sum([b @ part for b, part in zip(line, parts, strict=True)], axis=0) for line in self.blocks
        ]
        positive = np.concatenate(net) + self.negative @ columns
        return _at_least_0(positive, self.row_gives), self.negative @ _inverse(columns)

    def by_column(self, rows: Floats) -> tuple[Floats, Floats]:
        """The same of each column, with the factors of rows."""
        edges = np.cumsum([line[0].shape[0] for line in self.blocks])[:-1]
        parts = np.split(rows, edges)
        net = [
            np.sum([line[index].T @ part for line, part in zip(self.blocks, parts, strict=True)], axis=0)
            for index in range(len(self.blocks[0]))
        ]
        positive = np.concatenate(net) + self.across @ rows
        return _at_least_0(positive, self.column_gives), self.across @ _inverse(rows)


def _any(blocks: Sequence[Floats], axis: int) -> npt.NDArray[np.bool_]:
    """Which lines across some blocks hold a figure above 0."""
    found: npt.NDArray[np.bool_] = np.any([(block > 0.0).any(axis=axis) for block in blocks], axis=0)
    return found


def _at_least_0(sums: Floats, gives: npt.NDArray[np.bool_]) -> Floats:
    """Sums of positive figures, without the noise that taking negative ones away leaves."""
    return np.where(gives, np.maximum(sums, 0.0), 0.0)


def _negative(block: Floats) -> sparse.coo_array:
    """The negative figures of a block, without their sign."""
    places = np.nonzero(block < 0.0)
    return sparse.coo_array((-block[places], places), shape=block.shape)


def _scaling(signed: _Signed, row_sums: Floats, column_sums: Floats, tolerance: float) -> Scaling:
    """Factors of rows and columns, found by turns."""
    rows, columns = np.ones(len(row_sums)), np.ones(len(column_sums))
    allowed = tolerance * max(float(np.abs(row_sums).max(initial=0.0)), 1e-300)
    best, since = np.inf, 0
    for count in range(1, _ROUNDS + 1):
        positive, taken = signed.by_row(columns)
        residual = float(np.abs(rows * positive - taken * _inverse(rows) - row_sums).max(initial=0.0))
        if count > 1 and residual <= allowed:
            return Scaling(rows, columns, count, residual, True)
        best, since = (residual, 0) if residual < 0.999 * best else (best, since + 1)
        if since > _PATIENCE:
            break
        rows = _factors(positive, taken, row_sums)
        columns = _factors(*signed.by_column(rows), column_sums)
    return Scaling(rows, columns, count, residual, False)


def _factors(positive: Floats, taken: Floats, sums: Floats) -> Floats:
    """The factor f of every row with ``f · positive − taken / f = sum``.

    Of the two forms of the root that one is used in which nothing cancels. A row of zeros keeps 1; a
    row whose figures have one sign and are to add to 0 gets 0, which stands for no figures at all.
    """
    root = np.sqrt(sums**2 + 4.0 * positive * taken)
    top = np.where(sums >= 0.0, sums + root, 2.0 * taken)
    bottom = np.where(sums >= 0.0, 2.0 * positive, root - sums)
    factors = np.divide(top, bottom, out=np.ones_like(sums), where=bottom > 0.0)
    factors[(positive <= 0.0) & (taken > 0.0) & (sums == 0.0)] = 0.0
    return factors


def _inverse(factors: Floats) -> Floats:
    """One over each factor; 0 where the factor is 0, since nothing negative stands there."""
    return np.divide(1.0, factors, out=np.zeros_like(factors), where=factors != 0.0)


def _applied(block: Floats, rows: Floats, columns: Floats) -> Floats:
    """A block with its positive figures multiplied, and its negative ones divided, by the factors."""
    scaled = block * rows[:, None]
    scaled *= columns
    row, column = np.nonzero(block < 0.0)
    scaled[row, column] = block[row, column] * _inverse(rows[row] * columns[column])
    return scaled


def _report(
    method: str, before: SupplyUse, after: SupplyUse, scaling: Scaling, factor: float
) -> BalancingReport:
    """What balancing did, from the residuals of both tables."""
    pairs = [
        (before.use, after.use),
        (before.final_demand, after.final_demand),
        (before.value_added.by_industry, after.value_added.by_industry),
    ]
    changes = [_change(old, new) for old, new in pairs]
    products, industries = product_residuals(after), industry_residuals(after)
    allowed = 1e-8 * max(float(np.abs(after.product_output).max(initial=0.0)), 1e-300)
    stuck = [
        *(after.products.texts[index] for index in np.flatnonzero(np.abs(products) > allowed)),
        *(after.industries.texts[index] for index in np.flatnonzero(np.abs(industries) > allowed)),
    ]
    return BalancingReport(
        method=method,
        converged=scaling.converged and not stuck,
        rounds=scaling.rounds,
        before=_worst(before),
        after=_worst(after),
        changed=sum(change for change, _, _ in changes) / sum(size for _, size, _ in changes),
        largest_change=max(largest for _, _, largest in changes),
        factor=factor,
        stuck=tuple(stuck),
    )


def _worst(table: SupplyUse) -> float:
    """Largest residual of a product or an industry."""
    residuals = np.abs(np.concatenate([product_residuals(table), industry_residuals(table)]))
    return float(np.nanmax(residuals, initial=0.0))


def _change(old: Floats, new: Floats) -> tuple[float, float, float]:
    """Sum of absolute changes, sum of absolute old figures, and largest change: a block at a time."""
    changed = size = largest = 0.0
    for start in range(0, len(old), _BLOCK):
        before = old[start : start + _BLOCK]
        change = np.abs(new[start : start + _BLOCK] - before)
        changed += float(change.sum())
        size += float(np.abs(before).sum())
        largest = max(largest, float(change.max(initial=0.0)))
    return changed, size, largest
