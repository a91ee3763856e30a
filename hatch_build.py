"""Puts the built workbench into what is built of the package: wheels, editable installs, the source archive.

The source archive carries the built workbench, so that who installs from it needs no Node.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WorkbenchHook(BuildHookInterface[Any]):
    """Builds the workbench, where it is not there as the sources are now."""

    def dependencies(self) -> list[str]:
        """Packages that the build needs: a Node, where the system has none that is new enough."""
        steps = self._steps()
        if self._is_without(steps) or steps.is_fresh() or steps.find_node() is not None:
            return []
        return [steps.NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Build the workbench before files are gathered."""
        steps = self._steps()
        if not self._is_without(steps) and not steps.is_fresh():
            self.app.display_info("building the workbench")
            steps.build()

    def _steps(self) -> ModuleType:
        """What builds the workbench; it is also run by hand."""
        path = Path(self.root) / "scripts" / "build_workbench.py"
        spec = importlib.util.spec_from_file_location("build_workbench", path)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(path)
        steps = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = steps  # dataclasses look for their module
        spec.loader.exec_module(steps)
        return steps

    def _is_without(self, steps: ModuleType) -> bool:
        """Whether the package is to be built without it."""
        return os.environ.get(steps.WITHOUT, "") not in {"", "0"}
