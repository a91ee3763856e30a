"""Economies, their versions, tables, edits and scenarios."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commonweal.wire.message import Day, Id, Message, Name, Stamped, WireFinding

__all__ = [
    "AddRow",
    "Calendar",
    "Change",
    "ChangedRow",
    "Checked",
    "Column",
    "Differences",
    "DropRow",
    "Economy",
    "Edit",
    "Edits",
    "Kept",
    "Rename",
    "Restore",
    "Rows",
    "Scenario",
    "ScenarioFile",
    "ScenarioRead",
    "SetCell",
    "Settings",
    "SettingsChange",
    "TableDifference",
    "Tried",
    "TriedCell",
    "TriedChange",
    "Version",
]

Value = str | float | bool | None
Cell = Annotated[str, Field(max_length=100_000)] | Annotated[float, Field(allow_inf_nan=False)] | bool | None
Position = Annotated[int, Field(ge=0, le=2**31 - 1)]
Text = Annotated[str, Field(max_length=200)]


class Version(Stamped):
    """One version of an economy; it never changes.

    Attributes
    ----------
    number, parent
        Its number, from 1, and that of the version it was made from.
    economy_hash
        The content without scenarios, as ``commonweal.Economy.hash``.
    hash
        Of the whole version; what ``verify`` recomputes.
    what
        What was done to the one before.
    rows
        Rows of each table.
    scenarios
        Names of its scenarios.
    """

    number: int
    parent: int | None
    economy_hash: str
    hash: str
    what: str
    rows: dict[str, int]
    scenarios: tuple[str, ...]


class Economy(Stamped):
    """An economy of a project, and the version that holds now."""

    id: Id
    name: str
    version: Version
    can_undo: bool
    can_redo: bool


class Checked(Message):
    """What checking found; nothing was kept."""

    sound: bool
    findings: tuple[WireFinding, ...]


class Kept(Message):
    """An economy after a change, and what is doubtful about it.

    Attributes
    ----------
    economy
        As it is now.
    kept
        Whether something was changed; false after a dry run, and where nothing was other than before.
    findings
        Warnings; after a dry run errors, too. An error keeps a change from being made.
    """

    economy: Economy
    kept: bool
    findings: tuple[WireFinding, ...]


class Rename(Message):
    """Another name for something."""

    name: Name


class Column(Message):
    """One column of a table.

    Attributes
    ----------
    name, type
        What it is called, and what its cells are.
    unit, meaning
        In words, for people; blank where that is not described.
    """

    name: str
    type: Literal["text", "number", "count", "date", "flag"]
    unit: str = ""
    meaning: str = ""


class Rows(Message):
    """Rows of a table.

    Attributes
    ----------
    columns
        What each cell of a row is.
    rows
        Cells in the order of the columns; days as 2016-07-01, blank as null.
    positions
        For each row its position in the whole table, from 0: what edits name it by.
    total
        Rows that fit the filter, of which these are a part.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    positions: tuple[int, ...]
    total: int


class SetCell(Message):
    """Put a value in a cell; null makes it blank."""

    do: Literal["set"] = "set"
    table: Text
    row: Position
    column: Text
    value: Cell


class AddRow(Message):
    """Add a row at the end of a table."""

    do: Literal["add"] = "add"
    table: Text
    cells: Annotated[dict[str, Cell], Field(max_length=200)]


class DropRow(Message):
    """Take a row out of a table."""

    do: Literal["drop"] = "drop"
    table: Text
    row: Position


Edit = Annotated[SetCell | AddRow | DropRow, Field(discriminator="do")]


class Edits(Message):
    """Edits that are made together or not at all; ``row`` is the position before any of them.

    Attributes
    ----------
    edits
        At most 10,000.
    what
        What they are for, for the history; blank: said from the edits.
    dry_run
        Only say what would be wrong.
    """

    edits: Annotated[tuple[Edit, ...], Field(min_length=1, max_length=10_000, strict=False)]
    what: Annotated[str, Field(max_length=500)] = ""
    dry_run: bool = False


class Restore(Message):
    """Make an earlier version hold again; what came after stays in the history."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ChangedRow(Message):
    """A row that differs between two versions, by the columns that tell rows apart."""

    key: dict[str, Value]
    before: dict[str, Value] | None
    after: dict[str, Value] | None


class TableDifference(Message):
    """How a table differs: at most 1,000 rows are listed; the counts are whole."""

    table: str
    added: int
    removed: int
    changed: int
    rows: tuple[ChangedRow, ...]


class Differences(Message):
    """What differs between two versions."""

    before: int
    after: int
    settings: dict[str, tuple[str, str]]
    tables: tuple[TableDifference, ...]
    scenarios_added: tuple[str, ...]
    scenarios_removed: tuple[str, ...]
    scenarios_changed: tuple[str, ...]


class Change(Message):
    """One line of a scenario, as ``commonweal.Change``; ``from`` is its first day."""

    do: str
    table: str = ""
    where: str = ""
    column: str = ""
    value: Annotated[float, Field(allow_inf_nan=False)] | str | None = None
    values: Annotated[dict[str, str], Field(default_factory=dict)]
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    known_from: Day | None = None
    because: str = ""
    source: str = ""
    claimed_by: str = ""
    confidence: str = ""
    note: str = ""


class Calendar(Message):
    """The first day of the first period, and the days of each period."""

    start: Day
    lengths: Annotated[
        tuple[Annotated[int, Field(ge=1)], ...],
        Field(min_length=1, max_length=100_000, strict=False),
    ]


class Scenario(Message):
    """What might happen to an economy; its changes in their order, on top of its parent's.

    Attributes
    ----------
    name
        What it is called by; changes nothing once it is there.
    title, description, source
        For people.
    parent
        The scenario that it goes on from; blank for none.
    calendar
        Its own calendar; null for that of the parent or the economy.
    changes
        In the order in which they are made.
    """

    name: Name
    title: str = ""
    description: str = ""
    parent: str = ""
    source: str = ""
    calendar: Calendar | None = None
    changes: Annotated[tuple[Change, ...], Field(strict=False)] = ()


class ScenarioFile(Message):
    """The text of a scenario's file, in TOML."""

    text: Annotated[str, Field(max_length=1_000_000)]


class ScenarioRead(Message):
    """A scenario as a file tells it; null where something is wrong with the file, with what is."""

    scenario: Scenario | None
    findings: tuple[WireFinding, ...]


class TriedCell(Message):
    """A cell that a scenario would change; without a column, a row that it would add or take away.

    Attributes
    ----------
    row
        The row by its key: ``route=high-road``; blank for one that is gone.
    """

    table: str
    row: str
    column: str
    before: str
    after: str


class TriedChange(Message):
    """What a change of a scenario would do.

    Attributes
    ----------
    rows
        Rows that it is about; null where the scenario can't be made to happen.
    cells
        Cells that would change, at most 20 of them.
    total
        How many cells would change.
    findings
        What is wrong with it.
    """

    rows: int | None
    cells: tuple[TriedCell, ...]
    total: int
    findings: tuple[WireFinding, ...]


class Tried(Message):
    """What a scenario would do; nothing was kept.

    Attributes
    ----------
    changes
        In the order of the scenario's changes.
    findings
        What is wrong with the scenario as a whole.
    """

    sound: bool
    changes: tuple[TriedChange, ...]
    findings: tuple[WireFinding, ...]


Rule = Literal["leximin", "total", "equal", "money"]
Weights = Annotated[dict[Text, Annotated[float, Field(allow_inf_nan=False)]], Field(max_length=1_000)]
Sentences = Annotated[str, Field(max_length=10_000)]
Languages = Annotated[tuple[Annotated[str, Field(max_length=35)], ...], Field(max_length=100, strict=False)]


class Settings(Message):
    """The settings of an economy, as its ``economy.toml``.

    Attributes
    ----------
    name, description
        For people.
    currency
        The good that prices are in where a row does not say; blank if there is none.
    calendar
        Its periods.
    rule
        Rule of sharing where a plan is asked for without one.
    effort
        Effort to be spared likewise: a good, a kind of good, ``cost`` or ``outside``, or weights of those.
    languages
        Languages its names are given in.
    decimal
        Decimal sign of numbers in its CSV files, and of numbers that are sent as text.
    """

    name: str
    description: str
    currency: str
    calendar: Calendar
    rule: Rule
    effort: str | dict[str, float]
    languages: tuple[str, ...]
    decimal: Literal[".", ","]


class SettingsChange(Message):
    """Other settings; what is not named, or null, stays as it is.

    Attributes
    ----------
    name, description, currency, calendar, rule, effort, languages, decimal
        As in ``Settings``.
    what
        What it is for, for the history; blank: said from the change.
    dry_run
        Only say what would be wrong.
    """

    name: Name | None = None
    description: Sentences | None = None
    currency: Text | None = None
    calendar: Calendar | None = None
    rule: Rule | None = None
    effort: Text | Weights | None = None
    languages: Languages | None = None
    decimal: Literal[".", ","] | None = None
    what: Annotated[str, Field(max_length=500)] = ""
    dry_run: bool = False
