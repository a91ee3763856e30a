"""The independent check of a plan: every balance, limit and coverage recomputed from the tables.

Nothing here knows how the program was built or solved. The tables of the economy and the tables of
the plan are read a second time, straight from the equations (E1–E8) and ``docs/conventions.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.model import Economy
from commonweal.plan.audit_balances import audit_balances, balances_of
from commonweal.plan.audit_bounds import audit_activities, audit_routes, audit_stores, audit_supplies
from commonweal.plan.audit_done import read_plan
from commonweal.plan.audit_equipment import audit_equipment
from commonweal.plan.audit_floors import Kept
from commonweal.plan.audit_given import Given
from commonweal.plan.audit_ledger import AuditLine, Ledger
from commonweal.plan.audit_limits import audit_limits
from commonweal.plan.audit_needs import (
    audit_caps,
    audit_coverage,
    audit_deliveries,
    audit_rations,
    intakes,
)
from commonweal.plan.audit_scale import needed_amounts

__all__ = ["Audit", "AuditLine", "audit"]


@dataclass(frozen=True)
class Audit:
    """What was recomputed, and how far off it is.

    Attributes
    ----------
    error
        Largest violation of any row, relative to the amounts that meet there (conventions §8).
    worst
        The few rows that are furthest off, the worst first.
    checked
        Number of rows checked.
    """

    error: float
    worst: tuple[AuditLine, ...]
    checked: int


def audit(economy: Economy, tables: Mapping[str, pl.DataFrame]) -> Audit:
    """How far a plan is from holding, recomputed from tables alone.

    Parameters
    ----------
    economy
        What was planned.
    tables
        The tables of the plan: ``coverage``, ``deliveries``, ``activities``, ``flows``, ``stocks``,
        ``supplies``, ``leftovers`` and ``floors``; and ``equipment`` where there is any.

    Returns
    -------
    Audit
        With an error of 0 (but for rounding) where everything holds, 1 and more where something is
        done that nothing allows, and infinity where an amount is no number.
    """
    given, ledger = Given(economy), Ledger()
    done = read_plan(given, tables, ledger)
    kept = Kept(done.floors, ledger)
    audit_balances(given, done, balances_of(given, done), needed_amounts(given, done), ledger)
    audit_activities(given, done, kept, ledger)
    audit_equipment(given, done, kept, ledger)
    audit_routes(given, done, ledger)
    audit_supplies(given, done, kept, ledger)
    audit_stores(given, done, kept, ledger)
    taken = intakes(given, done)
    audit_deliveries(given, done, ledger)
    audit_coverage(given, done, taken, ledger)
    audit_caps(given, taken, ledger)
    audit_rations(given, done, ledger)
    audit_limits(given, done, kept, ledger)
    worst = ledger.worst
    return Audit(worst[0].relative if worst else 0.0, worst, ledger.checked)
