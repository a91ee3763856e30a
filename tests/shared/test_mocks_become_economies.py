"""The tiny tables in every layout that pymrio knows become economies, through the command people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import commonweal as cw
from commonweal.cli.app import app

_MOCKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "mrio_mock_formats"
_TABLES = {
    "exiobase1": "exio1_mock",
    "exiobase2": "exio2_mock/mrIOT_PxP_ita_coefficient_version2.2.2.zip",
    "exiobase3": "exio3_mock",
    "wiod2013": "wiod_mock",
    "icio": "oecd_mock/ICIO2018_2010.CSV",
    "eora26": "eora26_mock",
    "gloria": "gloria_mock",
}
_HEADS = {"exiobase1": 1_000_000, "exiobase2": 1_000_000, "exiobase3": 10_000_000_000, "eora26": 1_000_000}
"""Inhabitants of each region of made-up tables, such that what they consume is plausible."""

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not _MOCKS.exists(), reason="shared/data/mrio_mock_formats is missing"),
]


@pytest.mark.parametrize("layout", _TABLES)
def test_a_mock_table_becomes_an_economy_once_it_is_balanced(layout: str, tmp_path: Path) -> None:
    path = _MOCKS / _TABLES[layout]
    regions = dict.fromkeys(cw.read_table(layout, path).regions)
    words = ["import", layout, str(path), "--out", str(tmp_path / "economy"), "--balance", "gras"]
    if layout in _HEADS:
        people = tmp_path / "people.csv"
        people.write_text("region,people\n" + "".join(f"{region},{_HEADS[layout]}\n" for region in regions))
        words += ["--people", str(people)]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    economy = cw.read(tmp_path / "economy")
    assert set(economy["places"]["name"]) >= {region for region in regions if region.startswith("reg")}
    assert economy["needs"].height > 0
    assert economy["people"]["people"].sum() > 0
