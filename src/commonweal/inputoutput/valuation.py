"""Uses at purchasers' prices turned into uses at basic prices."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from commonweal.errors import ModelError
from commonweal.inputoutput.tables import Floats, Rows, SupplyUse

__all__ = ["at_basic_prices"]

_TAXES = "taxes less subsidies on products"


def at_basic_prices(table: SupplyUse) -> SupplyUse:
    """The same table with every use valued at basic prices.

    Every user of a product is taken to pay the same rate of margin and of tax on it. With
    ``P = q + m + μ + τ`` (output, imports, margins, taxes) and ``μ⁺``, ``μ⁻`` the positive and negative
    margins, the use ``u_ij`` becomes ``u_ij (1 − (μ⁺_i + τ_i) / P_i)``; what user ``j`` paid in margins goes
    to the products with negative margins, in proportion to these, within the product's region where its
    margins add to 0, else within the whole table; what ``j`` paid in taxes goes to a row of value added.
    A table without margins and taxes is given back as it is.

    Returns
    -------
    A table whose ``margins`` and ``taxes`` are 0, with the residuals of the one given.

    Raises
    ------
    ModelError
        If margins don't add to 0, or a product with margins or taxes has no supply to bear them.

    References
    ----------
    Eurostat, *Manual of Supply, Use and Input-Output Tables*, 2008, ch. 6; United Nations, *Handbook on
    Supply and Use Tables and Input-Output Tables*, 2018, ch. 7.
    """
    if not np.any(table.margins) and not np.any(table.taxes):
        return table
    paid = np.maximum(table.margins, 0.0)
    margin_rates, tax_rates = _rates(table, paid)
    groups = _groups(table)
    keep = 1.0 - margin_rates - tax_rates
    use, final = (
        _moved(uses, keep, margin_rates, table.margins, groups) for uses in (table.use, table.final_demand)
    )
    return dataclasses.replace(
        table,
        use=use,
        final_demand=final,
        value_added=_with_taxes(table, tax_rates),
        margins=np.zeros(len(table.products)),
        taxes=np.zeros(len(table.products)),
    )


def _rates(table: SupplyUse, paid: Floats) -> tuple[Floats, Floats]:
    """Margin and tax as shares of what users of each product pay."""
    value = table.product_output + table.imports + table.margins + table.taxes
    without = np.flatnonzero((value == 0.0) & ((paid != 0.0) | (table.taxes != 0.0)))
    if len(without):
        named = ", ".join(table.products.texts[index] for index in without[:10])
        raise ModelError(f"Margins or taxes are given for products that nobody pays for: {named}.")
    rates = [
        np.divide(part, value, out=np.zeros(len(value)), where=value != 0.0) for part in (paid, table.taxes)
    ]
    return rates[0], rates[1]


def _groups(table: SupplyUse) -> list[npt.NDArray[np.intp]]:
    """Positions of products among which margins add to 0: by region where they do, else all together."""
    regions = np.array(table.products.regions)
    groups = [np.flatnonzero(regions == region) for region in table.products.distinct_regions]
    allowed = 1e-6 * np.abs(table.margins).sum()  # published margins are rounded
    if all(abs(table.margins[group].sum()) <= allowed for group in groups):
        return groups
    if abs(table.margins.sum()) > allowed:
        raise ModelError(
            f"Margins add to {table.margins.sum():.6g}, not to 0: what is added to goods has to be "
            "taken from trade and transport services."
        )
    return [np.arange(len(regions))]


def _moved(
    uses: Floats,
    keep: Floats,
    margin_rates: Floats,
    margins: Floats,
    groups: list[npt.NDArray[np.intp]],
) -> Floats:
    """Uses without margins and taxes, the margins added to the services that earn them."""
    moved: Floats = uses * keep[:, None]
    for group in groups:
        earned = np.maximum(-margins[group], 0.0)
        if earned.sum() > 0.0:
            paid_by_user = margin_rates[group] @ uses[group]
            moved[group] += np.outer(earned / earned.sum(), paid_by_user)
    return moved


def _with_taxes(table: SupplyUse, tax_rates: Floats) -> Rows:
    rows = table.value_added
    unit = rows.units[0] if len(rows) else table.provenance.currency
    return Rows(
        (*rows.names, _TAXES),
        (*rows.units, unit),
        (*rows.kinds, "taxes"),
        np.vstack([rows.by_industry, tax_rates @ table.use]),
        np.vstack([rows.by_final, tax_rates @ table.final_demand]),
    )
