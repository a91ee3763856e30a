"""One parameter of a design: what its value changes, and the values or the distribution that it has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.data.cells import fifteen_digits
from commonweal.sweep.design import Parameter, Value
from commonweal.sweep.distributions import DISTRIBUTIONS, quantile
from commonweal.sweep.reading import Reading
from commonweal.validate.report import suggestion

__all__ = ["plain_value", "read_parameter"]

_NUMBERS = ("least", "likely", "most", "mean", "deviation")
_OWN = ("name", "change", "changes", "cell", "by", "alternatives", "values", "range", "distribution", "steps",
        "choice", *_NUMBERS)  # fmt: skip
_BY = {"set": "set", "factor": "scale", "amount": "add"}
_NAME = re.compile(r"[^\W\d][\w -]*")
_RESERVED = frozenset(
    {"key", "status", "problem", "quality", "how", "seconds", "effort", "effort_unit", "number"}
)


def read_parameter(reading: Reading) -> Parameter:
    """A parameter; what is wrong with it is noted."""
    reading.unknown(_OWN)
    name = reading.text("name")
    if not name:
        reading.fault("A05", "name", "The parameter has no name.", 'Add name = "harvest" or the like.')
    elif not _NAME.fullmatch(name) or name in _RESERVED or "_tier_" in name:
        remedy = "Use letters, digits, spaces and '-', and none of the names of the result's columns."
        reading.fault("C03", "name", "This name is not allowed.", remedy, name)
    alternatives = _alternatives(reading)
    parameter = Parameter(
        name,
        changes=() if alternatives else _changes(reading, name),
        alternatives=alternatives,
        steps=reading.whole("steps", 2, 3),
        choice=reading.flag("choice"),
        line=reading.lines.get(""),
    )
    parameter = replace(parameter, **_spread(reading, parameter))
    if parameter.choice and parameter.distribution:
        reading.fault("S02", "choice", "What is decided has values, not a distribution.", "List the values.")
    return parameter


def _alternatives(reading: Reading) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """For each word, its changes."""
    given = reading.given.get("alternatives", {})
    if isinstance(given, Mapping):
        inner = Reading(
            given, reading.file, reading.lines, reading.findings, f"{reading.prefix}alternatives."
        )
        for key in set(reading.given) & {"change", "changes", "cell", "by"} if given else ():
            reading.fault("S02", key, "Each alternative has changes of its own.", "Put it into one of them.")
        return {str(word): tuple(inner.blocks(word)) for word in given}
    reading.fault("B01", "alternatives", "These are no alternatives.", "Write { none = [], some = [ {…} ] }.")
    return {}


def _changes(reading: Reading, name: str) -> tuple[Mapping[str, Any], ...]:
    """What the value changes: changes as in a scenario, or one cell of a table."""
    given = [key for key in ("change", "changes", "cell") if key in reading.given]
    if len(given) != 1:
        why = "It does not say what its value changes." if not given else "It says twice what it changes."
        remedy = "Give one of 'cell', 'change', 'changes' or 'alternatives'."
        reading.fault("A05" if not given else "A07", given[1] if given else "change", why, remedy)
        return ()
    if given[0] != "cell":
        if "by" in reading.given:
            reading.fault("S02", "by", "'by' is said of a cell.", "Say it by 'do': set, scale or add.")
        return tuple(reading.blocks(given[0]))
    table, first, rest = reading.text("cell").partition(":")
    where, second, column = rest.rpartition(":")
    if not (first and second and table and column):
        reading.fault("B01", "cell", "This is not of the form table:row:column.",
                      "Write supplies:supply=goats, place=hill:at_most.", reading.text("cell"))  # fmt: skip
        return ()
    do = _BY[reading.word("by", _BY, "set")]
    mark = f"{{{name}}}"
    return ({"do": do, "table": table.strip(), "where": where, "column": column.strip(), "value": mark},)


def _spread(reading: Reading, parameter: Parameter) -> dict[str, Any]:
    """The values of a parameter, or its distribution."""
    ways = [key for key in ("values", "range", "distribution") if key in reading.given]
    if parameter.alternatives and not ways:
        return {"values": tuple(parameter.alternatives)}
    if len(ways) != 1:
        why = "It has no values." if not ways else "It has values in two ways."
        reading.fault("A05" if not ways else "A07", ways[1] if ways else "values", why,
                      "Give one of 'values', 'range' or 'distribution'.")  # fmt: skip
        return {}
    if ways[0] == "values":
        return {"values": _values(reading, parameter)}
    if ways[0] == "range":
        return _range(reading)
    return _distribution(reading)


def _range(reading: Reading) -> dict[str, Any]:
    """A uniform distribution between two numbers."""
    given = reading.given["range"]
    two = isinstance(given, list | tuple) and len(given) == 2
    if not two or not all(isinstance(end, int | float) and not isinstance(end, bool) for end in given):
        reading.fault("B01", "range", "These are not two numbers.", "Write range = [0.5, 1.0].", given)
        return {}
    least, most = (fifteen_digits(float(end)) for end in given)
    if least >= most:
        reading.fault("B07", "range", "The first is not below the second.", "Turn them round.", given)
        return {}
    return {"distribution": "uniform", "least": least, "most": most}


def _distribution(reading: Reading) -> dict[str, Any]:
    """A distribution by its name and numbers."""
    kind = reading.word("distribution", DISTRIBUTIONS, "")
    if not kind:
        return {}
    asked = {key: reading.number(key) for key in _NUMBERS}
    for key in DISTRIBUTIONS[kind]:
        if asked[key] is None:
            reading.fault("A05", key, f"'{kind}' needs '{key}'.", f"Add {key} = …")
    numbers: dict[str, Any] = {key: number for key, number in asked.items() if number is not None}
    trial = Parameter("", distribution=kind, **numbers)
    if all(asked[key] is not None for key in DISTRIBUTIONS[kind]) and not _ordered(trial):
        remedy = "least < likely < most; deviation and a lognormal's mean are above 0."
        reading.fault("B07", "distribution", "Its numbers don't go together.", remedy, kind)
    return {"distribution": kind, **numbers}


def _ordered(trial: Parameter) -> bool:
    """Whether the numbers of a distribution go together."""
    low, high = quantile(trial, 0.01), quantile(trial, 0.99)
    return low < high  # False where they are not numbers


def _values(reading: Reading, parameter: Parameter) -> tuple[Value, ...]:
    """The values of a list; days as text."""
    given = reading.given["values"]
    if not isinstance(given, list | tuple) or not given:
        reading.fault("B01", "values", "These are no values.", "Write values = [1, 2, 3].", given)
        return ()
    values = []
    for value in given:
        if (plain := plain_value(value)) is None:
            reading.fault("B01", "values", "This is no number, text or day.", "Write one of them.", value)
        elif parameter.alternatives and plain not in parameter.alternatives:
            remedy = suggestion(str(plain), parameter.alternatives, "Add it to 'alternatives'.")
            reading.fault("C01", "values", "There is no such alternative.", remedy, plain)
        else:
            values.append(plain)
    return tuple(dict.fromkeys(values))


def plain_value(value: object) -> Value | None:
    """A number, text or day as a value; None where it is none of these."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return fifteen_digits(float(value)) if abs(value) < 1e15 else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) and value.strip() else None
