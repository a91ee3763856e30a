"""The solver's process ends with the process that asks, also where its input stays open."""

import os
import subprocess
import sys

import psutil

ASKS = """
import os, subprocess, sys
command = [sys.executable, "-m", "commonweal.solve.worker", str(os.getpid())]
print(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid, flush=True)
input()
"""


def test_a_solver_outlives_nobody_who_asked():
    stays_open, held = os.pipe()
    try:
        asks = subprocess.Popen([sys.executable, "-c", ASKS], stdin=stays_open, stdout=subprocess.PIPE)
        with asks:
            solver = psutil.Process(int(asks.stdout.readline()))
            assert solver.status() != psutil.STATUS_ZOMBIE
            asks.kill()
        solver.wait(timeout=5)  # it may still be loading; then it looks each second
        assert not solver.is_running()
    finally:
        os.close(stays_open)
        os.close(held)
