"""The page on security names tests and modules that there are, for each item at least one."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("|") and "tests/" in line]


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 50
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file() or f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_every_item_has_numbers_and_a_test() -> None:
    for row in ROWS:
        item, numbers, what, tests = (cell.strip() for cell in row.strip("|").split("|"))
        assert item
        assert re.match(r"\d+\.\d+\.\d+", numbers), item
        assert len(what) > 20, item
        assert "::test_" in tests, item


def test_every_module_that_is_named_exists() -> None:
    for module in re.findall(r"`((?:access|api|work|data|store)/[\w/]+\.py)`", PAGE):
        assert (ROOT / "src" / "commonweal" / module).is_file(), module
