"""What an inverse question comes to: the package, what it can't lift, and the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from commonweal.model import Economy
from commonweal.plan.plan import Plan

__all__ = ["CANNOT", "PACKAGE", "Proof", "Requirement"]

PACKAGE = {
    "table": pl.String,
    "what": pl.String,
    "good": pl.String,
    "place": pl.String,
    "period": pl.String,
    "amount": pl.Float64,
    "unit": pl.String,
    "cost": pl.Float64,
}
"""Columns of a package; ``place`` is blank for what all share, ``period`` for what holds throughout."""

CANNOT = {
    "tier": pl.Int64,
    "place": pl.String,
    "group": pl.String,
    "good": pl.String,
    "period": pl.String,
    "people": pl.Float64,
    "highest": pl.Float64,
    "why": pl.String,
}
"""Columns of what no package can lift to the level; ``why`` is ``unreached`` or ``limited``."""


@dataclass(frozen=True)
class Proof:
    """The economy with the package as ordinary rows, planned anew.

    Attributes
    ----------
    economy
        The economy with the package in its tables.
    plan
        Its plan.
    by_rule
        Whether the rule by itself gives what was asked. Otherwise the plan is one in which what was asked,
        and no more, comes first: the rule would spend some of the package on others (on needs before the
        day, or on lifting more urgent tiers beyond the level).
    lowest
        The lowest coverage among what was asked, what can't be lifted aside.
    missing
        The most that anything asked stays below what it should have; not more than 1e-6.
    """

    economy: Economy
    plan: Plan
    by_rule: bool
    lowest: float
    missing: float


@dataclass(frozen=True)
class Requirement:
    """The cheapest package that lifts coverage to a level.

    Attributes
    ----------
    of
        ``money``, ``stock``, ``labour``, ``capacity`` or a good.
    coverage, tier, by
        The level, the least urgent tier that it is asked for, and the day from which on.
    measure
        What the package is counted in, to be made as small as can be.
    package
        One row for each thing to be added: table and name of the row, good, place, period (its first
        day), amount, unit and cost in the measure.
    total
        The cost of all together.
    cannot
        Cells that no package of this kind can lift to the level, with the coverage they have at most.
    proof
        The plan with the package.
    """

    of: str
    coverage: float
    tier: int
    by: str
    measure: str
    package: pl.DataFrame
    total: float
    cannot: pl.DataFrame
    proof: Proof

    def data(self) -> dict[str, Any]:
        """The answer as numbers and texts, as ``commonweal require --json`` prints it."""
        return {
            "of": self.of,
            "coverage": self.coverage,
            "tier": self.tier,
            "by": self.by,
            "measure": self.measure,
            "total": self.total,
            "package": self.package.to_dicts(),
            "cannot": self.cannot.to_dicts(),
            "proof": {
                "quality": self.proof.plan.certificate.quality,
                "by_rule": self.proof.by_rule,
                "lowest": self.proof.lowest,
                "missing": self.proof.missing,
                "hash": self.proof.plan.hash,
            },
        }
