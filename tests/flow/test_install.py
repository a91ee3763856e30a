"""``pip install .`` from a clone gives a working workbench, also where there is no Node."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PAGE = {"Accept": "text/html"}


def cloned(folder):
    """The files of this source, without anything that was built."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


@pytest.mark.slow
def test_a_clone_installs_with_its_workbench_where_there_is_no_node(tmp_path):
    clone, venv, tools = cloned(tmp_path / "clone"), tmp_path / "venv", tmp_path / "tools"
    tools.mkdir()
    (tools / "sh").symlink_to("/bin/sh")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COMMONWEAL_")}
    bare |= {"PATH": f"{venv / 'bin'}:{tools}", "HOME": str(tmp_path / "nobody")}
    words = ["-m", "pip", "install", "--quiet", "--constraint", clone / "constraints.txt", "."]
    done = subprocess.run(
        [venv / "bin" / "python", *words], cwd=clone, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    shutil.rmtree(clone)
    with subprocess.Popen(
        [venv / "bin" / "commonweal", "serve", tmp_path / "store", "--port", "0", "--workers", "0"],
        env=bare,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            url = re.match(r"http://[\d.:]+", server.stdout.readline())[0]
            page = httpx.get(f"{url}/projects", headers=PAGE)
            script = re.search(r'src="(/assets/[^"]+\.js)"', page.text)[1]
            assert "nonce=" in page.text
            assert "__NONCE__" not in page.text
            assert len(httpx.get(url + script).content) > 100_000
        finally:
            server.terminate()
