"""Overlaps are found among the rows that share keys, and those are all that can overlap."""

import datetime as dt
import random

import polars as pl
import pytest

import commonweal as cw
from commonweal.model import TABLES
from commonweal.model.economy import complete
from commonweal.validate import overlaps

TABLE = TABLES["needs"]


def some_needs(chance):
    """Rows of needs in which names, blanks and stars meet."""
    days = [None, dt.date(2031, 3, 3), dt.date(2031, 3, 17), dt.date(2031, 3, 31)]
    rows = [
        {
            **{column: chance.choice(["a", "b", "*", None]) for column in TABLE.key},
            "tier": chance.choice([None, 1, 2]),
            "good": chance.choice(["bread", "water"]),
            "from": chance.choice(days),
            "until": chance.choice(days),
        }
        for _ in range(chance.randrange(2, 30))
    ]
    columns = {name: [row.get(name) for row in rows] for name in rows[0] if name in TABLE.schema}
    frame = pl.DataFrame(columns, schema={name: TABLE.schema[name] for name in columns}, strict=False)
    return complete(frame, TABLE)


@pytest.mark.parametrize("seed", range(40))
def test_comparing_only_rows_that_share_keys_finds_every_overlap(seed, monkeypatch):
    rows = some_needs(random.Random(seed))
    economy = cw.read("village").with_table("needs", rows)
    few = overlaps._overlaps(economy, TABLE)
    monkeypatch.setattr(overlaps, "_meeting", lambda indexed, _: indexed[overlaps._INDEX])
    assert few == overlaps._overlaps(economy, TABLE)


def test_rows_that_share_no_key_are_not_compared():
    economy = cw.read("village")
    rows = economy["supplies"].with_row_index(overlaps._INDEX)
    assert len(overlaps._meeting(rows.head(1), TABLES["supplies"])) == 0
