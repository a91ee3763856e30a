"""What an explanation says, as plain records; sentences are made from them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Cell", "Explanation", "Reason", "Relief", "Step"]


@dataclass(frozen=True)
class Cell:
    """One need of one group at one place in one period.

    Attributes
    ----------
    tier, place, group, good, period
        Which need of whom, where and when.
    coverage
        Share of it that the plan delivers.
    person_days
        Persons times days that it is about.
    """

    tier: int
    place: str
    group: str
    good: str
    period: str
    coverage: float
    person_days: float


@dataclass(frozen=True)
class Reason:
    """One figure of the tables that holds a cell down, together with the other reasons.

    Attributes
    ----------
    kind, table, row, column, figure, unit, names
        As in ``formulate.barriers.Barrier``.
    because
        Why the figure is what it is, where a scenario changed it: its ``because``; else blank.
    claimed_by
        Who says so, where a scenario changed it; else blank.
    source
        The row's source.
    periods
        Names of the periods in which it holds the cell down; all blank for the whole horizon.
    """

    kind: str
    table: str
    row: int
    column: str
    figure: float
    unit: str
    names: Mapping[str, str]
    because: str
    claimed_by: str
    source: str
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """How far one reason is loosened in a relief.

    Attributes
    ----------
    reason
        What is loosened.
    more
        By how much, in the unit of its figure.
    word
        ``share`` (+10 %), ``day`` (open for one day more), or ``unit`` (where the figure is 0).
    """

    reason: Reason
    more: float
    word: str


@dataclass(frozen=True)
class Relief:
    """Figures whose joint loosening lifts a cell; none of them can be left out.

    Attributes
    ----------
    steps
        What is loosened, and by how much.
    coverage
        Coverage of the cell then, re-solved.
    person_days
        Person-days that the cell gains, re-solved.
    """

    steps: tuple[Step, ...]
    coverage: float
    person_days: float


@dataclass(frozen=True)
class Explanation:
    """Why a cell is short, and what would lift it.

    Attributes
    ----------
    cell
        What is explained.
    highest
        The highest coverage it could have while higher tiers keep theirs, and the other cells of
        its tier what they have, up to as much as this one.
    reasons
        An irreducible set of figures that alone holds the cell down; empty if nothing in the tables
        could ever lift it.
    reliefs
        Irreducible sets of figures whose joint loosening lifts the cell, the greatest gain first.
    carriers
        Goods that could cover the need, by themselves or by what they contain.
    others_short
        How many other cells of the tier have no more than this one and are kept where they are.
    """

    cell: Cell
    highest: float
    reasons: tuple[Reason, ...]
    reliefs: tuple[Relief, ...]
    carriers: tuple[str, ...]
    others_short: int
