"""A real server as a process of its own, for tests that go through it."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START = "import sys; from commonweal.cli.main import main; sys.argv = ['commonweal', *sys.argv[1:]]; main()"


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    folder: Path
    url: str
    token: str
    process: subprocess.Popen

    def ended(self, number=signal.SIGTERM):
        """End it by a signal; its exit code and what it said."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


def started(*words, cwd=None, log=subprocess.PIPE):
    """A command as a process; ``log`` is where it says what is no result."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name == "COMMONWEAL_PAGES" or not name.startswith("COMMONWEAL_")
    }
    return subprocess.Popen(
        [sys.executable, "-c", START, *map(str, words)],
        cwd=cwd,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )


@contextmanager
def serving(folder, *words):
    """A server of a folder, on a port of its own, ended at the end."""
    with _serving(folder, *words) as server:
        yield server


@contextmanager
def serving_long(folder, *words):
    """The same for many requests: what it says goes to a file beside the folder, since a pipe gets full."""
    with Path(f"{folder}.log").open("w") as log, _serving(folder, *words, log=log) as server:
        yield server


@contextmanager
def _serving(folder, *words, log=subprocess.PIPE):
    process = started("serve", folder, "--port", 0, *words, log=log)
    with process:
        try:
            line = process.stdout.readline()
            found = re.fullmatch(r"(http://\S+?)(?:/#token=(\S+))?\n", line)
            assert found, (line, process.stderr.read() if process.stderr and not line else "")
            yield Server(Path(folder), found[1], found[2], process)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    process.kill()
