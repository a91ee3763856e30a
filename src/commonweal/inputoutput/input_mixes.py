"""What wages buy and what capital is made of, where a table only tells how much."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import SharedInputs
from commonweal.inputoutput.leontief import per_output
from commonweal.inputoutput.tables import Floats

__all__ = ["capital_by_mix", "wage_basket"]


def wage_basket(consumption: Floats, wage: float) -> Floats:
    """What the wage of one unit of labour buys, if workers buy in the mix of household consumption.

    ``b = w c / Σ c`` in units of output per unit of labour; negative entries of the mix count as 0.

    Parameters
    ----------
    consumption : shape (n_sectors,), money per year
    wage : money per unit of labour, at the prices of the table

    Raises
    ------
    ModelError
        If nothing is consumed.
    """
    return wage * _mix(consumption[:, None], "consumption")[:, 0]


def capital_by_mix(
    stocks: Floats, output: Floats, investment: Floats, owners: npt.NDArray[np.int64] | None = None
) -> SharedInputs:
    """Capital coefficients from a vector of stocks: ``K = M C``, by an assumption on what stocks are made of.

    Assumed is that a sector's stock has the mix of its owner's investment in the year: all sectors
    of a country own buildings and machines in the same proportions. It is needed where a table tells
    how much capital a sector has, and not of what; tables of capital flows, where a country publishes
    them, are better, and go into ``SharedInputs`` as they are. The same function makes the matrix of
    wear from a vector of depreciation.

    Parameters
    ----------
    stocks : shape (n_sectors,), money (or money per year for wear)
        Fixed capital of each sector.
    output : shape (n_sectors,), money per year
    investment : shape (n_sectors,) or (n_sectors, n_owners), money per year
        Fixed investment by product, of each owner. Negative entries count as 0.
    owners : shape (n_sectors,), whole numbers
        Which column of investment each sector's stock has the mix of; the first where it isn't given.

    Returns
    -------
    mixes of shape (n_sectors, n_owners), each adding up to 1, and coefficients of shape
    (n_owners, n_sectors), years where stocks are given

    Raises
    ------
    ModelError
        If an owner invests nothing, or a sector's owner has no column.
    """
    mixes = _mix(investment.reshape(len(output), -1), "investment")
    column = np.zeros(len(output), dtype=np.int64) if owners is None else owners
    if column.min(initial=0) < 0 or column.max(initial=0) >= mixes.shape[1]:
        raise ModelError(
            f"Owners go from 0 to {mixes.shape[1] - 1}, one for each column of investment; "
            f"there are {column.min()} to {column.max()}."
        )
    coefficients = np.zeros((mixes.shape[1], len(output)))
    coefficients[column, np.arange(len(output))] = per_output(stocks, output)
    return SharedInputs(mixes, coefficients)


def _mix(columns: Floats, what: str) -> Floats:
    """Shares of every column, negative entries as 0: shape as given."""
    kept = np.maximum(columns, 0.0)
    totals = kept.sum(axis=0)
    if np.any(totals <= 0.0):
        raise ModelError(f"There is no {what} to take a mix from (column {int(np.argmin(totals))}).")
    shares: Floats = kept / totals
    return shares
