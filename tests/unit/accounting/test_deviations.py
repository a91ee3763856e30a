"""How near market prices are to labour values and prices of production, and what wear adds to values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import commonweal as cw
from commonweal.inputoutput.tables import Rows


def test_where_market_prices_are_labour_values_nothing_deviates() -> None:
    rows = cw.accounts(cw.table_of("leontief"))["deviations"]
    found = rows.filter(first="labour_value", second="market").row(0, named=True)
    assert found["sectors"] == 2
    for measure in ("mean_deviation", "weighted_deviation", "angle", "distance"):
        assert found[measure] == pytest.approx(0.0, abs=1e-6), measure


def test_every_pair_of_prices_is_compared_once() -> None:
    rows = cw.accounts(cw.table_of("world"))["deviations"]
    pairs = {frozenset(pair) for pair in rows.select("first", "second").iter_rows()}
    assert len(pairs) == rows.height
    assert frozenset({"labour_value", "production_price"}) in pairs


def test_wear_of_capital_adds_the_work_in_what_replaces_it() -> None:
    table = cw.table_of("world")
    stocks = table.capital.of_kind("capital")
    worn = Rows(
        ("wear",), (stocks.units[0],), ("depreciation",), 0.04 * stocks.by_industry[:1], stocks.by_final[:1]
    )
    both = replace(
        stocks,
        names=(*stocks.names, *worn.names),
        units=(*stocks.units, *worn.units),
        kinds=(*stocks.kinds, *worn.kinds),
        by_industry=np.concatenate([stocks.by_industry, worn.by_industry]),
        by_final=np.concatenate([stocks.by_final, worn.by_final]),
    )
    found = cw.accounts(replace(table, capital=both))
    assert found.holds
    assert "labour_with_wear" in found["checks"]["identity"].to_list()
    sectors = found["sectors"]
    assert (sectors["labour_value_with_wear"] > sectors["labour_value"]).all()
    plain = cw.accounts(replace(table, capital=stocks))["sectors"]
    assert "labour_value_with_wear" not in plain.columns
    assert plain["labour_value"].to_list() == pytest.approx(sectors["labour_value"].to_list())
