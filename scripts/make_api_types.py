"""Write the workbench's types of the API from the server's OpenAPI document, so that they can't drift apart.

Run without arguments: ``python scripts/make_api_types.py``. It needs Node and the packages of ``frontend``.
The first line tells which document the types are of; a test fails where they are stale.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from commonweal.api.app import make_app
from commonweal.api.settings import ServerSettings
from commonweal.store.opening import open_store

FRONTEND = Path(__file__).parents[1] / "frontend"
TYPES = FRONTEND / "src" / "api" / "schema.d.ts"

_NPM = (sys.executable, Path(__file__).with_name("build_workbench.py"), "--npm")


def document() -> str:
    """The OpenAPI document of this source."""
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        told = make_app(store, ServerSettings(workers=0)).openapi()
    return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def first_line(of: str) -> str:
    """What the types of a document begin with."""
    digest = hashlib.sha256(of.encode()).hexdigest()[:16]
    return f"// Types of the API, written by scripts/make_api_types.py from the document {digest}.\n"


def types(of: str) -> str:
    """The types of a document.

    Raises
    ------
    CalledProcessError
        If they can't be made, with what the tool said.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "openapi.json", Path(folder) / "schema.d.ts"
        source.write_text(of, encoding="utf-8")
        subprocess.run([*_NPM, "exec", "--", "openapi-typescript", source, "--output", made], check=True)
        return first_line(of) + made.read_text(encoding="utf-8")


def main() -> None:
    """Write the types."""
    TYPES.write_text(types(document()), encoding="utf-8")
    print(TYPES.relative_to(FRONTEND.parent))


if __name__ == "__main__":
    main()
