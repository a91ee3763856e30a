"""F01: techniques that together make something from nothing.

There is something from nothing if levels ``x ≥ 0`` exist with ``N x ≥ 0`` and ``N x ≠ 0``, where
``N`` is the net output of all techniques. Labour, land, money and what is bought are goods like others, so a
technique that uses them can't be part of it, unless another technique makes them. Routes and stores
only lose, and create nothing (Koopmans 1951, postulate of no land of Cockaigne).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.check.technology import Technology, least_levels, listed, scaled
from commonweal.findings import Finding
from commonweal.formulate.program import Floats, Integers
from commonweal.model.economy import Economy
from commonweal.validate.report import LISTED, at, shown

__all__ = ["check_nothing"]

_GAIN = 1e-6  # share of what is made from which a net output is one
_SHOWN = 6  # techniques named in a finding


@dataclass(frozen=True)
class _Loop:
    """Techniques that make something from nothing.

    Attributes
    ----------
    activities, levels
        Which, by number, and how much each is run, the most of them once.
    good, gain
        What they make of what, by number, in its unit.
    """

    activities: Integers
    levels: Floats
    good: int
    gain: float


def check_nothing(economy: Economy) -> Iterator[Finding]:
    """A finding for each loop of techniques that makes something from nothing."""
    technology = Technology.of(economy)
    units = dict(economy["goods"].select("good", "unit").iter_rows())
    left = np.arange(len(technology.activities))
    for _ in range(LISTED):
        left = left[_self_feeding(technology.net[:, left])]
        loop = _loop(technology.net[:, left]) if len(left) else None
        if loop is None:
            return
        names = [technology.activities[left[member]] for member in loop.activities]
        good = technology.goods[loop.good]
        yield _told(economy, names, loop, f"{loop.gain:.4g} {shown(units[good])} of '{shown(good)}'")
        left = np.delete(left, loop.activities)


def _told(economy: Economy, names: list[str], loop: _Loop, gain: str) -> Finding:
    """The finding about one loop."""
    runs = [f"'{shown(name)}' at level {level:.6g}" for name, level in zip(names, loop.levels, strict=True)]
    more = f" and {len(runs) - _SHOWN} more" if len(runs) > _SHOWN else ""
    why = (
        f"With {', '.join(runs[:_SHOWN])}{more}, {gain} is left over and nothing is taken: "
        "no supply, labour, land or money."
    )
    row, coefficients = listed(economy, names)
    remedy = f"Check these amounts, or add what is used up: {coefficients}."
    return at(economy, "F01", ("activity_goods", row, "activity"), why, remedy)


def _self_feeding(net: sp.csc_array) -> Integers:
    """Techniques that use nothing but what others of them make, by number.

    The rest can't take part: they use a good that nobody here makes.
    """
    entries = sp.coo_array(net)
    alive = np.ones(net.shape[1], dtype=bool)
    while True:
        counts = alive[entries.col]
        made = np.zeros(net.shape[0], dtype=bool)
        made[entries.row[counts & (entries.data > 0.0)]] = True
        lacking = counts & (entries.data < 0.0) & ~made[entries.row]
        if not lacking.any():
            return np.flatnonzero(alive)
        alive[entries.col[lacking]] = False


def _loop(net: sp.csc_array) -> _Loop | None:
    """Few techniques that make something from nothing, or None if none do."""
    goods = np.flatnonzero(np.diff(sp.csr_array(net).indptr))
    core = sp.csc_array(net[goods])
    near_one, scaling = scaled(core)
    gain = np.asarray(near_one.sum(axis=0), dtype=float).ravel()
    outputs = np.asarray(near_one @ least_levels(near_one, -gain))
    best = int(np.argmax(outputs))
    if outputs[best] <= _GAIN:
        return None
    wanted = np.where(np.arange(len(goods)) == best, 1.0, 0.0)
    levels = scaling.levels(least_levels(near_one, np.ones(core.shape[1]), wanted, np.inf))
    levels /= levels.max()
    members = np.flatnonzero(levels)
    return _Loop(members, levels[members], int(goods[best]), float(np.asarray(core @ levels)[best]))
