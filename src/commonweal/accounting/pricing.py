"""Prices of production of a table: what it has to have for them, and what is assumed."""

from __future__ import annotations

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import SharedInputs
from commonweal.inputoutput.input_mixes import capital_by_mix, wage_basket
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.production_prices import (
    ProductionPrices,
    circulating_capital_prices,
    fixed_capital_prices,
)
from commonweal.inputoutput.tables import Floats, InputOutput

__all__ = ["priced_sectors", "wear_of"]


def priced_sectors(flat: InputOutput, system: LeontiefSystem) -> tuple[ProductionPrices | None, list[str]]:
    """Prices at which every sector earns one rate of profit, and what has to be told of them.

    Labour is counted by what it is paid, so that work is weighed by wages and countries with other wages
    can stand side by side; wages buy the mix that households consume. Where the table has stocks of
    capital, profit is on them, spread by the mix of investment; else on what is used up in the year.

    Returns
    -------
    The prices, None where they can't be told, and sentences
    """
    wages = flat.value_added.of_kind("compensation").by_industry.sum(axis=0)
    consumed = _demand(flat, "household")
    if not wages.any() or not consumed.any():
        lacks = "wages" if not wages.any() else "consumption of households"
        return None, [f"The table has no {lacks}, so that prices of production can't be told."]
    negative = int(np.count_nonzero(flat.flows < 0.0))
    try:
        prices, note = _prices(flat, system, np.maximum(wages, 0.0), wage_basket(consumed, 1.0))
    except ModelError as error:
        return None, [f"Prices of production can't be told: {error}"]
    notes = ["Labour is weighed by wages, and wages buy the mix that households consume.", note]
    if negative:
        notes.append(f"{negative} flows are negative, so that prices of production are doubtful.")
    return prices, notes


def _prices(
    flat: InputOutput, system: LeontiefSystem, wages: Floats, basket: Floats
) -> tuple[ProductionPrices, str]:
    """Prices on stocks of capital where there are some, else on what is used up, and which it was."""
    stocks = flat.capital.of_kind("capital").by_industry
    invested = _demand(flat, "investment")
    if len(stocks) and stocks[0].any() and invested.any():
        capital = capital_by_mix(stocks[0], flat.output, invested)
        wear = wear_of(flat)
        note = "Profit is on the stock of fixed capital, each sector's in the mix of the year's investment."
        return fixed_capital_prices(system, wages, basket, capital, wear), note
    note = "Profit is on what is used up in the year and on wages: the table has no stocks of capital."
    return circulating_capital_prices(system, wages, basket), note


def wear_of(flat: InputOutput) -> SharedInputs | None:
    """Fixed capital used up per unit of output, in the mix of the year's investment; None where not known."""
    worn = flat.capital.of_kind("depreciation").by_industry
    invested = _demand(flat, "investment")
    if not len(worn) or not worn[0].any() or not invested.any():
        return None
    return capital_by_mix(worn[0], flat.output, invested)


def _demand(flat: InputOutput, kind: str) -> Floats:
    """Final demand of one kind: shape (n_sectors,), money per year."""
    columns = [at for at, found in enumerate(flat.final_kinds) if found == kind]
    total: Floats = flat.final_demand[:, columns].sum(axis=1)
    return total
