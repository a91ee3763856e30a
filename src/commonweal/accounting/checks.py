"""Identities that accounts must keep, recomputed from the table, with what they are off by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.inputoutput.balances import industry_residuals, product_residuals
from commonweal.inputoutput.footprints import by_region
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats, InputOutput, Rows, SupplyUse

if TYPE_CHECKING:
    from commonweal.inputoutput.embodied import EmbodiedTrade
    from commonweal.inputoutput.footprints import Footprints
    from commonweal.inputoutput.labour_values import LabourValues
    from commonweal.inputoutput.production_prices import ProductionPrices

__all__ = ["Checks"]

_EXACT = 1e-9
_BOOKS = 1e-4  # of all output: what published tables are off by through rounding


class Checks:
    """Identities, gathered one by one.

    Parameters
    ----------
    flat, system
        The symmetric table, and its Leontief system.
    """

    def __init__(self, flat: InputOutput, system: LeontiefSystem) -> None:
        self._flat = flat
        self._system = system
        self._rows: list[tuple[str, float, float]] = []

    def frame(self) -> pl.DataFrame:
        """One row an identity: ``identity``, ``residual`` (a share), ``allowed``, ``holds``."""
        rows = [(*row, row[1] <= row[2]) for row in self._rows]
        columns = {"identity": pl.String, "residual": pl.Float64, "allowed": pl.Float64, "holds": pl.Boolean}
        return pl.DataFrame(rows, schema=columns, orient="row")

    def books(self, table: SupplyUse) -> None:
        """What is made is used, and is worth what goes in: the largest residual as a share of all output."""
        total = float(np.abs(table.industry_output).sum()) or 1.0
        self._add("supply", float(np.abs(product_residuals(table)).max(initial=0.0)) / total, _BOOKS)
        if len(table.value_added):
            self._add("value", float(np.abs(industry_residuals(table)).max(initial=0.0)) / total, _BOOKS)

    def leontief(self) -> None:
        """Outputs of all that is left for final users are the outputs of the table."""
        flat = self._flat
        active = self._system.active
        left = (flat.output - flat.flows @ active) * active
        self._add("leontief", _share((self._system.outputs(left) - flat.output) * active, flat.output))

    def followed(self, trade: EmbodiedTrade, rows: Rows) -> None:
        """What each region does for all is what it does; balances of the world add up to 0.

        Counted is what the residuals of the books carry along: ``v (I − A)⁻¹ r``.
        """
        missed = per_output(rows.by_industry[0], self._flat.output) * self._system.outputs(self._unbooked)
        carried = by_region(missed, self._flat.sectors, trade.regions)
        given = trade.amounts[0].sum(axis=1) - trade.as_if_imported[0] + carried
        self._add("trade", _share(given - trade.done[0], trade.done[0]))
        if len(trade.users) == len(trade.regions) > 1:
            total = float(np.abs(trade.done[0]).sum()) or 1.0
            self._add("balance", abs(float(trade.balance[0].sum())) / total)

    def footprints(self, prints: Footprints) -> None:
        """All footprints are all that is used and released, row by row; residuals of the books counted."""
        if not len(prints.names):
            return
        carried = prints.multipliers @ self._unbooked - prints.as_if_imported
        gap = np.abs(prints.bought.sum(axis=1) + carried - prints.territorial.sum(axis=1))
        whole = np.abs(prints.territorial).sum(axis=1)
        self._add("footprints", float(np.max(per_output(gap, whole), initial=0.0)))

    @cached_property
    def _unbooked(self) -> Floats:
        """What is supplied of each product and used by nobody: shape (n_sectors,)."""
        flat = self._flat
        used = flat.flows.sum(axis=1) + flat.final_demand.sum(axis=1)
        left: Floats = (flat.output + flat.imports - used) * self._system.active
        return left

    def labour(self, work: LabourValues) -> None:
        """The work in the net output is the work of the year."""
        self._add("labour", work.residual)

    def labour_with_wear(self, work: LabourValues) -> None:
        """The same where the capital that is used up is replaced first."""
        self._add("labour_with_wear", work.residual)

    def prices(self, profit: ProductionPrices) -> None:
        """Prices are costs and profit, and all profits all prices less costs."""
        self._add("prices", profit.residual)
        self._add("profits", profit.total_residual)

    def _add(self, identity: str, residual: float, allowed: float = _EXACT) -> None:
        self._rows.append((identity, residual, allowed))


def _share(gap: Floats, whole: Floats) -> float:
    """The largest gap, as a share of the sum of what it is a gap of."""
    return float(np.abs(gap).max(initial=0.0)) / (float(np.abs(whole).sum()) or 1.0)
