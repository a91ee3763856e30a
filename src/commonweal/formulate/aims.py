"""The aims: what is made as large, as even or as small as can be, in which order (MODEL §3)."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.formulate.program import Floats, Integers

__all__ = ["Aim", "LevelAim", "SumAim"]


@dataclass(frozen=True)
class SumAim:
    """Make a weighted sum of columns as large (or small) as can be, then hold it.

    Attributes
    ----------
    name, unit
        As shown: ``effort: labour``, ``h``.
    columns, weights : each shape (n_terms,)
        Columns of the program and what one unit of each counts.
    maximise
        Whether larger is better.
    offset
        What is added to the sum when it is reported.
    """

    name: str
    unit: str
    columns: Integers
    weights: Floats
    maximise: bool
    offset: float = 0.0


@dataclass(frozen=True)
class LevelAim:
    """Raise coverages as evenly as can be: leximin over items.

    Attributes
    ----------
    name, unit
        As shown: ``tier 1``, ``share``.
    columns : shape (n_cells,)
        Columns of coverage, each between 0 and 1.
    item : shape (n_cells,)
        The item that each column belongs to, from 0. Under leximin each column is an item of its
        own; under ``equal`` all cells of a need are one item, and have the same coverage.
    weights : shape (n_cells,)
        Person-days of each cell; they count only where a resolution is given.
    resolution
        Size of the steps in which coverage is raised; None for exactly.
    """

    name: str
    unit: str
    columns: Integers
    item: Integers
    weights: Floats
    resolution: float | None = None


Aim = SumAim | LevelAim
