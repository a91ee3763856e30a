"""What a server refuses becomes the error that the same fault raises here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

import httpx
from pydantic import ValidationError

from commonweal.errors import (
    Conflict,
    Damaged,
    DataError,
    ModelError,
    NoPlan,
    NotSignedIn,
    NotThere,
    PlanningError,
    Refused,
    SolverStopped,
    StoreAway,
    StoreError,
    StoreFull,
    StoreInUse,
    TooMany,
    WrongVersion,
)
from commonweal.findings import Finding, Severity
from commonweal.wire.message import Problem, WireFinding

__all__ = ["error_of", "findings_of", "refusal"]

_OF_CODE: Mapping[str, Callable[[str], PlanningError]] = {
    "model": ModelError,
    "no-plan": NoPlan,
    "stopped": SolverStopped,
    "time": SolverStopped,
    "memory": SolverStopped,
    "damaged": Damaged,
    "in-use": StoreInUse,
    "store-version": WrongVersion,
}
_OF_STATUS: Mapping[int, Callable[[str], PlanningError]] = {
    400: ModelError,
    401: NotSignedIn,
    403: Refused,
    404: NotThere,
    405: ModelError,
    406: ModelError,
    409: Conflict,
    412: Conflict,
    413: ModelError,
    415: ModelError,
    422: ModelError,
    428: Conflict,
    429: TooMany,
    503: StoreAway,
    507: StoreFull,
}
_OF_THE_REQUEST = frozenset({"request", "bad-request"})  # their findings are about the call, not an economy
_NEEDS_INCIDENT = 500


def findings_of(told: Iterable[WireFinding]) -> tuple[Finding, ...]:
    """Findings as this program knows them."""
    return tuple(
        Finding(**{**found.model_dump(), "severity": cast(Severity, found.severity)}) for found in told
    )


def error_of(problem: Problem) -> PlanningError:
    """The error that a problem tells of, its sentence as the server said it.

    Examples
    --------
    >>> said = {"type": "", "title": "", "code": "not-there", "incident": ""}
    >>> problem = Problem(status=404, detail="No such plan.", **said)
    >>> error_of(problem)
    NotThere('No such plan.')
    """
    if problem.findings and problem.code not in _OF_THE_REQUEST:
        return DataError(findings_of(problem.findings))
    said = problem.detail or problem.title
    if problem.status >= _NEEDS_INCIDENT and problem.incident and problem.incident not in said:
        said = f"{said} (incident {problem.incident})"
    make = _OF_CODE.get(problem.code) or _OF_STATUS.get(problem.status, StoreError)
    return make(said)


def refusal(answer: httpx.Response) -> PlanningError:
    """The error that an answer of the server stands for; its body has been read."""
    if answer.is_redirect:
        return StoreError(
            f"{_host(answer)} points to another address, {answer.headers.get('location', 'unnamed')}. "
            "Nothing was sent there; if it is right, name it yourself."
        )
    try:
        return error_of(Problem.model_validate_json(answer.content, extra="ignore"))
    except ValidationError:
        make = _OF_STATUS.get(answer.status_code, StoreError)
        return make(
            f"{_host(answer)} answered {answer.status_code} {answer.reason_phrase} without saying why. "
            "Is it a commonweal server?"
        )


def _host(answer: httpx.Response) -> str:
    """Who answered."""
    url = answer.request.url
    return f"{url.scheme}://{url.netloc.decode()}"
