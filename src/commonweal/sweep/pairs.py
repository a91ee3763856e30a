"""Which pairs are worth solving, told by the re-plans of single losses.

A re-plan without one thing that makes no use of another stays possible, and so the best, when the other
is lost as well: that pair is as bad as the one loss alone, and is settled without solving. Of the others,
those come first that stand in for each other (each carries more when the other is gone), then those
whose single losses add up to most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, zip_longest

from commonweal.sweep.results import Loss

__all__ = ["chosen_pairs"]

Pair = tuple[int, int]

_MORE = 1e-6  # use that grows by less has not grown


def chosen_pairs(
    singles: Sequence[Loss], keys: Sequence[str], used: Mapping[str, float], overlapping: set[Pair]
) -> tuple[list[Pair], int]:
    """Pairs that may be worse than either of their losses, the most telling first; and how many are not.

    Parameters
    ----------
    singles
        Losses of single things.
    keys
        What ``uses`` of a loss calls each thing, in the same order.
    used
        Use of each thing in the plan in force.
    overlapping
        Pairs in which one thing is part of the other; they are not worth solving.

    Returns
    -------
    pairs
        Positions among the singles, each pair once.
    settled
        How many pairs are settled by the singles.
    """
    stand_ins: list[tuple[float, Pair]] = []
    sums: list[tuple[tuple[float, ...], Pair]] = []
    settled = 0
    for a, b in combinations(range(len(singles)), 2):
        without_a, without_b = singles[a], singles[b]
        known = without_a.how != "none" and without_b.how != "none"
        apart = keys[b] not in without_a.uses or keys[a] not in without_b.uses
        if (a, b) in overlapping or (known and apart):
            settled += 1
            continue
        grown = min(
            without_a.uses.get(keys[b], 0.0) - used.get(keys[b], 0.0),
            without_b.uses.get(keys[a], 0.0) - used.get(keys[a], 0.0),
        )
        if grown > _MORE:
            stand_ins.append((-grown, (a, b)))
        together = tuple(-x - y for x, y in zip(without_a.lost, without_b.lost, strict=True))
        sums.append((together, (a, b)))
    first, second = ([pair for _, pair in sorted(ranked)] for ranked in (stand_ins, sums))
    turns = (pair for both in zip_longest(first, second) for pair in both if pair is not None)
    return list(dict.fromkeys(turns)), settled
