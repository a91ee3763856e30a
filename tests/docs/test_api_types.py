"""The workbench's types of the API are those of this server."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_api_types.py"


def test_the_types_of_the_workbench_are_fresh():
    made = runpy.run_path(str(SCRIPT))
    written = made["TYPES"].read_text(encoding="utf-8")
    assert written.startswith(made["first_line"](made["document"]())), "run `make api-types`"
