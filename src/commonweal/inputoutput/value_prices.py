"""How far two sets of prices lie apart: labour values, prices of production, prices of the market."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.errors import ModelError
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats

__all__ = ["PriceComparison", "compared_prices"]


@dataclass(frozen=True, eq=False)
class PriceComparison:
    """One set of prices beside another, both scaled to the same total.

    Attributes
    ----------
    ratios : shape (n_sectors,)
        First over second price; 0 where there is no output or one of them is 0.
    counted : shape (n_sectors,), true or false
        Which sectors are compared.
    mean_deviation
        MAD: the plain mean of |ratio − 1|.
    weighted_deviation
        MAWD: the same weighted with what outputs cost at the second prices.
    variation
        Standard deviation of ratios over their mean, unweighted: the tangent of the angle.
    weighted_variation
        The same weighted with what outputs cost at the second prices.
    angle : degrees
        Between the ratios and ratios that are all the same; 0 where prices are proportional.
    distance
        d = √(2 (1 − cos angle)): between 0 and √2, whatever the numéraire.
    log_correlation
        Of the logarithms of what outputs cost at both prices. It is high for any two prices where
        sectors differ in size by orders of magnitude, so read it beside the others. NaN where
        sectors do not differ.
    """

    ratios: Floats
    counted: npt.NDArray[np.bool_]
    mean_deviation: float
    weighted_deviation: float
    variation: float
    weighted_variation: float
    angle: float
    distance: float
    log_correlation: float


def compared_prices(first: Floats, second: Floats, output: Floats) -> PriceComparison:
    """Two sets of prices per unit of output, sector by sector and in the usual measures of distance.

    Both are scaled to cost the same in all, ``Σ p x = Σ v x``. Market prices of a table in money are
    all 1. Sectors without output or without one of the prices are left out.

    Parameters
    ----------
    first, second : shape (n_sectors,), any unit per unit of output
    output : shape (n_sectors,), units of output per year

    Raises
    ------
    ModelError
        If fewer than two sectors have both prices.

    References
    ----------
    MAD and MAWD: Shaikh 1998, "The empirical strength of the labour theory of value"; angle and d:
    Steedman and Tomkins 1998, "On measuring the deviation of prices from values"; correlation of logarithms:
    Cockshott and Cottrell 1997, "Labour time versus alternative value bases", with the objection of Kliman
    2002; all side by side in Basu 2021, *The Logic of Capital*, and in clptheory.

    Examples
    --------
    >>> found = compared_prices(np.array([1.0, 3.0]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    >>> found.ratios, found.mean_deviation, found.variation
    (array([0.5, 1.5]), 0.5, 0.5)
    """
    counted = (output > 0.0) & (first > 0.0) & (second > 0.0)
    if counted.sum() < 2:
        raise ModelError("Prices can be compared only where at least two sectors have both.")
    costs = np.where(counted, second * output, 0.0)
    others = np.where(counted, first * output, 0.0)
    ratios = shares(others, costs) * (costs.sum() / others.sum())
    compared = ratios[counted]
    weights = costs[counted] / costs.sum()
    variation = float(compared.std() / compared.mean())
    cosine = 1.0 / np.sqrt(1.0 + variation**2)
    return PriceComparison(
        ratios,
        counted,
        float(np.mean(np.abs(compared - 1.0))),
        float(weights @ np.abs(compared - 1.0)),
        variation,
        float(np.sqrt(weights @ (compared - 1.0) ** 2)),
        float(np.degrees(np.arctan(variation))),
        float(np.sqrt(2.0 * (1.0 - cosine))),
        _correlation(np.log(others[counted]), np.log(costs[counted])),
    )


def _correlation(first: Floats, second: Floats) -> float:
    spread = first.std() * second.std()
    if spread == 0.0:
        return float("nan")
    return float(np.mean((first - first.mean()) * (second - second.mean())) / spread)
