"""Through which chains of suppliers one sector's buyers use labour, or release emissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from commonweal.accounting.accounts import chosen_rows
from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import per_output
from commonweal.inputoutput.paths import supply_paths
from commonweal.validate.report import suggestion

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts
    from commonweal.inputoutput.tables import Labels

__all__ = ["ARROW", "Chains", "chains"]

ARROW = " → "


@dataclass(frozen=True)
class Chains:
    """The largest chains from what is bought of a sector back to where something is done.

    Attributes
    ----------
    sector
        What is bought: ``region.sector``.
    of, unit
        What is followed, and its unit.
    table
        One row a chain, the largest first: ``chain`` (from where it is done to what is bought),
        ``steps``, ``amount``, ``share`` (of the total).
    total
        All of it, in chains of any length.
    rest
        What is not in the table: in smaller or longer chains.
    """

    sector: str
    of: str
    unit: str
    table: pl.DataFrame
    total: float
    rest: float

    def data(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "sector": self.sector,
            "of": self.of,
            "unit": self.unit,
            "total": self.total,
            "rest": self.rest,
            "chains": self.table.to_dicts(),
        }


def chains(found: Accounts, sector: str, *, most: int = 20, depth: int = 8) -> Chains:
    """The largest chains behind the final demand for what a sector makes (structural path analysis).

    Parameters
    ----------
    found
        The accounts; what they follow is followed here.
    sector
        ``region.sector``, or the sector's name where there is only one region.
    most, depth
        How many chains, and of how many steps at most.

    Raises
    ------
    ModelError
        If there is no such sector, nobody buys of it, or flows are negative.
    """
    at = _position(found.flat.sectors, sector)
    rows, _ = chosen_rows(found.flat, found.of)
    demand = np.zeros(len(found.flat.sectors))
    demand[at] = float(found.flat.final_demand[at].sum())
    if demand[at] <= 0.0:
        raise ModelError(f"Final users buy nothing of '{sector}'.")
    rate = per_output(rows.by_industry[0], found.flat.output)
    analysis = supply_paths(found.system, rate, demand, most=most, depth=depth)
    texts = found.flat.sectors.texts
    told = [ARROW.join(texts[place] for place in reversed(path.sectors)) for path in analysis.paths]
    table = pl.DataFrame(
        {
            "chain": told,
            "steps": [len(path.sectors) - 1 for path in analysis.paths],
            "amount": [path.amount for path in analysis.paths],
        },
        schema={"chain": pl.String, "steps": pl.Int64, "amount": pl.Float64},
    ).with_columns(share=pl.col("amount") / (analysis.total or 1.0))
    return Chains(texts[at], found.of, found.unit, table, analysis.total, analysis.total - analysis.listed)


def _position(sectors: Labels, name: str) -> int:
    """Where a sector is.

    Raises
    ------
    ModelError
        If there is none of the name, or several.
    """
    exact = [at for at, text in enumerate(sectors.texts) if text == name]
    found = exact or [at for at, known in enumerate(sectors.names) if known == name]
    if len(found) == 1:
        return found[0]
    if found:
        regions = ", ".join(sectors.regions[at] for at in found[:8])
        raise ModelError(f"'{name}' is in {len(found)} regions ({regions} …): write 'REGION.{name}'.")
    known = [*sectors.texts, *sectors.distinct_names]
    remedy = suggestion(name, known, f"There are: {', '.join(sectors.distinct_names[:20])}.")
    raise ModelError(f"The table has no sector '{name}'. {remedy}")
