"""Totals of a table beside what countries have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.importing.checking import examined
from commonweal.importing.magnitude import magnitudes
from commonweal.inputoutput.tables import SupplyUse
from unit.inputoutput.two_regions import two_regions

# A world like that of 2010: value added of 60 million million USD, 6,900 million people.
EORA_PEOPLE = {"North": 1.2e9, "South": 5.7e9}


def like_eora26(scale: float) -> SupplyUse:
    """A world in thousands of dollars, as the files of Eora26 are, said to be in another unit."""
    table = two_regions(EORA_PEOPLE)
    size = 6e10 / table.value_added.by_industry.sum()
    return replace(
        table,
        supply=table.supply * size,
        use=table.use * size,
        final_demand=table.final_demand * size,
        value_added=replace(table.value_added, by_industry=table.value_added.by_industry * size),
        provenance=replace(table.provenance, scale=scale, name="EORA26"),
    )


def test_the_right_unit_gives_no_findings():
    check = examined(like_eora26(1e3))
    assert check.findings == ()
    values = {each.measure: each.value for each in check.magnitudes}
    assert values["value_added"] == pytest.approx(6e13 / 6.9e9)
    assert set(values) == {"output", "value_added", "consumption", "consumption_per_value_added"}


@pytest.mark.parametrize(
    ("scale", "size"),
    [(1e6, "1,000 times too large"), (1.0, "1,000 times too small"), (1e9, "1,000,000 times too large")],
)
def test_a_slip_of_the_unit_stops_the_import_and_tells_the_factor(scale, size):
    found = next(each for each in examined(like_eora26(scale)).errors if each.code == "T10")
    assert size in found.why
    assert "--scale 1e3" in found.remedy
    assert "thousand USD" in found.remedy


def test_bands_follow_the_currency():
    table = like_eora26(1e3 * 110)
    yen = replace(table, provenance=replace(table.provenance, currency="JPY"))
    assert examined(yen).findings == ()


def test_money_that_no_country_has_is_not_compared():
    table = like_eora26(1e9)
    coins = replace(table, provenance=replace(table.provenance, currency="coin"))
    assert [each.measure for each in magnitudes(coins)] == ["consumption_per_value_added"]


def test_what_no_unit_explains_is_a_doubt():
    table = like_eora26(1e3)
    found = examined(replace(table, final_demand=table.final_demand * [0.05, 1, 0.05]), np.inf).findings
    assert [each.code for each in found] == ["T11"]
    assert "Household consumption over value added" in found[0].why


def test_only_regions_with_known_people_are_summed():
    table = replace(like_eora26(1e3), people={"South": 5.7e9})
    added = table.value_added.by_industry[0, 2:].sum()
    values = {each.measure: each.value for each in magnitudes(table)}
    assert values["value_added"] == pytest.approx(added * 1e3 / 5.7e9)


def test_imports_below_the_table_are_no_value_added():
    table = like_eora26(1e3)
    imported = replace(table, value_added=replace(table.value_added, kinds=("imports",)))
    assert "value_added" not in {each.measure for each in magnitudes(imported)}
