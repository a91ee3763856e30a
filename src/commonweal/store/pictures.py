"""Pictures of plans: as they were kept, or drawn anew where an older program kept them otherwise."""

from __future__ import annotations

import gzip

from commonweal.plan.plan import Plan
from commonweal.show.picture import FORM, PICTURE, form_of, picture_bytes
from commonweal.store.opening import Store
from commonweal.store.plans import plan_of
from commonweal.store.recent import recent
from commonweal.store.records import Result
from commonweal.store.results import file_of_result

__all__ = ["opened_plan", "packed_picture", "picture_of_result"]

_STRENGTH = 5  # of packing: a third of the time of 9, and hardly larger


def picture_of_result(store: Store, found: Result) -> bytes:
    """The picture of a plan in the form of this program.

    One that was kept is given as it is. Where there is none, or one of another form, it is drawn from the
    plan, and kept in memory for a while, not on the disk: results never change.

    Raises
    ------
    NotThere
        If the result is no plan.
    Damaged
        If a file of it is missing, or not what was written.
    """
    if PICTURE in found.manifest:
        kept = file_of_result(store, found, PICTURE)
        if form_of(kept) == FORM:
            return kept
    key = ("picture", FORM, found.id, found.hash)
    return recent(store.contents).get(key, lambda: picture_bytes(opened_plan(store, found)), len)


def opened_plan(store: Store, found: Result) -> Plan:
    """A plan that is kept, opened; the last used ones stay in memory, since opening recomputes all balances.

    Raises
    ------
    NotThere, Damaged
        As ``picture_of_result``.
    """
    return recent(store.contents).get(("plan", found.id, found.hash), lambda: plan_of(store, found), _size)


def _size(plan: Plan) -> int:
    """Bytes of a plan in memory, about."""
    frames = [*plan.tables.values(), *plan.economy.tables.values(), plan.levels]
    return sum(int(frame.estimated_size()) for frame in frames)


def packed_picture(store: Store, found: Result) -> bytes:
    """The same in gzip.

    Raises
    ------
    NotThere, Damaged
        As ``picture_of_result``.
    """
    key = ("packed picture", FORM, found.id, found.hash)

    def pack() -> bytes:
        return gzip.compress(picture_of_result(store, found), _STRENGTH, mtime=0)

    return recent(store.contents).get(key, pack, len)
