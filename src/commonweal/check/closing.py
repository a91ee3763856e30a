"""E07: a plan that ends with empty stores."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_closing"]

_SHOWN = 5
_KEPT = ("durable", "currency")  # durables keep their opening stock, and money needs no store


def check_closing(economy: Economy) -> Iterator[Finding]:
    """One finding if there are stores, and none says what should be left in it at the end."""
    kinds = economy["goods"].select("good", "kind")
    rows = economy["stocks"].with_row_index().join(kinds, on="good", how="left", maintain_order="left")
    rows = rows.filter(~pl.col("kind").is_in(_KEPT).fill_null(value=False))
    if rows.is_empty() or rows["closing"].is_not_null().any():
        return
    goods = rows["good"].unique(maintain_order=True).to_list()
    names = ", ".join(f"'{shown(good)}'" for good in goods[:_SHOWN])
    more = f" and {len(goods) - _SHOWN} more" if len(goods) > _SHOWN else ""
    yield at(
        economy,
        "E07",
        ("stocks", rows["index"][0], "closing"),
        f"No store of {names}{more} says what should be left, so the plan may end with all of them empty.",
        "Life goes on after the last day: write the closing stocks, or 0 where they may be empty.",
    )
