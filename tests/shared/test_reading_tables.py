"""Published tables are read as they are: figures against files read by other means, and published results."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.leontief import LeontiefSystem

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.exists(), reason="development data are not beside the repository"),
]


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


@pytest.fixture(scope="module")
def wiod():
    return read_table("symmetric", DATA / "wiod_2011")


@pytest.fixture(scope="module")
def bea():
    return read_table("bea", DATA / "us_bea_2022")


@pytest.fixture(scope="module")
def us():
    return read_table("wiod2016", DATA / "us_2014", ReadingOptions(region="USA"))


@pytest.fixture(scope="module")
def germany():
    options = ReadingOptions(year=1995, currency="EUR", scale=1e6, region="DEU")
    return read_table("one-sheet", DATA / "germany_1995" / "product_by_product.csv", options)


def test_wiod_is_read_in_a_few_seconds() -> None:
    start = time.monotonic()
    read_table("symmetric", DATA / "wiod_2011")
    assert time.monotonic() - start < 10.0


def test_wiod_is_known_by_its_labels(wiod) -> None:
    origin = wiod.provenance
    assert (origin.name, origin.year, origin.currency, origin.scale) == ("WIOD 2013 2011", 2011, "USD", 1e6)
    assert wiod.use.shape == (1435, 1435)
    assert len(wiod.regions) == 41
    assert wiod.final_kinds[:5] == ("household", "nonprofit", "government", "investment", "stocks")


def test_flows_of_wiod_are_those_of_the_file(wiod) -> None:
    frame = pl.read_parquet(DATA / "wiod_2011" / "flows.parquet")
    assert np.array_equal(wiod.use, frame.drop("sector").to_numpy())
    assert wiod.products.texts == tuple(frame["sector"])
    output = pl.read_csv(DATA / "wiod_2011" / "gross_output.csv")
    assert np.array_equal(wiod.industry_output, output["gross_output"].to_numpy())


def test_wiod_balances_to_its_rounding(wiod) -> None:
    assert np.abs(product_residuals(wiod)).max() == 108.0
    assert (wiod.industry_output == 0.0).sum() == 22
    assert any("differ by up to 108" in note for note in wiod.provenance.notes)


def test_bea_keeps_joint_products(bea) -> None:
    assert (len(bea.industries), len(bea.products)) == (71, 73)
    make = cells(DATA / "us_bea_2022" / "make.csv")
    assert bea.products.names == tuple(make[0][1:-1])
    assert np.array_equal(bea.supply.toarray(), np.array([row[1:-1] for row in make[1:-1]], dtype=float))


def test_bea_imports_and_residuals_add_up_to_what_is_published(bea) -> None:
    use = cells(DATA / "us_bea_2022" / "use.csv")
    column = use[0].index("F050")
    published = np.array([float(row[column]) for row in use[1:74]])
    kept = bea.final_demand[:, bea.final.names.index("F050")]
    assert np.array_equal(kept - bea.imports, published)
    residual = bea.final_demand[:, bea.final.names.index("residual")]
    assert np.abs(residual).max() == 7.0
    assert np.array_equal(product_residuals(bea), np.zeros(73))
    assert np.array_equal(industry_residuals(bea), np.zeros(71))


def test_value_added_of_bea_has_its_kinds(bea) -> None:
    assert bea.value_added.names == ("V001", "V002", "V003", "residual")
    total = bea.value_added.by_industry[:3].sum()
    assert total == pytest.approx(26_006_891.0, abs=5.0)  # gross domestic product, as published


def test_the_united_states_have_hours_persons_and_capital(us) -> None:
    accounts = pl.read_csv(DATA / "us_2014" / "socio_economic.csv")
    assert us.products.names == tuple(accounts["code"])
    assert us.satellites.by_industry[0].sum() == pytest.approx(155.8e6, rel=1e-3)
    assert us.capital.by_industry.sum() == pytest.approx(53.5e6, rel=1e-3)
    hours = accounts["H_EMPE"] * accounts["EMP"] / accounts["EMPE"] * 1e6
    assert us.labour.by_industry[0] == pytest.approx(hours.fill_nan(0.0).to_numpy(), rel=1e-12)


def test_the_books_of_the_united_states_balance(us) -> None:
    assert np.abs(product_residuals(us)).max() < 1e-8
    assert np.abs(industry_residuals(us)).max() < 1e-8
    accounts = pl.read_csv(DATA / "us_2014" / "socio_economic.csv")
    value = us.value_added.by_industry[:2].sum(axis=0)
    assert value == pytest.approx(accounts["VA"].to_numpy(), rel=1e-12)


def test_germany_has_its_published_multipliers(germany) -> None:
    inverse = LeontiefSystem(germany.use, germany.industry_output).inverse()
    assert inverse.sum(axis=0).round(4).tolist() == [1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782]
    assert np.diag(inverse).round(4).tolist() == [1.0339, 1.4292, 1.0289, 1.1784, 1.4126, 1.0515]


def test_germanys_totals_are_left_out_and_its_rows_known(germany) -> None:
    assert germany.provenance.notes[0] == (
        "Left out as totals of what stands before them: total, intermediate_consumption, gva, output, "
        "employment_domestic_total, total_final_use."
    )
    assert germany.value_added.names[0] == "imports"
    assert germany.labour.names == ("employment_wage_salary", "employment_self_employed")
    assert germany.capital.kinds == ("depreciation",)
    assert np.array_equal(industry_residuals(germany), np.zeros(6))
