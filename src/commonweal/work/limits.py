"""What a child may use: bounds that it puts on itself, and that its parent watches."""

from __future__ import annotations

import contextlib
import json
import os
import resource
from dataclasses import asdict, dataclass

__all__ = ["UPLOADS", "Limits"]

_MIB, _GIB = 2**20, 2**30
_CPU_SLACK = 5  # seconds between the limit, which the parent watches, and the kernel's own; then till SIGKILL


@dataclass(frozen=True)
class Limits:
    """What one job may use, and how many there may be.

    Attributes
    ----------
    memory
        Bytes: of the address space of each process, and of what all processes of a child hold together.
    cpu_seconds, wall_seconds
        Processor time of all processes of a child together, and time by the clock.
    file_bytes
        The most of one file that it writes, and of all files of an answer together.
    threads
        The most threads of the solver that a request may ask for.
    per_person, per_project
        Jobs that may be queued and running at once.
    nice
        How far its processes stand back, from 0 to 19, where the server's own answers need the processor.

    Notes
    -----
    The defaults are for two cores and 8 GiB of memory.
    """

    memory: int = 4 * _GIB
    cpu_seconds: int = 4 * 3600
    wall_seconds: int = 4 * 3600
    file_bytes: int = 2 * _GIB
    threads: int = 2
    per_person: int = 20
    per_project: int = 50
    nice: int = 10

    def as_text(self) -> str:
        """The limits as a child is told them."""
        return json.dumps(asdict(self))

    @classmethod
    def of_text(cls, text: str) -> Limits:
        """The limits that a text tells."""
        return cls(**json.loads(text))

    def put(self) -> None:
        """Bound this process, and those it starts, for good."""
        _at_most(resource.RLIMIT_AS, self.memory)
        _at_most(resource.RLIMIT_CPU, self.cpu_seconds + _CPU_SLACK, _CPU_SLACK)
        _at_most(resource.RLIMIT_FSIZE, self.file_bytes)
        _at_most(resource.RLIMIT_CORE, 0)  # what a child knew must not lie about

    def stand_back(self) -> None:
        """Let others go first, as far as ``nice`` says; a process can't come forward again."""
        os.nice(max(self.nice - os.nice(0), 0))


UPLOADS = Limits(memory=2 * _GIB, cpu_seconds=60, wall_seconds=90, file_bytes=512 * _MIB, threads=1, nice=0)
"""What reading an upload may use."""


def _at_most(what: int, amount: int, slack: int = 0) -> None:
    """Lower a limit of this process; one that is lower already stays."""
    soft, hard = resource.getrlimit(what)
    bounds = _lower(soft, amount), _lower(hard, amount + slack)
    with contextlib.suppress(ValueError, OSError):  # macOS knows no bound of the address space
        resource.setrlimit(what, bounds)


def _lower(limit: int, amount: int) -> int:
    """The lower of a limit, which may be none, and an amount."""
    return amount if limit == resource.RLIM_INFINITY else min(amount, limit)
