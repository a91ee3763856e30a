"""The program of a child: bounds itself, reads one request, answers, and ends.

Run as ``python -m commonweal.work.child LIMITS``; ``commonweal.work.process`` starts it and hears it. It
reads one line of JSON from its input, and writes lines of JSON to its output: ``progress``, ``say``, and
last ``answer`` or ``failed``. Its input stays open: when it ends, whoever started this is gone, and the
whole process group ends with it. The files of the answer lie in the folder ``answer``.
"""

# ruff: noqa: PLC0415  the limits hold before anything else is loaded

from __future__ import annotations

import errno
import gc
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from commonweal.work.limits import Limits

if TYPE_CHECKING:
    from commonweal.solve.bench import Progress
    from commonweal.work.doing import Found

__all__ = ["main"]

_ANSWER = "answer"  # as in work.process, which is not loaded here

_OFTEN = 0.5  # seconds between two tellings of progress
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WARM = (
    "commonweal.data.reading",
    "commonweal.run.planning",
    "commonweal.check.soundness",
    "commonweal.explain.ranking",
    "commonweal.plan.saved",
    "commonweal.show.replanned",
    "commonweal.show.report",
    "commonweal.wire.requests",
    "commonweal.work.doing",
    "commonweal.work.economy_files",
    "highspy",
    "rich.table",
)


def main(arguments: list[str]) -> None:
    """Answer one request."""
    limits = Limits.of_text(arguments[1])
    limits.put()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    threading.Thread(target=_end_with_parent, daemon=True).start()  # also while it loads
    channel = _Channel()
    _load()
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        return
    request = json.loads(line)
    if "limits" in request:  # further ones, of this request
        limits = Limits.of_text(request["limits"])
        limits.put()
    limits.stand_back()
    _answered(request, channel)


def _load() -> None:
    """Load what most requests need, while there is none yet."""
    import importlib

    for module in _WARM:
        importlib.import_module(module)


def _end_with_parent() -> None:
    """Wait until whoever started this is gone; then end, with all that this started."""
    watch = select.poll()
    watch.register(sys.stdin.fileno(), 0)  # only that the other end is closed; what comes is not read here
    while not watch.poll():
        pass
    os.killpg(os.getpgid(0), signal.SIGKILL)


class _Channel:
    """What the parent hears; anything else that is printed goes to stderr."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._out: TextIO = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
        self._told = 0.0
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def send(self, **message: object) -> None:
        """Send a message."""
        with self._lock:
            self._out.write(json.dumps(message, ensure_ascii=True) + "\n")
            self._out.flush()

    def say(self, remark: str) -> None:
        """Tell people something besides the answer."""
        self.send(say=remark)

    def progress(self, step: Progress) -> None:
        """Tell of a step, unless one was told just now."""
        from commonweal.show.solving_text import step_in_words

        moment = time.monotonic()
        if moment - self._told < _OFTEN:
            return
        self._told = moment
        self.send(
            progress={
                "phase": step_in_words(step),
                "aim": step.aim,
                "level": step.level,
                "left": step.left,
                "gap": step.gap if step.level else None,
                "n_programs": step.n_programs,
                "seconds": step.seconds,
            }
        )


def _answered(request: Mapping[str, Any], channel: _Channel) -> None:
    """Answer a request, or say why there is no answer."""
    from commonweal.errors import PlanningError
    from commonweal.work.failures import kind_of

    try:
        found = _found(request, channel)
        files = _written(found)
    except PlanningError as error:
        code, findings = kind_of(error)
        channel.send(
            failed={"code": code, "detail": str(error), "findings": [asdict(one) for one in findings]}
        )
    except MemoryError:
        channel.send(failed={"code": "memory"})
    except OSError as error:
        if error.errno not in _FULL:
            raise
        channel.send(failed={"code": "disk-full"})
    else:
        channel.send(answer={"files": files, "summary": dict(found.summary)})


def _found(request: Mapping[str, Any], channel: _Channel) -> Found:
    """What a request finds."""
    from commonweal.work.uploaded import annotated_upload, uploaded

    if request["do"] in {"read", "annotate"}:
        gc.disable()  # many small things, none in circles: looking for some takes a third of the time
        reading = uploaded if request["do"] == "read" else annotated_upload
        return reading(Path(request["file"]), request["name"])
    from commonweal.wire.requests import request_of
    from commonweal.work.doing import Doing
    from commonweal.work.inputs import Input
    from commonweal.work.kinds import done

    inputs = {place: Input.of_data(said) for place, said in request["inputs"].items()}
    return done(
        Doing(
            asked=request_of(request["asked"]),
            inputs=inputs,
            contents=Path(request["contents"]),
            folder=Path.cwd(),
            seconds=request["seconds"],
            progress=channel.progress,
            say=channel.say,
        )
    )


def _written(found: Found) -> dict[str, str]:
    """Write the files of an answer under numbers; name and number of each."""
    Path(_ANSWER).mkdir()
    numbers = {name: str(number) for number, name in enumerate(found.files)}
    for name, content in found.files.items():
        (Path(_ANSWER) / numbers[name]).write_bytes(content)
    return numbers


if __name__ == "__main__":
    main(sys.argv)
