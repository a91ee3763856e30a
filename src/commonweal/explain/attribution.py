"""Barriers as reasons: whose figure it is, and why it is what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from commonweal.explain.records import Reason
from commonweal.findings import Origin
from commonweal.formulate.barriers import Barrier
from commonweal.model import Economy
from commonweal.model.changes import Change
from commonweal.plan.plan import Plan
from commonweal.scenario import chain

__all__ = ["carriers_of", "reason_of"]


def reason_of(plan: Plan, barrier: Barrier, periods: Sequence[str]) -> Reason:
    """The record of a barrier, with what its row and the scenario say of it."""
    row = plan.economy[barrier.table].row(barrier.row, named=True)
    change = _change_behind(plan, row)
    note = (row.get("note") or "") if barrier.kind == "closed" else ""
    origin = plan.economy.origins.get(barrier.table, Origin(barrier.table))
    # rows that came from no file are numbered as they would be written: the first is row 2
    file_row = origin.row(barrier.row) if origin.rows else barrier.row + 2
    return Reason(
        kind=barrier.kind,
        table=barrier.table,
        row=barrier.row,
        column=barrier.column,
        figure=barrier.figure,
        unit=barrier.unit,
        names=barrier.names,
        because=note if change is None else change.because,
        claimed_by="" if change is None else change.claimed_by,
        source=(change.source if change is not None else "") or row.get("source") or "",
        periods=tuple(periods),
        file=origin.file,
        sheet=origin.sheet,
        file_row=file_row or 0,
    )


def _change_behind(plan: Plan, row: Mapping[str, object]) -> Change | None:
    """The last change of the plan's scenario that left its reason in the row's note."""
    note = str(row.get("note") or "")
    behind = [change for change in _changes(plan.economy, plan.scenario) if change.because in note]
    return behind[-1] if behind else None


def _changes(economy: Economy, scenario: str) -> list[Change]:
    """Changes of a scenario that give a reason, parents first; none where its name is not known."""
    if scenario not in economy.scenarios:
        return []
    return [
        replace(change, source=change.source or part.source)
        for part in chain(economy, scenario)
        for change in part.changes
        if change.because
    ]


def carriers_of(economy: Economy, need: str) -> tuple[str, ...]:
    """Goods that could cover a need: the good itself unless it is a nutrient, and what contains it."""
    goods, contents = economy["goods"], economy["composition"]
    itself = goods.filter((pl.col("good") == need) & ~pl.col("kind").eq_missing("nutrient"))["good"]
    inside = contents.filter((pl.col("nutrient") == need) & (pl.col("amount") > 0.0))["good"]
    return tuple(dict.fromkeys([*itself.to_list(), *inside.to_list()]))
