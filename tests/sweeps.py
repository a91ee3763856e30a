"""A sweep whose outcomes follow a formula, without any planning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import commonweal as cw
from commonweal.sweep.design_file import design_of
from commonweal.sweep.keeping import frames_of
from commonweal.sweep.sampling import points_of
from commonweal.sweep.swept import Sweep, about, points_table

CELL = "supplies:supply=goats:at_most"
RAIN = {"name": "rain", "cell": CELL, "range": [0, 1]}
FUEL = {"name": "fuel", "cell": CELL, "range": [0, 1]}
AID = {"name": "aid", "choice": True, "alternatives": {"none": [], "some": []}}


def made_up(
    formula: Callable[[Mapping[str, Any]], float | None], *parameters: Mapping[str, Any], **more: Any
) -> Sweep:
    """A sweep of the village: mean coverage by a formula of the point, None for a point without a plan."""
    village = cw.read("village")
    design = design_of({"parameters": list(parameters), **more})
    points = [(f"k{number}", values) for number, values in enumerate(points_of(design))]
    rows, by_key = frames_of({key: _row(formula(values)) for key, values in points})
    return Sweep(design, about(village, "0"), points_table(design, points), rows, by_key)


def _row(mean: float | None) -> dict[str, Any]:
    if mean is None:
        return {"status": "failed", "problem": "no plan <b>here</b>", "seconds": 0.1}
    tier = {
        "tier": 1,
        "people": 100.0,
        "people_fully_covered": 100.0 * mean,
        "mean": mean,
        "lowest": mean / 2,
    }
    coverage = [[by, name, 1, share, share, 7.0] for by, name, share in (
        ("place", "hill", mean), ("place", "town", 1.0), ("good", "water", mean),
        ("period", "2031-03-03", mean), ("period", "2031-03-10", mean / 2),
    )]  # fmt: skip
    return {
        "status": "done", "problem": "", "quality": "verified", "how": "anew", "seconds": 0.1,
        "effort": 2.0, "effort_unit": "h", "tiers": [tier], "coverage": coverage,
    }  # fmt: skip
