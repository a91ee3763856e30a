"""What an explanation says, as plain records; sentences are made from them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.model import Change

__all__ = ["Cell", "Explanation", "Reason", "Relief", "ReliefLine", "ReliefList", "Step"]


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
        Why the figure is what it is, where a scenario changed it: its ``because``; for what else is
        closed, the row's note; else blank.
    claimed_by
        Who says so, where a scenario changed it; else blank.
    source
        The row's source.
    periods
        Names of the periods in which it holds the cell down; all blank for the whole horizon.
    file, sheet, file_row
        Where the figure stands, as the person sees it (the heading is row 1); the sheet is blank for
        files that have none, the row 0 for one that a scenario made.
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
    file: str = ""
    sheet: str = ""
    file_row: int = 0


@dataclass(frozen=True)
class Step:
    """How far one reason is loosened in a relief.

    Attributes
    ----------
    reason
        What is loosened.
    more
        By how much, in the unit of its figure; infinite where something opens of which no figure says
        what it could do; 0 for a tie of rations.
    word
        ``share`` (+10 %), ``day`` (open for one day, as much as it could do in a day), ``open`` (open for a
        period, or altogether, where its figure is not one of days), ``unit`` (one unit, where the figure
        is 0), or ``lift`` (a tie of rations, lifted).
    period
        Name of the period in which something is open for a day; blank where it is not of one period.
    counts
        What one unit of the figure comes to in the program. Where something opens: days of that period
        (1 where the figure counts over a period or the horizon), so that its figure is ``more / counts``;
        of an opening stock: the share that is left in the first period. 0 elsewhere.
    """

    reason: Reason
    more: float
    word: str
    period: str = ""
    counts: float = 0.0


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
        Person-days that the cell gains, re-solved; 0 where the step is too small to give anything.
    changes
        Changes of a scenario that make it, on top of that of the plan.
    """

    steps: tuple[Step, ...]
    coverage: float
    person_days: float
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why a cell is short, and what would lift it.

    Attributes
    ----------
    cell
        What is explained.
    highest
        The highest coverage it could have while higher tiers keep theirs, and the other cells of
        its tier what they have, up to as much as this one; as things were known on ``known_on``.
    reasons
        An irreducible set of figures that alone holds the cell down; empty if nothing in the tables
        could ever lift it, or if nothing holds it down (``highest`` is 1: the rule of sharing does).
    reliefs
        Irreducible sets of figures whose joint loosening lifts the cell, the greatest gain first.
    carriers
        Goods that could cover the need, by themselves or by what they contain.
    others_short
        How many other cells of the tier have no more than this one and are kept where they are.
    alike
        In how many periods the same people are short of the same; this is the worst.
    known_on
        First day of the turn that last could change the cell, if the plan was made in turns: what is said
        is said with what was known then. Blank for a plan that was made at once, and where the plan of that
        turn is not known any more: then all that became known later counts as known.
    hindsight
        The highest coverage it could have had with all that became known later; None if nothing did.
    """

    cell: Cell
    highest: float
    reasons: tuple[Reason, ...]
    reliefs: tuple[Relief, ...]
    carriers: tuple[str, ...]
    others_short: int
    alike: int = 1
    known_on: str = ""
    hindsight: float | None = None


@dataclass(frozen=True)
class ReliefLine:
    """What loosening one figure, or several together, would give the cells that were asked about.

    Attributes
    ----------
    steps
        What is loosened, and by how much.
    person_days
        Person-days that the cells gain, re-solved.
    per_unit
        Person-days for each further unit of the figure; None where several figures are loosened, or
        the step has no size.
    changes
        Changes of a scenario that make it, on top of that of the plan.
    """

    steps: tuple[Step, ...]
    person_days: float
    per_unit: float | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class ReliefList:
    """What would help cells that are short, the greatest gain first.

    Attributes
    ----------
    cells
        The cells that were asked about.
    lacking
        Person-days that they lack.
    lines
        What helps, and how much.
    idle
        How many figures would give exactly nothing: there is something left of them, or more of them
        alone is of no use.
    known_on
        As for ``Explanation``: the turn in which those cells could last be changed.
    n_elsewhere
        How many other cells were asked about that are short, but could last be changed in other turns.
    """

    cells: tuple[Cell, ...]
    lacking: float
    lines: tuple[ReliefLine, ...]
    idle: int
    known_on: str = ""
    n_elsewhere: int = 0
