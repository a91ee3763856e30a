"""Economies that ship with the program: run in the documentation and in the tests.

>>> names()
('leontief', 'syria', 'village', 'world')
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from commonweal.errors import ModelError

__all__ = ["names", "path"]

_HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Names of the economies that ship, in alphabetical order."""
    return tuple(sorted(file.parent.name for file in _HERE.glob("*/economy.toml")))


def path(name: str) -> Path:
    """The folder of an economy that ships.

    Parameters
    ----------
    name
        One of ``names()``.

    Raises
    ------
    ModelError
        If no economy of that name ships.

    Examples
    --------
    >>> path("village").name
    'village'
    """
    if name not in names():
        close = get_close_matches(name, names(), n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise ModelError(f"There is no example '{name}'; there are {', '.join(names())}.{hint}")
    return _HERE / name
