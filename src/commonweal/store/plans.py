"""Plans that are kept, opened again."""

from __future__ import annotations

from functools import partial

from commonweal.errors import Damaged, DataError, NotThere
from commonweal.plan.plan import Plan
from commonweal.plan.saved import plan_of_files
from commonweal.store.opening import Store
from commonweal.store.records import Result

__all__ = ["plan_of"]

_PLAN = "plan/"


def plan_of(store: Store, result: Result) -> Plan:
    """The plan that a job made, its balances recomputed.

    Raises
    ------
    NotThere
        If the result is of another kind, without a plan.
    Damaged
        If a file of it is missing, or not what was written.
    """
    files = {
        name.removeprefix(_PLAN): partial(store.contents.get, digest)
        for name, digest in result.manifest.items()
        if name.startswith(_PLAN)
    }
    if not files:
        raise NotThere(f"This is no plan: it is a result of the kind '{result.kind}'.")
    try:
        return plan_of_files(files, f"plan {result.id}")
    except DataError as error:
        raise Damaged(f"The plan {result.id} can't be opened: {error}") from error
