"""The table of an economy, read to build another of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal import examples
from commonweal.data.table_folder import read_table_folder
from commonweal.errors import DataError
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table


def test_it_is_the_table_that_lies_there() -> None:
    home = examples.path("leontief")
    table, kept = read_table("economy", home), read_table_folder(home)
    assert table.products.texts == kept.products.texts
    assert (table.use == kept.use).all()
    assert table.provenance == kept.provenance


def test_what_a_person_says_goes_first() -> None:
    table = read_table("economy", examples.path("leontief"), ReadingOptions(name="Mine", year=1950))
    assert (table.provenance.name, table.provenance.year) == ("Mine", 1950)


def test_an_economy_without_a_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not built from a table"):
        read_table("economy", tmp_path)
