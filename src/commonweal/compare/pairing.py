"""What two plans have in common, and what of them can't be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from commonweal.errors import ModelError
from commonweal.model import Calendar
from commonweal.plan.plan import Plan

__all__ = ["BASE", "NOISE", "Pair", "Remark", "changes", "named", "pair"]

BASE = "base"
"""Name of a plan of an economy to which nothing was made to happen."""

NOISE = 1e-6
"""Differences up to this share of what is compared are none (conventions §8)."""


@dataclass(frozen=True)
class Remark:
    """Something of two plans that can't be compared, or only with care.

    Attributes
    ----------
    kind
        ``calendar``, ``rule``, ``effort``, ``cells``, ``people`` or ``quality``.
    plan
        Name of the plan that is compared with the base.
    values
        What is to be told: names and numbers.
    """

    kind: str
    plan: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """A plan beside the base.

    Attributes
    ----------
    name
        Name of the plan that is compared.
    base, other
        The two plans.
    periods
        Names of the periods both have, each of the same length in both.
    same_calendar
        Whether there are no others.
    """

    name: str
    base: Plan
    other: Plan
    periods: tuple[str, ...]
    same_calendar: bool

    @property
    def n_days(self) -> float:
        """Days in the shared periods."""
        lengths = _lengths(self.base.economy.settings.calendar)
        return float(sum(lengths[period] for period in self.periods))

    def rows(self, table: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Rows of a table of both plans, in the shared periods (and of no period, if all are shared)."""
        wanted = [*self.periods, ""] if self.same_calendar else list(self.periods)
        inside = pl.col("period").is_in(wanted)
        return self.base[table].filter(inside), self.other[table].filter(inside)


def pair(name: str, base: Plan, other: Plan) -> Pair:
    """Two plans and the periods they share.

    Raises
    ------
    ModelError
        If they share none.
    """
    here, there = base.economy.settings.calendar, other.economy.settings.calendar
    lengths = _lengths(there)
    shared = tuple(period for period, days in _lengths(here).items() if lengths.get(period) == days)
    if not shared:
        raise ModelError(
            f"The plan '{name}' ({_span(there)}) shares no period with the first ({_span(here)}): periods "
            "are the same where they begin on the same day and are equally long. Plan both over a calendar "
            "that overlaps."
        )
    return Pair(name, base, other, shared, here == there)


def named(plans: Mapping[str, Plan] | Sequence[Plan]) -> dict[str, Plan]:
    """Plans by name: those given, or else their scenarios or rules where these differ, or by number.

    Raises
    ------
    ModelError
        If there are fewer than two.
    """
    if len(plans) < 2:
        raise ModelError("A comparison takes two plans or more: the first is the one to compare with.")
    if isinstance(plans, Mapping):
        return dict(plans)
    for words in ([plan.scenario or BASE for plan in plans], [plan.rule for plan in plans]):
        if len(set(words)) == len(plans):
            return dict(zip(words, plans, strict=True))
    return {f"plan {number}": plan for number, plan in enumerate(plans, start=1)}


def changes(
    base: pl.DataFrame, other: pl.DataFrame, keys: Sequence[str], amounts: Mapping[str, str], *, within: str
) -> pl.DataFrame:
    """What two tables say of the same things, beside each other, and the change.

    Parameters
    ----------
    keys
        What names a thing.
    amounts
        For each column of amounts, the ending of its three columns in the result: for ``cost:
        "_cost"`` they are ``base_cost``, ``here_cost`` and ``change_cost``.
    within
        A key: changes that are noise beside the largest amount of it count as none.
    """
    sums = [pl.col(column).sum() for column in amounts]
    sides = []
    for word, frame in (("base", base), ("here", other)):
        renamed = {column: f"{word}{ending}" for column, ending in amounts.items()}
        sides.append(frame.group_by(*keys).agg(sums).rename(renamed))
    both = sides[0].join(sides[1], on=list(keys), how="full", coalesce=True, nulls_equal=True)
    for ending in amounts.values():
        before, after = pl.col(f"base{ending}"), pl.col(f"here{ending}")
        both = both.with_columns(before.fill_null(0.0), after.fill_null(0.0))
        largest = pl.max_horizontal(before.abs(), after.abs()).max().over(within)
        change = after - before
        both = both.with_columns(
            pl.when(change.abs() <= NOISE * largest).then(0.0).otherwise(change).alias(f"change{ending}")
        )
    return both.sort(*keys, nulls_last=True)


def _lengths(calendar: Calendar) -> dict[str, int]:
    return dict(zip(calendar.names, calendar.lengths, strict=True))


def _span(calendar: Calendar) -> str:
    return f"{calendar.start} to before {calendar.end}, {calendar.n_periods} periods"
