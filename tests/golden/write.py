"""Writes every golden program anew, for reading the differences: ``cd tests && python -m golden.write``."""

from __future__ import annotations

from pathlib import Path

from commonweal.formulate.formulate import formulate
from golden.as_text import as_text
from golden.tiny import TINY

HERE = Path(__file__).parent

if __name__ == "__main__":
    for name, economy in TINY.items():
        (HERE / f"{name}.lp").write_text(as_text(formulate(economy()).program), encoding="utf-8")
