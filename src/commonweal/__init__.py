"""Plans production and supply so that people's needs are met first, and proves that the plan is best.

>>> import commonweal as cw
>>> economy = cw.read("village")
>>> plan = cw.plan(economy)
>>> plan.certificate.quality
'verified'

Each name is loaded when it is first used, so that ``import commonweal`` costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.check import check
    from commonweal.compare.comparison import Comparison, compare
    from commonweal.compare.export import export_comparison
    from commonweal.compare.rules import RulePrices, rules
    from commonweal.data import write, write_template
    from commonweal.errors import Cancelled, DataError, ModelError, NoPlan, PlanningError, SolverStopped
    from commonweal.examples.opening import examine, read
    from commonweal.explain.explaining import explain
    from commonweal.explain.ranking import relief
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.explain.tracing import Why, why
    from commonweal.findings import Finding
    from commonweal.model import TABLES, Calendar, Change, Economy, Scenario, Settings
    from commonweal.plan.certificate import Certificate
    from commonweal.plan.export import export_plan, write_lists
    from commonweal.plan.plan import Plan
    from commonweal.plan.price_range import PriceRange
    from commonweal.plan.saved import read_plan
    from commonweal.pool import Pooling, pool
    from commonweal.require import Requirement, require
    from commonweal.run import Replan, plan, price_range, replan
    from commonweal.scenario import Applied, apply
    from commonweal.show import print_findings, print_plan, write_report
    from commonweal.show.comparing_report import write_comparison
    from commonweal.show.comparing_text import print_comparison
    from commonweal.show.criticality_text import print_criticality
    from commonweal.show.explaining_text import print_explanations, print_why
    from commonweal.show.pooling_text import print_pooling
    from commonweal.show.relief_table import print_relief
    from commonweal.show.requiring_text import print_requirement
    from commonweal.show.rule_prices_report import write_rules
    from commonweal.show.rule_prices_text import print_rules
    from commonweal.solve.bench import Limits, Progress
    from commonweal.sweep.criticality import criticality
    from commonweal.sweep.ledger import JsonLines, Ledger
    from commonweal.sweep.outage import Outage
    from commonweal.sweep.results import Criticality
    from commonweal.validate import validate

__all__ = [
    "TABLES",
    "Applied",
    "Calendar",
    "Cancelled",
    "Certificate",
    "Change",
    "Comparison",
    "Criticality",
    "DataError",
    "Economy",
    "Explanation",
    "Finding",
    "JsonLines",
    "Ledger",
    "Limits",
    "ModelError",
    "NoPlan",
    "Outage",
    "Plan",
    "PlanningError",
    "Pooling",
    "PriceRange",
    "Progress",
    "ReliefList",
    "Replan",
    "Requirement",
    "RulePrices",
    "Scenario",
    "Settings",
    "SolverStopped",
    "Why",
    "__version__",
    "apply",
    "check",
    "compare",
    "criticality",
    "examine",
    "explain",
    "export_comparison",
    "export_plan",
    "plan",
    "pool",
    "price_range",
    "print_comparison",
    "print_criticality",
    "print_explanations",
    "print_findings",
    "print_plan",
    "print_pooling",
    "print_relief",
    "print_requirement",
    "print_rules",
    "print_why",
    "read",
    "read_plan",
    "relief",
    "replan",
    "require",
    "rules",
    "validate",
    "why",
    "write",
    "write_comparison",
    "write_lists",
    "write_report",
    "write_rules",
    "write_template",
]

__version__ = "0.1.0"

_MODULES: Mapping[str, tuple[str, ...]] = {
    "commonweal.check": ("check",),
    "commonweal.compare.comparison": ("Comparison", "compare"),
    "commonweal.compare.export": ("export_comparison",),
    "commonweal.compare.rules": ("RulePrices", "rules"),
    "commonweal.data": ("write", "write_template"),
    "commonweal.errors": ("Cancelled", "DataError", "ModelError", "NoPlan", "PlanningError", "SolverStopped"),
    "commonweal.examples.opening": ("examine", "read"),
    "commonweal.explain.explaining": ("explain",),
    "commonweal.explain.ranking": ("relief",),
    "commonweal.explain.records": ("Explanation", "ReliefList"),
    "commonweal.explain.tracing": ("Why", "why"),
    "commonweal.findings": ("Finding",),
    "commonweal.model": ("TABLES", "Calendar", "Change", "Economy", "Scenario", "Settings"),
    "commonweal.plan.certificate": ("Certificate",),
    "commonweal.plan.export": ("export_plan", "write_lists"),
    "commonweal.plan.plan": ("Plan",),
    "commonweal.plan.price_range": ("PriceRange",),
    "commonweal.plan.saved": ("read_plan",),
    "commonweal.pool": ("Pooling", "pool"),
    "commonweal.require": ("Requirement", "require"),
    "commonweal.run": ("Replan", "plan", "price_range", "replan"),
    "commonweal.scenario": ("Applied", "apply"),
    "commonweal.show": ("print_findings", "print_plan", "write_report"),
    "commonweal.show.comparing_report": ("write_comparison",),
    "commonweal.show.comparing_text": ("print_comparison",),
    "commonweal.show.criticality_text": ("print_criticality",),
    "commonweal.show.explaining_text": ("print_explanations", "print_why"),
    "commonweal.show.pooling_text": ("print_pooling",),
    "commonweal.show.relief_table": ("print_relief",),
    "commonweal.show.requiring_text": ("print_requirement",),
    "commonweal.show.rule_prices_report": ("write_rules",),
    "commonweal.show.rule_prices_text": ("print_rules",),
    "commonweal.solve.bench": ("Limits", "Progress"),
    "commonweal.sweep.criticality": ("criticality",),
    "commonweal.sweep.ledger": ("JsonLines", "Ledger"),
    "commonweal.sweep.outage": ("Outage",),
    "commonweal.sweep.results": ("Criticality",),
    "commonweal.validate": ("validate",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """A public name, from where it is defined."""
    if name not in _HOME:
        raise AttributeError(f"module 'commonweal' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)


class _Package(ModuleType):
    """The package, with names that its folders can't hide.

    Importing anything from the folder ``plan`` would otherwise put the folder where the function
    ``commonweal.plan`` belongs.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
