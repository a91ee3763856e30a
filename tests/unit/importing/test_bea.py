"""The layout of the US Bureau of Economic Analysis: totals off, imports as supply, residuals booked."""

from __future__ import annotations

import pytest

from commonweal.errors import DataError
from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import BEA, as_workbook, laid


@pytest.fixture
def table(tmp_path):
    return read_table("bea", laid(tmp_path / "us_2022", BEA))


def test_totals_are_no_rows_or_columns(table) -> None:
    assert table.industries.texts == ("USA.11", "USA.21")
    assert table.products.names == ("11", "21", "Used")
    assert table.supply.toarray().tolist() == [[90.0, 10.0, 0.0], [0.0, 50.0, 1.0]]
    assert table.value_added.kinds == ("compensation", "taxes", "surplus", "value_added")


def test_imports_are_supply_and_their_adjustments_a_final_use(table) -> None:
    assert table.imports.tolist() == [5.0, 9.0, 0.0]
    assert table.final.names == ("F010", "F02E", "F050", "F06C", "residual")
    assert table.final_kinds == ("household", "investment", "other", "government", "other")
    assert table.final_demand[:, 2].tolist() == [0.0, 0.0, 2.0]


def test_what_rounding_leaves_is_booked_and_told(table) -> None:
    assert table.final_demand[:, -1].tolist() == [-1.0, 0.0, 0.0]
    assert table.value_added.by_industry[-1].tolist() == [1.0, 0.0]
    assert product_residuals(table).tolist() == [0.0, 0.0, 0.0]
    assert industry_residuals(table).tolist() == [0.0, 0.0]
    assert any("at most 1 (USA.11)" in note for note in table.provenance.notes)


def test_unit_year_and_prices_are_known(table) -> None:
    origin = table.provenance
    assert (origin.year, origin.currency, origin.scale, origin.prices) == (2022, "USD", 1e6, "producers")


def test_a_workbook_with_both_sheets_holds_the_same(tmp_path, table) -> None:
    found = read_table("bea", as_workbook(tmp_path / "bea_2022.xlsx", BEA))
    assert found.use.tolist() == table.use.tolist()


@pytest.mark.parametrize(
    "file, old, new, column, label",
    [
        ("make.csv", "11,90.0,10.0", "11,190.0,10.0", "Total Industry Output", "'11'"),
        ("make.csv", "21,0.0,50.0", "21,0.0,80.0", "Total Commodity Output", "'21'"),
        ("use.csv", "V001,30.0,20.0", "V001,30.0,90.0", "Total Value Added", "'21'"),
        ("use.csv", "11,20.0,10.0,30.0,50.0", "11,20.0,10.0,30.0,90.0", "Total Final Uses (GDP)", "'11'"),
    ],
)
def test_a_total_that_is_not_the_sum_is_refused(tmp_path, file, old, new, column, label) -> None:
    assert old in BEA[file]
    with pytest.raises(DataError) as raised:
        read_table("bea", laid(tmp_path, BEA | {file: BEA[file].replace(old, new)}))
    found = [each for each in raised.value.findings if each.column == column]
    assert found
    assert {each.code for each in raised.value.findings} == {"T08"}
    assert found[0].file == file
    assert label in found[0].why
