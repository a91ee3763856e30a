"""One shock, several methods side by side: planning again, Leontief, Ghosh, and hypothetical extraction.

The textbook methods hold shares fixed and follow the shock along them; planning again asks what could be
done instead. Each tells what it says of every sector, and proves its own equation; none is made to say what
it has no meaning for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from commonweal.compare.method_outputs import ALLOWED, Meaningless, Outputs, hit_by, outputs_by
from commonweal.compare.method_plan import (
    Planned,
    made_by_techniques,
    planned_outputs,
    planned_work,
    scenario_of,
    two_plans,
)
from commonweal.compare.method_shock import Shock, check_shock
from commonweal.errors import ModelError, NoPlan
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.tables import Floats, InputOutput, Rows, SupplyUse
from commonweal.inputoutput.transformations import symmetric
from commonweal.model import Economy, Rule
from commonweal.solve.bench import Limits

__all__ = ["METHODS", "MethodComparison", "compare_methods"]

METHODS = ("plan", "leontief", "ghosh", "extraction")
"""What a shock can be followed with."""

_ADDED = ("compensation", "surplus", "taxes", "value_added")
_HOURS = frozenset({"h", "hr", "hour", "hours", "Mh", "megahour"})
_FIGURES = ("before", "after", "change", "share")


@dataclass(frozen=True)
class MethodComparison:
    """One shock as several methods see it.

    Attributes
    ----------
    shock
        What happens.
    currency
        Of all money in the tables; whole units, not those of the table.
    methods
        In the order asked for.
    tables
        ``sectors`` (method, region, sector, title, before, after, change, share); ``totals`` (method, what:
        ``output``, ``value_added``, ``work``, or ``techniques``, what a plan makes beside the sectors;
        unit, before, after, change, share); ``needs`` (what, tier, base_people, people, base_full, full,
        base, here, change) and ``coverage`` (as in a comparison of plans), of the plan; ``methods`` (method,
        reason and detail where it has nothing to say, beyond: see ``Outputs``); ``checks`` (method, identity,
        residual, allowed, holds). ``before`` is the table's output, for ``plan`` that of the plan without
        the shock.
    planned
        Both plans; None where there is none.
    """

    shock: Shock
    currency: str
    methods: tuple[str, ...]
    tables: Mapping[str, pl.DataFrame]
    planned: Planned | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def reason(self, method: str) -> Meaningless | None:
        """Why a method has nothing to say of the shock; None where it has."""
        row = self.tables["methods"].filter(pl.col("method") == method).row(0, named=True)
        return Meaningless(row["reason"], row["detail"]) if row["reason"] else None

    @property
    def holds(self) -> bool:
        """Whether every method keeps its own equation, and both plans are verified."""
        return bool(self.tables["checks"]["holds"].all())

    def summary_data(self) -> dict[str, Any]:
        """The tables as ``commonweal compare --method … --json`` prints them."""
        head = {"shock": self.shock.text, "kind": self.shock.kind, "currency": self.currency}
        return head | {"holds": self.holds} | {name: frame.to_dicts() for name, frame in self.tables.items()}


def compare_methods(
    economy: Economy | None,
    table: SupplyUse,
    shock: Shock,
    methods: Sequence[str] = METHODS,
    *,
    rule: Rule | None = None,
    limits: Limits | None = None,
) -> MethodComparison:
    """What several methods say of one shock.

    Value added and work are those of the changed outputs at the table's amounts per unit of output; the
    plan's work is what it draws on. Supply–use tables are made symmetric, industry by industry
    (model D); the plan needs no such step.

    Parameters
    ----------
    economy
        Built from the table; needed for ``plan`` only.
    table
        What was observed.
    shock
        What happens.
    methods
        Some of ``METHODS``.
    rule, limits
        As for ``plan``.

    Raises
    ------
    ModelError
        If a method is unknown or named twice, the shock names nothing in the table, or ``plan`` is asked
        for without an economy.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> table = cw.table_of("world")
    >>> shock = Shock("lose", "Elm", 0.5, sector="fuels")
    >>> found = compare_methods(None, table, shock, ["leontief", "extraction"])
    >>> found["totals"].filter(pl.col("what") == "output")["method"].to_list()
    ['leontief', 'extraction']
    """
    _check(economy, shock, table, methods)
    flat = symmetric(table, "D")
    system = LeontiefSystem(flat.flows, flat.output)
    hit = hit_by(shock, table, flat)
    gathered = _Gathered(flat, table)
    planned = None
    for method in methods:
        if method != "plan":
            gathered.add_outputs(method, outputs_by(method, system, hit, shock))
        elif economy is not None:
            made = _planned(economy, shock, table, rule, limits)
            if isinstance(made, Planned):
                planned = made
                gathered.add_plan(made)
            else:
                gathered.add_outputs(method, made)
    return MethodComparison(
        shock, table.provenance.currency, tuple(methods), gathered.tables(planned), planned
    )


def _check(economy: Economy | None, shock: Shock, table: SupplyUse, methods: Sequence[str]) -> None:
    unknown = [method for method in methods if method not in METHODS]
    if unknown or not methods or len(set(methods)) < len(methods):
        named = f"'{unknown[0]}' is none" if unknown else "name one or several, each once"
        raise ModelError(f"Methods are {', '.join(METHODS)}: {named}.")
    if "plan" in methods and economy is None:
        raise ModelError("To plan again takes the economy that was built from the table.")
    check_shock(shock, table)


def _planned(
    economy: Economy, shock: Shock, table: SupplyUse, rule: Rule | None, limits: Limits | None
) -> Planned | Meaningless:
    """Both plans; or why the economy can't suffer the shock, or has no plan under it."""
    try:
        scenario = scenario_of(shock, economy, table)
    except ModelError as error:
        return Meaningless("refused", str(error))
    try:
        return two_plans(economy, scenario, rule, limits)
    except NoPlan as error:
        return Meaningless("refused", str(error))


class _Gathered:
    """Rows of the tables, method after method."""

    def __init__(self, flat: InputOutput, table: SupplyUse) -> None:
        self._flat = flat
        self._table = table
        self._scale = table.provenance.scale
        self._added = flat.value_added.of_kind(*_ADDED)
        self._work_rows = _work_rows(flat.labour)
        self._sectors: list[pl.DataFrame] = []
        self._totals: list[tuple[str, str, str, float, float]] = []
        self._methods: list[tuple[str, str, str, float]] = []
        self._checks: list[tuple[str, str, float, float, bool]] = []

    def add_outputs(self, method: str, found: Outputs | Meaningless) -> None:
        """What a textbook method says, or why it says nothing."""
        if isinstance(found, Meaningless):
            self._methods.append((method, found.reason, found.detail, 0.0))
            return
        self._methods.append((method, "", "", found.beyond * self._scale))
        self._checks.append((method, method, found.residual, ALLOWED, found.residual <= ALLOWED))
        self._add(method, found.before, found.after)
        work = per_output(self._flat.labour.at(self._work_rows).by_industry.sum(axis=0), self._flat.output)
        self._add_work(method, float(work @ found.before), float(work @ found.after))

    def add_plan(self, planned: Planned) -> None:
        """What planning again says."""
        self._methods.append(("plan", "", "", 0.0))
        self._checks += [("plan", *check) for check in planned.checks()]
        self._add("plan", *(planned_outputs(plan, self._table) for plan in (planned.base, planned.after)))
        work = [planned_work(plan, self._table, self._work_rows) for plan in (planned.base, planned.after)]
        self._add_work("plan", work[0], work[1])
        beside = [made_by_techniques(plan) for plan in (planned.base, planned.after)]
        if any(beside):
            self._totals.append(("plan", "techniques", self._table.provenance.currency, beside[0], beside[1]))

    def _add(self, method: str, before: Floats, after: Floats) -> None:
        labels = self._flat.sectors
        columns = {
            "region": list(labels.regions),
            "sector": list(labels.names),
            "title": [labels.title(at) for at in range(len(labels))],
            "before": before * self._scale,
            "after": after * self._scale,
        }
        self._sectors.append(pl.DataFrame(columns).select(pl.lit(method).alias("method"), pl.all()))
        currency = self._table.provenance.currency
        figures = {"output": np.ones(len(labels))}
        if len(self._added):
            figures["value_added"] = per_output(self._added.by_industry.sum(axis=0), self._flat.output)
        for what, rate in figures.items():
            row = float(rate @ before) * self._scale, float(rate @ after) * self._scale
            self._totals.append((method, what, currency, *row))

    def _add_work(self, method: str, before: float, after: float) -> None:
        if self._work_rows:
            unit = self._flat.labour.units[self._work_rows[0]]
            self._totals.append((method, "work", unit, before, after))

    def tables(self, planned: Planned | None) -> dict[str, pl.DataFrame]:
        """All tables, with changes and shares."""
        text, number = pl.String, pl.Float64
        figures = {"before": number, "after": number}
        sectors = {"method": text, "region": text, "sector": text, "title": text} | figures
        totals = {"method": text, "what": text, "unit": text} | figures
        methods = {"method": text, "reason": text, "detail": text, "beyond": number}
        checks = {
            "method": text,
            "identity": text,
            "residual": number,
            "allowed": number,
            "holds": pl.Boolean,
        }
        none = pl.DataFrame(schema=sectors)
        return {
            "sectors": _with_changes(pl.concat([none, *self._sectors])),
            "totals": _with_changes(pl.DataFrame(self._totals, schema=totals, orient="row")),
            **({} if planned is None else {"needs": planned.needs(), "coverage": planned.coverage()}),
            "methods": pl.DataFrame(self._methods, schema=methods, orient="row"),
            "checks": pl.DataFrame(self._checks, schema=checks, orient="row"),
        }


def _with_changes(frame: pl.DataFrame) -> pl.DataFrame:
    """With the change, and its share of what was before; blank where that was nothing."""
    before, change = pl.col("before"), pl.col("after") - pl.col("before")
    return frame.with_columns(change=change, share=pl.when(before != 0.0).then(change / before))


def _work_rows(labour: Rows) -> list[int]:
    """Kinds of labour that can be added up: those in hours, else those in the first kind's unit."""
    units = [unit for unit in labour.units if unit in _HOURS] or list(labour.units)
    return [at for at, unit in enumerate(labour.units) if unit == units[0]] if units else []
