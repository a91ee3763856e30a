"""Sectors: multipliers, linkages, the work in what they make, and prices of production."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.linkages import linkages
from commonweal.inputoutput.tables import Floats, InputOutput

if TYPE_CHECKING:
    from commonweal.inputoutput.labour_values import LabourValues
    from commonweal.inputoutput.production_prices import ProductionPrices

__all__ = ["sectors_table"]


def sectors_table(
    flat: InputOutput,
    system: LeontiefSystem,
    work: LabourValues | None,
    profit: ProductionPrices | None,
    worn: LabourValues | None = None,
) -> pl.DataFrame:
    """One row a sector, in the order of the table; sectors that make nothing are left out.

    Returns
    -------
    ``region``, ``sector``, ``title``, ``output`` (money), ``output_multiplier`` (output per unit of its
    final demand), ``value_added_multiplier`` and ``income_multiplier`` (money per money),
    ``backward`` and ``forward`` (linkages, 1 in the mean; forward by the supply-driven model), ``key``
    (both above 1), ``direct_labour``, ``labour_value`` (per unit of money), ``value_ratio`` (over that of all
    output), ``labour_value_with_wear`` (with the work in the capital that is used up),
    ``production_price`` (1: the market price). Columns that the table can't tell are left out
    """
    made = np.flatnonzero(system.active)
    links, money = linkages(system), _money_rows(flat)
    columns: dict[str, object] = {
        "region": [flat.sectors.regions[at] for at in made],
        "sector": [flat.sectors.names[at] for at in made],
        "title": [flat.sectors.title(int(at)) for at in made],
        "output": flat.output[made],
        "output_multiplier": links.backward[made],
    }
    for name, per_unit in money.items():
        columns[name] = system.embodied(per_unit)[made]
    columns["backward"] = links.power_of_dispersion[made]
    columns["forward"] = links.relative_forward[made]
    columns["key"] = links.key[made]
    frame = pl.DataFrame(columns)
    if work is not None:
        frame = frame.with_columns(**_work_columns(flat, work, made))
    if worn is not None:
        frame = frame.with_columns(labour_value_with_wear=pl.Series(worn.total[made]))
    if profit is not None:
        frame = frame.with_columns(production_price=pl.Series(profit.prices[made]))
    return frame


def _money_rows(flat: InputOutput) -> dict[str, Floats]:
    """Value added and wages per unit of output, where the table has them."""
    added = flat.value_added.of_kind("compensation", "surplus", "taxes", "value_added")
    wages = flat.value_added.of_kind("compensation")
    rows = {"value_added_multiplier": added, "income_multiplier": wages}
    return {
        name: per_output(found.by_industry.sum(axis=0), flat.output)
        for name, found in rows.items()
        if len(found)
    }


def _work_columns(flat: InputOutput, work: LabourValues, made: np.ndarray) -> dict[str, pl.Series]:
    """Direct labour and labour values per unit of money, and the ratio to that of all output."""
    values = work.total[made]
    mean = float(work.total @ flat.output) / float(flat.output.sum())
    return {
        "direct_labour": pl.Series(work.direct.sum(axis=0)[made]),
        "labour_value": pl.Series(values),
        "value_ratio": pl.Series(values / mean if mean > 0.0 else np.zeros_like(values)),
    }
