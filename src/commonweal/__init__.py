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
    from commonweal.accounting.accounts import Accounts, accounts
    from commonweal.accounting.chains import chains
    from commonweal.accounting.export import export_accounts
    from commonweal.accounting.plan_prices import PriceGap, values_against_prices
    from commonweal.accounting.years import year_change
    from commonweal.building.build import build_economy
    from commonweal.building.options import BuildOptions
    from commonweal.building.sanction import cut_trade
    from commonweal.check import check
    from commonweal.client.client import Client
    from commonweal.compare.comparison import Comparison, compare
    from commonweal.compare.export import export_comparison
    from commonweal.compare.method_shock import Shock
    from commonweal.compare.methods import MethodComparison, compare_methods
    from commonweal.compare.rules import RulePrices, rules
    from commonweal.data import write, write_template
    from commonweal.data.table_folder import write_economy_and_table, write_table
    from commonweal.errors import Cancelled, DataError, ModelError, NoPlan, PlanningError, SolverStopped
    from commonweal.examples.opening import examine, read, table_of
    from commonweal.explain.explaining import explain
    from commonweal.explain.ranking import relief
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.explain.tracing import Why, why
    from commonweal.exporting.datapackage import write_datapackage
    from commonweal.exporting.frames import tidy, to_pandas
    from commonweal.exporting.labelled import to_xarray, write_netcdf
    from commonweal.findings import Finding
    from commonweal.importing.options import ReadingOptions
    from commonweal.importing.reading import read_table
    from commonweal.inputoutput.tables import SupplyUse
    from commonweal.model import TABLES, Calendar, Change, Economy, Scenario, Settings
    from commonweal.plan.certificate import Certificate
    from commonweal.plan.export import export_plan, write_lists
    from commonweal.plan.plan import Plan
    from commonweal.plan.price_range import PriceRange
    from commonweal.plan.saved import read_plan
    from commonweal.pool import Pooling, pool
    from commonweal.printing.making import briefing, write_report
    from commonweal.require import Requirement, require
    from commonweal.run import Replan, plan, price_range, replan
    from commonweal.scenario import Applied, apply
    from commonweal.show import print_findings, print_plan
    from commonweal.show.accounts_page import write_accounts
    from commonweal.show.accounts_text import print_accounts
    from commonweal.show.comparing_report import write_comparison
    from commonweal.show.comparing_text import print_comparison
    from commonweal.show.criticality_text import print_criticality
    from commonweal.show.explaining_text import print_explanations, print_why
    from commonweal.show.methods_text import print_methods
    from commonweal.show.pooling_text import print_pooling
    from commonweal.show.relief_table import print_relief
    from commonweal.show.requiring_text import print_requirement
    from commonweal.show.rule_prices_report import write_rules
    from commonweal.show.rule_prices_text import print_rules
    from commonweal.show.sweep.page import write_sweep
    from commonweal.show.sweep.text import print_sweep
    from commonweal.solve.bench import Limits, Progress
    from commonweal.sweep.cluster import Cluster
    from commonweal.sweep.criticality import criticality
    from commonweal.sweep.ledger import JsonLines, Ledger
    from commonweal.sweep.outage import Outage
    from commonweal.sweep.results import Criticality
    from commonweal.sweep.summary import SweepSummary, export_sweep, summarize_sweep
    from commonweal.sweep.sweeping import sweep
    from commonweal.sweep.swept import Sweep, read_sweep
    from commonweal.validate import validate

__all__ = [
    "TABLES",
    "Accounts",
    "Applied",
    "BuildOptions",
    "Calendar",
    "Cancelled",
    "Certificate",
    "Change",
    "Client",
    "Cluster",
    "Comparison",
    "Criticality",
    "DataError",
    "Economy",
    "Explanation",
    "Finding",
    "JsonLines",
    "Ledger",
    "Limits",
    "MethodComparison",
    "ModelError",
    "NoPlan",
    "Outage",
    "Plan",
    "PlanningError",
    "Pooling",
    "PriceGap",
    "PriceRange",
    "Progress",
    "ReadingOptions",
    "ReliefList",
    "Replan",
    "Requirement",
    "RulePrices",
    "Scenario",
    "Settings",
    "Shock",
    "SolverStopped",
    "SupplyUse",
    "Sweep",
    "SweepSummary",
    "Why",
    "__version__",
    "accounts",
    "apply",
    "briefing",
    "build_economy",
    "chains",
    "check",
    "compare",
    "compare_methods",
    "criticality",
    "cut_trade",
    "examine",
    "explain",
    "export_accounts",
    "export_comparison",
    "export_plan",
    "export_sweep",
    "plan",
    "pool",
    "price_range",
    "print_accounts",
    "print_comparison",
    "print_criticality",
    "print_explanations",
    "print_findings",
    "print_methods",
    "print_plan",
    "print_pooling",
    "print_relief",
    "print_requirement",
    "print_rules",
    "print_sweep",
    "print_why",
    "read",
    "read_plan",
    "read_sweep",
    "read_table",
    "relief",
    "replan",
    "require",
    "rules",
    "summarize_sweep",
    "sweep",
    "table_of",
    "tidy",
    "to_pandas",
    "to_xarray",
    "validate",
    "values_against_prices",
    "why",
    "write",
    "write_accounts",
    "write_comparison",
    "write_datapackage",
    "write_economy_and_table",
    "write_lists",
    "write_netcdf",
    "write_report",
    "write_rules",
    "write_sweep",
    "write_table",
    "write_template",
    "year_change",
]

__version__ = "0.1.0"

_MODULES: Mapping[str, tuple[str, ...]] = {
    "commonweal.accounting.accounts": ("Accounts", "accounts"),
    "commonweal.accounting.chains": ("chains",),
    "commonweal.accounting.export": ("export_accounts",),
    "commonweal.accounting.plan_prices": ("PriceGap", "values_against_prices"),
    "commonweal.accounting.years": ("year_change",),
    "commonweal.building.build": ("build_economy",),
    "commonweal.building.options": ("BuildOptions",),
    "commonweal.building.sanction": ("cut_trade",),
    "commonweal.check": ("check",),
    "commonweal.client.client": ("Client",),
    "commonweal.compare.comparison": ("Comparison", "compare"),
    "commonweal.compare.export": ("export_comparison",),
    "commonweal.compare.method_shock": ("Shock",),
    "commonweal.compare.methods": ("MethodComparison", "compare_methods"),
    "commonweal.compare.rules": ("RulePrices", "rules"),
    "commonweal.data": ("write", "write_template"),
    "commonweal.data.table_folder": ("write_economy_and_table", "write_table"),
    "commonweal.errors": ("Cancelled", "DataError", "ModelError", "NoPlan", "PlanningError", "SolverStopped"),
    "commonweal.examples.opening": ("examine", "read", "table_of"),
    "commonweal.explain.explaining": ("explain",),
    "commonweal.explain.ranking": ("relief",),
    "commonweal.explain.records": ("Explanation", "ReliefList"),
    "commonweal.explain.tracing": ("Why", "why"),
    "commonweal.exporting.datapackage": ("write_datapackage",),
    "commonweal.exporting.frames": ("tidy", "to_pandas"),
    "commonweal.exporting.labelled": ("to_xarray", "write_netcdf"),
    "commonweal.findings": ("Finding",),
    "commonweal.importing.options": ("ReadingOptions",),
    "commonweal.importing.reading": ("read_table",),
    "commonweal.inputoutput.tables": ("SupplyUse",),
    "commonweal.model": ("TABLES", "Calendar", "Change", "Economy", "Scenario", "Settings"),
    "commonweal.plan.certificate": ("Certificate",),
    "commonweal.plan.export": ("export_plan", "write_lists"),
    "commonweal.plan.plan": ("Plan",),
    "commonweal.plan.price_range": ("PriceRange",),
    "commonweal.plan.saved": ("read_plan",),
    "commonweal.pool": ("Pooling", "pool"),
    "commonweal.printing.making": ("briefing", "write_report"),
    "commonweal.require": ("Requirement", "require"),
    "commonweal.run": ("Replan", "plan", "price_range", "replan"),
    "commonweal.scenario": ("Applied", "apply"),
    "commonweal.show": ("print_findings", "print_plan"),
    "commonweal.show.accounts_page": ("write_accounts",),
    "commonweal.show.accounts_text": ("print_accounts",),
    "commonweal.show.comparing_report": ("write_comparison",),
    "commonweal.show.comparing_text": ("print_comparison",),
    "commonweal.show.criticality_text": ("print_criticality",),
    "commonweal.show.explaining_text": ("print_explanations", "print_why"),
    "commonweal.show.methods_text": ("print_methods",),
    "commonweal.show.pooling_text": ("print_pooling",),
    "commonweal.show.relief_table": ("print_relief",),
    "commonweal.show.requiring_text": ("print_requirement",),
    "commonweal.show.rule_prices_report": ("write_rules",),
    "commonweal.show.rule_prices_text": ("print_rules",),
    "commonweal.show.sweep.page": ("write_sweep",),
    "commonweal.show.sweep.text": ("print_sweep",),
    "commonweal.solve.bench": ("Limits", "Progress"),
    "commonweal.sweep.cluster": ("Cluster",),
    "commonweal.sweep.criticality": ("criticality",),
    "commonweal.sweep.ledger": ("JsonLines", "Ledger"),
    "commonweal.sweep.outage": ("Outage",),
    "commonweal.sweep.results": ("Criticality",),
    "commonweal.sweep.summary": ("SweepSummary", "summarize_sweep", "export_sweep"),
    "commonweal.sweep.sweeping": ("sweep",),
    "commonweal.sweep.swept": ("Sweep", "read_sweep"),
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
