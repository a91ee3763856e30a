"""The levels of a plan's columns, read back from its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["levels_of"]

_NO_NAMES: Mapping[str, str] = {}
_TABLES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "level": ("activities", "level", _NO_NAMES),
    "sent": ("flows", "sent", {"from_place": "from", "to_place": "to"}),
    "supplied": ("supplies", "supplied", _NO_NAMES),
    "stock": ("stocks", "stock", _NO_NAMES),
    "delivered": ("deliveries", "delivered", _NO_NAMES),
    "disposed": ("leftovers", "amount", _NO_NAMES),
    "left_over": ("leftovers", "amount", _NO_NAMES),
}
"""For each family of columns: the table of a plan, its column of amounts, other names of columns."""

_DIGITS = 9  # of a price that tells apart supplies that share a name


def levels_of(formulation: Formulation, plan: Plan) -> Floats:
    """What a plan does, shape (n_columns,); 0 where its tables say nothing.

    What places draw from a store they share, and put into it, is in no table and stays 0.
    """
    levels = np.zeros(formulation.program.n_columns)
    for family, (table, amount, other_names) in _TABLES.items():
        columns = formulation.program.columns[family].frame()
        rows = plan[table].rename(dict(other_names))
        if "kind" in rows.columns:
            rows = rows.filter(pl.col("kind") == family)
        if family == "supplied":
            columns, rows = _with_prices(formulation, columns, rows)
        names = [name for name in columns.columns if name != "position"]
        first = columns.unique(names, keep="first", maintain_order=True)
        found = rows.group_by(names, maintain_order=True).agg(pl.col(amount).sum()).join(first, on=names)
        levels[found["position"].to_numpy()] = found[amount].to_numpy()
    return levels


def _with_prices(
    formulation: Formulation, columns: pl.DataFrame, rows: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Supplies with what a unit costs: where places share one balance, only that tells rows apart."""
    priced = columns.with_columns(each=pl.Series(formulation.supplied.price))
    paid = rows.with_columns(each=pl.col("cost") / pl.col("supplied"))
    text = pl.col("each").round_sig_figs(_DIGITS).cast(pl.String)
    return priced.with_columns(text), paid.with_columns(text)
