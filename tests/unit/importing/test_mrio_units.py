"""Units and kinds of rows, as published tables write them."""

from __future__ import annotations

import pytest

from commonweal.importing.mrio_kinds import final_kind, row_kind
from commonweal.importing.mrio_units import Money, dimension, money, readable


@pytest.mark.parametrize(
    "text, currency, scale",
    [
        ("M.EUR", "EUR", 1e6),
        ("Mill USD", "USD", 1e6),
        ("Million USD", "USD", 1e6),
        ("millions of US$", "USD", 1e6),
        ("000 USD", "USD", 1e3),
        ("‘000 US$", "USD", 1e3),
        ("EUR", "EUR", 1.0),
        ("bn yen", "JPY", 1e9),
    ],
)
def test_units_of_money_say_currency_and_scale(text: str, currency: str, scale: float) -> None:
    assert money(text) == Money(currency, scale)


@pytest.mark.parametrize("text", ["kg", "1000 p", "", "t", "Mm3", "m", "undefined"])
def test_other_units_are_no_money(text: str) -> None:
    assert money(text) is None


@pytest.mark.parametrize(
    "text, unit, size",
    [
        ("kt", "t", 1e3),  # not knots
        ("Mm3", "m3", 1e6),  # not cubic megametres
        ("1000 p", "person", 1e3),
        ("thousand persons", "person", 1e3),
        ("M.hr", "h", 1e6),
        ("mill hours", "h", 1e6),
        ("1000 ha", "ha", 1e3),
        ("Gg CO2-eq", "Gg", 1.0),
        ("kg SO2 eq.", "kg", 1.0),
        ("kg/yr", "kg", 1.0),
        ("kilotonnes", "t", 1e3),
        ("DALY", "", 1.0),
        ("Unnamed: 0", "", 1.0),
    ],
)
def test_physical_units_are_brought_to_units_that_can_be_read(text: str, unit: str, size: float) -> None:
    assert readable(text) == (unit, size)


def test_what_a_unit_measures_is_told() -> None:
    units = ("person", "h", "kg", "km2", "m3", "TJ", "", "item")
    expected = ["persons", "time", "mass", "area", "volume", "energy", "other", "other"]
    assert [dimension(unit) for unit in units] == expected


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Final consumption expenditure by households", "household"),
        ("Final consumption expenditure by non-profit organisations serving households (NPISH)", "nonprofit"),
        ("Final consumption expenditure by government", "government"),
        ("Gross fixed capital formation", "investment"),
        ("Changes in inventories", "stocks"),
        ("Changes in valuables", "stocks"),
        ("Export", "export"),
        ("c37", "household"),
        ("c42", "stocks"),
        ("HFCE", "household"),
        ("NPS", "nonprofit"),
        ("GGFC", "government"),
        ("INVNT", "stocks"),
        ("DPABR", "household"),
        ("Household final consumption P.3h", "household"),
        ("Non-profit institutions serving households P.3n", "nonprofit"),
        ("Acquisitions less disposals of valuables P.53", "stocks"),
        ("DISC", "other"),
    ],
)
def test_kinds_of_final_users_are_told_by_name(name: str, kind: str) -> None:
    assert final_kind(name) == kind


@pytest.mark.parametrize(
    "account, name, unit, kind, part",
    [
        ("VA", "Compensation of employees D.1", "000 USD", "compensation", True),
        ("VA", "Taxes on production D.29", "000 USD", "taxes", True),
        ("VA", "Subsidies on production D.39", "000 USD", "taxes", True),
        ("VA", "Net mixed income B.3n", "000 USD", "surplus", True),
        ("VA", "Consumption of fixed capital K.1", "000 USD", "surplus", True),
        ("factor_inputs", "VALU", "Million USD", "value_added", True),
        ("factor_inputs", "VA+TAXSUB", "Million USD", "value_added", True),
        ("factor_inputs", "AUS_TAXSUB", "Million USD", "taxes", True),
        ("satellite", "Operating surplus: Rents on land", "M.EUR", "surplus", True),
        (
            "satellite",
            "Compensation of employees; wages, salaries, & employers' social contributions: Low-skilled",
            "M.EUR",
            "compensation",
            True,
        ),
        ("impacts", "Value Added", "M.EUR", "value_added", False),
        ("satellite", "Employment: Low-skilled male", "1000 p", "labour", True),
        ("satellite", "Employment: Vulnerable employment: total", "1000 p", "other", False),
        ("satellite", "Cropland - Wheat", "km2", "land", True),
        ("satellite", "Water Consumption Blue - Agriculture - rice", "Mm3", "water", True),
        ("satellite", "Domestic Extraction Used - Crop and Crop Residue - Rice", "kt", "material", True),
        ("satellite", "Energy Carrier Use: Total", "TJ", "energy", True),
        ("satellite", "CO2 - combustion - air", "kg", "emission", True),
        ("AIR", "NOX", "t", "emission", True),
        ("satellite", "Something", "DALY", "other", True),
    ],
)
def test_kinds_of_rows_are_told_by_name_and_unit(
    account: str, name: str, unit: str, kind: str, part: bool
) -> None:
    found = row_kind(account, name, unit)
    assert (found.kind, found.part) == (kind, part)
