"""What techniques use and make, as matrices, and the one small program that is asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from commonweal.errors import SolverStopped
from commonweal.findings import Origin
from commonweal.formulate.program import Floats, Integers
from commonweal.model.economy import Economy
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.scaling import Scaling, geometric_scaling
from commonweal.solve.status import Stopped
from commonweal.validate.report import shown

__all__ = ["Technology", "least_levels", "listed", "scaled"]

_SECONDS = 60.0
_LISTED = 8


@dataclass(frozen=True)
class Technology:
    """What one level of each technique uses and makes, places and delays left aside.

    Attributes
    ----------
    goods, activities
        Names of the rows and columns, sorted.
    uses, makes : each shape (n_goods, n_activities), unit of the good per level
        What goes in and what comes out, both positive.
    """

    goods: tuple[str, ...]
    activities: tuple[str, ...]
    uses: sp.csc_array
    makes: sp.csc_array

    @classmethod
    def of(cls, economy: Economy) -> Technology:
        """The techniques of an economy."""
        rows = economy["activity_goods"].filter(pl.col("amount") != 0)
        goods = tuple(sorted(set(rows["good"])))
        activities = tuple(sorted(set(rows["activity"])))
        good = rows["good"].cast(pl.Enum(goods)).to_physical().to_numpy()
        activity = rows["activity"].cast(pl.Enum(activities)).to_physical().to_numpy()
        amount = rows["amount"].to_numpy()

        def summed(amounts: Floats) -> sp.csc_array:
            kept = amounts > 0.0
            entries = (amounts[kept], (good[kept], activity[kept]))
            return sp.csc_array(sp.coo_array(entries, shape=(len(goods), len(activities))))

        return cls(goods, activities, summed(-amount), summed(amount))

    @property
    def net(self) -> sp.csc_array:
        """Net output, shape (n_goods, n_activities)."""
        net = sp.csc_array(self.makes - self.uses)
        net.eliminate_zeros()
        return net

    def part(self, goods: Integers, activities: Integers) -> Technology:
        """Some of the goods in some of the techniques."""
        return Technology(
            tuple(self.goods[good] for good in goods),
            tuple(self.activities[activity] for activity in activities),
            sp.csc_array(self.uses[goods][:, activities]),
            sp.csc_array(self.makes[goods][:, activities]),
        )


def scaled(net: sp.csc_array) -> tuple[sp.csc_array, Scaling]:
    """Net output in units and levels in which its coefficients are near 1, and the factors."""
    scaling = geometric_scaling(net)
    return sp.csc_array(sp.diags_array(scaling.row) @ net @ sp.diags_array(scaling.column)), scaling


def least_levels(
    net: sp.csc_array, cost: Floats, row_lower: Floats | None = None, at_most: float = 1.0
) -> Floats:
    """Levels ``x`` from 0 to ``at_most`` with ``net @ x ≥ row_lower`` at which ``cost @ x`` is least.

    Parameters
    ----------
    net : shape (n_goods, n_activities)
        Net output, scaled.
    cost : shape (n_activities,)
    row_lower : shape (n_goods,), optional
        What each good must give; nothing by default.

    Raises
    ------
    SolverStopped
        If that can't be said in a minute.
    """
    n_goods, n_activities = net.shape
    problem = Problem(
        matrix=sp.csc_array(net),
        cost=cost,
        row_lower=np.zeros(n_goods) if row_lower is None else row_lower,
        row_upper=np.full(n_goods, np.inf),
        column_lower=np.zeros(n_activities),
        column_upper=np.full(n_activities, at_most),
    )
    solution = solve_with_highs(problem, SIMPLEX, time_limit=_SECONDS, threads=1)
    if solution.stopped is not Stopped.OPTIMAL:
        why = f"Whether {n_activities:,} techniques that feed each other can give anything was not settled"
        raise SolverStopped(f"{why} ({solution.stopped.value}).", "check", solution.seconds)
    levels: Floats = np.where(solution.levels > 1e-9, solution.levels, 0.0)
    return levels


def listed(
    economy: Economy, activities: Iterable[str], goods: Iterable[str] | None = None
) -> tuple[int, str]:
    """First row and the text of the coefficients of some techniques, with the rows where they stand."""
    rows = economy["activity_goods"].with_row_index().filter(pl.col("activity").is_in(list(activities)))
    if goods is not None:
        rows = rows.filter(pl.col("good").is_in(list(goods)))
    origin = economy.origins.get("activity_goods", Origin("activity_goods"))
    parts = []
    for index, activity, good, amount in rows.select("index", "activity", "good", "amount").iter_rows():
        number = origin.row(index) if origin.rows else index + 2
        parts.append(f"{shown(activity)} {amount:+.6g} {shown(good)} (row {number})")
    more = f" and {len(parts) - _LISTED} more" if len(parts) > _LISTED else ""
    return rows["index"][0], "; ".join(parts[:_LISTED]) + more
