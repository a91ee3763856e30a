"""What holds of any table that is summed by any concordance, or balanced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.balancing import balanced
from commonweal.inputoutput.tables import Labels, SupplyUse, no_rows
from unit.inputoutput.two_regions import two_regions

NAMES = tuple("abcdef")


@st.composite
def tables(draw: st.DrawFn) -> SupplyUse:
    """A table of two regions with joint products; its rows and columns need not add up."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    base = two_regions()
    labels = Labels(("North",) * 6 + ("South",) * 6, NAMES * 2)
    supply = rng.random((12, 12)) * (rng.random((12, 12)) < 0.2) + np.diag(5 + rng.random(12))
    return replace(
        base,
        products=labels,
        industries=labels,
        supply=sparse.csr_array(supply),
        use=rng.random((12, 12)) * 0.3,
        final_demand=rng.random((12, 3)) - np.array([0, 0.5, 0]),
        value_added=replace(base.value_added, by_industry=1 + rng.random((1, 12))),
        labour=replace(base.labour, by_industry=rng.random((1, 12))),
        capital=no_rows(12, 3),
        satellites=replace(base.satellites, by_industry=rng.random((1, 12))),
        imports=rng.random(12),
        margins=np.zeros(12),
        taxes=rng.random(12),
    )


concordances = st.lists(st.sampled_from("xyz"), min_size=6, max_size=6).map(
    lambda to: dict(zip(NAMES, to, strict=True))
)


@settings(max_examples=40, deadline=None)
@given(tables(), concordances, st.booleans())
def test_residuals_of_sums_are_sums_of_residuals(table, sectors, one_region) -> None:
    regions = {"North": "World", "South": "World"} if one_region else None
    small = aggregated(table, regions, products=sectors, industries=sectors)
    for labels, before, after in (
        (small.products, product_residuals(table), product_residuals(small)),
        (small.industries, industry_residuals(table), industry_residuals(small)),
    ):
        for place, (region, name) in enumerate(zip(labels.regions, labels.names, strict=True)):
            parts = [
                value
                for value, r, n in zip(before, table.products.regions, table.products.names, strict=True)
                if sectors[n] == name and (one_region or r == region)
            ]
            assert np.isclose(after[place], sum(parts), atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(tables(), concordances)
def test_two_steps_are_one(table, sectors) -> None:
    regions = {"North": "World", "South": "World"}
    at_once = aggregated(table, regions, sectors, sectors)
    in_turn = aggregated(aggregated(table, regions), None, sectors, sectors)
    assert at_once.products == in_turn.products
    np.testing.assert_allclose(at_once.use, in_turn.use)
    np.testing.assert_allclose(at_once.supply.toarray(), in_turn.supply.toarray())


@settings(max_examples=25, deadline=None)
@given(tables())
def test_a_balanced_table_keeps_signs_and_what_is_made(table) -> None:
    after, report = balanced(table)
    assert report.converged
    assert np.abs(product_residuals(after)).max() < 1e-6
    assert np.abs(industry_residuals(after)).max() < 1e-6
    assert (np.sign(after.final_demand) == np.sign(table.final_demand)).all()
    assert after.supply is table.supply
