"""A child that misbehaves: what it does is the good that its request names."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from commonweal.work import child


class Found:
    """An answer; the real one loads more than these tests wait for."""

    def __init__(self, files, summary=None):
        self.files, self.summary = files, summary or {}


def _memory():
    held = []
    while True:
        held.append(bytearray(16 * 2**20))
        time.sleep(0.01)


def _spin():
    while True:
        pass


def _sleep():
    time.sleep(600)


def _brood():
    """Start another process, tell its number, and wait."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path("brood").write_text(str(other.pid))
    time.sleep(600)


def _fill():
    Path("filled").write_bytes(b"x" * 64 * 2**20)


def _fail():
    raise ZeroDivisionError("a secret in /etc/passwd")


DEEDS = {
    "abort": os.abort,
    "memory": _memory,
    "spin": _spin,
    "sleep": _sleep,
    "brood": _brood,
    "fill": _fill,
    "fail": _fail,
    "answer": lambda: Found({"document.json": b"{}\n"}, {"well": "done"}),
    "odd": lambda: Found({"../escaped": b"x"}),
}


def _found(request, channel):
    channel.say("begun")
    deed = DEEDS.get(request["asked"].get("good") or "answer", DEEDS["answer"])
    return deed()


child._found, child._WARM = _found, ()

if __name__ == "__main__":
    child.main(sys.argv)
