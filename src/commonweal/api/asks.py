"""What was found out about a plan that its pages can tell: reasons, what would help, what it would take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from commonweal.errors import NotThere
from commonweal.explain.kept import EXPLANATIONS, explanations_of, relief_of
from commonweal.explain.records import Explanation, ReliefList
from commonweal.store.opening import Store
from commonweal.store.records import Result
from commonweal.store.results import file_of_result, result, results_of
from commonweal.work.queue import jobs_of

__all__ = ["Asks", "Told", "asks_about", "told_of"]

_DOCUMENT = "document.json"
_LOOKED_AT = 200  # jobs and results, the newest first: what is older is asked for anew
_SCOPE = ("place", "need", "group", "period", "tier")


@dataclass(frozen=True)
class Told:
    """What was explained when a plan was made: reasons, and what would help most."""

    explanations: tuple[Explanation, ...] = ()
    relief: ReliefList | None = None


@dataclass(frozen=True)
class Asks:
    """Where a briefing of a plan takes from what is asked for.

    Attributes
    ----------
    package
        The result that says what it would take; None if there is none.
    relief
        The result that says what would help most; None if there is none but, perhaps, the plan's own.
    """

    package: Result | None = None
    relief: Result | None = None

    @property
    def tag(self) -> str:
        """What an ETag tells them by."""
        return "-".join(found.id for found in (self.package, self.relief) if found is not None)

    def package_data(self, store: Store) -> Mapping[str, Any] | None:
        """What it would take."""
        if self.package is None:
            return None
        found: Mapping[str, Any] = json.loads(file_of_result(store, self.package, _DOCUMENT))
        return found

    def relief_of(self, store: Store, plan: Result) -> ReliefList | None:
        """What would help most; where nobody asked, as the plan's report tells it."""
        if self.relief is None:
            return told_of(store, plan).relief
        return relief_of(json.loads(file_of_result(store, self.relief, _DOCUMENT)))


def told_of(store: Store, plan: Result) -> Told:
    """What was explained when a plan was made; nothing if nothing was."""
    if EXPLANATIONS not in plan.manifest:
        return Told()
    data = json.loads(file_of_result(store, plan, EXPLANATIONS))
    return Told(explanations_of(data), relief_of(data["relief"]) if data.get("relief") else None)


def asks_about(connection: Connection, project: str, plan: Result) -> Asks:
    """What was asked last in the project about what a plan would take, and about what would help it."""
    return Asks(_package(connection, project, plan), _relief(connection, project, plan))


def _package(connection: Connection, project: str, plan: Result) -> Result | None:
    """The newest answer to what it would take, of the same version, scenario and periods as the plan."""
    if plan.economy is None:
        return None
    found = results_of(connection, project, ("require",), economy=plan.economy, limit=_LOOKED_AT)
    return next((one for one in found if _same_world(one, plan)), None)


def _same_world(one: Result, plan: Result) -> bool:
    periods = (one.options.get("periods"), plan.options.get("periods"))
    return (one.version, one.scenario) == (plan.version, plan.scenario) and periods[0] == periods[1]


def _relief(connection: Connection, project: str, plan: Result) -> Result | None:
    """The newest answer to what would help all needs of the plan."""
    for job in jobs_of(connection, project, ("finished",), limit=_LOOKED_AT):
        asked = job.request
        whole = all(asked.get(name) is None for name in _SCOPE)
        if job.kind == "relief" and asked.get("plan") == plan.id and whole and job.result is not None:
            try:
                return result(connection, project, job.result)
            except NotThere:
                continue  # it was put away meanwhile
    return None
