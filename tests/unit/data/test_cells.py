"""Reading single cells."""

from __future__ import annotations

import datetime as dt
import math

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.data import examine
from commonweal.data.cells import as_day, as_flag, as_number, as_text
from commonweal.data.columns import typed_column
from commonweal.data.raw import BadCell, CellError
from commonweal.model import Column, Kind
from unit.data.bad_inputs import SOUND


@pytest.mark.parametrize(
    "text, number",
    [
        ("12.5", 12.5), (" 7 ", 7), ("-3e-7", -3e-7), ("+4", 4), (".5", 0.5), ("5.", 5),
        ("٣٫٥", 3.5), ("۱۲٬۳۴۵", 12345), ("−8", -8), ("1 234 567", 1234567), ("12\u202f500.25", 12500.25),
        ("1\u00a0000", 1000), ("4e-10", 4e-10), ("0.30000000000000004", 0.3), ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    "text", ["12,5", "1,234", "1_000", "0x10", "12 34", "1.2.3", "e5", "1'000", "5 kg", "1e", "--1"]
)
def test_what_could_mean_two_things_is_no_number(text: str) -> None:
    with pytest.raises(CellError) as raised:
        as_number(text)
    assert raised.value.code == "B01"


@pytest.mark.parametrize("text, number", [("12,5", 12.5), ("1 234,5", 1234.5), ("3", 3)])
def test_a_declared_decimal_comma_is_read(text: str, number: float) -> None:
    assert as_number(text, ",") == number


@pytest.mark.parametrize("text", ["12.5", "1.234", "1.234,5"])
def test_with_a_decimal_comma_a_point_is_refused(text: str) -> None:
    with pytest.raises(CellError, match=r"decimal sign here is ','"):
        as_number(text, ",")


@pytest.mark.parametrize("cell, code", [
    ("nan", "B02"), (math.nan, "B02"), ("N/A", "B02"), ("-inf", "B03"), (math.inf, "B03"), ("∞", "B03"),
    ("1e400", "B09"), (True, "B01"), (dt.date(2031, 1, 2), "B01"), (BadCell("#REF!"), "A10"),
])  # fmt: skip
def test_what_is_no_finite_number_is_refused(cell: object, code: str) -> None:
    with pytest.raises(CellError) as raised:
        as_number(cell)
    assert raised.value.code == code


def test_days_and_flags_and_texts() -> None:
    assert as_day("2016-07-01") == as_day(dt.datetime.fromisoformat("2016-07-01")) == dt.date(2016, 7, 1)
    assert as_day("٢٠١٦-٠٧-٠١") == dt.date(2016, 7, 1)
    assert (as_flag("YES"), as_flag(False), as_flag(" ")) == (True, False, None)
    assert as_text("a\r\nb") == "a\nb"
    assert as_text(12.0) == "12"
    for cell in (
        "1.7.2016",
        "2016-7-1",
        "2016-02-30",
        42552.0,
        dt.datetime.fromisoformat("2016-07-01T12:00"),
    ):
        with pytest.raises(CellError) as raised:
            as_day(cell)
        assert raised.value.code == "B11"


@given(st.lists(st.one_of(st.floats(-1e16, 1e16).map(repr), st.text(max_size=8), st.none()), max_size=30))
def test_reading_all_at_once_and_one_by_one_agree(cells: list[str | None]) -> None:
    column = Column("amount", Kind.NUMBER, "")
    fast, faults = typed_column(column, pl.Series("amount", cells, dtype=pl.String))
    slow, others = typed_column(column, cells)
    assert fast.to_list() == slow.to_list()
    assert [(fault.index, fault.error.code) for fault in faults] == [
        (fault.index, fault.error.code) for fault in others
    ]


_WRITABLE = st.text(st.characters(codec="utf-8"), max_size=25)
_LIKELY = st.sampled_from(
    ["", "*", "-1", "1e300", "bake", "north", "kg", "mg/100g", "2031-01-02", "yes", "=x", "'"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_cell_text_brings_the_reader_down(laid, data: st.DataObject) -> None:
    """Whatever stands in a cell, there are findings or an economy, never another error."""
    file = data.draw(st.sampled_from([name for name in SOUND if name.endswith(".csv")]))
    lines = SOUND[file].splitlines()
    row = data.draw(st.integers(0, len(lines) - 1))
    cells = lines[row].split(",")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(st.one_of(_LIKELY, _WRITABLE))
    lines[row] = ",".join(cells)
    folder = laid({file: "\n".join(lines)})
    economy, findings = examine(folder)
    assert (economy is None) == any(found.severity == "error" for found in findings)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=200), _WRITABLE.map(str.encode)), file=st.sampled_from(sorted(SOUND))
)
def test_no_file_brings_the_reader_down(laid, content: bytes, file: str) -> None:
    examine(laid({file: content}))
