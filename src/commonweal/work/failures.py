"""Why a job failed, as problem details: in words for people, and the kind in a word for programs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from commonweal.errors import (
    Conflict,
    Damaged,
    DataError,
    ModelError,
    NoPlan,
    NotThere,
    PlanningError,
    SolverStopped,
    StoreFull,
)
from commonweal.findings import Finding
from commonweal.wire.message import Problem, WireFinding

__all__ = ["TITLES", "Failed", "failure_of", "kind_of", "new_incident"]

TITLES = MappingProxyType(
    {
        "findings": "The input has faults",
        "model": "It can't be done as asked",
        "no-plan": "There is no plan that can be trusted",
        "stopped": "The solve was ended before it was done",
        "conflict": "It clashes with what is there",
        "memory": "It needed more memory than a job may use",
        "time": "It needed more time than a job may use",
        "not-there": "There is no such thing, or not for you",
        "too-large": "The answer is too large",
        "disk-full": "The disk is full",
        "damaged": "Something that is kept is damaged",
        "crashed": "The program that did the job ended by itself",
        "worker-lost": "The server that did the job stopped",
        "internal": "Something went wrong in the server",
    }
)
"""Title of each kind of failure, by its code."""

_STATUS = MappingProxyType(
    {
        "not-there": 404,
        "conflict": 409,
        "disk-full": 507,
        "damaged": 500,
        "crashed": 500,
        "worker-lost": 503,
        "internal": 500,
    }
)
_CODES: tuple[tuple[type[PlanningError], str], ...] = (
    (StoreFull, "disk-full"),
    (Damaged, "damaged"),
    (Conflict, "conflict"),
    (NotThere, "not-there"),
    (NoPlan, "no-plan"),
    (SolverStopped, "stopped"),
    (ModelError, "model"),
)
_OTHERWISE = 422  # the request, or what it asks about, is why


class Failed(PlanningError):
    """A child gave no answer.

    Attributes
    ----------
    code
        The kind of failure in a word, one of ``TITLES``.
    findings
        Faults of the input, where that is why.
    """

    def __init__(self, code: str, message: str, findings: Sequence[Finding] = ()) -> None:
        self.code = code
        self.findings = tuple(findings)
        super().__init__(message)


def new_incident() -> str:
    """A word under which the log tells more."""
    return uuid.uuid4().hex[:12]


def failure_of(error: PlanningError, incident: str) -> dict[str, Any]:
    """An error as problem details (``wire.Problem``) in JSON."""
    code, findings = kind_of(error)
    detail = str(error)
    if findings:
        n = len(findings)
        detail = f"{n} finding{'' if n == 1 else 's'}, each with its place and what to do."
    said = Problem(
        type=f"urn:commonweal:problem:{code}",
        title=TITLES[code],
        status=_STATUS.get(code, _OTHERWISE),
        detail=detail,
        code=code,
        incident=incident,
        findings=tuple(WireFinding(**asdict(finding)) for finding in findings),
    )
    return said.model_dump(mode="json")


def kind_of(error: PlanningError) -> tuple[str, tuple[Finding, ...]]:
    """The kind of an error in a word, and faults of the input."""
    if isinstance(error, Failed):
        return error.code, error.findings
    if isinstance(error, DataError):
        return "findings", error.findings
    return next((code for kind, code in _CODES if isinstance(error, kind)), "internal"), ()
