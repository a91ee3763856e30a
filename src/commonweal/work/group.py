"""A group of processes: what it uses, and its end."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Use", "end_group", "end_leftover", "use_of"]

_PROC = Path("/proc")
_OURS = (b"commonweal.work.child", b"commonweal.solve.worker")
_GROUP, _USER, _SYSTEM, _RESIDENT = 2, 11, 12, 21  # fields of /proc/PID/stat after the name


@dataclass(frozen=True)
class Use:
    """What a group of processes uses.

    Attributes
    ----------
    memory
        Bytes that lie in memory, of all together.
    cpu_seconds
        Processor time so far, of those that still run.
    """

    memory: int = 0
    cpu_seconds: float = 0.0


def use_of(group: int) -> Use:
    """What the processes of a group use; nothing where the system does not tell."""
    page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    memory, ticks = 0, 0
    for _, fields in _members(group):
        memory += int(fields[_RESIDENT]) * page
        ticks += int(fields[_USER]) + int(fields[_SYSTEM])
    return Use(memory, ticks / tick)


def end_group(group: int) -> None:
    """End every process of a group, at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def end_leftover(group: int, spool: Path) -> bool:
    """End what is left of a child of a server that is no more; whether there was anything.

    A number is used again once its process is gone, so that only processes are ended that run our
    programs for this store.
    """
    ours = [process for process, _ in _members(group) if _is_ours(process, spool)]
    for process in ours:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)
    return bool(ours)


def _members(group: int) -> Iterator[tuple[int, list[str]]]:
    """Number of each process of a group, with what the system tells of it."""
    for place in _PROC.glob("[0-9]*"):
        try:
            said = (place / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        fields = said.rpartition(")")[2].split()
        if len(fields) > _RESIDENT and int(fields[_GROUP]) == group:
            yield int(place.name), fields


def _is_ours(process: int, spool: Path) -> bool:
    """Whether a process runs one of our programs below a spool folder."""
    place = _PROC / str(process)
    try:
        command = (place / "cmdline").read_bytes()
        where = (place / "cwd").readlink()
    except OSError:
        return False
    return any(name in command for name in _OURS) and where.is_relative_to(spool)
