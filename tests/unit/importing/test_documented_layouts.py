"""The examples of ``docs/table-layouts.md`` are read, and balance."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from commonweal.importing.layouts import LAYOUTS
from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import laid

PAGE = (Path(__file__).parents[3] / "docs" / "table-layouts.md").read_text(encoding="utf-8")


def shown(layout: str) -> dict[str, str]:
    """The files that the section of a layout shows."""
    section = re.split(rf"^## `{layout}`", PAGE, flags=re.MULTILINE)[1].split("\n## ")[0]
    return dict(re.findall(r"^```csv (\S+)\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("layout", ["plain", "symmetric", "one-sheet"])
def test_shown_tables_are_read_and_balance(tmp_path, layout) -> None:
    settings = re.search(r"^```toml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert settings is not None
    said = settings[1] if layout == "plain" else ""
    table = read_table(layout, laid(tmp_path, shown(layout) | ({"table.toml": said} if said else {})))
    assert np.abs(product_residuals(table)).max() == 0.0
    assert np.abs(industry_residuals(table)).max() == 0.0


def test_everything_beside_the_shown_tables_arrives(tmp_path) -> None:
    files = shown("plain") | {"table.toml": 'currency = "EUR"\nscale = 1e6\nregion = "DEU"\n'}
    table = read_table("plain", laid(tmp_path, files))
    assert table.labour.names == ("hours", "apprentices")
    assert table.satellites.by_final.tolist() == [[50.0, 0.0]]
    assert table.capital.by_industry.tolist() == [[90.0, 160.0]]
    assert table.people == {"DEU": 1000.0}


def test_every_layout_of_our_own_has_its_section() -> None:
    for name in ("plain", "symmetric", "one-sheet", "bea", "wiod2016", "figaro"):
        assert name in LAYOUTS
        assert re.search(rf"^## `{name}`", PAGE, flags=re.MULTILINE)
        assert f"| `{name}` |" in PAGE
