"""What a sweep asks: parameters of a scenario, the values they may have, and how they are combined."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commonweal.data.scenario_changes import change_of
from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.model.changes import Change

__all__ = ["DESIGNS", "MEASURES", "Design", "Parameter", "Value", "Values"]

Value = float | str
"""A number, or a word: a name, a day, an alternative."""

Values = Mapping[str, Value]
"""A value for each parameter: one point of a sweep."""

DESIGNS = ("grid", "list", "one-at-a-time", "latin-hypercube", "sobol", "saltelli", "morris")
"""How points are chosen; ``sweep.sampling`` makes each."""

MEASURES = ("place", "good", "group", "period")
"""What coverage may be told by; always tier by tier as well."""


@dataclass(frozen=True)
class Parameter:
    """Something that is not known, or not decided.

    Attributes
    ----------
    name
        What it is called by; ``{name}`` stands for its value in changes.
    changes
        Changes of a scenario, as they stand in its file.
    alternatives
        For each word that the value may be, changes of its own; instead of ``changes``.
    values
        The values it may have, all alike; blank where it has a distribution.
    distribution
        ``uniform``, ``triangular``, ``normal`` or ``lognormal``; blank for values.
    least, likely, most, mean, deviation
        What the distribution asks for; ``least`` and ``most`` bound the last two, if given.
    steps
        How many values of a distribution a grid takes.
    choice
        Whether somebody decides it: every choice is planned in every future, and regret is told.
    line
        Where it stands in its file; for messages, not part of the content.
    """

    name: str
    changes: tuple[Mapping[str, Any], ...] = ()
    alternatives: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    values: tuple[Value, ...] = ()
    distribution: str = ""
    least: float | None = None
    likely: float | None = None
    most: float | None = None
    mean: float | None = None
    deviation: float | None = None
    steps: int = 3
    choice: bool = False
    line: int | None = field(default=None, compare=False)

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers that can be ordered."""
        return bool(self.distribution) or all(isinstance(value, float) for value in self.values)

    def cells(self, value: Value) -> tuple[Mapping[str, Any], ...]:
        """The changes for a value, its placeholders filled in."""
        raw = self.alternatives.get(str(value), self.changes)
        return tuple(_filled(change, self.name, value) for change in raw)


@dataclass(frozen=True)
class Design:
    """A sweep as it is asked for.

    Attributes
    ----------
    parameters
        What varies.
    design
        One of ``DESIGNS``.
    count
        Points of a sample; trajectories of ``morris``; base points of ``saltelli``.
    seed
        Of the sample: the same seed gives the same points.
    points
        The points of a list.
    title
        For people.
    economy
        Path or name of the economy; blank where it is given otherwise.
    scenario
        Name of the scenario that every point goes on from; blank for none.
    rule, effort, resolution, periods
        As for ``commonweal.plan``; blank or None for the economy's.
    measures
        What coverage is told by, of ``MEASURES``.
    seconds
        The most time for one point; None for no limit.
    file
        Where it stands; for messages, not part of the content.
    """

    parameters: tuple[Parameter, ...]
    design: str = "grid"
    count: int = 0
    seed: int = 1
    points: tuple[Values, ...] = ()
    title: str = ""
    economy: str = ""
    scenario: str = ""
    rule: str = ""
    effort: str = ""
    resolution: float | None = None
    periods: int | None = None
    measures: tuple[str, ...] = ("place", "good", "period")
    seconds: float | None = None
    file: str = field(default="", compare=False)

    @property
    def uncertain(self) -> tuple[Parameter, ...]:
        """Parameters that nobody decides."""
        return tuple(parameter for parameter in self.parameters if not parameter.choice)

    @property
    def choices(self) -> tuple[Parameter, ...]:
        """Parameters that somebody decides."""
        return tuple(parameter for parameter in self.parameters if parameter.choice)

    def crossed(self, futures: Sequence[Values]) -> list[Values]:
        """Every choice in every future, in the order of the futures."""
        ways = [
            dict(zip((choice.name for choice in self.choices), values, strict=True))
            for values in itertools.product(*(choice.values for choice in self.choices))
        ]
        return [{**future, **way} for future in futures for way in ways]

    def changes(self, values: Values) -> tuple[Change, ...]:
        """The changes of one point, parameters in their order.

        Raises
        ------
        DataError
            With what is wrong with how they read.
        """
        changes, findings = self.read_changes(values)
        if findings:
            raise DataError(findings)
        return changes

    def read_changes(self, values: Values) -> tuple[tuple[Change, ...], list[Finding]]:
        """The changes of one point, and what is wrong with how they read."""
        changes: list[Change] = []
        findings: list[Finding] = []
        for parameter in self.parameters:
            for cells in parameter.cells(values[parameter.name]):
                change, faults = change_of(cells, file=self.file, sheet="", line=parameter.line, lines={})
                changes.append(replace(change, because=change.because or _told(parameter, values)))
                findings += faults
        return tuple(changes), findings


def _told(parameter: Parameter, values: Values) -> str:
    """A reason for a change that gives none."""
    value = values[parameter.name]
    return f"{parameter.name}: {value:.6g}" if isinstance(value, float) else f"{parameter.name}: {value}"


def _filled(cells: Mapping[str, Any], name: str, value: Value) -> dict[str, Any]:
    """Cells of a change with ``{name}`` replaced: a whole cell by the value, part of one by its text."""
    mark = f"{{{name}}}"
    text = f"{value:.15g}" if isinstance(value, float) else value
    filled: dict[str, Any] = {}
    for key, cell in cells.items():
        if isinstance(cell, Mapping):
            filled[key] = _filled(cell, name, value)
        elif isinstance(cell, str):
            filled[key] = value if cell.strip() == mark else cell.replace(mark, text)
        else:
            filled[key] = cell
    return filled
