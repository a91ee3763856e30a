"""Tables summed by a concordance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.inputoutput.aggregation import aggregated, grouping, summed
from unit.inputoutput.two_regions import joint, two_regions

ONE_WORLD = {"North": "World", "South": "World"}


def test_regions_become_one_and_keep_their_sectors():
    table = aggregated(two_regions(), regions=ONE_WORLD)
    assert table.products.texts == ("World.farm", "World.mill")
    np.testing.assert_allclose(table.use, [[17, 85], [10, 24]])
    np.testing.assert_allclose(table.product_output, [179, 120])
    assert table.people == {"World": 7.0}


def test_a_symmetric_table_stays_symmetric_with_one_map_for_both():
    for maps in (
        {"products": {"farm": "food", "mill": "food"}},
        {"industries": {"farm": "food", "mill": "food"}},
    ):
        table = aggregated(two_regions(), **maps)
        assert table.is_symmetric
        assert table.industries.texts == table.products.texts == ("North.food", "South.food")


def test_a_split_by_shares_keeps_a_symmetric_table_symmetric_and_balanced():
    table = aggregated(two_regions(), products={"farm": {"crops": 0.75, "animals": 0.25}, "mill": "mill"})
    assert table.is_symmetric
    assert table.products.texts[:3] == ("North.crops", "North.animals", "North.mill")
    np.testing.assert_allclose(table.product_output, table.use.sum(1) + table.final_demand.sum(1))
    np.testing.assert_allclose(table.industry_output, table.use.sum(0) + table.value_added.by_industry.sum(0))


def test_totals_and_rows_beside_the_table_are_kept():
    before = two_regions()
    after = aggregated(before, ONE_WORLD, {"farm": "all", "mill": "all"})
    assert after.use.shape == (1, 1)
    assert after.use.sum() == pytest.approx(before.use.sum())
    assert after.labour.by_industry.tolist() == [[22.0]]
    assert after.satellites.by_industry.tolist() == [[10.0]]
    assert after.satellites.by_final.tolist() == [[11.0, 0.0]]


def test_joint_products_and_imports_are_summed():
    table = aggregated(joint(), products={"grain": "grain", "flour": "milled", "bran": "milled"})
    np.testing.assert_allclose(table.supply.toarray(), [[90, 10], [0, 80]])
    np.testing.assert_allclose(table.imports, [6, 0])
    np.testing.assert_allclose(
        table.product_output + table.imports, table.use.sum(1) + table.final_demand.sum(1)
    )


def test_titles_stay_with_what_is_made_of_one():
    table = aggregated(
        two_regions(), products={"farm": "agriculture", "mill": "mill"}, titles={"mill": "Mills"}
    )
    assert table.products.titles == ("Farming", "Mills", "Farming", "Mills")
    merged = aggregated(two_regions(), products={"farm": "food", "mill": "food"})
    assert merged.products.titles == ()


def test_people_of_a_new_region_are_unknown_where_a_part_is():
    assert aggregated(two_regions({"North": 3.0}), regions=ONE_WORLD).people == {}


def test_regions_that_the_table_lacks_do_no_harm():
    table = aggregated(two_regions(), regions=ONE_WORLD | {"West": "World"})
    assert table.people == {"World": 7.0}


def test_users_of_several_kinds_in_one_are_of_kind_other():
    one = two_regions()
    mixed = replace(one, final_kinds=("household", "stocks", "government"))
    assert aggregated(mixed, regions=ONE_WORLD).final_kinds == ("other", "stocks")


def test_names_without_a_new_one_are_named_with_the_nearest():
    with pytest.raises(ModelError, match=r"region 'South' \(the concordance has 'Sooth'\)"):
        aggregated(two_regions(), regions={"North": "World", "Sooth": "World"})
    with pytest.raises(ModelError, match="industry 'mill'"):
        aggregated(joint(), industries={"farm": "farm"})


def test_shares_that_do_not_add_to_one_are_refused():
    with pytest.raises(ModelError, match=r"'farm' add to 0\.9"):
        aggregated(two_regions(), products={"farm": {"a": 0.5, "b": 0.4}, "mill": "mill"})


def test_nothing_to_sum_gives_the_same_table():
    table = two_regions()
    assert aggregated(table) is table


def test_sums_do_not_depend_on_how_the_matrix_lies_in_memory():
    rng = np.random.default_rng(3)
    labels = two_regions().products
    share = grouping(labels, ONE_WORLD, None, "product").share
    matrix = rng.random((4, 4))
    expected = share.toarray().T @ matrix @ share.toarray()
    for laid in (matrix, np.asfortranarray(matrix), np.repeat(matrix, 2, axis=1)[:, ::2]):
        np.testing.assert_allclose(summed(laid, share, share), expected)
