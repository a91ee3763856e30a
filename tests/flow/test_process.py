"""The program as a process of its own: light to import, quick to interrupt, quiet when it fails."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from commonweal.cli import main as program

HEAVY = ("highspy", "numpy", "openpyxl", "pint", "polars", "rich", "scipy", "typer", "xlsxwriter")
START = "import sys; from commonweal.cli.main import main; sys.argv = ['commonweal', *sys.argv[1:]]; main()"


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, commonweal; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_importing_the_folder_does_not_hide_the_function():
    code = "import commonweal; from commonweal.plan.plan import Plan; print(commonweal.plan.__module__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "commonweal.run.planning\n"


@pytest.mark.parametrize("seconds", [0.4, 4.0])
def test_ctrl_c_ends_in_one_line_within_a_second(tmp_path, seconds):
    command = [sys.executable, "-c", START, "plan", "syria", "--out", "tables", "--report", "report.html"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to everything that runs in it
        sent = time.perf_counter()
        try:
            out, said = process.communicate(timeout=10)
        finally:
            process.kill()
    assert time.perf_counter() - sent < 1.0
    assert process.returncode == 130
    assert said.strip() in {"Interrupted.", "Interrupted. No plan was made, nothing was written."}
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_is_one_line_that_says_how_to_report_it(monkeypatch, capsys):
    monkeypatch.delenv(program.DEBUG, raising=False)
    error = ZeroDivisionError("division by zero\nand more")
    program._told(ZeroDivisionError, error, None)
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "ZeroDivisionError: division by zero" in said
    assert f"{program.DEBUG}=1" in said


def test_the_trace_of_a_fault_is_shown_on_request(monkeypatch, capsys):
    monkeypatch.setenv(program.DEBUG, "1")
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        program._told(type(error), error, error.__traceback__)
    assert "Traceback" in capsys.readouterr().err


def read_until_closed(terminal):
    """All that a program writes to a terminal until it ends (Linux then says EIO)."""
    told = b""
    try:
        while piece := os.read(terminal, 65_536):
            told += piece
    except OSError:
        pass
    os.close(terminal)
    return told.decode()


def test_a_terminal_sees_how_far_the_work_is(tmp_path):
    watched, terminal = pty.openpty()
    command = [sys.executable, "-c", START, "plan", "village", "--json"]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=terminal
    )
    os.close(terminal)
    told = read_until_closed(watched)
    assert process.wait(timeout=60) == 0
    assert "programs" in told
    assert told.rindex("\x1b[?25h") > told.rindex("\x1b[?25l")  # the cursor is shown again
