"""Setting up on a Debian machine whose Python came without its venv module."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install_venv.sh"
NAME = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


@pytest.fixture
def tools(tmp_path):
    """A folder of tools: an ``apt-get`` (and ``sudo``) that only write down what they were asked."""
    for tool, after in (("apt-get", ""), ("sudo", 'exec "$@"\n')):
        path = tmp_path / tool
        path.write_text(f'#!/bin/sh\necho "{tool} $*" >> "{tmp_path}/asked"\n{after}')
        path.chmod(0o755)
    return tmp_path


def test_the_lists_are_updated_before_the_module_is_installed(tools):
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([SCRIPT, sys.executable], env={"PATH": path}, check=True)
    asked = [line for line in (tools / "asked").read_text().splitlines() if line.startswith("apt-get")]
    assert asked[0].startswith("apt-get update")
    assert asked[1].startswith("apt-get install")
    assert asked[1].endswith(NAME)


def test_without_apt_it_says_what_is_missing(tmp_path):
    done = subprocess.run(
        ["/bin/sh", SCRIPT, sys.executable],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "venv" in done.stderr
