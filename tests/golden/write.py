"""Writes every golden program anew, for reading the differences: ``cd tests && python -m golden.write``."""

from __future__ import annotations

from pathlib import Path

from golden.as_text import as_text
from golden.tiny import TINY, program_of

HERE = Path(__file__).parent

if __name__ == "__main__":
    for name in TINY:
        (HERE / f"{name}.lp").write_text(as_text(program_of(name)), encoding="utf-8")
