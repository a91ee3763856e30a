"""FIGARO's matrices: industry by industry, and the pair of supply and use."""

from __future__ import annotations

import pytest

from commonweal.errors import DataError
from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import FIGARO, FIGARO_SUPPLY, FIGARO_USE, laid

NAME = "matrix_eu-ic-io_ind-by-ind_24ed_2022.csv"


@pytest.fixture
def table(tmp_path):
    return read_table("figaro", laid(tmp_path, {NAME: FIGARO}) / NAME)


def test_labels_give_regions_sectors_and_final_users(table) -> None:
    assert table.products.texts == ("AR.A01", "AR.A02", "FIGW1.A01", "FIGW1.A02")
    assert table.final.texts[:3] == ("AR.P3_S13", "AR.P3_S14", "AR.P51G")
    assert table.final_kinds == ("government", "household", "investment", "household", "stocks")


def test_rows_below_are_parts_of_value(table) -> None:
    assert table.value_added.kinds == (
        "taxes", "imports", "imports", "compensation", "taxes", "surplus",
    )  # fmt: skip
    assert table.value_added.by_final[0].tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]


def test_the_books_balance(table) -> None:
    assert table.industry_output.tolist() == [10.0] * 4
    assert product_residuals(table).tolist() == [0.0] * 4
    assert industry_residuals(table).tolist() == [0.0] * 4


def test_year_edition_and_unit_are_known(table) -> None:
    origin = table.provenance
    assert (origin.name, origin.year) == ("FIGARO 2022 (edition 2024)", 2022)
    assert (origin.currency, origin.scale, origin.prices) == ("EUR", 1e6, "basic")


def test_supply_and_use_go_together(tmp_path) -> None:
    files = {"matrix_eu-ic-supply_24ed_2022.csv": FIGARO_SUPPLY, "matrix_eu-ic-use_24ed_2022.csv": FIGARO_USE}
    table = read_table("figaro", laid(tmp_path, files))
    assert table.products.texts == table.industries.texts == ("AR.A01", "AR.A02")
    assert table.supply.toarray().tolist() == [[9.0, 0.0], [2.0, 8.0]]
    assert product_residuals(table).tolist() == [0.0, 0.0]
    assert industry_residuals(table).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "old, new, code, says",
    [
        ("FIGW1_A02,1", "FIGW1_A03,1", "A05", "no column for FIGW1_A03"),
        ("FIGW1_A02,1", "FIGW1_A01,1", "B12", "FIGW1_A01"),
        ("W2_D1,", "W2-D1,", "C01", "W2-D1"),
        ("AR_A02,2,1", "AR_A02,2,nan", "B02", "AR_A02"),
        ("AR_A02,2,1", 'AR_A02,2,"1,5"', "B01", "1,5"),
    ],
)
def test_a_broken_matrix_is_refused(tmp_path, old, new, code, says) -> None:
    assert old in FIGARO
    path = laid(tmp_path, {NAME: FIGARO.replace(old, new)}) / NAME
    with pytest.raises(DataError) as raised:
        read_table("figaro", path)
    found = [each for each in raised.value.findings if each.code == code]
    assert found
    assert says in str(found[0])


def test_two_tables_of_flows_are_one_too_many(tmp_path) -> None:
    with pytest.raises(DataError, match="2 matrices"):
        read_table("figaro", laid(tmp_path, {NAME: FIGARO, "other.csv": FIGARO}))
