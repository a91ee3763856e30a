"""Write the example ``leontief`` anew from the table that was typed in from his book.

Run as ``python scripts/make_leontief.py [FOLDER]``. The table lies in the folder ``source`` of the example,
in the layout ``symmetric``; it is imported by the command that people use.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import commonweal as cw
from commonweal.cli.app import app

SHIPPED = Path(__file__).parents[1] / "src" / "commonweal" / "examples" / "leontief"
DESCRIPTION = (
    "Wheat and cloth, made with each other and with labour: the smallest table of Leontief's book. A "
    "dollar's worth of either holds one man-year."
)


def build(source: Path, target: Path) -> None:
    """Import the table as anyone would; a fifth more could be made, with a fifth more people at work."""
    words = ["import", "symmetric", str(source / "source"), "--out", str(target), "--format", "csv"]
    words += ["--needs", str(source / "choices" / "needs.csv"), "--slack", "20", "--labour-slack", "20"]
    if app(words, standalone_mode=False):
        raise SystemExit("The import failed; see above.")
    economy = cw.read(target).with_settings(name="Leontief's wheat and cloth", description=DESCRIPTION)
    cw.write(economy, target)


def main() -> None:
    """Write the example anew, or into the folder that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED
    with tempfile.TemporaryDirectory() as folder:
        build(SHIPPED, Path(folder) / "leontief")
        shutil.copytree(Path(folder) / "leontief", target, dirs_exist_ok=True)


if __name__ == "__main__":
    main()
