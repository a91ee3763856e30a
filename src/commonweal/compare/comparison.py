"""Plans beside a base: the differences as tables, and what can't be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import polars as pl

from commonweal.compare.coverage import cell_remarks, coverage_changes, people_changes, tier_changes
from commonweal.compare.doing import (
    activity_changes,
    flow_changes,
    money_changes,
    stock_changes,
    supply_changes,
)
from commonweal.compare.pairing import Pair, Remark, named, pair
from commonweal.compare.standing import aim_changes, limit_changes, price_changes
from commonweal.plan.plan import Plan

__all__ = ["Comparison", "compare"]

_TABLES: Mapping[str, Callable[[Pair], pl.DataFrame]] = {
    "tiers": tier_changes,
    "coverage": coverage_changes,
    "people": people_changes,
    "flows": flow_changes,
    "supplies": supply_changes,
    "money": money_changes,
    "activities": activity_changes,
    "stocks": stock_changes,
    "limits": limit_changes,
    "prices": price_changes,
    "aims": aim_changes,
}


@dataclass(frozen=True)
class Comparison:
    """Plans beside a base.

    Attributes
    ----------
    plans
        The plans by name; the first is the base.
    tables
        ``tiers``, ``coverage``, ``people``, ``flows``, ``supplies``, ``money``, ``activities``,
        ``stocks``, ``limits``, ``prices``, ``aims``; also as ``comparison["coverage"]``. In each,
        ``plan`` names what is compared, ``base`` and ``here`` stand beside each other, and
        ``change`` is ``here`` less ``base``. Amounts are summed over the periods both plans have.
    pairs
        Each other plan with the base and the periods they share.
    remarks
        What can't be compared, or only with care.
    """

    plans: Mapping[str, Plan]
    tables: Mapping[str, pl.DataFrame]
    pairs: tuple[Pair, ...]
    remarks: tuple[Remark, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "plans", MappingProxyType(dict(self.plans)))
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @property
    def base(self) -> str:
        """Name of the plan the others are compared with."""
        return next(iter(self.plans))

    @property
    def others(self) -> tuple[str, ...]:
        """Names of the plans that are compared with the base."""
        return tuple(self.plans)[1:]

    def of(self, table: str, name: str) -> pl.DataFrame:
        """Rows of a table for one of the other plans."""
        return self.tables[table].filter(pl.col("plan") == name).drop("plan")

    def summary_data(self) -> dict[str, Any]:
        """The comparison in numbers, as ``commonweal compare --json`` prints it: only what changed."""
        return {
            "base": self.base,
            "plans": {name: _facts(plan) for name, plan in self.plans.items()},
            "changes": {
                name: {table: _changed(self.of(table, name)).to_dicts() for table in self.tables}
                for name in self.others
            },
            "remarks": [
                {"kind": remark.kind, "plan": remark.plan} | dict(remark.values) for remark in self.remarks
            ],
        }


def compare(plans: Mapping[str, Plan] | Sequence[Plan]) -> Comparison:
    """Compare plans with the first of them: who gains, who loses, what is done instead, at what cost.

    They may differ in economy, scenario, rule, effort and calendar. Periods are compared where both
    plans have one that begins on the same day and is equally long; needs where both know them.
    What can't be compared is said in ``remarks``.

    Parameters
    ----------
    plans
        Two or more, by name or one after another.

    Raises
    ------
    ModelError
        If there are fewer than two, or one shares no period with the first.

    Examples
    --------
    >>> import commonweal as cw
    >>> village = cw.read("village")
    >>> compared = cw.compare([cw.plan(village), cw.plan(village, rule="total")])
    >>> compared["tiers"].select("tier", "net").row(0)[1] >= 0.0
    True
    """
    by_name = named(plans)
    (_, base), *rest = by_name.items()
    pairs = tuple(pair(name, base, other) for name, other in rest)
    tables = {
        table: pl.concat([make(one).select(pl.lit(one.name).alias("plan"), pl.all()) for one in pairs])
        for table, make in _TABLES.items()
    }
    remarks = [remark for one in pairs for remark in _remarks(one)]
    return Comparison(by_name, tables, pairs, tuple(remarks))


def _remarks(one: Pair) -> list[Remark]:
    """What to know before two plans are compared."""
    remarks = []
    if not one.same_calendar:
        periods = {"n": len(one.periods), "first": one.periods[0], "last": one.periods[-1]}
        remarks.append(Remark("calendar", one.name, periods))
    if one.base.rule != one.other.rule:
        remarks.append(Remark("rule", one.name, {"base": one.base.rule, "here": one.other.rule}))
    if one.base.effort != one.other.effort:
        remarks.append(Remark("effort", one.name, {"base": one.base.effort, "here": one.other.effort}))
    if {one.base.certificate.quality, one.other.certificate.quality} != {"verified"}:
        remarks.append(Remark("quality", one.name))
    return remarks + cell_remarks(one)


def _facts(plan: Plan) -> dict[str, Any]:
    """What a plan is, in a few words and numbers."""
    return {
        "economy": plan.economy.settings.name,
        "rule": plan.rule,
        "quality": plan.certificate.quality,
        "effort": {"name": plan.effort, "value": plan.effort_used, "unit": plan.aims[-1].unit},
        "hash": plan.hash,
    }


def _changed(rows: pl.DataFrame) -> pl.DataFrame:
    """Only rows that differ; aims are all kept."""
    if "aim" in rows.columns and "unit" in rows.columns:
        return rows
    if "state" in rows.columns:
        return rows.filter(pl.col("state") != "same")
    if "gained" in rows.columns:
        return rows.filter((pl.col("gained") > 0.0) | (pl.col("lost") > 0.0))
    return rows.filter(pl.any_horizontal(pl.col("^change.*$") != 0.0))
