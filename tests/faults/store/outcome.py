"""What a drill is, and what it saw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Drill", "Outcome", "spread"]


@dataclass(frozen=True)
class Outcome:
    """What a drill saw.

    Attributes
    ----------
    figures
        What was counted and measured, by name.
    broken
        Each promise that was not kept, in words; empty when all were.
    """

    figures: Mapping[str, int | float]
    broken: tuple[str, ...] = field(default=())

    @property
    def line(self) -> str:
        """The figures in a line."""
        return ", ".join(f"{_number(value)} {name}" for name, value in self.figures.items())


@dataclass(frozen=True)
class Drill:
    """Something that goes wrong on purpose.

    Attributes
    ----------
    name
        What it is called on the command line.
    run
        Does it so often, with a seed.
    short, long
        How often in everyday tests (0: not at all), and how often before a release.
    root
        Whether it needs to be root.
    """

    name: str
    run: Callable[[int, int], Outcome]
    short: int
    long: int
    root: bool = False


def spread(seconds: list[float]) -> dict[str, float]:
    """The middle and the largest of some times."""
    if not seconds:
        return {}
    return {"s in the middle": float(np.median(seconds)), "s at most": max(seconds)}


def _number(value: float) -> str:
    """A count with separators, or a measure with three digits."""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3g}"
