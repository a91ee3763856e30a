"""What is written of a change: its filled keys, numbers at 15 digits."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.data.cells import fifteen_digits
from commonweal.data.scenario_changes import KEYS
from commonweal.errors import DataError
from commonweal.model import Change, Scenario
from commonweal.validate.scenarios import check_scenarios

__all__ = ["cells_of", "refuse_faulty", "writable"]

_FIELDS = {"from": "begin"}


def cells_of(change: Change) -> dict[str, object]:
    """The keys of a change that say something, in the order of writing."""
    cells = {key: getattr(change, _FIELDS.get(key, key)) for key in KEYS}
    kept = {key: cell for key, cell in cells.items() if cell not in (None, "", {})}
    if isinstance(change.value, float):
        kept["value"] = _plain(change.value)
    if change.values:
        kept["values"] = dict(change.values)
    return kept


def _plain(number: float) -> float | int:
    """A number as people write it: whole ones without a point."""
    number = fifteen_digits(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def refuse_faulty(scenarios: Mapping[str, Scenario]) -> None:
    """Refuse to write scenarios that can't be read again.

    Raises
    ------
    DataError
        With what is wrong with them.
    """
    faults = [found for scenario in scenarios.values() for found in scenario.faults]
    faults += [found for _, found in check_scenarios(scenarios) if found not in faults]
    if faults:
        raise DataError(faults)


def writable(scenarios: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """The scenarios that can be written and read again, each with those it goes on from."""
    faulty = {name for name, _ in check_scenarios(scenarios)}
    faulty |= {name for name, scenario in scenarios.items() if scenario.faults}
    while more := {name for name, each in scenarios.items() if each.parent in faulty} - faulty:
        faulty |= more
    return {name: scenario for name, scenario in scenarios.items() if name not in faulty}
