"""Packages of the extra ``[dask]``, loaded when they are used; a clear word where they are missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from commonweal.errors import ModelError

__all__ = ["distributed", "salib"]


def distributed() -> ModuleType:
    """Dask's scheduler and client.

    Raises
    ------
    ModelError
        If it is not installed.
    """
    return _loaded("distributed")


def salib(part: str) -> ModuleType:
    """A part of SALib, such as ``analyze.sobol``.

    Raises
    ------
    ModelError
        If it is not installed.
    """
    return _loaded(f"SALib.{part}")


def _loaded(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != name.partition(".")[0]:
            raise
        package = name.partition(".")[0]
        raise ModelError(
            f'Sweeps need {package}, which is not installed: pip install "commonweal[dask]".'
        ) from error
