"""F06: labour or money that nothing limits.

No aim of a plan can grow without limit: coverage and floors end at 1, and effort is a sum of amounts
that are not negative. What nothing limits is therefore not an error of the program, but it may be one of the
data: with money without end every purchase is open, and with labour without end no place is short of hands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.model.selectors import Selector, parse_selector
from commonweal.validate.report import at, shown

__all__ = ["check_unlimited"]

_KINDS = ("currency", "labour")


def check_unlimited(economy: Economy) -> Iterator[Finding]:
    """A finding for each supply of labour or money that neither its row nor a limit bounds."""
    goods = economy["goods"].select(
        "good", *(pl.col(name).alias(f"good.{name}") for name in ("family", "kind"))
    )
    places = economy["places"].select("place", pl.col("parent").alias("place.parent"))
    rows = (
        economy["supplies"]
        .with_row_index()
        .join(goods, on="good", how="left", maintain_order="left")
        .join(places, on="place", how="left", maintain_order="left")
        .filter(pl.col("good.kind").is_in(_KINDS) & pl.col("at_most").is_null())
        .filter(~pl.col("closed").fill_null(value=False))
    )
    caps = _caps(economy)
    for row in rows.iter_rows(named=True):
        if any(_holds(cap, row) for cap in caps):
            continue
        why = f"Nothing limits how much '{shown(row['good'])}' it gives."
        remedy = "Write at_most; or, if there is plenty, an amount that is surely enough."
        yield at(economy, "F06", ("supplies", row["index"], "at_most"), why, remedy)


def _caps(economy: Economy) -> list[Selector]:
    """What limits with a cap sum of supplies."""
    capped = economy["limits"].filter(pl.col("at_most").is_not_null())["limit"].to_list()
    counts = pl.col("coefficient").fill_null(1.0) > 0
    terms = economy["limit_terms"].filter(pl.col("limit").is_in(capped) & counts)
    selectors = [parse_selector(text) for text in terms["selector"]]
    return [selector for selector in selectors if selector.kind == "supply"]


def _holds(selector: Selector, row: Mapping[str, object]) -> bool:
    """Whether a selector names a supply."""
    return all(row[column] == value for column, value in selector.conditions)
