"""Regions: what is done in them, and what is behind everything that their final users buy."""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.inputoutput.embodied import EmbodiedTrade
from commonweal.inputoutput.footprints import Footprints, by_region
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.tables import Floats, InputOutput

__all__ = ["embodied_table", "footprint_table", "regions_table"]


def regions_table(flat: InputOutput, trade: EmbodiedTrade) -> pl.DataFrame:
    """One row a region: what it does, what is done for it, and the balance; the greatest giver first.

    Returns
    -------
    ``region``, ``people``, ``done``, ``commanded`` (behind its final use), ``exported``, ``imported``,
    ``balance`` (positive where the region works for the rest), ``balance_per_head``
    """
    people = _people(flat, trade.regions)
    home, exported, imported = trade.home[0], trade.exported[0], trade.imported[0]
    balance = exported - imported
    frame = pl.DataFrame(
        {
            "region": list(trade.regions),
            "people": people,
            "done": home + exported,
            "commanded": home + imported,
            "exported": exported,
            "imported": imported,
            "balance": balance,
            "balance_per_head": _per_head(balance, people),
        }
    )
    return frame.with_columns(pl.col("people", "balance_per_head").fill_nan(None)).sort(
        "balance", "region", descending=[True, False]
    )


def embodied_table(trade: EmbodiedTrade) -> pl.DataFrame:
    """One row a pair of regions: ``from_region``, ``to_region``, ``amount``; pairs without any left out."""
    done = trade.amounts[0]
    giver, taker = np.nonzero(done)
    return pl.DataFrame(
        {
            "from_region": [trade.regions[index] for index in giver],
            "to_region": [trade.users[index] for index in taker],
            "amount": done[giver, taker],
        },
        schema={"from_region": pl.String, "to_region": pl.String, "amount": pl.Float64},
    )


def footprint_table(flat: InputOutput, prints: Footprints) -> pl.DataFrame:
    """One row a row beside the table and region: what is used or released there, and behind its use.

    Returns
    -------
    ``row``, ``unit``, ``region``, ``territorial`` (in industries and by final users of the region),
    ``own_use`` (the part of final users themselves), ``footprint`` (behind all that its final users
    buy, with their own use), ``balance`` (footprint less territorial), ``footprint_per_head``
    """
    regions = tuple(dict.fromkeys((*flat.sectors.regions, *flat.final.regions)))
    inside = np.array([kind != "export" for kind in flat.final_kinds], dtype=float)
    own = by_region(prints.own * inside, flat.final, regions)
    made = by_region(prints.territorial, flat.sectors, regions) + own
    behind = by_region(prints.by_final * inside, flat.final, regions)
    people = _people(flat, regions)
    return pl.DataFrame(
        {
            "row": [name for name in prints.names for _ in regions],
            "unit": [unit for unit in prints.units for _ in regions],
            "region": list(regions) * len(prints.names),
            "territorial": made.ravel(),
            "own_use": own.ravel(),
            "footprint": behind.ravel(),
            "balance": (behind - made).ravel(),
            "footprint_per_head": _per_head(behind, people).ravel(),
        },
        schema_overrides={"row": pl.String, "unit": pl.String, "region": pl.String},
    ).with_columns(pl.col("footprint_per_head").fill_nan(None))


def _people(flat: InputOutput, regions: tuple[str, ...]) -> Floats:
    """Inhabitants of each region, NaN where they are not known."""
    return np.array([float(flat.people.get(region, np.nan)) for region in regions])


def _per_head(amounts: Floats, people: Floats) -> Floats:
    """Amounts per inhabitant, NaN where their number is not known."""
    known = np.where(np.isnan(people), 0.0, people) + np.zeros_like(amounts)
    return np.where(known > 0.0, shares(amounts, known), np.nan)
