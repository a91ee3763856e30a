"""Sensitivity indices: how much each parameter matters, by the method that its sample is for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import polars as pl

from commonweal.formulate.program import Floats
from commonweal.sweep.design import Design
from commonweal.sweep.extras import salib
from commonweal.sweep.sampling import MORRIS_LEVELS, problem_of, sample
from commonweal.sweep.swept import Sweep

__all__ = ["METHODS", "sensitivity"]

METHODS: Mapping[str, str] = {
    "saltelli": "sobol",
    "morris": "morris",
    "latin-hypercube": "delta",
    "sobol": "delta",
}
"""How the sample of each design is looked at; other designs are none."""

_SCHEMA = {
    "outcome": pl.String,
    "parameter": pl.String,
    "method": pl.String,
    "first": pl.Float64,
    "total": pl.Float64,
    "sure": pl.Float64,
    "futures": pl.Int64,
}
_ENOUGH = 32  # futures that the delta method needs at least
_FLAT = 1e-9  # an outcome that varies by less, against its size, does not vary
_SEED = 1


def sensitivity(sweep: Sweep, outcomes: Sequence[str]) -> pl.DataFrame:
    """Indices of each uncertain parameter for each outcome, averaged over ways to choose.

    ``first`` and ``total`` are, with their half-widths of 95 % for ``total`` in ``sure``:

    - ``sobol`` (Saltelli samples): first-order and total shares of variance, S1 and ST;
    - ``morris``: mean and mean size of elementary effects, μ and μ*, in units of the outcome;
    - ``delta`` (other samples): first-order share of variance S1, and Borgonovo's δ.

    Futures in which a point failed are left out; of a Saltelli or Morris sample, with the block or the
    trajectory that they stand in.

    Raises
    ------
    ModelError
        If SALib is not installed.
    """
    method = METHODS.get(sweep.design.design)
    if method is None or not sweep.design.uncertain:
        return pl.DataFrame(schema=_SCHEMA)
    shares = sample(sweep.design)
    rows: list[tuple[Any, ...]] = []
    for outcome in outcomes:
        values = _by_future(sweep, outcome, len(shares))
        rows += _of_outcome(sweep.design, method, outcome, shares, values)
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _by_future(sweep: Sweep, outcome: str, n_futures: int) -> Floats:
    """Mean outcome over ways to choose, shape (n_futures,); NaN where one of them is not known."""
    points = sweep.points
    done = points["status"] == "done"
    values = np.where(done.to_numpy(), points[outcome].fill_null(np.nan).to_numpy(), np.nan)
    mean: Floats = values.reshape(n_futures, -1).mean(axis=1)
    return mean


def _of_outcome(
    design: Design, method: str, outcome: str, shares: Floats, values: Floats
) -> list[tuple[Any, ...]]:
    """Rows of one outcome; none where it does not vary, or too little is known."""
    n_names = len(design.uncertain)
    block = {"sobol": n_names + 2, "morris": n_names + 1, "delta": 1}[method]
    known = ~np.isnan(values).reshape(-1, block).any(axis=1).repeat(block)
    shares, values = shares[known], values[known]
    least = _ENOUGH if method == "delta" else 2 * block
    if len(values) < least or np.ptp(values) <= _FLAT * max(float(np.abs(values).max()), 1.0):
        return []
    first, total, sure = _ANALYSES[method](design, shares, values)
    return [
        (outcome, parameter.name, method, float(one), float(two), float(three), len(values))
        for parameter, one, two, three in zip(design.uncertain, first, total, sure, strict=True)
    ]


_Indices = tuple[Sequence[float], Sequence[float], Sequence[float]]


def _by_sobol(design: Design, _shares: Floats, values: Floats) -> _Indices:
    found = salib("analyze.sobol").analyze(problem_of(design), values, calc_second_order=False, seed=_SEED)
    return found["S1"], found["ST"], found["ST_conf"]


def _by_morris(design: Design, shares: Floats, values: Floats) -> _Indices:
    found = salib("analyze.morris").analyze(
        problem_of(design), shares, values, num_levels=MORRIS_LEVELS, seed=_SEED
    )
    return found["mu"], found["mu_star"], found["mu_star_conf"]


def _by_delta(design: Design, shares: Floats, values: Floats) -> _Indices:
    with _left_as_it_was():
        found = salib("analyze.delta").analyze(problem_of(design), shares, values, seed=_SEED)
    old = "delta" in found  # before SALib 1.6, which tells it in three ways
    delta, sure = ("delta", "delta_conf") if old else ("delta_raw", "delta_raw_conf")
    return found["S1"], found[delta], found[sure]


@contextmanager
def _left_as_it_was() -> Iterator[None]:
    """Put back what SALib changes for everybody: how warnings are told, and NumPy's common generator."""
    told, state = warnings.formatwarning, np.random.get_state()
    try:
        with warnings.catch_warnings(record=True):  # about bins; it says in its notes what matters
            yield
    finally:
        warnings.formatwarning = told
        np.random.set_state(state)


_ANALYSES = {"sobol": _by_sobol, "morris": _by_morris, "delta": _by_delta}
