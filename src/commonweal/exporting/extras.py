"""Optional packages: loaded when they are used, named when they are missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from commonweal.errors import ModelError

__all__ = ["loaded"]


def loaded(module: str, purpose: str) -> ModuleType:
    """A module of the extra ``io``.

    Raises
    ------
    ModelError
        If it isn't installed.

    Examples
    --------
    >>> loaded("json", "JSON").__name__
    'json'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ModelError(
            f"{purpose} needs the package {package}, which is not installed: pip install 'commonweal[io]'."
        ) from error
