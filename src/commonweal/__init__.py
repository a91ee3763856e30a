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
    from commonweal.data import write, write_template
    from commonweal.errors import Cancelled, DataError, ModelError, NoPlan, PlanningError, SolverStopped
    from commonweal.examples.opening import examine, read
    from commonweal.findings import Finding
    from commonweal.model import TABLES, Calendar, Economy, Settings
    from commonweal.plan.certificate import Certificate
    from commonweal.plan.export import export_plan, write_lists
    from commonweal.plan.plan import Plan
    from commonweal.plan.price_range import PriceRange
    from commonweal.run import plan, price_range
    from commonweal.show import print_findings, print_plan, write_report
    from commonweal.solve.bench import Limits, Progress
    from commonweal.validate import validate

__all__ = [
    "TABLES",
    "Calendar",
    "Cancelled",
    "Certificate",
    "DataError",
    "Economy",
    "Finding",
    "Limits",
    "ModelError",
    "NoPlan",
    "Plan",
    "PlanningError",
    "PriceRange",
    "Progress",
    "Settings",
    "SolverStopped",
    "__version__",
    "check",
    "examine",
    "export_plan",
    "plan",
    "price_range",
    "print_findings",
    "print_plan",
    "read",
    "validate",
    "write",
    "write_lists",
    "write_report",
    "write_template",
]

__version__ = "0.1.0"

_MODULES: Mapping[str, tuple[str, ...]] = {
    "commonweal.check": ("check",),
    "commonweal.data": ("write", "write_template"),
    "commonweal.errors": ("Cancelled", "DataError", "ModelError", "NoPlan", "PlanningError", "SolverStopped"),
    "commonweal.examples.opening": ("examine", "read"),
    "commonweal.findings": ("Finding",),
    "commonweal.model": ("TABLES", "Calendar", "Economy", "Settings"),
    "commonweal.plan.certificate": ("Certificate",),
    "commonweal.plan.export": ("export_plan", "write_lists"),
    "commonweal.plan.plan": ("Plan",),
    "commonweal.plan.price_range": ("PriceRange",),
    "commonweal.run": ("plan", "price_range"),
    "commonweal.show": ("print_findings", "print_plan", "write_report"),
    "commonweal.solve.bench": ("Limits", "Progress"),
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
