"""The plan: what is done, how far needs are covered, and the proof that it is best."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from commonweal.model import Economy
from commonweal.plan.certificate import Certificate
from commonweal.plan.measures import coverage_summary, shortfalls, with_days

__all__ = ["AimResult", "Plan", "Turn"]


@dataclass(frozen=True)
class AimResult:
    """One aim and what it came to.

    Attributes
    ----------
    name, unit
        What was aimed at, and in what.
    value
        The sum reached; for a tier, the lowest coverage.
    levels
        The distinct levels of coverage of a tier, rising; empty for sums.
    n_programs, seconds
        Linear programs solved, and wall time.
    """

    name: str
    unit: str
    value: float
    levels: tuple[float, ...]
    n_programs: int
    seconds: float

    @property
    def n_levels(self) -> int:
        """Number of distinct levels."""
        return len(self.levels)


@dataclass(frozen=True)
class Turn:
    """One turn of a plan that was made as news came in.

    Attributes
    ----------
    date
        First day from which the turn plans.
    news
        What became known, in the words of the scenario's changes.
    people_fully_covered
        People with every need of the first tier covered throughout, as far as was known then.
    plan
        The plan as it was made in that turn, with what was known then: what explanations of it start
        from. None for the last turn, whose plan is the plan itself, and in plans opened from a folder.
    """

    date: dt.date
    news: tuple[str, ...]
    people_fully_covered: float
    plan: Plan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Plan:
    """A plan and everything known about it.

    Attributes
    ----------
    economy
        What was planned.
    rule, effort
        The rule of sharing and the effort made least.
    tables
        ``coverage``, ``deliveries``, ``activities``, ``flows``, ``stocks``, ``supplies``,
        ``leftovers``, ``floors``, ``binding``, ``prices``; also as ``plan["coverage"]``. A plan made anew
        (``replan``) has ``moved`` and ``differences`` too; one of an economy with equipment, ``equipment``.
    aims
        Each aim in its order.
    certificate
        What was proved, recomputed outside the solver.
    options
        Options that shaped the plan (rule, effort, resolution, solver, version).
    size
        Rows, columns and nonzeros of the program.
    scenario
        Name of what was made to happen to the economy; blank for nothing.
    levels
        Every column of the program that is not 0, by ``family`` and names, to the last digit: what
        ``replan`` goes on from. Not part of the hash, which counts the tables.
    turns
        The turns in which the plan was made, where it did not know everything from the start.
    """

    economy: Economy
    rule: str
    effort: str
    tables: Mapping[str, pl.DataFrame]
    aims: tuple[AimResult, ...]
    certificate: Certificate
    options: Mapping[str, str]
    size: tuple[int, int, int]
    scenario: str = ""
    levels: pl.DataFrame = field(default_factory=pl.DataFrame)
    turns: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the economy, the options and the tables at 9 significant digits."""
        digest = hashlib.sha256(self.economy.hash.encode())
        digest.update(json.dumps(dict(self.options), sort_keys=True).encode())
        for name in sorted(self.tables):
            frame = self.tables[name].with_columns(
                pl.col(pl.Float64).round_sig_figs(9).replace(-0.0, 0.0).cast(pl.String)
            )
            digest.update(f"\n{name}\n{frame.write_csv()}".encode())
        return digest.hexdigest()

    @property
    def effort_used(self) -> float:
        """The effort of the plan, in the unit of its last aim."""
        return self.aims[-1].value

    def summary(self) -> str:
        """The plan in a few plain sentences."""
        first = self.summary_data()["coverage"]
        people, full = first["people"], first["people_fully_covered"]
        share = full / people if people else 1.0
        lowest = first["lowest"]
        worst = (
            f" The worst off: {lowest['good']} in {lowest['place']} ({lowest['group']}), "
            f"{lowest['period']}: {lowest['coverage']:.1%}."
            if lowest and lowest["coverage"] < 1.0 - 1e-6
            else ""
        )
        last = self.aims[-1]
        return (
            f"Of {people:,.0f} people, {full:,.0f} ({share:.1%}) have every need of tier {first['tier']} "
            f"covered throughout.{worst} Least {last.name}: {last.value:,.0f} {last.unit}. "
            f"{self.certificate.sentence}"
        )

    def summary_data(self) -> dict[str, Any]:
        """The numbers of the plan, as ``commonweal plan --json`` prints them."""
        tiers = coverage_summary(self.tables["coverage"], self.economy.settings.calendar)
        empty = {"tier": 1, "people": 0.0, "people_fully_covered": 0.0, "mean": 1.0, "lowest": None}
        return {
            "economy": self.economy.settings.name,
            "scenario": self.scenario,
            "rule": self.rule,
            "quality": self.certificate.quality,
            "certificate": self.certificate.data(),
            "aims": [
                {
                    "name": aim.name,
                    "value": aim.value,
                    "unit": aim.unit,
                    "levels": list(aim.levels),
                    "n_programs": aim.n_programs,
                    "seconds": round(aim.seconds, 3),
                }
                for aim in self.aims
            ],
            "effort": {"name": self.effort, "value": self.effort_used, "unit": self.aims[-1].unit},
            "coverage": tiers[0] if tiers else empty,
            "tiers": tiers[1:],
            "shortfalls": shortfalls(self.tables["coverage"]),
            "program": dict(zip(("rows", "columns", "nonzeros"), self.size, strict=True)),
            "options": dict(self.options),
            "turns": [
                {
                    "date": turn.date.isoformat(),
                    "news": list(turn.news),
                    "people_fully_covered": turn.people_fully_covered,
                }
                for turn in self.turns
            ],
            "hash": self.hash,
        }

    def coverage_by(self, *names: str) -> pl.DataFrame:
        """Mean coverage (by person-days) and lowest coverage, by any columns of ``coverage``."""
        days = pl.col("people") * pl.col("days")
        return (
            with_days(self.tables["coverage"], self.economy.settings.calendar)
            .group_by(*names, maintain_order=True)
            .agg(
                mean=(pl.col("coverage") * days).sum() / days.sum(),
                lowest=pl.col("coverage").min(),
                people=pl.col("people").max(),
            )
            .with_columns(pl.col("mean").fill_nan(np.nan))
        )
