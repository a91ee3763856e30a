"""The errors that commonweal raises; this module imports nothing.

::

    PlanningError
    ├── DataError      (ValueError)   what was read is not an economy; carries findings
    ├── ModelError     (ValueError)   a request that the economy can't answer
    ├── NoPlan                        the solver found no plan that can be trusted
    ├── SolverStopped                 a limit or a person ended the solve
    │   └── Cancelled                 a person did
    └── StoreError                    what is kept can't be read or changed as asked
        ├── NotThere   (LookupError)  there is no such thing, or not for who asks
        ├── Refused    (PermissionError)  who asks may not do this
        ├── NotSignedIn (PermissionError)  nobody knows who asks
        ├── TooMany                       too much at once; in some seconds it may do
        ├── Conflict                  somebody else changed it meanwhile, or it is there already
        ├── StoreInUse                another process has it open
        ├── StoreFull                 no room on the disk; nothing was changed
        ├── StoreAway                 the database does not answer
        ├── Damaged                   what is kept is not what was written
        └── WrongVersion              it was written by a newer program, or needs migrating
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.findings import Finding

__all__ = [
    "Cancelled",
    "Conflict",
    "Damaged",
    "DataError",
    "ModelError",
    "NoPlan",
    "NotSignedIn",
    "NotThere",
    "PlanningError",
    "Refused",
    "SolverStopped",
    "StoreAway",
    "StoreError",
    "StoreFull",
    "StoreInUse",
    "TooMany",
    "WrongVersion",
]


class PlanningError(Exception):
    """Anything that keeps commonweal from giving an answer it can stand behind."""


class DataError(PlanningError, ValueError):
    """What was read is not an economy.

    Attributes
    ----------
    findings
        Every fault found, not only the first; each with place, value, reason and remedy.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ModelError(PlanningError, ValueError):
    """A request that the economy can't answer, such as an unknown rule or effort."""


class NoPlan(PlanningError):
    """The solver found no plan that can be trusted.

    Attributes
    ----------
    aim
        The aim that was being solved.
    """

    def __init__(self, message: str, aim: str = "") -> None:
        self.aim = aim
        super().__init__(message)


class SolverStopped(PlanningError):
    """A limit on time or memory ended the solve before the plan was proved.

    Attributes
    ----------
    aim
        The aim that was being solved.
    seconds
        Wall time spent until then.
    """

    def __init__(self, message: str, aim: str = "", seconds: float = 0.0) -> None:
        self.aim = aim
        self.seconds = seconds
        super().__init__(message)


class Cancelled(SolverStopped):
    """A person stopped the solve (Ctrl-C, or a cancel token)."""


class StoreError(PlanningError):
    """What is kept can't be read or changed as asked."""


class NotThere(StoreError, LookupError):
    """There is no such thing, or not for who asks: the two look the same from outside."""


class Refused(StoreError, PermissionError):
    """Who asks may see this and may not do it."""


class NotSignedIn(StoreError, PermissionError):
    """Nobody knows who asks: there are no credentials, or they do not hold (any more)."""


class TooMany(StoreError):
    """Too much at once, of one person or from one address; the same request may succeed later.

    Attributes
    ----------
    seconds
        After which to try again.
    """

    def __init__(self, message: str, seconds: int = 1) -> None:
        self.seconds = seconds
        super().__init__(message)


class Conflict(StoreError):
    """Somebody else changed it meanwhile, or a thing of that name is there already."""


class StoreInUse(StoreError):
    """Another process has the store open."""


class StoreFull(StoreError):
    """There is no room on the disk; nothing was changed."""


class StoreAway(StoreError):
    """The database does not answer; the same request may succeed in a moment."""


class Damaged(StoreError):
    """What is kept is not what was written."""


class WrongVersion(StoreError):
    """The store was written by a newer program, or by an older one and needs migrating."""
