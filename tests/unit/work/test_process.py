"""Children: within their limits, ended with all they started, and with whoever started them."""

import os
import subprocess
import sys
import time

import psutil
import pytest

from commonweal.work.failures import Failed
from commonweal.work.limits import Limits
from commonweal.work.process import Child, answer_of
from unit.work.given import children_of, small

pytestmark = pytest.mark.usefixtures("hostile")

GIB = 2**30


def asked(good):
    return {"do": "job", "asked": {"good": good}}


@pytest.fixture
def started(tmp_path):
    """Start a child; whatever a test does, it is ended."""
    children = []

    def start(limits=None):
        children.append(Child(tmp_path, limits or Limits()))
        return children[-1]

    yield start
    for child in children:
        child.end()
        child.clear()


def failure(child, good, limits):
    with pytest.raises(Failed) as caught:
        answer_of(child, asked(good), limits)
    return caught.value


def test_an_answer_comes_with_its_files(started):
    child, heard = started(), []
    answer = answer_of(child, asked("answer"), child.limits, heard=heard.append)
    assert answer["summary"] == {"well": "done"}
    assert child.answered(answer["files"]) == {"document.json": b"{}\n"}
    assert heard == [{"say": "begun"}]


def test_a_file_of_an_answer_can_lead_nowhere_else(started):
    child = started()
    answer = answer_of(child, asked("odd"), child.limits)
    with pytest.raises(Failed, match="can't be read"):
        child.answered(answer["files"])


@pytest.mark.parametrize("other", ["link", "pipe"])
def test_a_file_of_an_answer_must_be_a_plain_one(started, other):
    child = started()
    answer = answer_of(child, asked("answer"), child.limits)
    place = child.folder / "answer" / "0"
    place.unlink()
    if other == "link":
        place.symlink_to("/etc/passwd")
    else:
        os.mkfifo(place)
    with pytest.raises(Failed, match="can't be read"):
        child.answered(answer["files"])


def test_an_answer_can_be_too_large(started):
    limits = small(file_bytes=2)
    child = started()
    answer = answer_of(child, asked("answer"), child.limits)
    child.limits = limits
    with pytest.raises(Failed) as caught:
        child.answered(answer["files"])
    assert caught.value.code == "too-large"


def test_too_much_memory_ends_the_child_in_words(started):
    limits = small(memory=GIB // 4)
    error = failure(started(limits), "memory", limits)
    assert error.code == "memory"
    assert "more than 0.25 GiB" in str(error)


def test_memory_is_counted_over_all_processes_of_a_child(started):
    limits = small(memory=2**22)  # less than any Python holds
    error = failure(started(), "sleep", limits)
    assert error.code == "memory"


@pytest.mark.parametrize(("good", "limit"), [("spin", "cpu_seconds"), ("sleep", "wall_seconds")])
def test_too_much_time_ends_the_child_in_words(started, good, limit):
    limits = small(**{limit: 1})
    error = failure(started(), good, limits)
    assert error.code == "time"
    assert "more than 1 s" in str(error)


def test_the_kernel_ends_a_child_that_nobody_watches(started):
    limits = small(cpu_seconds=-4)  # with the slack: one second
    error = failure(started(limits), "spin", small())
    assert error.code == "time"


def test_a_file_that_is_too_large_is_not_written(started):
    limits = small(file_bytes=2**20)
    error = failure(started(limits), "fill", limits)
    assert error.code == "disk-full"


@pytest.mark.parametrize(("good", "how"), [("abort", "signal 6"), ("fail", "exit code 1")])
def test_a_child_that_dies_is_told_without_its_trace(started, good, how):
    child = started()
    error = failure(child, good, small())
    assert error.code == "crashed"
    assert how in str(error)
    assert "secret" not in str(error)
    assert "passwd" not in str(error)
    assert good == "abort" or "a secret" in child.complaints()


def test_the_end_of_a_child_is_the_end_of_what_it_started(started):
    child = started()

    def look():
        if (child.folder / "brood").exists() and (child.folder / "brood").read_text():
            raise Failed("internal", "enough")

    with pytest.raises(Failed, match="enough"):
        answer_of(child, asked("brood"), small(), look=look)
    other = int((child.folder / "brood").read_text())
    until = time.monotonic() + 5
    while psutil.pid_exists(other) and psutil.Process(other).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert children_of() == []


def test_a_child_knows_no_secrets_of_its_parent(started, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_DATABASE", "postgresql://ada:hunter2@host/name")
    child = started()
    environment = psutil.Process(child.group).environ()
    assert "COMMONWEAL_DATABASE" not in environment
    assert not any("hunter2" in value for value in environment.values())


PARENT = """
import sys, time
from pathlib import Path
from commonweal.work import process
process.MODULE = "unit.work.hostile"
child = process.Child(Path(sys.argv[1]), process.Limits())
child.ask({"do": "job", "asked": {"good": "brood"}})
while not (child.folder / "brood").exists():
    time.sleep(0.05)
print(child.group, (child.folder / "brood").read_text(), flush=True)
time.sleep(600)
"""


def test_a_child_ends_when_its_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with parent:
        group, *rest = map(int, parent.stdout.readline().split())
        parent.kill()
    until = time.monotonic() + 5
    for process in (group, *rest):
        while psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < until
            time.sleep(0.02)


def test_a_spare_child_ends_when_its_parent_is_killed(tmp_path):
    begin = (
        "import sys, time; from pathlib import Path; from commonweal.work import process;"
        "print(process.Child(Path(sys.argv[1]), process.Limits()).group, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", begin, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    with parent:
        group = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    until = time.monotonic() + 10
    while psutil.pid_exists(group) and psutil.Process(group).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.02)
