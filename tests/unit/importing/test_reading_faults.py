"""Whatever is done to a file, a table is read or refused with findings, and nothing else happens."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.tables import SupplyUse
from unit.importing.layouts_on_disk import (
    BEA,
    FIGARO,
    FIGARO_SUPPLY,
    FIGARO_USE,
    NIOT,
    ONE_SHEET,
    PLAIN,
    SEA_LONG,
    SEA_WIDE,
    SYMMETRIC,
    TWO_REGIONS,
    WORLD,
    WORLD_SHEET,
    laid,
)

TABLES = {
    "symmetric": [SYMMETRIC, TWO_REGIONS],
    "plain": [PLAIN],
    "one-sheet": [{"sheet.csv": ONE_SHEET}],
    "bea": [BEA],
    "wiod2016": [
        {"NIOT.csv": NIOT, "sea.csv": SEA_WIDE},
        {"wiot.csv": WORLD, "sea.csv": SEA_LONG},
        {"wiot.csv": WORLD_SHEET},
    ],
    "figaro": [{"io.csv": FIGARO}, {"supply.csv": FIGARO_SUPPLY, "use.csv": FIGARO_USE}],
}
CELLS = ("", "0", "-1", "x", "nan", "1e400", "total", "A01", "AUS", '"', "A.B", "1 000", "١٢")


@st.composite
def broken(draw: st.DrawFn, layout: str) -> dict[str, str]:
    """The files of a layout with a few lines or cells changed."""
    files = dict(draw(st.sampled_from(TABLES[layout])))
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(files)))
        lines = files[name].splitlines()
        if not lines:
            continue
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["drop", "double", "cut", "cell", "column"]))
        cells = lines[at].split(",")
        place = draw(st.integers(0, len(cells) - 1))
        if what == "drop":
            del lines[at]
        elif what == "double":
            lines.insert(at, lines[at])
        elif what == "cut":
            lines = lines[:at]
        elif what == "cell":
            cells[place] = draw(st.sampled_from(CELLS))
            lines[at] = ",".join(cells)
        else:
            lines = [",".join(line.split(",")[:place] + line.split(",")[place + 1 :]) for line in lines]
        files[name] = "".join(f"{line}\n" for line in lines)
    return files


def read_or_refused(layout: str, folder: str) -> tuple[SupplyUse | None, tuple[Finding, ...]]:
    try:
        return read_table(layout, folder, ReadingOptions(year=2014)), ()
    except DataError as error:
        return None, error.findings


@pytest.mark.parametrize("layout", list(TABLES))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_file_is_read_or_refused(layout, data) -> None:
    files = data.draw(broken(layout))
    with tempfile.TemporaryDirectory() as folder:
        laid(Path(folder), files)
        table, findings = read_or_refused(layout, folder)
    if table is None:
        assert findings
        assert all(found.code and found.why and found.remedy for found in findings)
        return
    for matrix in (table.use, table.final_demand, table.supply.toarray(), table.value_added.by_industry):
        assert np.isfinite(matrix).all()
    assert table.use.shape == (len(table.products), len(table.industries))
    assert table.final_demand.shape == (len(table.products), len(table.final))
    assert len(table.final_kinds) == len(table.final)
