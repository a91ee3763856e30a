"""However its rows and columns are ordered, whatever file they are in, a table is the same table."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table

LABELS = ("N.a", "N.b", "S.a", "S.b", "S.c")
FINALS = ("N.household", "N.stocks", "S.household")
AMOUNTS = st.floats(0.0, 1e9, allow_subnormal=False)


def frame(
    heading: str, rows: list[str], columns: list[str], values: dict[tuple[str, str], float]
) -> pl.DataFrame:
    return pl.DataFrame(
        {heading: rows} | {column: [values[row, column] for row in rows] for column in columns}
    )


@settings(max_examples=20, deadline=None)
@given(
    st.lists(AMOUNTS, min_size=45, max_size=45),
    st.permutations(LABELS),
    st.permutations(LABELS),
    st.permutations(FINALS),
    st.booleans(),
)
def test_order_and_form_change_nothing(amounts, rows, columns, finals, parquet) -> None:
    figures = iter(amounts)
    flows = {(row, column): next(figures) for row in LABELS for column in LABELS}
    demand = {(row, column): next(figures) for row in LABELS for column in FINALS}
    output = {(row, "gross_output"): next(figures) for row in LABELS}
    with tempfile.TemporaryDirectory() as folder:
        tables = {
            "flows": frame("sector", list(LABELS), columns, flows),
            "final_demand": frame("sector", rows, finals, demand),
            "gross_output": frame("sector", rows[::-1], ["gross_output"], output),
        }
        for name, table in tables.items():
            path = Path(folder) / name
            table.write_parquet(f"{path}.parquet") if parquet else table.write_csv(f"{path}.csv")
        found = read_table("symmetric", folder, ReadingOptions(currency="USD", scale=1.0))
    assert found.products.texts == LABELS
    assert found.use.tolist() == [[flows[row, column] for column in LABELS] for row in LABELS]
    by_final = {text: found.final_demand[:, place] for place, text in enumerate(found.final.texts)}
    for text in FINALS:
        assert by_final[text].tolist() == [demand[row, text] for row in LABELS]
    assert np.array_equal(found.industry_output, [output[row, "gross_output"] for row in LABELS])
