"""What a sweep found, as records and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import polars as pl

from commonweal.model import Economy

__all__ = ["Criticality", "Loss", "Screened", "table_of"]


@dataclass(frozen=True)
class Loss:
    """What losing one thing, or two at once, does.

    Attributes
    ----------
    kind, name
        What is lost.
    also_kind, also_name
        What is lost with it; blank for one thing alone.
    lost, gained, worst_place, worst_coverage, worst_before, hardest_hit, hardest_lost, spared, cells
        As in ``sweep.measures.Effect``.
    effort_more
        How much more effort the best plan takes; None if there is no plan.
    how
        ``untouched``, ``kept``, ``again``, ``anew`` (``solve.again``), or ``none``: no plan.
    quality
        ``verified``, ``approximate`` or ``none``.
    problem
        Why there is no plan; blank if there is one.
    seconds, n_programs
        Work done.
    uses
        How much the re-plan makes of each other thing, against the plan in force and that thing's
        typical amount; only things that it uses.
    """

    kind: str
    name: str
    also_kind: str
    also_name: str
    lost: tuple[float, ...]
    gained: tuple[float, ...]
    worst_place: str
    worst_coverage: float
    worst_before: float
    hardest_hit: str
    hardest_lost: float
    spared: float | None
    cells: int
    effort_more: float | None
    how: str
    quality: str
    problem: str
    seconds: float
    n_programs: int
    uses: Mapping[str, float] = field(default_factory=dict)

    def entry(self) -> dict[str, Any]:
        """As plain data, for a ledger."""
        return asdict(self)

    @classmethod
    def of_entry(cls, entry: Mapping[str, Any]) -> Loss:
        """From plain data."""
        values = {name: entry[name] for name in cls.__dataclass_fields__}
        values["lost"], values["gained"] = tuple(entry["lost"]), tuple(entry["gained"])
        return cls(**values)

    @property
    def rank(self) -> tuple[tuple[float, ...], tuple[str, ...]]:
        """Orders losses: the heaviest first, tier by tier, then by the effort, then by name."""
        more = self.effort_more if self.effort_more is not None else float("inf")
        numbers = tuple(-float(f"{number:.6g}") for number in (round(x, 3) for x in (*self.lost, more)))
        return numbers, (self.kind, self.name, self.also_kind, self.also_name)


@dataclass(frozen=True)
class Screened:
    """How many pairs there are, and what became of them.

    Attributes
    ----------
    pairs
        All pairs of things of the sweep.
    settled
        Settled without solving: the re-plan without one makes no use of the other, so losing both is
        as bad as losing the one.
    solved
        Planned again.
    left
        Neither: less telling ones, beyond the number asked for.
    """

    pairs: int
    settled: int
    solved: int
    left: int


@dataclass(frozen=True)
class Criticality:
    """What breaks first: losses of single things and of pairs, the heaviest first.

    Attributes
    ----------
    economy
        What was planned.
    tiers
        Numbers of the tiers.
    singles, pairs
        The losses.
    screened
        What became of all pairs; None if none were asked for.
    effort, effort_unit
        Effort of the plan in force, and its unit.
    base_seconds
        Wall time of the plan in force.
    resumed
        Losses taken over from an earlier sweep.
    """

    economy: Economy
    tiers: tuple[int, ...]
    singles: tuple[Loss, ...]
    pairs: tuple[Loss, ...]
    screened: Screened | None
    effort: float
    effort_unit: str
    base_seconds: float
    resumed: int

    @property
    def table(self) -> pl.DataFrame:
        """All losses, one row each: singles first, each by rank."""
        return table_of((*self.singles, *self.pairs), self.tiers)

    def data(self) -> dict[str, Any]:
        """The numbers, as ``commonweal criticality --json`` prints them."""
        rows = self.table.to_dicts()
        n_singles = len(self.singles)
        return {
            "economy": self.economy.settings.name,
            "effort": {"value": self.effort, "unit": self.effort_unit},
            "singles": rows[:n_singles],
            "pairs": rows[n_singles:],
            "screened": None if self.screened is None else asdict(self.screened),
        }


def table_of(losses: Sequence[Loss], tiers: Sequence[int]) -> pl.DataFrame:
    """Losses as a table with a column for each tier."""
    rows = [
        {
            "kind": loss.kind,
            "name": loss.name,
            "also_kind": loss.also_kind,
            "also_name": loss.also_name,
            **{f"lost_tier_{tier}": lost for tier, lost in zip(tiers, loss.lost, strict=True)},
            **{f"gained_tier_{tier}": gained for tier, gained in zip(tiers, loss.gained, strict=True)},
            **{name: getattr(loss, name) for name in _PLAIN},
        }
        for loss in losses
    ]
    floats = [f"{word}_tier_{tier}" for word in ("lost", "gained") for tier in tiers]
    schema: dict[str, Any] = dict.fromkeys(("kind", "name", "also_kind", "also_name"), pl.String)
    schema |= dict.fromkeys(floats, pl.Float64)
    schema |= _PLAIN
    return pl.DataFrame(rows, schema=schema)


_PLAIN: Mapping[str, Any] = {
    "worst_place": pl.String,
    "worst_coverage": pl.Float64,
    "worst_before": pl.Float64,
    "hardest_hit": pl.String,
    "hardest_lost": pl.Float64,
    "spared": pl.Float64,
    "cells": pl.Int64,
    "effort_more": pl.Float64,
    "how": pl.String,
    "quality": pl.String,
    "problem": pl.String,
    "seconds": pl.Float64,
    "n_programs": pl.Int64,
}
