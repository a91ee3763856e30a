"""The points of a design: grids, lists, one at a time, and samples of several kinds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import numpy as np

from commonweal.formulate.program import Floats
from commonweal.sweep.design import Design, Parameter, Value, Values
from commonweal.sweep.distributions import value_at
from commonweal.sweep.extras import salib

__all__ = ["MORRIS_LEVELS", "points_of", "problem_of", "sample"]

_LOW, _HIGH = 0.05, 0.95  # ends of a distribution when one parameter is moved at a time
MORRIS_LEVELS = 4
"""Levels of each parameter in a sample of Morris."""


def points_of(design: Design) -> list[Values]:
    """Every point of a design, in an order that its seed fixes; choices vary quickest.

    Raises
    ------
    ModelError
        If the design needs SALib and it is not installed.

    Examples
    --------
    >>> from commonweal.sweep.design_file import design_of
    >>> cell = "supplies:supply=goats:at_most"
    >>> design = design_of({"parameters": [{"name": "milk", "cell": cell, "range": [0, 40]}]})
    >>> [point["milk"] for point in points_of(design)]
    [0.0, 20.0, 40.0]
    """
    if design.design == "list":
        return list(design.points)
    names = [parameter.name for parameter in design.uncertain]
    if not names:
        return design.crossed([{}])
    if design.design in _LISTED:
        return design.crossed(_LISTED[design.design](design))
    futures = [
        {
            parameter.name: value_at(parameter, float(share))
            for parameter, share in zip(design.uncertain, row, strict=True)
        }
        for row in sample(design)
    ]
    return design.crossed(futures)


def sample(design: Design) -> Floats:
    """The sample of a design in the unit cube, one row a future, shape (n_futures, n_uncertain)."""
    return _SAMPLES[design.design](design)


def _grid(design: Design) -> list[Values]:
    """Every combination of values; the last parameter varies quickest."""
    names = [parameter.name for parameter in design.uncertain]
    ways = itertools.product(*(_steps(parameter) for parameter in design.uncertain))
    return [dict(zip(names, values, strict=True)) for values in ways]


def _steps(parameter: Parameter) -> tuple[Value, ...]:
    """Values on a grid: those listed, a range in even steps, a distribution at even shares."""
    if not parameter.distribution:
        return parameter.values
    shares = np.linspace(0.0, 1.0, parameter.steps)
    if parameter.distribution != "uniform":
        shares = (np.arange(parameter.steps) + 0.5) / parameter.steps
    return tuple(dict.fromkeys(value_at(parameter, float(share)) for share in shares))


def _one_at_a_time(design: Design) -> list[Values]:
    """The middle of all, then each parameter at its low and its high end with the others in the middle."""
    middle = {parameter.name: value_at(parameter, 0.5) for parameter in design.uncertain}
    ends = [
        {**middle, parameter.name: value_at(parameter, share)}
        for parameter in design.uncertain
        for share in (_LOW, _HIGH)
    ]
    return [middle, *ends]


def _latin_hypercube(design: Design) -> Floats:
    from scipy.stats import qmc  # noqa: PLC0415 - loads slowly

    found: Floats = qmc.LatinHypercube(len(design.uncertain), rng=design.seed).random(design.count)
    return found


def _sobol(design: Design) -> Floats:
    from scipy.stats import qmc  # noqa: PLC0415 - loads slowly

    found: Floats = qmc.Sobol(len(design.uncertain), rng=design.seed).random(design.count)
    return found


def _saltelli(design: Design) -> Floats:
    """Saltelli 2010: blocks of n_uncertain + 2 rows."""
    found: Floats = salib("sample.sobol").sample(
        problem_of(design), design.count, calc_second_order=False, seed=design.seed
    )
    return found


def _morris(design: Design) -> Floats:
    """Morris 1991: trajectories of n_uncertain + 1 rows that move one parameter at a time."""
    found: Floats = salib("sample.morris").sample(
        problem_of(design), design.count, num_levels=MORRIS_LEVELS, seed=design.seed
    )
    return found


def problem_of(design: Design) -> dict[str, object]:
    """The unit cube as SALib wants it told."""
    names = [f"x{number}" for number in range(len(design.uncertain))]  # SALib does not take every name
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


_LISTED: Mapping[str, Callable[[Design], list[Values]]] = {"grid": _grid, "one-at-a-time": _one_at_a_time}
_SAMPLES: Mapping[str, Callable[[Design], Floats]] = {
    "latin-hypercube": _latin_hypercube,
    "sobol": _sobol,
    "saltelli": _saltelli,
    "morris": _morris,
}
