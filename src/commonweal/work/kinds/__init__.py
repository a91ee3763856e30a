"""How each kind of job is done, inside the child; a module is loaded when its kind is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from commonweal.work.doing import Doing, Found

__all__ = ["done"]

_MODULES = {
    "plan": "planning",
    "replan": "replanning",
    "rules": "ruling",
    "compare": "comparing",
    "explain": "explaining",
    "relief": "relieving",
    "why": "tracing",
    "require": "requiring",
    "pool": "pooling",
    "criticality": "breaking",
    "import": "importing",
}


def done(doing: Doing) -> Found:
    """What a request finds.

    Raises
    ------
    PlanningError
        If there is no answer, and why.
    """
    module = importlib.import_module(f"commonweal.work.kinds.{_MODULES[doing.asked.kind]}")
    return cast(Callable[[Doing], Found], module.found)(doing)
