"""Prices and limits that bind: what one more unit of anything would be worth, aim by aim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats
from commonweal.solve.aims import AimSolution

__all__ = ["binding_table", "price_table"]

_NOTHING = 1e-9  # prices below this share of the largest of their aim and family are left out
_FULL = 1e-7  # a limit binds when no more than this share of it is left

_LIMITS = {
    "route_capacity": "route",
    "supply_limit": "supply",
    "limit": "limit",
    "intake_cap": "cap on intake",
}
"""Families of rows that stand for limits people set, and what they are called."""

_CAPACITIES = {"level": "capacity", "stock": "store"}
"""Families of columns whose upper bound is a limit, and what it is called."""


def price_table(formulation: Formulation, solved: Sequence[AimSolution]) -> pl.DataFrame:
    """The price of every good, at every place, in every period, for every aim.

    What one more unit there and then would add to the aim (tiers, totals) or save of it (effort).
    A later aim's prices hold with the earlier aims kept. Rows where the price is 0 are left out.
    """
    frame = formulation.program.rows["material_balance"].frame()
    parts = []
    for answer in solved:
        worth = _worth(answer)[frame["position"].to_numpy()]
        part = frame.with_columns(aim=pl.lit(answer.aim.name), price=pl.Series(worth))
        parts.append(part.filter(pl.col("price").abs() > _NOTHING * np.abs(worth).max(initial=0.0)))
    empty = frame.clear().with_columns(aim=pl.lit(""), price=pl.lit(0.0))
    return pl.concat([empty, *parts]).drop("position")


def _worth(answer: AimSolution) -> Floats:
    """What one more unit of what stands on the left of a balance is worth for an aim.

    One more unit that is there lowers the right-hand side of a balance (−opening) by one.
    """
    prices = -answer.prices
    return prices if getattr(answer.aim, "maximise", True) else -prices


def binding_table(formulation: Formulation, solved: Sequence[AimSolution], levels: Floats) -> pl.DataFrame:
    """Limits that are used up, and what one more unit of each is worth for the first aim it matters to."""
    program = formulation.program
    sums = program.matrix @ levels
    parts = [
        _binding(
            program.rows[family].frame(), word, sums, program.row_upper, _first_price(solved, program.n_rows)
        )
        for family, word in _LIMITS.items()
        if family in program.rows
    ]
    no_price = (np.zeros(program.n_columns), np.full(program.n_columns, "", dtype=object))
    parts += [
        _binding(program.columns[family].frame(), word, levels, program.column_upper, no_price)
        for family, word in _CAPACITIES.items()
    ]
    parts.append(_binding_equipment(formulation, solved, levels))
    return pl.concat([part for part in parts if part.height] or parts[:1])


def _binding_equipment(
    formulation: Formulation, solved: Sequence[AimSolution], levels: Floats
) -> pl.DataFrame:
    """Equipment that is all in use: how much of it, and what one more unit would be worth in the period."""
    program, equipment = formulation.program, formulation.equipment
    done = levels.copy()
    done[equipment.column.ravel()] = 0.0
    rows, days = equipment.use_row, equipment.use_days
    used, allowed = np.zeros(program.n_rows), np.zeros(program.n_rows)
    used[rows] = (program.matrix @ done)[rows] / days
    there = equipment.use_pool >= 0
    allowed[rows[there]] = levels[equipment.column[equipment.use_pool[there], equipment.use_period[there]]]
    price, aim = _first_price(solved, program.n_rows)
    price[rows] *= days
    return _binding(program.rows["equipment_use"].frame(), "equipment", used, allowed, (price, aim))


def _first_price(solved: Sequence[AimSolution], n_rows: int) -> tuple[Floats, np.ndarray]:
    """For each row, its price at the first aim that has one, and the name of that aim."""
    price, aim = np.zeros(n_rows), np.full(n_rows, "", dtype=object)
    for answer in solved:
        worth = np.where(getattr(answer.aim, "maximise", True), answer.prices, -answer.prices)
        new = (price == 0.0) & (np.abs(worth) > _NOTHING * np.abs(worth).max(initial=0.0))
        price[new], aim[new] = worth[new], answer.aim.name
    return price, aim


def _binding(
    frame: pl.DataFrame, word: str, used: Floats, allowed: Floats, prices: tuple[Floats, np.ndarray]
) -> pl.DataFrame:
    """Members of a family that have nothing left, as rows of the table."""
    position = frame["position"].to_numpy()
    names = [name for name in frame.columns if name not in {"position", "place", "period", "part"}]
    full = np.isfinite(allowed[position]) & (allowed[position] > 0.0)
    full &= used[position] >= allowed[position] * (1.0 - _FULL)
    what = pl.concat_str([pl.col(name) for name in names], separator=", ", ignore_nulls=True)
    blank = pl.lit("")
    return frame.select(
        limit=pl.lit(word),
        what=what,
        place=pl.col("place") if "place" in frame.columns else blank,
        period=pl.col("period") if "period" in frame.columns else blank,
        used=pl.Series(used[position]),
        allowed=pl.Series(allowed[position]),
        price=pl.Series(prices[0][position]),
        aim=pl.Series([str(name) for name in prices[1][position]], dtype=pl.String),
    ).filter(pl.Series(full))
