"""The accounts of an observed table, drawn up in one go: sectors, regions, footprints, prices, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from commonweal.accounting.checks import Checks
from commonweal.accounting.deviations import deviations_table
from commonweal.accounting.labour import labour_rows
from commonweal.accounting.pricing import priced_sectors, wear_of
from commonweal.accounting.regions import embodied_table, footprint_table, regions_table
from commonweal.accounting.sectors import sectors_table
from commonweal.errors import ModelError
from commonweal.inputoutput.embodied import embodied_trade
from commonweal.inputoutput.footprints import footprints
from commonweal.inputoutput.labour_values import labour_values
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Floats, InputOutput, Rows, SupplyUse
from commonweal.inputoutput.transformations import symmetric
from commonweal.validate.report import suggestion

if TYPE_CHECKING:
    from commonweal.inputoutput.labour_values import LabourValues
    from commonweal.inputoutput.production_prices import ProductionPrices

__all__ = ["Accounts", "Model", "accounts", "chosen_rows"]

Model = Literal["A", "B", "C", "D"]

_MONEY = ("compensation", "surplus", "taxes", "value_added", "imports", "capital", "depreciation")
"""Kinds of rows that are in the table's money."""

LABOUR = "labour"
"""Word for all kinds of labour together."""


@dataclass(frozen=True, eq=False)
class Accounts:
    """The accounts of a table.

    Attributes
    ----------
    table
        What was observed.
    flat
        The symmetric table that the accounts are of.
    system
        Its Leontief system, solved already.
    model
        How it was made symmetric: one of A, B, C, D; blank where it was so from the start.
    of, unit
        What is followed through trade in ``regions`` and ``embodied``, and its unit.
    tables
        ``sectors``, ``regions``, ``embodied``, ``footprints``, ``deviations``, ``checks``; also as
        ``accounts["sectors"]``.
    profit
        Prices of production; None where the table lacks wages or households' consumption.
    notes
        What was assumed, and what could not be told, in sentences.
    """

    table: SupplyUse
    flat: InputOutput
    system: LeontiefSystem
    model: str
    of: str
    unit: str
    tables: Mapping[str, pl.DataFrame]
    profit: ProductionPrices | None
    notes: tuple[str, ...]

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @property
    def work_unit(self) -> str:
        """The unit of the labour that values are told in; blank where the table has none."""
        return labour_rows(self.flat.labour).units[0] if len(self.flat.labour) else ""

    @property
    def holds(self) -> bool:
        """Whether every identity that was checked holds."""
        return bool(self.tables["checks"]["holds"].all())

    def data(self) -> dict[str, Any]:
        """The numbers, as ``commonweal accounts --json`` prints them."""
        provenance = self.table.provenance
        return {
            "name": provenance.name,
            "year": provenance.year,
            "currency": provenance.currency,
            "scale": provenance.scale,
            "model": self.model,
            "of": self.of,
            "unit": self.unit,
            "holds": self.holds,
            "profit_rate": None if self.profit is None else self.profit.profit_rate,
            "maximum_profit_rate": None if self.profit is None else self.profit.maximum_rate,
            "notes": list(self.notes),
        } | {name: frame.to_dicts() for name, frame in self.tables.items()}


def accounts(table: SupplyUse, model: Model = "D", *, of: str = LABOUR) -> Accounts:
    """The accounts of a table: multipliers, labour values, prices of production, linkages, footprints, trade.

    Everything is worked out on the symmetric table through one Leontief system; no inverse is formed,
    whatever the size. Identities that must hold are recomputed and told with their residuals.

    Parameters
    ----------
    table
        Supply and use, or a symmetric table.
    model
        How supply and use tables are made symmetric: ``A`` and ``B`` product by product (product and
        industry technology), ``C`` and ``D`` industry by industry (fixed industry and product sales).
        A symmetric table is taken as it is.
    of
        What is followed from region to region: ``labour`` (all kinds together; value added where the
        table has none), ``value_added``, or a row of the table by name.

    Raises
    ------
    ModelError
        If there is no such row, or the table can't be made symmetric by the model.

    Examples
    --------
    ``accounts(commonweal.table_of("folder"))["sectors"]``
    """
    flat = symmetric(table, model)
    system = LeontiefSystem(flat.flows, flat.output)
    followed, notes = chosen_rows(flat, of)
    trade = embodied_trade(flat, followed, system)
    prints = footprints(flat, _beside(flat), system)
    work = labour_values(system, labour_rows(flat.labour).by_industry) if len(flat.labour) else None
    wear = wear_of(flat) if work is not None else None
    worn = labour_values(system, labour_rows(flat.labour).by_industry, wear) if wear is not None else None
    profit, more = priced_sectors(flat, system)
    checks = Checks(flat, system)
    checks.books(table)
    checks.leontief()
    checks.followed(trade, followed)
    checks.footprints(prints)
    if work is not None:
        checks.labour(work)
    if worn is not None:
        checks.labour_with_wear(worn)
    if profit is not None:
        checks.prices(profit)
    tables = {
        "sectors": sectors_table(flat, system, work, profit, worn),
        "regions": regions_table(flat, trade),
        "embodied": embodied_table(trade),
        "footprints": footprint_table(flat, prints),
        "deviations": deviations_table(flat, _priced(work, worn, profit)),
        "checks": checks.frame(),
    }
    return Accounts(
        table,
        flat,
        system,
        "" if table.is_symmetric else model,
        followed.names[0],
        followed.units[0],
        MappingProxyType(tables),
        profit,
        (*table.provenance.notes, *_said(table, model), *notes, *more),
    )


def _priced(
    work: LabourValues | None, worn: LabourValues | None, profit: ProductionPrices | None
) -> dict[str, Floats]:
    """The sets of prices that a table gives, by name."""
    prices = {}
    if work is not None:
        prices["labour_value"] = work.total
    if worn is not None:
        prices["labour_value_with_wear"] = worn.total
    if profit is not None:
        prices["production_price"] = profit.prices
    return prices


def chosen_rows(flat: InputOutput, of: str) -> tuple[Rows, list[str]]:
    """The row to follow through trade, by its name or as a word, and what has to be told of it.

    Rows of money are in units of the currency, whatever the table's figures stand for.

    Raises
    ------
    ModelError
        If there is no such row.
    """
    rows, notes = _chosen(flat, of)
    scale = flat.provenance.scale if rows.kinds[0] in _MONEY else 1.0
    return replace(rows, by_industry=rows.by_industry * scale, by_final=rows.by_final * scale), notes


def _chosen(flat: InputOutput, of: str) -> tuple[Rows, list[str]]:
    """The row, in the unit of the table."""
    if of == LABOUR and len(flat.labour):
        return _summed(labour_rows(flat.labour), LABOUR), []
    added = flat.value_added
    if of in {LABOUR, "value_added"} and len(added):
        note = "The table has no labour: value added is followed through trade instead."
        return _summed(added, "value_added"), [note] if of == LABOUR else []
    known = [row for rows in (flat.labour, flat.satellites, added) for row in rows.names]
    for rows in (flat.labour, flat.satellites, added, flat.capital):
        if of in rows.names:
            return rows.at([rows.names.index(of)]), []
    if of == LABOUR:
        return _inputs_left(flat), [
            "The table has neither labour nor value added: what output is worth beyond inputs is followed."
        ]
    words = ", ".join([LABOUR, "value_added", *known][:20])
    raise ModelError(f"The table has no row '{of}'. {suggestion(of, known, f'There are: {words}.')}")


def _summed(rows: Rows, name: str) -> Rows:
    """All rows as one; they share a unit."""
    return Rows(
        (name,),
        (rows.units[0],),
        (rows.kinds[0],),
        rows.by_industry.sum(axis=0, keepdims=True),
        rows.by_final.sum(axis=0, keepdims=True),
    )


def _inputs_left(flat: InputOutput) -> Rows:
    """What is left of each sector's output when its inputs are paid, as value added."""
    left = flat.output - flat.flows.sum(axis=0)
    money = flat.provenance.currency
    return Rows(("value_added",), (money,), ("value_added",), left[None, :], np.zeros((1, len(flat.final))))


def _beside(flat: InputOutput) -> Rows:
    """Labour and satellites, one below the other: what footprints are drawn up of."""
    parts = (flat.labour, flat.satellites)
    return replace(
        flat.labour,
        names=tuple(name for rows in parts for name in rows.names),
        units=tuple(unit for rows in parts for unit in rows.units),
        kinds=tuple(kind for rows in parts for kind in rows.kinds),
        by_industry=np.concatenate([rows.by_industry for rows in parts]),
        by_final=np.concatenate([rows.by_final for rows in parts]),
    )


_MODELS = {
    "A": "product by product, each product made as its own industry makes it (product technology)",
    "B": "product by product, each industry making all its products alike (industry technology)",
    "C": "industry by industry, each industry selling all its products to the same users",
    "D": "industry by industry, each product sold to the same users whoever makes it",
}


def _said(table: SupplyUse, model: str) -> list[str]:
    """What was done to make the table symmetric, and what its labour leaves out."""
    notes = []
    if not table.is_symmetric:
        notes.append(f"The accounts are {_MODELS[model]} (model {model} of Eurostat 2008, ch. 11).")
    if len(labour_rows(table.labour)) < len(table.labour):
        kept = ", ".join(labour_rows(table.labour).names)
        notes.append(f"Labour is counted by {kept}: other rows count the same work in another unit.")
    return notes
