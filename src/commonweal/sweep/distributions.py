"""Distributions of parameters by their quantiles: what a share of all futures stays below."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from scipy.special import ndtr, ndtri

from commonweal.data.cells import fifteen_digits
from commonweal.sweep.design import Parameter, Value

__all__ = ["DISTRIBUTIONS", "quantile", "value_at"]

DISTRIBUTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "uniform": ("least", "most"),
        "triangular": ("least", "likely", "most"),
        "normal": ("mean", "deviation"),
        "lognormal": ("mean", "deviation"),
    }
)
"""Every distribution, and the numbers that it needs."""

_TAIL = 0.001  # share that is cut off at an end that has no bound


def value_at(parameter: Parameter, share: float) -> Value:
    """The value of a parameter that a share of all futures stays below, 0 ≤ share ≤ 1."""
    if parameter.distribution:
        return quantile(parameter, share)
    n_values = len(parameter.values)
    return parameter.values[min(int(share * n_values), n_values - 1)]


def quantile(parameter: Parameter, share: float) -> float:
    """Quantile of a distribution; NaN where its numbers don't go together.

    ``normal`` and ``lognormal`` keep to ``least`` and ``most`` where these are given, and otherwise to
    the middle 99.8 %: a plan has no use for an amount that nobody has seen. ``mean`` and ``deviation``
    of a lognormal are those of the amount itself, not of its logarithm.

    Examples
    --------
    >>> quantile(Parameter("x", distribution="uniform", least=2.0, most=4.0), 0.25)
    2.5
    """
    if parameter.distribution == "uniform":
        return fifteen_digits(_num(parameter.least) + share * (_num(parameter.most) - _num(parameter.least)))
    if parameter.distribution == "triangular":
        return fifteen_digits(_triangular(parameter, share))
    return fifteen_digits(_bell(parameter, share))


def _num(number: float | None) -> float:
    return math.nan if number is None else number


def _triangular(parameter: Parameter, share: float) -> float:
    """A straight rise from the least to the likely, and a straight fall to the most."""
    low, top, high = _num(parameter.least), _num(parameter.likely), _num(parameter.most)
    if not low <= top <= high or low == high:
        return math.nan
    turn = (top - low) / (high - low)
    if share <= turn:
        return low + math.sqrt(share * (high - low) * (top - low))
    return high - math.sqrt((1.0 - share) * (high - low) * (high - top))


def _bell(parameter: Parameter, share: float) -> float:
    """A bell curve of the amount or of its logarithm, between its bounds."""
    mean, deviation = _num(parameter.mean), _num(parameter.deviation)
    is_log = parameter.distribution == "lognormal"
    if not deviation > 0.0 or (is_log and not mean > 0.0):
        return math.nan
    if is_log:
        spread = math.sqrt(math.log1p((deviation / mean) ** 2))
        mean, deviation = math.log(mean) - spread**2 / 2, spread
    low, high = (
        _below(bound, is_log, mean, deviation, otherwise)
        for bound, otherwise in ((parameter.least, _TAIL), (parameter.most, 1.0 - _TAIL))
    )
    if not low < high:
        return math.nan
    value = mean + deviation * float(ndtri(low + share * (high - low)))
    return math.exp(value) if is_log else value


def _below(bound: float | None, is_log: bool, mean: float, deviation: float, otherwise: float) -> float:
    """Share of the bell that lies below a bound."""
    if bound is None:
        return otherwise
    if is_log and bound <= 0.0:
        return _TAIL
    share = float(ndtr(((math.log(bound) if is_log else bound) - mean) / deviation))
    return min(max(share, _TAIL), 1.0 - _TAIL)
