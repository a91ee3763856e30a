"""Faults planted in what builds programs: a fragment of source replaced, and all of it imported anew."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import commonweal

__all__ = ["Fault", "planted", "source_of"]

KEPT = tuple(f"commonweal.{name}" for name in ("model", "errors", "findings", "units", "language"))
"""Stays as it is: an economy made outside is the same economy inside."""


@dataclass(frozen=True)
class Fault:
    """One thing done wrong.

    Attributes
    ----------
    name
        What is wrong, in words.
    module
        Where, below ``commonweal.formulate``.
    right, wrong
        The fragment of source, which must occur once, and what stands there instead.
    """

    name: str
    module: str
    right: str
    wrong: str

    @property
    def full_module(self) -> str:
        """The module as it is imported."""
        return f"commonweal.formulate.{self.module}"


def source_of(fault: Fault) -> str:
    """The source a fault is planted in."""
    return (Path(commonweal.__path__[0]) / "formulate" / f"{fault.module}.py").read_text(encoding="utf-8")


class _Faulty(SourceFileLoader):
    """Loads a module with a fault in it, past any compiled copy."""

    fault: Fault

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the loader has one module
        return compile(source_of(self.fault).replace(self.fault.right, self.fault.wrong), self.path, "exec")


class _Finder(MetaPathFinder):
    """Finds the module with the fault before anyone else does."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the protocol of finders
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != self.fault.full_module:
            return None
        file = Path(commonweal.__path__[0]) / "formulate" / f"{self.fault.module}.py"
        loader = _Faulty(fullname, str(file))
        loader.fault = self.fault
        return importlib.util.spec_from_file_location(fullname, file, loader=loader)


def _swapped() -> dict[str, ModuleType]:
    """Modules that are imported anew."""
    return {
        name: module
        for name, module in sys.modules.items()
        if name.startswith("commonweal.") and not name.startswith(KEPT)
    }


@contextmanager
def planted(fault: Fault) -> Iterator[ModuleType]:
    """``commonweal.run`` with a fault in it; everything is as before afterwards."""
    before, names = _swapped(), dict(vars(commonweal))
    finder = _Finder(fault)
    for name in before:
        del sys.modules[name]
    sys.meta_path.insert(0, finder)
    try:
        yield importlib.import_module("commonweal.run")
    finally:
        sys.meta_path.remove(finder)
        for name in _swapped():
            del sys.modules[name]
        sys.modules.update(before)
        vars(commonweal).clear()
        vars(commonweal).update(names)
