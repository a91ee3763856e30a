"""Labour values of a table beside the prices of a plan made from it, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from commonweal.accounting.labour import labour_rows, one_labour
from commonweal.accounting.price_parts import RENTS, PricedPlan, embodied, priced
from commonweal.building.naming import Names
from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats, Rows, SupplyUse
from commonweal.inputoutput.transformations import symmetric

if TYPE_CHECKING:
    from commonweal.model import Economy
    from commonweal.plan.plan import Plan

__all__ = ["PARTS", "PriceGap", "values_against_prices"]

PARTS = ("mix", "joint", *RENTS)
"""What makes a price differ from a labour value: other makers and origins than in the table, joint
products counted at their worth in the plan, and the rents of ``price_parts.RENTS``."""

_ROUNDING = 1e-12  # parts below this share of the largest price are rounding
_ALLOWED = 1e-6  # of the largest price: what parts may miss of it, and what no limit holds may earn


@dataclass(frozen=True)
class PriceGap:
    """Labour values of a table beside the prices of a plan, in labour per unit of money.

    Attributes
    ----------
    products
        One row a product that is made in the plan: ``region``, ``product``, ``title``, ``made`` (less
        what its maker uses of it), ``labour_value``, ``price``, ``ratio``, ``gap``, the columns of
        ``PARTS`` and ``residual``: what the gap is more than its parts. Parts are blank where the price
        is 0: more is there than wanted.
    activities
        One row an activity that is run and gives something of worth: ``activity``, ``place``, ``kind``,
        ``level``, ``value``, and what it is made of per level: ``own_labour``, ``inputs``, ``rent``;
        ``because`` names the kind of limit where there is a rent.
    unit
        Of values and prices: ``hour/USD``.
    residual
        The largest part of a gap that is not explained, as a share of the largest price.
    unexplained
        The largest rent of something that no limit holds, as a share of the largest price; 0 but
        for rounding in a plan whose prices are right.
    """

    products: pl.DataFrame
    activities: pl.DataFrame
    unit: str
    residual: float
    unexplained: float

    @property
    def holds(self) -> bool:
        """Whether every gap is explained to one part in a million."""
        return self.residual <= _ALLOWED and self.unexplained <= _ALLOWED

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """Both tables by name."""
        return MappingProxyType({"products": self.products, "activities": self.activities})

    @property
    def total(self) -> Mapping[str, float]:
        """Labour values, prices and parts of all that is made, in labour per year."""
        priced_rows = self.products.filter(pl.col("mix").is_not_null())
        names = ("labour_value", "price", *PARTS)
        sums = priced_rows.select((pl.col(name) * pl.col("made")).sum() for name in names)
        return MappingProxyType(sums.row(0, named=True))

    def data(self) -> dict[str, Any]:
        """The numbers, as ``commonweal accounts --json`` prints them."""
        return {
            "unit": self.unit,
            "residual": self.residual,
            "unexplained": self.unexplained,
            "total": dict(self.total),
            "products": self.products.to_dicts(),
        }


def values_against_prices(plan: Plan, table: SupplyUse) -> PriceGap:
    """Why the prices of a plan differ from the labour values of the table it was made from.

    A price is what one more unit would save of labour. It is made up, at every remove, of the work
    that is done and of rents where limits are reached: ``p = m (own) + m (rents)`` over the
    techniques as the plan uses them. A labour value is the work alone, over the techniques of the
    table. So ``p − λ`` is the sum of what other makers and origins change (``mix``), of joint
    products that are worth more or less than in the market (``joint``), and of the rents.

    Parameters
    ----------
    plan
        Made with effort ``labour`` from the economy that was built from the table.
    table
        As ``commonweal.table_of`` gives it.

    Raises
    ------
    ModelError
        If the plan spares something else than labour, or is not of this table.

    References
    ----------
    Koopmans, "Analysis of production as an efficient combination of activities", 1951 (efficiency
    prices); Morishima, *Marx's Economics*, 1973, ch. 14 (values as shadow prices of labour).
    """
    found = priced(plan)
    by_worth, by_amount = embodied(found), embodied(found, by_price=False)
    values, unit = _labour_values(plan.economy, table)
    at = _positions(found, table)
    products = _products(found, table, at, values, by_worth, by_amount)
    largest = float(found.prices.max(initial=0.0)) or 1.0
    residual = float(np.abs(by_worth.sum(axis=1) - found.prices).max(initial=0.0)) / largest
    return PriceGap(products, _activities(found), unit, residual, _unexplained(found) / largest)


def _positions(found: PricedPlan, table: SupplyUse) -> np.ndarray:
    """The node of each product of the table, −1 where there is none: shape (n_products,).

    Raises
    ------
    ModelError
        If no product of the table is in the plan.
    """
    names = Names(table.products, table.industries)
    place = {
        (good, region): at
        for at, (good, region) in enumerate(found.nodes.select("good", "place").iter_rows())
    }
    pairs = zip(table.products.names, table.products.regions, strict=True)
    at = np.array([place.get((names.product(name), names.place(region)), -1) for name, region in pairs])
    if np.all(at < 0):
        raise ModelError("Nothing that the table has is in the plan: it was made from another economy.")
    return at


def _labour_values(economy: Economy, table: SupplyUse) -> tuple[Floats, str]:
    """Labour per unit of currency of each product, by industry technology, and its unit."""
    rows = labour_rows(table.labour) if len(table.labour) else _planned_labour(economy, table)
    flat = symmetric(replace(table, labour=rows), "B")
    system = LeontiefSystem(flat.flows, flat.output)
    values = system.embodied(per_output(one_labour(flat.labour), flat.output))
    return values / table.provenance.scale, f"{rows.units[0]}/{table.provenance.currency}"


def _planned_labour(economy: Economy, table: SupplyUse) -> Rows:
    """Labour by industry as the economy has it, where the table has none: it was assumed in building.

    Raises
    ------
    ModelError
        If the economy has none either.
    """
    kinds = economy["goods"].filter(pl.col("kind") == "labour")
    if not kinds.height:
        raise ModelError("Neither the table nor the economy has labour, so that nothing is worth any.")
    drawn = economy["activity_goods"].filter(pl.col("good").is_in(kinds["good"].implode()))
    taken = dict(drawn.group_by("activity").agg(-pl.col("amount").sum()).iter_rows())
    names = Names(table.products, table.industries)
    labels = zip(table.industries.regions, table.industries.names, strict=True)
    rate = np.array([taken.get(names.industry(region, name), 0.0) for region, name in labels])
    work = rate * table.industry_output * table.provenance.scale
    return Rows(("labour",), (kinds["unit"][0],), ("labour",), work[None, :], np.zeros((1, len(table.final))))


def _products(
    found: PricedPlan, table: SupplyUse, at: np.ndarray, values: Floats, by_worth: Floats, by_amount: Floats
) -> pl.DataFrame:
    """One row for each product that the plan makes."""
    made = np.asarray(found.outputs @ found.levels).ravel()
    kept = np.flatnonzero((at >= 0) & (made[at] > 0.0))
    node = at[kept]
    price, value = found.prices[node], values[kept]
    scarce = price > 0.0
    parts = np.column_stack(
        [by_amount[node, 0] - value, by_worth[node, 0] - by_amount[node, 0], by_worth[node, 1:]]
    )
    rest = np.where(scarce, price - value - parts.sum(axis=1), np.nan)
    parts[np.abs(parts) < _ROUNDING * price.max(initial=0.0)] = 0.0
    frame = pl.DataFrame(
        {
            "region": [table.products.regions[index] for index in kept],
            "product": [table.products.names[index] for index in kept],
            "title": [table.products.title(int(index)) for index in kept],
            "made": made[node],
            "labour_value": value,
            "price": price,
            "ratio": shares(price, value),
            "gap": price - value,
        }
    )
    told = {
        name: pl.Series(name, np.where(scarce, parts[:, number], np.nan)).fill_nan(None)
        for number, name in enumerate(PARTS)
    }
    return frame.with_columns(**told, residual=pl.Series(rest).fill_nan(None))


def _activities(found: PricedPlan) -> pl.DataFrame:
    """One row for each activity that is run: what it gives, takes, does and earns per level."""
    value, inputs = found.outputs.T @ found.prices, found.inputs.T @ found.prices
    run = (found.columns["family"].to_numpy() == "level") & (value > 0.0)
    small = _ALLOWED * (float(found.prices.max(initial=0.0)) or 1.0)
    because = [
        RENTS[kind] if abs(rent) > small else None
        for kind, rent in zip(found.kinds.tolist(), found.rents.tolist(), strict=True)
    ]
    return (
        found.columns.select("activity", "place", "kind")
        .with_columns(
            level=pl.Series(found.levels),
            value=pl.Series(value),
            own_labour=pl.Series(found.own),
            inputs=pl.Series(inputs),
            rent=pl.Series(found.rents),
            because=pl.Series(because, dtype=pl.String),
        )
        .filter(pl.Series(run))
    )


def _unexplained(found: PricedPlan) -> float:
    """The largest rent of a column that no limit holds."""
    return float(np.abs(found.rents[~found.held]).max(initial=0.0))
