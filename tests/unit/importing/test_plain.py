"""Plain make and use tables keep joint products, imports, margins and taxes."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import PLAIN, as_workbook, laid


@pytest.fixture
def table(tmp_path):
    return read_table("plain", laid(tmp_path / "plain", PLAIN))


def test_joint_products_stay_with_their_industry(table) -> None:
    assert table.industries.texts == ("DEU.bakery", "DEU.mill")
    assert table.industries.titles == ("Bakeries", "Mills")
    assert table.products.names == ("flour", "bread", "bran")
    assert table.supply.toarray().tolist() == [[0.0, 100.0, 0.0], [40.0, 0.0, 10.0]]
    assert not table.is_symmetric


def test_the_books_balance_with_imports_margins_and_taxes(table) -> None:
    assert product_residuals(table).tolist() == [0.0, 0.0, 0.0]
    assert industry_residuals(table).tolist() == [0.0, 0.0]
    assert table.imports.tolist() == [20.0, 0.0, 0.0]
    assert table.margins.tolist() == [0.0, 15.0, 0.0]
    assert table.taxes.tolist() == [0.0, 5.0, 0.0]


def test_region_people_and_prices_are_known(table) -> None:
    assert table.people == {"DEU": 1000.0}
    assert (table.provenance.prices, table.provenance.scale) == ("purchasers", 1e3)


def test_supply_may_have_products_as_rows(tmp_path, table) -> None:
    turned = "product,bakery,mill\nbread,100,0\nflour,0,40\nbran,0,10\n"
    found = read_table("plain", laid(tmp_path, PLAIN | {"supply.csv": turned}))
    assert np.array_equal(found.supply.toarray(), table.supply.toarray())


def test_orientation_can_be_said_where_both_sides_have_the_same_labels(tmp_path) -> None:
    files = {
        "table.toml": 'supply_rows = "products"\ncurrency = "EUR"\nscale = 1\n',
        "supply.csv": "product,a,b\na,5,1\nb,0,4\n",
        "use.csv": "product,a,b\na,1,1\nb,1,1\n",
        "final_demand.csv": "product,households\na,4\nb,2\n",
    }
    assert read_table("plain", laid(tmp_path, files)).supply.toarray().tolist() == [[5.0, 0.0], [1.0, 4.0]]
    files["table.toml"] = files["table.toml"].replace("products", "industries")
    assert read_table("plain", laid(tmp_path, files)).supply.toarray().tolist() == [[5.0, 1.0], [0.0, 4.0]]


def test_a_workbook_holds_the_same(tmp_path, table) -> None:
    sheets = {name: text for name, text in PLAIN.items() if name.endswith(".csv")}
    book = as_workbook(laid(tmp_path, {"table.toml": PLAIN["table.toml"]}) / "plain.xlsx", sheets)
    found = read_table("plain", book)
    assert np.array_equal(found.supply.toarray(), table.supply.toarray())
    assert found.provenance == table.provenance
    assert np.array_equal(found.use, table.use)
