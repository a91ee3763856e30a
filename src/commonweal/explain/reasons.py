"""Reasons: an irreducible set of barriers that alone holds cells down."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from commonweal.errors import NoPlan
from commonweal.explain.raising import Answer, Raising
from commonweal.formulate.barriers import Barrier

__all__ = ["dispensable_first", "find_reasons", "periods_of"]

_RARE = ("ration", "cap", "limit", "store", "opening", "equipment", "activity", "supply", "route", "closed")
"""Kinds, those first that one would rather not name where another barrier does."""

_SOME = 1e-6  # share of a barrier's worth that a period has at least where it counts


def find_reasons(raising: Raising) -> tuple[list[int], Answer | None]:
    """Barriers that alone hold the cells where they are; with any one of them removed they rise.

    By duality the barriers that have a worth (a price) at an optimum prove it by themselves: all
    others removed, the same prices still bound the cells. From there barriers are taken out one by one,
    each time solving with the rest alone, until none can be missed. As fewer barriers never allow
    less, a barrier that can't be missed among many can't be missed among few.

    Returns
    -------
    reasons
        Numbers of the barriers; none if even without any barrier the cells don't rise.
    proof
        The answer with only the reasons in place, checked; None where there are no reasons.

    Raises
    ------
    NoPlan
        If the proof does not stand up to checking.
    """
    if not raising.rises(raising.only(())):
        return [], None
    kept = _proving(raising, raising.base, range(len(raising.loosenable.barriers)))
    for number in dispensable_first(raising.loosenable.barriers, kept):
        rest = [other for other in kept if other != number]
        if number not in kept:
            continue
        answer = raising.only(rest)
        if not raising.rises(answer):
            kept = _proving(raising, answer, rest)
    proof = raising.prove(raising.only(kept))
    if raising.ceiling(proof) > raising.base.value + 2 * raising.lift:
        raise NoPlan("What holds a need down did not stand up to checking. Nothing is said.")
    return kept, proof


def _proving(raising: Raising, answer: Answer, among: Collection[int]) -> list[int]:
    """Those barriers that an answer's prices name, if they alone hold the cells; else all of them."""
    named = sorted(set(raising.worthy(answer)) & set(among))
    return sorted(among) if raising.rises(raising.only(named)) else named


def dispensable_first(barriers: Sequence[Barrier], numbers: Collection[int]) -> list[int]:
    """Numbers of barriers in the order in which they are tried to be left out."""
    return sorted(numbers, key=lambda number: (_RARE.index(barriers[number].kind), number))


def periods_of(raising: Raising, proof: Answer, number: int) -> list[int]:
    """Codes of the periods in which a barrier has a worth; none where it is not of periods."""
    loosenable = raising.loosenable
    if loosenable.barriers[number].kind == "opening":
        return []
    rows, step = loosenable.rows[number], loosenable.step[number]
    worth = np.abs(proof.row_worth[rows]) * np.where(step > 0.0, step, 1.0)
    matters = worth > _SOME * worth.max(initial=0.0)
    codes = np.unique(loosenable.period[rows[matters]])
    return [int(code) for code in codes if code >= 0]
