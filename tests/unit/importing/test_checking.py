"""What is looked at in a table before an economy is made of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from commonweal.errors import DataError
from commonweal.importing.checking import TableCheck, examined, rounding, sound
from commonweal.inputoutput.tables import Labels, SupplyUse
from unit.inputoutput.two_regions import joint, two_regions


def good() -> SupplyUse:
    """A table nothing is wrong with; its money is no country's, so that its size isn't compared."""
    table = two_regions()
    return replace(table, provenance=replace(table.provenance, currency="coin"))


def codes(check: TableCheck) -> set[str]:
    return {found.code for found in check.findings}


def with_use(table: SupplyUse, row: int, column: int, value: float) -> SupplyUse:
    use = table.use.copy()
    use[row, column] = value
    return replace(table, use=use)


def test_a_good_table_has_no_findings():
    check = examined(good())
    assert check.findings == ()
    assert check.negative == {"final stocks": 1}
    assert check.spectral_radius < 1


def test_an_unbalanced_product_is_named_with_what_is_off_and_what_to_do():
    check = examined(with_use(good(), 0, 1, 60.0), file="table.csv")
    found = next(each for each in check.findings if each.code == "T01")
    assert (found.file, found.value) == ("table.csv", "North.farm")
    assert "20 too much is used" in found.why
    assert "--balance gras" in found.remedy  # the change in stocks is negative
    assert "--balance ras" in examined(with_use(joint(), 0, 0, 40.0)).errors[0].remedy


def test_an_industry_off_its_output_is_named():
    check = examined(with_use(good(), 0, 1, 60.0))
    assert [each.value for each in check.errors if each.code == "T02"] == ["North.mill"]


def test_what_rounding_explains_is_allowed():
    table = good()
    assert rounding(table) == 1.0
    off = replace(table, final_demand=table.final_demand + np.eye(4, 3))
    assert examined(off).findings == ()  # 1 off in rows of seven whole numbers
    fine = replace(off, use=off.use + 1e-7 * np.arange(4))
    assert rounding(fine) == 0.0
    assert "T01" in codes(examined(fine))


def test_a_tolerance_may_be_given():
    off = with_use(good(), 0, 1, 60.0)
    assert "T01" not in codes(examined(off, 0.5))
    assert examined(off, np.inf).errors == ()


def test_something_used_that_nobody_makes_is_an_error():
    table = good()
    output = table.industry_output.copy()
    output[2] = 0
    check = examined(replace(table, supply=sparse.csr_array(sparse.diags_array(output))))
    assert [each.value for each in check.errors if each.code == "T03"] == ["South.farm"]
    assert check.without_output == ("South.farm",)


def test_negative_figures_are_counted_and_explained_where_none_belong():
    use, final = good().use.copy(), good().final_demand.copy()
    use[3, 0], final[0, 0] = -1, -2
    check = examined(replace(good(), use=use, final_demand=final), np.inf)
    found = {each.column: each.why for each in check.findings if each.code == "T04"}
    assert set(found) == {"use", "final household"}
    assert "output" in found["use"]
    assert check.negative == {"use": 1, "final household": 1, "final stocks": 1}


def test_figures_that_are_not_finite_are_told_by_row_and_column_and_nothing_else_is_tried():
    check = examined(replace(with_use(good(), 1, 2, np.nan), imports=np.array([0, np.inf, 0, 0])))
    assert [each.code for each in check.findings] == ["T05", "T05"]
    assert "'North.mill', column 'South.farm'" in check.findings[0].why
    assert "North.mill" in check.findings[1].why
    assert np.isnan(check.spectral_radius)


def test_labels_stand_once_and_are_not_blank():
    doubled = Labels(("North",) * 2 + ("South",) * 2, ("farm", "farm", "", "mill"))
    check = examined(replace(good(), products=doubled))
    found = {each.value: each.why for each in check.findings if each.code == "T06"}
    assert "stands 2 times" in found["North.farm"]
    assert "no name" in found["South."]


def test_sectors_that_take_more_of_themselves_than_they_make_are_named_with_a_loop():
    table = good()
    use = table.use.copy()
    use[2:, 2:] = [[20, 60], [90, 2]]
    check = examined(replace(table, use=use), np.inf)
    found = next(each for each in check.findings if each.code == "F04")
    assert check.spectral_radius > 1
    assert "South.farm → South.mill → South.farm" in found.why or "South.mill → South.farm" in found.why
    assert "North" not in found.why.partition("A loop")[2]


def test_regions_whose_people_nobody_knows_are_named():
    check = examined(replace(good(), people={"North": 3.0}))
    assert [(each.code, each.value) for each in check.findings] == [("T07", "South")]


def test_of_one_cause_twenty_are_listed():
    table = good()
    many = 60
    labels = Labels(("Home",) * many, tuple(f"p{number}" for number in range(many)))
    wide = replace(
        table,
        products=labels,
        industries=labels,
        supply=sparse.csr_array(sparse.diags_array(np.full(many, 100.0))),
        use=np.zeros((many, many)),
        final_demand=np.full((many, 3), 100.0),
        value_added=replace(table.value_added, by_industry=np.full((1, many), 100.0)),
        imports=np.zeros(many),
        margins=np.zeros(many),
        taxes=np.zeros(many),
    )
    found = [each for each in examined(wide).findings if each.code == "T01"]
    assert (len(found), found[-1].more) == (20, 40)


def test_an_unsound_table_raises_all_findings():
    with pytest.raises(DataError, match=r"North\.farm") as caught:
        sound(with_use(good(), 0, 1, 60.0))
    assert {found.code for found in caught.value.findings} == {"T01", "T02"}
    assert sound(good()).errors == ()
