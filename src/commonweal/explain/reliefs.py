"""Reliefs: irreducible sets of barriers whose removal together lifts cells."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from commonweal.explain.raising import Loosened, Raising
from commonweal.explain.reasons import dispensable_first
from commonweal.formulate.program import Floats

__all__ = ["find_reliefs"]

_LIKED = {"closed": 1.0, "route": 1.0, "supply": 1.0, "activity": 1.0, "equipment": 1.0, "opening": 1.5,
          "store": 1.0, "limit": 2.0, "cap": 5.0, "ration": 5.0}  # fmt: skip
"""What doubling a figure of each kind counts when reliefs are proposed: real things before rules."""

_TRIES = 20  # proposals, where hardly any two reliefs differ
_OPEN = 1e-6  # what opening something without a figure counts, in its units
_USED = 1e-9  # share of a figure below which it was not loosened


def find_reliefs(raising: Raising, most: int = 3) -> list[tuple[int, ...]]:
    """Up to ``most`` different sets of barriers whose joint removal lifts the cells.

    Each is irreducible: with any one of its barriers in place the cells don't rise. The first loosens
    as little as can be, each figure relative to its size; the next do without the barriers of
    earlier ones, at first without all of them, then without one after another.
    """
    found: list[tuple[int, ...]] = []
    forbidden: list[frozenset[int]] = [frozenset()]
    tried: set[frozenset[int]] = set()
    while forbidden and len(found) < most and len(tried) < _TRIES:
        without = forbidden.pop(0)
        if without in tried:
            continue
        tried.add(without)
        relief = _relief(raising, without)
        if not relief:
            continue
        if relief not in found:
            found.append(relief)
        forbidden = [without | set(relief), *forbidden, *(without | {number} for number in relief)]
    return found


def _relief(raising: Raising, without: Collection[int]) -> tuple[int, ...]:
    """One irreducible set without some barriers; empty if there is none."""
    n_barriers = len(raising.loosenable.barriers)
    ties = set(raising.loosenable.ties)
    allowed = [number for number in range(n_barriers) if number not in without]
    for some in ([number for number in allowed if number not in ties], allowed):
        loosened = raising.cheapest(_weights(raising), Loosened.removed(some))
        if loosened is not None:
            used = [number for number in some if loosened[number] > _USED or number in ties]
            return _irreducible(raising, used if raising.lifts(Loosened.removed(used)) else some)
    return ()


def _irreducible(raising: Raising, relief: Collection[int]) -> tuple[int, ...]:
    """Put barriers back one by one as long as the cells still rise without the others."""
    removed = list(relief)
    for number in dispensable_first(raising.loosenable.barriers, relief):
        rest = [other for other in removed if other != number]
        if raising.lifts(Loosened.removed(rest)):
            removed = rest
    return tuple(sorted(removed))


def _weights(raising: Raising) -> Floats:
    """What one unit of each barrier counts, shape (n_barriers,)."""
    return np.array(
        [
            _OPEN if np.isinf(barrier.figure) else _LIKED[barrier.kind]
            for barrier in raising.loosenable.barriers
        ]
    )
