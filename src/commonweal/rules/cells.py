"""What the rules share: the cells of a tier, and the floors that belong to it."""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.formulate.aims import LevelAim, SumAim
from commonweal.formulate.formulate import Formulation

__all__ = ["cells_of", "even_aim", "floor_aims", "floors_of_tier", "tiers_of"]


def tiers_of(formulation: Formulation) -> list[int]:
    """Tiers in their order of urgency."""
    tiers = set(formulation.deliveries.cells["tier"].to_list()) | set(formulation.floors.tiers.tolist())
    return sorted(tier for tier in tiers if tier > 0)


def cells_of(formulation: Formulation, tier: int | None) -> pl.DataFrame:
    """Cells of a tier, or of all."""
    cells = formulation.deliveries.cells
    return cells if tier is None else cells.filter(pl.col("tier") == tier)


def even_aim(formulation: Formulation, tier: int) -> LevelAim:
    """Leximin over the cells and floors of a tier; each is an item of its own."""
    cells = cells_of(formulation, tier)
    floors = formulation.floors.columns[formulation.floors.tiers == tier]
    columns = np.concatenate([cells["column"].to_numpy(), floors])
    return LevelAim(
        name=f"tier {tier}",
        unit="share",
        columns=columns,
        item=np.arange(len(columns)),
        weights=np.concatenate([cells["person_days"].to_numpy(), np.ones(len(floors))]),
    )


def floors_of_tier(formulation: Formulation, tier: int) -> SumAim | None:
    """The floors of a tier that nobody's needs are in: their least sum of shortfalls; None if needs are.

    Evenness is for people: among floors alone it would be costly and mean nothing.
    """
    floors = formulation.floors.columns[formulation.floors.tiers == tier]
    if cells_of(formulation, tier).height or not len(floors):
        return None
    return SumAim(
        name=f"floors of tier {tier}",
        unit="shortfalls",
        columns=floors,
        weights=-np.ones(len(floors)),
        maximise=False,
        offset=float(len(floors)),
    )


def floor_aims(formulation: Formulation) -> list[SumAim]:
    """What comes before all tiers: floors without a tier, and nothing left over that may not be."""
    floors = formulation.floors.columns[formulation.floors.tiers == 0]
    left = formulation.leftovers
    if not len(floors) + len(left.column):
        return []
    return [
        SumAim(
            name="floors",
            unit="shortfalls",
            columns=np.concatenate([floors, left.column]),
            weights=np.concatenate([-np.ones(len(floors)), 1.0 / left.scale]),
            maximise=False,
            offset=float(len(floors)),
        )
    ]
