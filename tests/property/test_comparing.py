"""Differences between tables: nothing from itself, and turned around when the sides change places."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from commonweal.compare.pairing import NOISE, changes

NAMES = st.sampled_from(["flour", "oil", "soap"])
AMOUNTS = st.floats(0.0, 1e9, allow_subnormal=False)
SCHEMA = {"good": pl.String, "place": pl.String, "sent": pl.Float64}
TABLES = st.lists(st.tuples(NAMES, st.sampled_from(["valley", "town", ""]), AMOUNTS), max_size=8).map(
    lambda rows: pl.DataFrame(rows, schema=SCHEMA, orient="row")
)


def changed(base, other):
    return changes(base, other, ("good", "place"), {"sent": ""}, within="good")


@given(table=TABLES)
def test_a_table_does_not_differ_from_itself(table):
    assert changed(table, table.reverse())["change"].abs().sum() == 0.0


@given(base=TABLES, other=TABLES)
def test_differences_turn_around_when_the_sides_change_places(base, other):
    there, back = changed(base, other), changed(other, base)
    assert_frame_equal(there.select("good", "place"), back.select("good", "place"))
    assert there["change"].to_list() == [-change for change in back["change"].to_list()]


@given(base=TABLES, other=TABLES)
def test_what_is_left_out_as_noise_is_little_beside_the_good(base, other):
    table = changed(base, other)
    for row in table.iter_rows(named=True):
        of_good = table.filter(pl.col("good") == row["good"])
        largest = max(of_good["base"].max(), of_good["here"].max())
        assert abs(row["here"] - row["base"] - row["change"]) <= NOISE * largest


@given(base=TABLES, other=TABLES)
def test_nothing_is_lost_on_the_way(base, other):
    table = changed(base, other)
    assert abs(table["base"].sum() - base["sent"].sum()) <= 1e-9 * (1.0 + base["sent"].sum())
    assert abs(table["here"].sum() - other["sent"].sum()) <= 1e-9 * (1.0 + other["sent"].sum())
