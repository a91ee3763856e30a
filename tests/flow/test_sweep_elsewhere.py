"""Sweeps on a Dask scheduler that somebody else started, in the clear on the loopback and by TLS."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from commonweal.sweep.swept import read_sweep

POINTS = 60
DESIGN = f"""
economy = "village"
periods = 2

[[parameters]]
name = "milk"
cell = "supplies:supply=goats:at_most"
by = "factor"
range = [0.5, 1.0]
steps = {POINTS}
"""

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "run-on-a-cluster.md"

pytestmark = pytest.mark.slow


def certify(folder):
    """Make certificates as the manual tells."""
    commands = next(
        block for block in HOW_TO.read_text().split("```") if block.startswith("sh\nopenssl")
    ).removeprefix("sh")
    subprocess.run(commands, shell=True, check=True, cwd=folder, capture_output=True)


def program(name):
    """A command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


class Elsewhere:
    """A scheduler and two workers in processes of their own, on this machine's loopback."""

    def __init__(self, folder, *, tls):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"{'tls' if tls else 'tcp'}://127.0.0.1:{self.port}"
        files = {"ca-file": "ca.pem", "cert": "planner.pem", "key": "planner.key"} if tls else {}
        self.tls = [word for name, file in files.items() for word in (f"--tls-{name}", file)]

    def begin(self):
        """Start a scheduler and two workers."""
        scheme = self.address.partition(":")[0]
        here = ["--host", f"{scheme}://127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
        self.scheduler = self._dask("scheduler", "--port", str(self.port), *here)
        self.workers = [self._dask("worker", self.address, "--nthreads", "1", *here) for _ in range(2)]

    def _dask(self, *words):
        with (self.folder / "dask.log").open("a") as log:
            return subprocess.Popen([program("dask"), *words, *self.tls], cwd=self.folder, stderr=log)

    def kill(self, process):
        """Kill a process and all that it started, at once."""
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
        for member in family:
            member.kill()
        process.wait()

    def end(self):
        """Leave nothing behind."""
        for process in [self.scheduler, *self.workers]:
            if process.poll() is None:
                self.kill(process)

    def sweep(self):
        """The command that sweeps there."""
        tls = [word.replace("--tls-ca-file", "--tls-ca") for word in self.tls]
        words = ["sweep", "milk.toml", "--scheduler", self.address, *tls, "--out", "found"]
        return subprocess.Popen([program("commonweal"), *words], cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def begun(self):
        """The same, when some points are kept."""
        process = self.sweep()
        log = self.folder / "found" / "newest.jsonl"
        while process.poll() is None and not (log.exists() and log.read_text().count("\n") >= 5):
            time.sleep(0.02)
        assert process.poll() is None, process.communicate()
        return process


@pytest.fixture(params=["tcp", "tls"])
def elsewhere(request, tmp_path):
    """A cluster that is not this process's own."""
    if request.param == "tls":
        if shutil.which("openssl") is None:
            pytest.skip("makes certificates by openssl")
        certify(tmp_path)
    (tmp_path / "milk.toml").write_text(DESIGN)
    cluster = Elsewhere(tmp_path, tls=request.param == "tls")
    cluster.begin()
    yield cluster
    cluster.end()


def test_a_worker_that_dies_is_done_without(elsewhere):
    process = elsewhere.begun()
    elsewhere.kill(elsewhere.workers[0])
    _, said = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in said) == (0, False), said
    found = read_sweep(elsewhere.folder / "found")
    assert found.counts()["done"] == found.counts()["quality verified"] == POINTS


def test_a_scheduler_that_dies_loses_nothing(elsewhere):
    process = elsewhere.begun()
    elsewhere.kill(elsewhere.scheduler)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1, said
    assert "scheduler went away" in said
    assert "Traceback" not in said
    kept = read_sweep(elsewhere.folder / "found")
    before = kept.counts()["done"]
    assert 5 <= before < POINTS
    elsewhere.end()
    elsewhere.begin()
    process = elsewhere.sweep()
    _, said = process.communicate(timeout=120)
    assert f"{before} points were taken over" in said
    found = read_sweep(elsewhere.folder / "found")
    assert found.counts()["done"] == POINTS
    same = kept.points.filter(status="done").select("key", "seconds")
    assert same.join(found.points, on=["key", "seconds"]).height == before


def test_a_scheduler_that_comes_back_is_gone_on_with(elsewhere):
    process = elsewhere.begun()
    elsewhere.end()
    elsewhere.begin()
    _, said = process.communicate(timeout=120)
    assert (process.returncode, "Traceback" in said) == (0, False), said
    found = read_sweep(elsewhere.folder / "found")
    assert found.counts()["done"] == found.counts()["quality verified"] == POINTS
