"""What can be taken away: routes, supplies, suppliers, places and activities, with their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.errors import ModelError
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Integers

__all__ = ["KINDS", "Thing", "things_of"]

KINDS = ("routes", "supplies", "suppliers", "places", "activities")
"""Kinds of things; a place is besieged: nothing comes in or goes out by routes."""


@dataclass(frozen=True)
class Thing:
    """Something that may be lost.

    Attributes
    ----------
    kind
        One of ``KINDS``.
    name
        Its name; for supplies ``supply, good, place``, for activities ``activity, place``.
    columns, period : each shape (n_columns_of_it,)
        Its columns of the program, and the period of each.
    """

    kind: str
    name: str
    columns: Integers
    period: Integers


def things_of(formulation: Formulation, kinds: Sequence[str] = KINDS) -> tuple[Thing, ...]:
    """Everything of some kinds that the program knows, in the order of kinds and names.

    Raises
    ------
    ModelError
        If there is no such kind.
    """
    found: list[Thing] = []
    for kind in kinds:
        if kind not in _FINDERS:
            raise ModelError(f"There is no kind of thing '{kind}'; there are {', '.join(KINDS)}.")
        found += sorted(_FINDERS[kind](formulation), key=lambda thing: thing.name)
    return tuple(found)


def _routes(formulation: Formulation) -> Iterator[Thing]:
    flows = formulation.flows
    for code, name in enumerate(flows.names):
        own = flows.route == code
        if own.any():
            yield Thing("routes", name, flows.column[own], flows.active.period[own])


def _places(formulation: Formulation) -> Iterator[Thing]:
    flows = formulation.flows
    for code, name in enumerate(formulation.index.places):
        own = (flows.origin == code) | (flows.target == code)
        if own.any():
            yield Thing("places", name, flows.column[own], flows.active.period[own])


def _supplies(formulation: Formulation) -> Iterator[Thing]:
    supplied, index = formulation.supplied, formulation.index
    pool = supplied.rows["pool"].to_numpy()
    shared = np.bincount(pool, minlength=1)[pool] > 1
    place = np.where(shared[supplied.row], index.pool, supplied.place)
    names = supplied.rows["supply"].to_list()
    by_name: dict[tuple[str, str, str], list[int]] = {}
    for member, row in enumerate(supplied.row):
        where = (*index.places, "")[place[member]]
        by_name.setdefault((names[row], index.goods[supplied.good[member]], where), []).append(member)
    for parts, members in by_name.items():
        name = ", ".join(part for part in parts if part)
        yield Thing("supplies", name, supplied.column[members], supplied.active.period[members])


def _suppliers(formulation: Formulation) -> Iterator[Thing]:
    supplied = formulation.supplied
    supplier = supplied.rows["supplier"]
    for name in supplier.drop_nulls().unique().to_list():
        own = supplier.eq_missing(name).to_numpy()[supplied.row]
        if own.any():
            yield Thing("suppliers", name, supplied.column[own], supplied.active.period[own])


def _activities(formulation: Formulation) -> Iterator[Thing]:
    levels, places = formulation.levels, formulation.index.places
    key = levels.activity * len(places) + levels.place
    for code in np.unique(key):
        own = key == code
        name = f"{levels.names[code // len(places)]}, {places[code % len(places)]}"
        yield Thing("activities", name, levels.column[own], levels.active.period[own])


_FINDERS = {
    "routes": _routes,
    "supplies": _supplies,
    "suppliers": _suppliers,
    "places": _places,
    "activities": _activities,
}
