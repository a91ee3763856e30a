"""The errors that commonweal raises; this module imports nothing.

::

    PlanningError
    ├── DataError      (ValueError)   what was read is not an economy; carries findings
    ├── ModelError     (ValueError)   a request that the economy can't answer
    ├── NoPlan                        the solver found no plan that can be trusted
    └── SolverStopped                 a limit or a person ended the solve
        └── Cancelled                 a person did
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.findings import Finding

__all__ = ["Cancelled", "DataError", "ModelError", "NoPlan", "PlanningError", "SolverStopped"]


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
