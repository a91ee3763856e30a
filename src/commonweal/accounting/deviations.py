"""How near the market's prices are to labour values and to prices of production."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.errors import ModelError
from commonweal.inputoutput.value_prices import compared_prices

if TYPE_CHECKING:
    from commonweal.inputoutput.tables import Floats, InputOutput

__all__ = ["deviations_table"]

_SCHEMA = {
    "first": pl.String,
    "second": pl.String,
    "sectors": pl.Int64,
    "mean_deviation": pl.Float64,
    "weighted_deviation": pl.Float64,
    "angle": pl.Float64,
    "distance": pl.Float64,
    "log_correlation": pl.Float64,
}


def deviations_table(flat: InputOutput, prices: dict[str, Floats]) -> pl.DataFrame:
    """Each set of prices beside the market's, and beside each other, in the usual measures of distance.

    In a table in money the market price of every unit is 1. Pairs that fewer than two sectors have are left
    out.

    Parameters
    ----------
    prices
        By name: shape (n_sectors,), any unit per unit of money.

    Returns
    -------
    ``first``, ``second`` (``market`` or a name), ``sectors`` (compared), ``mean_deviation`` (MAD),
    ``weighted_deviation`` (MAWD), ``angle`` (degrees), ``distance`` (d), ``log_correlation``;
    see ``inputoutput.value_prices.PriceComparison``.
    """
    every = {"market": np.ones(len(flat.output)), **prices}
    names = list(every)
    rows = []
    for at, second in enumerate(names):
        for first in names[at + 1 :]:
            try:
                found = compared_prices(every[first], every[second], flat.output)
            except ModelError:
                continue
            rows.append(
                (
                    first,
                    second,
                    int(np.count_nonzero(found.counted)),
                    found.mean_deviation,
                    found.weighted_deviation,
                    found.angle,
                    found.distance,
                    found.log_correlation,
                )
            )
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
