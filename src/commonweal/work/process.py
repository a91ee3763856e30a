"""A child process: started beforehand, given one request, heard, watched, and ended with all it started."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import stat
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

from commonweal.findings import Finding
from commonweal.store.database import faults_told
from commonweal.work.failures import Failed
from commonweal.work.group import end_group, use_of
from commonweal.work.limits import Limits

__all__ = ["ANSWER", "MODULE", "Child", "answer_of"]

MODULE = "commonweal.work.child"

ANSWER = "answer"
"""The folder of a child's folder in which the files of its answer lie."""

_LOOK = 0.25  # seconds between looks at what a child says
_MEASURE = 1.0  # seconds between looks at what it uses
_STARVED = (  # what Python, C++, Rust and the system write where there is no memory
    "MemoryError", "bad_alloc", "memory allocation of", "Cannot allocate memory",
    "can't start new thread", "can't spawn worker thread",
)  # fmt: skip
_LAST = 5.0  # seconds that a child may take to end once its output has
_LINE = 64 * 2**20  # bytes that a child may say at once
_NAME = 500  # letters of the name of a file of an answer
_TOLD = 20_000  # bytes of its stderr that go to the log
_GIB = 2**30
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONUTF8")

Message = Mapping[str, Any]


class Child:
    """A process that waits for one request and answers it.

    Parameters
    ----------
    spool
        The folder in which it gets one of its own, which goes with it.
    limits
        What it may use.

    Attributes
    ----------
    group
        Its process group, which it leads.
    folder
        Its folder.
    """

    def __init__(self, spool: Path, limits: Limits) -> None:
        self.folder = spool / uuid.uuid4().hex
        with faults_told():
            (self.folder / "tmp").mkdir(parents=True, mode=0o700)
        with (self.folder / "stderr").open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", MODULE, limits.as_text()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.folder,
                env=_environment(self.folder, limits),
                start_new_session=True,
            )
        self.group = self._process.pid
        self.limits = limits
        self._ended = False
        self._said: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name=f"child {self.group}", daemon=True)
        self._listener.start()

    @property
    def waits(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def ask(self, request: Message) -> None:
        """Give it its request; its input stays open, and its end tells the child that we are gone."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it has ended: what is heard next tells
                self._process.stdin.write(json.dumps(request).encode() + b"\n")
                self._process.stdin.flush()

    def heard(self, seconds: float) -> tuple[Message | None, bool]:
        """What it says within some time, and whether it may say more."""
        try:
            message = self._said.get(timeout=seconds)
        except queue.Empty:
            return None, True
        return message, message is not None

    def wait(self, seconds: float) -> None:
        """Wait for it to end by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def end(self) -> int:
        """End it and all it started, whatever they do; how it ended."""
        if not self._ended:  # later the number may be somebody else's
            end_group(self.group)
            self._ended = True
        code = self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # part of a request may not have been read
                    stream.close()
        return code

    def answered(self, files: Mapping[str, str]) -> dict[str, bytes]:
        """The files of its answer, by name.

        Raises
        ------
        Failed
            If they are not what an answer may hold.
        """
        left, found = self.limits.file_bytes, {}
        for name, number in files.items():
            if not _is_name(name) or not number.isdecimal():
                raise _odd()
            found[name] = _read(self.folder / ANSWER / number, left)
            left -= len(found[name])
        return found

    def complaints(self) -> str:
        """The end of what it wrote to stderr, for the server's log."""
        try:
            with (self.folder / "stderr").open("rb") as file:
                file.seek(max(file.seek(0, os.SEEK_END) - _TOLD, 0))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""

    def clear(self) -> None:
        """Delete its folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self) -> None:
        """Take in what it says, until it ends."""
        stream = self._process.stdout
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                self._take(stream)
        self._said.put(None)

    def _take(self, stream: IO[bytes]) -> None:
        """Take in messages; what is none, or too long, ends it."""
        while line := stream.readline(_LINE):
            if not line.endswith(b"\n"):
                return
            message = json.loads(line)
            if not isinstance(message, dict):
                return
            self._said.put(message)


def _is_name(name: str) -> bool:
    """Whether a name is one that a file of an answer may have."""
    path = PurePosixPath(name)
    plain = bool(path.parts) and not path.is_absolute() and ".." not in path.parts and name.isprintable()
    return plain and len(name) <= _NAME


def _read(path: Path, most: int) -> bytes:
    """What a plain file holds.

    Raises
    ------
    Failed
        If it is none, or holds more than it may.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise _odd() from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _odd()
        content = file.read(most + 1)
    if len(content) > most:
        raise Failed(
            "too-large",
            "The answer is larger than what one job may keep. Nothing was kept. Plan fewer periods or a "
            "coarser economy, or have the server's limit raised.",
        )
    return content


def _odd() -> Failed:
    return Failed(
        "crashed", "The program that did the job gave an answer that can't be read. Nothing was kept."
    )


def _environment(folder: Path, limits: Limits) -> dict[str, str]:
    """What a child knows of its surroundings: no addresses of databases, no secrets."""
    threads = str(max(limits.threads, 1))
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {
        "TMPDIR": str(folder / "tmp"),
        "OPENBLAS_NUM_THREADS": "1",  # each thread would reserve memory
        "POLARS_MAX_THREADS": threads,
        "MALLOC_ARENA_MAX": "2",
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "80",
    }


def answer_of(
    child: Child,
    request: Message,
    limits: Limits,
    *,
    heard: Callable[[Message], None] | None = None,
    look: Callable[[], None] | None = None,
) -> Message:
    """What a child answers: ``files``, name and number of each, and ``summary``.

    It is ended then, and its folder stays for whoever takes the files.

    Parameters
    ----------
    heard
        Told what it says meanwhile.
    look
        Called a few times a second; what it raises ends the child.

    Raises
    ------
    Failed
        If it used more than it may, died, or says why there is no answer.
    """
    started = measured = time.monotonic()
    child.ask(request)
    try:
        while True:
            message, more = child.heard(_LOOK)
            if not more:
                raise _died(child, limits)
            if message is not None and "answer" in message:
                answer: Message = message["answer"]
                return answer
            if message is not None and "failed" in message:
                raise _told(message["failed"], limits)
            if message is not None and heard is not None:
                heard(message)
            if look is not None:
                look()
            moment = time.monotonic()
            if moment - started > limits.wall_seconds:
                raise _too_long(limits.wall_seconds, "by the clock")
            if moment - measured > _MEASURE:
                measured = moment
                _refuse_too_much(child, limits)
    finally:
        child.end()


def _told(said: Message, limits: Limits) -> Failed:
    """Why there is no answer, as a child says it."""
    if said["code"] == "memory":
        return _too_large(limits)
    if said["code"] == "disk-full":
        return Failed("disk-full", "The disk is full. Nothing was kept. Make room, then try again.")
    return Failed(said["code"], said["detail"], [Finding(**one) for one in said["findings"]])


def _refuse_too_much(child: Child, limits: Limits) -> None:
    """Refuse memory and processor time beyond the limits, of all its processes together."""
    use = use_of(child.group)
    if use.memory > limits.memory:
        raise _too_large(limits)
    if use.cpu_seconds > limits.cpu_seconds:
        raise _too_long(limits.cpu_seconds, "of processor time")


def _died(child: Child, limits: Limits) -> Failed:
    """Why a child that said nothing last is no more."""
    child.wait(_LAST)  # its output may end a little before it does
    code = child.end()
    said = child.complaints()
    if any(sign in said for sign in _STARVED):
        return _too_large(limits)
    if code == -24:  # SIGXCPU
        return _too_long(limits.cpu_seconds, "of processor time")
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Failed(
        "crashed",
        f"The program that did the job ended by itself ({how}). Nothing was kept. Other jobs are not "
        "touched by it; the server's log tells more under the incident's word.",
    )


def _too_large(limits: Limits) -> Failed:
    amount = f"{limits.memory / _GIB:.3g} GiB"
    return Failed(
        "memory",
        f"It needed more than {amount} of memory, the most a job may use here. Nothing was kept. Plan fewer "
        "periods or a coarser economy, or have the server's limit raised.",
    )


def _too_long(seconds: float, what: str) -> Failed:
    return Failed(
        "time",
        f"It needed more than {seconds:,.0f} s {what}, the most a job may use here. Nothing was kept. Plan "
        "fewer periods, state a resolution, or have the server's limit raised.",
    )
