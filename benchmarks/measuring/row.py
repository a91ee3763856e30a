"""One solve to be made, and the row of figures that comes of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

__all__ = ["FAILS", "SOLVED", "Job", "Row", "late"]

VERIFIED, APPROXIMATE = "verified", "approximate"
FAILS = "claims optimality, fails the certificate"
SOLVED = (VERIFIED, APPROXIMATE)


@dataclass(frozen=True)
class Job:
    """One solve: who solves what, and how.

    Attributes
    ----------
    family, size, seed
        The instance, as in ``families.catalogue``.
    table
        Folder of a real table for family W; empty for a random one.
    solver
        As in ``peers.peer``.
    accuracy, limit, threads, device
        What is asked of it.
    told
        The accuracy that the solver is told to reach: its own measure of it may be looser than ours. 0: the
        same.
    """

    family: str
    size: str
    seed: int
    solver: str
    accuracy: float = 1e-8
    limit: float = 60.0
    threads: int = 2
    device: str = "cpu"
    table: str = ""
    told: float = 0.0

    def as_json(self) -> str:
        """For the command line of a worker."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Job:
        """From the command line of a worker."""
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Row:
    """Figures of one solve; NaN where something was not come to.

    Attributes
    ----------
    rows, columns, nonzeros
        Of the problem.
    version, method
        Of the solver, and what it says solved the problem.
    build_s, compile_s, solve_s, processor_s
        Seconds: drawing the instance; the first call of compiled code, on a tiny instance; solving, the
        conversion into the solver's own form included; and processor time of that, of all threads.
    peak_mib
        Peak of memory while solving, the instance and all libraries included.
    claim, iterations, objective
        What the solver says.
    primal, dual, gap
        What our certificate says.
    verdict
        ``verified``, ``approximate``, that it claims optimality and fails, ``> limit``, or what went wrong.
    runs
        Of how many solves the times are medians.
    failed_at
        Accuracies that it was told first, claimed to have reached, and failed.
    """

    family: str
    size: str
    seed: int
    solver: str
    accuracy: float
    limit: float
    threads: int
    device: str = "cpu"
    table: str = ""
    told: float = 0.0
    rows: int = 0
    columns: int = 0
    nonzeros: int = 0
    version: str = ""
    method: str = ""
    build_s: float = float("nan")
    compile_s: float = float("nan")
    solve_s: float = float("nan")
    processor_s: float = float("nan")
    peak_mib: float = float("nan")
    claim: str = ""
    iterations: int = 0
    objective: float = float("nan")
    primal: float = float("nan")
    dual: float = float("nan")
    gap: float = float("nan")
    verdict: str = ""
    runs: int = 1
    failed_at: tuple[float, ...] = ()

    @classmethod
    def of(cls, job: Job) -> Row:
        """The row of a job of which nothing is known yet."""
        return cls(**asdict(job))

    @property
    def solved(self) -> bool:
        """Whether our certificate bears the answer out."""
        return self.verdict in SOLVED

    def as_json(self) -> str:
        """One line, null where there is no number."""
        values = asdict(self)
        return json.dumps(
            {name: None if value != value else value for name, value in values.items()}  # noqa: PLR0124 - NaN
        )

    @classmethod
    def from_json(cls, text: str) -> Row:
        """From such a line."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in json.loads(text).items() if name in known}
        values["failed_at"] = tuple(values.get("failed_at", ()))
        return cls(**{name: float("nan") if value is None else value for name, value in values.items()})


def late(row: Row) -> Row:
    """A row of a solve that was ended, or gave nothing, after its time limit."""
    return replace(row, verdict=f"> {row.limit:g} s", claim=row.claim or "ended from outside")
