"""What tests ask of a plan, in plain dictionaries; every plan made here must be verified."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import commonweal as cw
from commonweal.model import Economy

__all__ = ["Cell", "cells_of", "effort_of", "sorted_coverage", "verified_plan"]

Cell = tuple[int, str, str, str, str]


def verified_plan(economy: Economy, **options: object) -> cw.Plan:
    """A plan that the certificate and the audit stand behind."""
    plan = cw.plan(economy, **options)
    assert plan.certificate.quality == "verified", plan.certificate
    return plan


def cells_of(plan: cw.Plan) -> dict[Cell, float]:
    """Coverage of each cell (tier, place, group, good, first period)."""
    return {
        (int(row["tier"]), row["place"], row["group"], row["good"], str(row["period"])): row["coverage"]
        for row in plan["coverage"].iter_rows(named=True)
    }


def effort_of(plan: cw.Plan) -> float:
    """The value of the effort aim."""
    return next(aim.value for aim in plan.aims if aim.name.startswith("effort"))


def sorted_coverage(plan: cw.Plan) -> list[NDArray[np.float64]]:
    """Coverages of each tier from the worst to the best."""
    cells = cells_of(plan)
    tiers = sorted({cell[0] for cell in cells})
    return [np.sort([value for cell, value in cells.items() if cell[0] == tier]) for tier in tiers]
