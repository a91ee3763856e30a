"""Labour values and prices of production of the United States in 2014: hours, pay and capital stocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from commonweal.inputoutput.enlarged import SharedInputs
from commonweal.inputoutput.input_mixes import capital_by_mix, wage_basket
from commonweal.inputoutput.labour_values import LabourValues, labour_values, surplus_value_rate
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.production_prices import (
    ProductionPrices,
    circulating_capital_prices,
    fixed_capital_prices,
)
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats
from commonweal.inputoutput.value_prices import compared_prices

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "us_2014"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

WEAR = 0.05  # of the stock a year: assumed, as the data give none
NO_MARKET = ("O84", "T", "U")  # government, households as employers, extraterritorial bodies


@dataclass(frozen=True)
class UnitedStates:
    """The domestic table and what stands beside it, for some of the 56 sectors."""

    flows: Floats  # million USD
    output: Floats
    consumption: Floats
    investment: Floats
    hours: Floats  # million: those of employees, and as many for each person who isn't one
    pay: Floats  # million USD, of all persons
    capital: Floats  # million USD

    @classmethod
    def read(cls, without: tuple[str, ...]) -> UnitedStates:
        table = pl.read_csv(FOLDER / "input_output.csv")
        codes = [code for code in table["Code"] if code not in without]
        rows = table.filter(pl.col("Code").is_in(codes))
        beside = rows.select("Code").join(
            pl.read_csv(FOLDER / "socio_economic.csv"), left_on="Code", right_on="code", maintain_order="left"
        )
        hours = beside["H_EMPE"].to_numpy() * shares(beside["EMP"].to_numpy(), beside["EMPE"].to_numpy())
        return cls(
            rows.select(codes).to_numpy(),
            rows["GO"].to_numpy(),
            rows["CONS_h"].to_numpy(),
            rows["GFCF"].to_numpy(),
            hours,
            beside["LAB"].to_numpy(),
            beside["K"].to_numpy(),
        )

    @property
    def system(self) -> LeontiefSystem:
        return LeontiefSystem(self.flows, self.output)

    @property
    def wage(self) -> float:
        """USD an hour, on the whole."""
        return float(self.pay.sum() / self.hours.sum())

    @property
    def paid_hours(self) -> Floats:
        """Hours, each counted by its pay."""
        return self.pay / self.wage

    @property
    def basket(self) -> Floats:
        return wage_basket(self.consumption, self.wage)

    @property
    def stock(self) -> SharedInputs:
        return capital_by_mix(self.capital, self.output, self.investment)

    @property
    def wear(self) -> SharedInputs:
        return capital_by_mix(WEAR * self.capital, self.output, self.investment)

    def values(self, *, wear: bool = False) -> LabourValues:
        return labour_values(self.system, self.hours, self.wear if wear else None)

    def prices(self) -> ProductionPrices:
        return fixed_capital_prices(self.system, self.paid_hours, self.basket, self.stock, self.wear)


@pytest.fixture(scope="module", params=[(), NO_MARKET], ids=["all", "market"])
def states(request: pytest.FixtureRequest) -> UnitedStates:
    return UnitedStates.read(request.param)


def holds(found: ProductionPrices) -> None:
    assert found.residual < 1e-9
    assert found.total_residual < 1e-9
    assert np.all(found.prices[found.output > 0.0] > 0.0)
    assert found.total_price == pytest.approx(found.output.sum(), rel=1e-12)


def test_data_are_those_described() -> None:
    everything, market = UnitedStates.read(()), UnitedStates.read(NO_MARKET)
    assert len(market.output) == 53
    assert everything.capital.sum() == pytest.approx(53.5e6, rel=1e-3)


@pytest.mark.parametrize("wear", [False, True])
def test_net_output_is_worth_all_hours(states: UnitedStates, wear: bool) -> None:
    values = states.values(wear=wear)
    assert values.labour == pytest.approx([states.hours.sum()])
    assert values.residual < 1e-9
    used = states.flows / np.where(states.output > 0.0, states.output, np.inf)
    more = states.wear.mixes @ states.wear.coefficients if wear else 0.0
    direct = per_output(states.hours, states.output)
    np.testing.assert_allclose(values.total, direct + values.total @ (used + more), rtol=1e-9)


def test_a_dollar_takes_about_as_long_as_net_output_says(states: UnitedStates) -> None:
    per_dollar = states.hours.sum() / (states.output - states.flows.sum(axis=1)).sum()
    assert 1 / per_dollar == pytest.approx(69.0, abs=3.0)  # USD an hour
    assert np.median(states.values().total) == pytest.approx(per_dollar, rel=0.3)


@pytest.mark.parametrize("advanced", [False, True])
def test_prices_on_circulating_capital_earn_one_rate(states: UnitedStates, advanced: bool) -> None:
    found = circulating_capital_prices(
        states.system, states.paid_hours, states.basket, wages_advanced=advanced
    )
    holds(found)
    assert 0.0 < found.profit_rate < found.maximum_rate


def test_prices_on_fixed_capital_earn_one_rate(states: UnitedStates) -> None:
    found = states.prices()
    holds(found)
    used = states.flows / np.where(states.output > 0.0, states.output, np.inf)
    used = used + states.wear.mixes @ states.wear.coefficients
    paid = np.outer(states.basket, per_output(states.paid_hours, states.output))
    inverse = np.linalg.inv(np.eye(len(states.output)) - used - paid)
    roots = np.linalg.eigvals(states.stock.mixes @ states.stock.coefficients @ inverse)
    assert found.profit_rate == pytest.approx(1.0 / roots.real.max(), rel=1e-9)
    assert 0.05 < found.profit_rate < found.maximum_rate < 0.7


def test_profits_at_prices_of_production_are_all_that_is_left(states: UnitedStates) -> None:
    found = states.prices()
    surplus = (found.prices - found.materials - found.wages) @ states.output
    assert found.total_profit == pytest.approx(surplus, rel=1e-9)


def test_labour_is_unpaid_where_profits_are_positive(states: UnitedStates) -> None:
    values = labour_values(states.system, states.paid_hours, states.wear).total
    assert surplus_value_rate(values, states.basket) > 0.0
    assert states.prices().profit_rate > 0.0


def test_values_and_prices_of_production_lie_near_the_market(states: UnitedStates) -> None:
    market = np.ones_like(states.output)
    values = labour_values(states.system, states.paid_hours, states.wear).total
    by_values = compared_prices(values, market, states.output)
    by_production = compared_prices(states.prices().prices, market, states.output)
    for found in (by_values, by_production):
        assert found.weighted_deviation < 0.4
        assert found.log_correlation > 0.9
        assert 0.0 < found.distance < 0.6
