"""What a plan keeps while some of its cells are raised (MODEL §4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers
from commonweal.plan.plan import Plan

__all__ = ["Held", "Standing", "cells_of", "held_for", "standing_of"]

_CELL = ("tier", "place", "group", "good", "period")
_FLOOR = ("kind", "what", "place", "period", "part")


@dataclass(frozen=True)
class Standing:
    """What each cell and floor of a plan has come to, in the columns of a program.

    Attributes
    ----------
    tier, column, share : each shape (n_cells,)
        Tier (0 for floors before all tiers), column, and coverage or share kept; cells first.
    left_over
        The plan's sum of what had to be left over, each amount divided by its scale.
    """

    tier: Integers
    column: Integers
    share: Floats
    left_over: float


@dataclass(frozen=True)
class Held:
    """What is held while cells are raised.

    Attributes
    ----------
    columns, lower : each shape (n_held,)
        Columns and the least they may be.
    terms, weights, at_least
        Σ weight·column ≥ at_least over floors before all tiers and what is left over; no terms if
        there are neither.
    """

    columns: Integers
    lower: Floats
    terms: Integers
    weights: Floats
    at_least: float


def cells_of(formulation: Formulation, plan: Plan) -> pl.DataFrame:
    """The table ``coverage`` of a plan with ``column`` (in the program) and ``person_days``."""
    index, cells = formulation.index, formulation.deliveries.cells
    places, groups, goods, periods = (
        pl.Series(list(names), dtype=pl.String)
        for names in (index.places, index.groups, index.goods, index.periods)
    )
    named = cells.select(
        "tier", "column", "person_days",
        place=places.gather(cells["place"]), group=groups.gather(cells["group"]),
        good=goods.gather(cells["good"]), period=periods.gather(cells["period"]),
    )  # fmt: skip
    return plan["coverage"].join(named, on=_CELL, how="left", maintain_order="left")


def standing_of(formulation: Formulation, plan: Plan) -> Standing:
    """Look up what a plan has reached in the columns of a program of the same economy."""
    cells, floors = cells_of(formulation, plan), formulation.floors
    kept = _kept_of(formulation, plan)
    scale = formulation.leftovers.scale
    amounts = _left_over(formulation, plan)
    return Standing(
        tier=np.append(cells["tier"].to_numpy(), floors.tiers),
        column=np.append(cells["column"].to_numpy(), floors.columns),
        share=np.append(cells["coverage"].to_numpy(), kept[floors.columns]),
        left_over=float((amounts / scale).sum()) if len(scale) else 0.0,
    )


def _kept_of(formulation: Formulation, plan: Plan) -> Floats:
    """Share kept of each floor in its column, shape (n_columns,).

    Floors that share a name follow each other in the same order in every program of an economy.
    """
    kept = np.ones(formulation.program.n_columns)
    turn = pl.int_range(pl.len()).over(_FLOOR).alias("turn")
    for family in formulation.program.columns.families:
        if not family.name.endswith("_kept"):
            continue
        what = family.name.removesuffix("_kept")
        labels = family.frame().rename({what: "what"}).with_columns(kind=pl.lit(what))
        if "part" not in labels.columns:
            labels = labels.with_columns(part=pl.lit(""))
        found = labels.with_columns(turn).join(plan["floors"].with_columns(turn), on=(*_FLOOR, "turn"))
        kept[found["position"].to_numpy()] = found["kept"].to_numpy()
    return kept


def _left_over(formulation: Formulation, plan: Plan) -> Floats:
    """What the plan had to leave over in each such column, shape (n_leftovers,)."""
    columns = formulation.program.columns
    labels = columns["left_over"].frame() if "left_over" in columns else None
    if labels is None or not labels.height:
        return np.zeros(0)
    amounts = plan["leftovers"].filter(pl.col("kind") == "left_over").select(
        "good", "place", "period", "amount"
    )  # fmt: skip
    found = labels.join(amounts, on=("good", "place", "period"), how="left", maintain_order="left")
    return found["amount"].fill_null(0.0).to_numpy()


def held_for(formulation: Formulation, standing: Standing, raised: Integers, hair: float) -> Held:
    """What is held while the cells in some columns are raised.

    Cells of higher tiers keep what they have; the raised cells too; other cells of their tier keep
    what they have, or as much as the best-off of the raised ones where they have more; lower tiers
    are free. Floors before all tiers are kept as well as in the plan, taken together.

    Parameters
    ----------
    raised
        Columns of cells of one tier.
    hair
        Room for what was rounded.
    """
    ours = np.isin(standing.column, raised)
    tier, top = standing.tier[ours][0], standing.share[ours].max()
    lower = np.where(standing.tier < tier, standing.share, np.minimum(standing.share, top))
    kept = (standing.tier <= tier) & (standing.tier > 0)
    first, left = standing.tier == 0, formulation.leftovers
    at_least = float(standing.share[first].sum()) - standing.left_over
    n_terms = int(first.sum()) + len(left.column)
    return Held(
        columns=standing.column[kept],
        lower=np.maximum(lower[kept] - hair, 0.0),
        terms=np.append(standing.column[first], left.column),
        weights=np.append(np.ones(int(first.sum())), -1.0 / left.scale),
        at_least=at_least - hair * n_terms,
    )
