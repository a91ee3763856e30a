"""The certificate of a plan: what was recomputed, how far off it is, and what that is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["APPROXIMATE", "VERIFIED", "Certificate", "Quality", "Tolerance"]

Quality = Literal["verified", "approximate", "none"]


@dataclass(frozen=True)
class Tolerance:
    """What each error may be at most (conventions §8)."""

    rows: float
    duals: float
    gap: float
    cells: float


VERIFIED = Tolerance(rows=1e-7, duals=1e-7, gap=1e-8, cells=1e-6)
APPROXIMATE = Tolerance(rows=1e-4, duals=1e-4, gap=1e-4, cells=1e-4)


@dataclass(frozen=True)
class Certificate:
    """Errors recomputed outside the solver; each relative to the amounts that meet there.

    Attributes
    ----------
    tables
        Largest violation of a balance, limit or coverage, recomputed from the tables.
    primal
        Largest violation of a row or bound of the program.
    dual
        Largest reduced cost on the wrong side, over all sums.
    gap
        Largest gap between a sum and its bound, over all sums.
    cells
        The most that any cell held by leximin could still rise.
    aims
        Largest amount by which an aim ended below what was reached when it was solved.
    worst
        Where the largest errors are, in words.
    """

    tables: float
    primal: float
    dual: float
    gap: float
    cells: float
    aims: float
    worst: tuple[str, ...] = ()

    @property
    def quality(self) -> Quality:
        """``verified``, ``approximate``, or ``none``: not a plan."""
        for name, allowed in (("verified", VERIFIED), ("approximate", APPROXIMATE)):
            if self._within(allowed):
                return "verified" if name == "verified" else "approximate"
        return "none"

    def _within(self, allowed: Tolerance) -> bool:
        """Whether every error is within a tolerance."""
        return (
            max(self.tables, self.primal) <= allowed.rows
            and self.dual <= allowed.duals
            and self.gap <= allowed.gap
            and max(self.cells, self.aims) <= allowed.cells
        )

    @property
    def sentence(self) -> str:
        """The certificate in words."""
        if self.quality == "verified":
            return (
                f"Verified: balances hold to {max(self.tables, self.primal):.0e}, no cell could rise by more "
                f"than {self.cells:.0e}, gap {self.gap:.0e}."
            )
        name = "APPROXIMATE" if self.quality == "approximate" else "NOT A PLAN"
        return (
            f"{name}: balances off by {max(self.tables, self.primal):.0e}, cells could rise by "
            f"{self.cells:.0e}, aims fell back by {self.aims:.0e}, duals {self.dual:.0e}, "
            f"gap {self.gap:.0e}. {' '.join(self.worst)}"
        )

    def data(self) -> dict[str, float]:
        """The numbers."""
        return {
            "primal": max(self.primal, self.tables),
            "dual": self.dual,
            "gap": self.gap,
            "cells": self.cells,
            "aims": self.aims,
        }
