"""Countries outside the table: exports earn the currency, imports cost it."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame

__all__ = ["add_currency", "add_outside"]

_YEAR = 365.0


def add_currency(draft: Draft, frame: Frame) -> None:
    """Money, which all products are counted in and abroad is paid in: one purse for the economy."""
    draft.add(
        "goods",
        {
            "good": [frame.currency],
            "name": "foreign currency",
            "unit": frame.currency,
            "kind": "currency",
            "pooled": True,
        },
    )


def add_outside(draft: Draft, frame: Frame) -> None:
    """Exports, imports by product, imported inputs below the table, and the deficit that was observed."""
    table = frame.table
    exports = np.maximum(table.final_demand[:, frame.finals("export")], 0.0).sum(axis=1)
    below = table.value_added.of_kind("imports").by_industry.sum(axis=0)
    if not (exports.any() or table.imports.any() or below.any()):
        return
    currency = frame.currency
    _add_exports(draft, frame, exports)
    _add_imports(draft, frame)
    paid = np.maximum(table.imports, 0.0).sum()  # what goes back is used up here, and earns nothing
    deficit = float(paid + below.sum() - exports.sum()) * frame.scale
    if deficit > 0.0:
        draft.add(
            "supplies",
            {
                "supply": ["observed-deficit"],
                "good": currency,
                "at_most": deficit,
                "per": "horizon",
                "kind": "transfer",
            },
        )
        draft.notes.append(
            f"More was imported than exported: {deficit:,.6g} {currency} of foreign money is supplied."
        )


def _add_exports(draft: Draft, frame: Frame, exports: np.ndarray) -> None:
    """Activities that give a product away and earn its worth; kept as they were where origins are."""
    rows = np.flatnonzero(exports)
    if not len(rows):
        return
    names = [f"export.{frame.names.local(frame.table.products.regions[i], frame.made[i])}" for i in rows]
    level = exports[rows] * frame.scale / _YEAR
    kept = frame.options.sourcing == "observed"
    draft.add(
        "activities",
        {
            "activity": names,
            "place": [frame.place_of_row[i] for i in rows],
            "kind": "export",
            "capacity": level if kept else level * (1.0 + frame.options.trade_slack),
            "minimum": level if kept else None,
        },
    )
    draft.coefficients(names, [frame.sold[i] for i in rows], -np.ones(len(rows)))
    draft.coefficients(names, frame.currency, np.ones(len(rows)))


def _add_imports(draft: Draft, frame: Frame) -> None:
    table = frame.table
    rows = np.flatnonzero(table.imports > 0.0)
    if not len(rows):
        return
    goods = [f"{frame.made[i]}.imported" for i in rows]
    draft.add(
        "goods",
        {"good": list(dict.fromkeys(goods)), "unit": frame.currency, "kind": "good", "family": "imported"},
    )
    draft.add(
        "supplies",
        {
            "supply": "imports",
            "good": goods,
            "place": [frame.place_of_row[i] for i in rows],
            "supplier": "abroad",
            "origin": "abroad",
            "at_most": table.imports[rows] * frame.scale * (1.0 + frame.options.trade_slack),
            "per": "horizon",
            "price": 1.0,
            "paid_in": frame.currency,
            "kind": "import",
        },
    )
