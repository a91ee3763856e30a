"""Changes and scenarios as data: what happens to an economy, when, why, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.findings import Finding
from commonweal.model.periods import Calendar

__all__ = ["CONFIDENCES", "Change", "Scenario"]

CONFIDENCES = ("confirmed", "reported", "contested", "forecast", "assumed")
"""How sure a claim about the world is."""


@dataclass(frozen=True)
class Change:
    """One line of a scenario.

    Attributes
    ----------
    do
        What is done: a plain change (``set``, ``scale``, ``add``, ``close``, ``open``, ``new``) or
        a word that stands for plain changes (``strike``, ``sanction``; ``scenario.words``).
    table
        The table whose rows change; blank where the word decides.
    where
        Which rows, as ``column=value, column=value``; as in selectors, with ``|`` between
        values that are all meant and ``good.family`` for a column of the row's good. Blank: all rows.
    column
        The column that changes; blank where the word decides.
    value
        The new value, the factor, the amount added, or what the word asks for; days as 2016-07-01.
    values
        Cells of a new row (``new``, ``aid``).
    begin, until
        First day it holds, and first day it no longer does; None for the ends of the calendar.
    known_from
        The day it becomes known; None: from the start.
    because, source, claimed_by, confidence, note
        Why, and who says so; shown wherever the change is.
    file, sheet, line, lines
        Where it stands and, for each of its keys, in which line; for messages, not part of the content.
    """

    do: str
    table: str = ""
    where: str = ""
    column: str = ""
    value: float | str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    begin: dt.date | None = None
    until: dt.date | None = None
    known_from: dt.date | None = None
    because: str = ""
    source: str = ""
    claimed_by: str = ""
    confidence: str = ""
    note: str = ""
    file: str = field(default="", compare=False)
    sheet: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if isinstance(self.value, bool):
            object.__setattr__(self, "value", "yes" if self.value else "no")
        elif isinstance(self.value, int):
            object.__setattr__(self, "value", float(self.value))


@dataclass(frozen=True)
class Scenario:
    """Changes in their order, on top of a parent scenario or of the economy as it is.

    Attributes
    ----------
    name
        What it is called by: ``aleppo-2016``.
    title, description
        For people.
    parent
        Name of the scenario that it goes on from; blank for none.
    calendar
        Its own calendar; None for that of the parent or the economy.
    changes
        In the order in which they are made.
    source
        Where its figures are from, where a change does not say.
    file, sheet, lines
        Where it stands and, for each of its keys, in which line; for messages, not part of the content.
    faults
        What is wrong with how it is written: such a scenario can't be applied. Not part of the content.
    """

    name: str
    title: str = ""
    description: str = ""
    parent: str = ""
    calendar: Calendar | None = None
    changes: tuple[Change, ...] = ()
    source: str = ""
    file: str = field(default="", compare=False)
    sheet: str = field(default="", compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    faults: tuple[Finding, ...] = field(default=(), compare=False, repr=False)
