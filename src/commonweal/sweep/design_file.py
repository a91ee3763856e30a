"""Reading ``sweep.toml``, or the same keys from Python: every fault at once, each with its place."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.data.cells import fifteen_digits
from commonweal.data.delimited import decoded
from commonweal.data.settings_text import not_toml
from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding, errors_in
from commonweal.model import RULES
from commonweal.sweep.design import DESIGNS, MEASURES, Design, Parameter, Value, Values
from commonweal.sweep.distributions import DISTRIBUTIONS, quantile
from commonweal.sweep.reading import Reading
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["design_of", "read_design"]

_TEXTS = ("title", "economy", "scenario", "effort")
_TOP = (*_TEXTS, "rule", "resolution", "periods", "design", "count", "seed", "points", "measures",
        "time_limit", "parameters")  # fmt: skip
_NUMBERS = ("least", "likely", "most", "mean", "deviation")
_OWN = ("name", "change", "changes", "cell", "by", "alternatives", "values", "range", "distribution", "steps",
        "choice", *_NUMBERS)  # fmt: skip
_BY = {"set": "set", "factor": "scale", "amount": "add"}
_SAMPLES = ("latin-hypercube", "sobol", "saltelli", "morris")
_NAME = re.compile(r"[^\W\d][\w -]*")
_RESERVED = frozenset(
    {"key", "status", "problem", "quality", "how", "seconds", "effort", "effort_unit", "number"}
)
_MOST_POINTS = 10_000_000
_BLOCK = re.compile(r"\s*\[\[\s*parameters\s*\]\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


def read_design(path: str | Path) -> Design:
    """The design in a file.

    Raises
    ------
    DataError
        With everything that is wrong with it.
    ModelError
        If there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise ModelError(f"There is no file '{path}'. A sweep is asked for in a file such as sweep.toml.")
    text = decoded(path.read_bytes(), path.name)
    if isinstance(text, Finding):
        raise DataError([text])
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError([not_toml(error, path.name)]) from error
    return design_of(given, file=path.name, folder=path.parent, lines=_lines_of(text))


def _lines_of(text: str) -> list[dict[str, int]]:
    """Line of each key: of the design first, then of each parameter (its own under a blank key)."""
    blocks: list[dict[str, int]] = [{}]
    for number, line in enumerate(text.splitlines(), start=1):
        if _BLOCK.match(line):
            blocks.append({"": number})
        elif found := _KEY.match(line):
            blocks[-1].setdefault(found[1], number)
    return blocks


def design_of(
    given: Mapping[str, Any],
    *,
    file: str = "design",
    folder: Path | None = None,
    lines: Sequence[Mapping[str, int]] = (),
) -> Design:
    """A design from the keys of ``sweep.toml``.

    Parameters
    ----------
    given
        The keys, as ``docs/sweeps.md`` tells them.
    file
        What messages call it.
    folder
        Where paths of files start; None for the folder one is in.
    lines
        Line of each key: of the design, then of each parameter.

    Raises
    ------
    DataError
        With everything that is wrong with it.

    Examples
    --------
    >>> design_of({"parameters": [{"name": "purse", "cell": "supplies:supply=common-purse:at_most",
    ...                            "values": [20, 40]}]}).parameters[0].values
    (20.0, 40.0)
    """
    reading = Reading(given, file, lines[0] if lines else {})
    raw = reading.blocks("parameters")
    parameters = []
    for number, cells in enumerate(raw, start=1):
        own = lines[number] if number < len(lines) and len(lines) == len(raw) + 1 else {}
        inner = Reading(cells, file, own, reading.findings, f"parameters {number}, ")
        parameters.append(_parameter(inner))
    design = _top(reading, tuple(parameters))
    if not reading.findings:
        design = replace(design, points=_listed(reading, design, folder or Path()))
    if not reading.findings:
        reading.findings += _about_changes(design)
    if faults := errors_in(reading.findings):
        raise DataError(limited(faults))
    return design


def _top(reading: Reading, parameters: tuple[Parameter, ...]) -> Design:
    """The design, its points still to be read."""
    reading.unknown(_TOP)
    if not parameters:
        reading.fault("A05", "parameters", "Nothing varies.", "Add [[parameters]] with a name and values.")
    names = [parameter.name for parameter in parameters]
    for name in {name for name in names if name and names.count(name) > 1}:
        reading.fault("C02", "parameters", "Two parameters have this name.", "Rename one of them.", name)
    way = reading.word("design", DESIGNS, "grid")
    if way == "list" and "points" not in reading.given:
        reading.fault("A05", "points", "A list needs its points.", 'Add points = "points.csv", or a list.')
    if way != "list" and "points" in reading.given:
        reading.fault(
            "S02", "points", f"'{way}' makes its own points.", 'Delete it, or write design = "list".'
        )
    count = reading.whole("count", 1, 1) if "count" in reading.given else 0
    if way in _SAMPLES and "count" not in reading.given:
        reading.fault("A05", "count", f"'{way}' needs to know how many.", "Add count = 64.")
    elif way in ("sobol", "saltelli") and count & (count - 1):
        near = 1 << (count.bit_length() - 1)
        reading.fault("B06", "count", f"'{way}' is even only for powers of two.",
                      f"Write {near} or {2 * near}.", count)  # fmt: skip
    if way not in _SAMPLES and "count" in reading.given:
        reading.fault("S02", "count", f"'{way}' counts by itself.", "Delete it, or set 'steps'.", count)
    texts: dict[str, Any] = {key: reading.text(key) for key in _TEXTS}
    return Design(
        parameters,
        design=way,
        count=count,
        seed=reading.whole("seed", 0, 1),
        **texts,
        rule=reading.word("rule", RULES, ""),
        resolution=_positive(reading, "resolution"),
        periods=reading.whole("periods", 1, 0) if "periods" in reading.given else None,
        measures=_measures(reading),
        seconds=_positive(reading, "time_limit"),
        file=reading.file,
    )


def _positive(reading: Reading, key: str) -> float | None:
    """A number above 0, or None."""
    number = reading.number(key)
    if number is not None and number <= 0.0:
        reading.fault("B06", key, "This is not above 0.", "Leave it out for none.", number)
        return None
    return number


def _measures(reading: Reading) -> tuple[str, ...]:
    """What coverage is told by."""
    given = reading.given.get("measures", Design.measures)
    if not isinstance(given, list | tuple):
        reading.fault("B01", "measures", "This is no list.", f"Known are {', '.join(MEASURES)}.", given)
        return Design.measures
    for word in given:
        if word not in MEASURES:
            remedy = suggestion(str(word), MEASURES, f"Known are {', '.join(MEASURES)}.")
            reading.fault("C01", "measures", "There is no such measure.", remedy, word)
    return tuple(dict.fromkeys(str(word) for word in given))


def _parameter(reading: Reading) -> Parameter:
    """One parameter."""
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
        if (plain := _plain(value)) is None:
            reading.fault("B01", "values", "This is no number, text or day.", "Write one of them.", value)
        elif parameter.alternatives and plain not in parameter.alternatives:
            remedy = suggestion(str(plain), parameter.alternatives, "Add it to 'alternatives'.")
            reading.fault("C01", "values", "There is no such alternative.", remedy, plain)
        else:
            values.append(plain)
    return tuple(dict.fromkeys(values))


def _plain(value: object) -> Value | None:
    """A number, text or day as a value; None where it is none of these."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return fifteen_digits(float(value)) if abs(value) < 1e15 else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) and value.strip() else None


def _listed(reading: Reading, design: Design, folder: Path) -> tuple[Values, ...]:
    """The points of a list, each with every parameter."""
    given = reading.given.get("points", [])
    if isinstance(given, str):
        rows = _from_csv(reading, folder / given)
    else:
        rows = [dict(block) for block in reading.blocks("points")]
    names = [parameter.name for parameter in design.parameters]
    points: list[Values] = []
    for number, row in enumerate(rows, start=1):
        for name in (name for name in row if name not in names):
            reading.fault("C01", "points", f"Point {number} names no parameter.",
                          suggestion(str(name), names, f"There are {', '.join(names)}."), name)  # fmt: skip
        plain = {name: _of_kind(_plain(row.get(name)), design, name) for name in names}
        for name in (name for name, value in plain.items() if value is None):
            reading.fault("B02", "points", f"Point {number} has no value of '{name}'.", "Add it.")
        points.append({name: value for name, value in plain.items() if value is not None})
    return tuple(points)


def _of_kind(value: Value | None, design: Design, name: str) -> Value | None:
    """A value as its parameter takes it: an alternative is a word also where it looks like a number."""
    parameter = next(each for each in design.parameters if each.name == name)
    if parameter.alternatives and value is not None:
        word = f"{value:.15g}" if isinstance(value, float) else value
        return word if word in parameter.alternatives else None
    return value


def _from_csv(reading: Reading, path: Path) -> list[dict[str, Any]]:
    """Rows of a CSV file: one point each, parameters as headings."""
    try:
        frame = pl.read_csv(path, infer_schema_length=None)
    except (OSError, pl.exceptions.PolarsError) as error:
        why = f"The file can't be read: {str(error).partition(chr(10))[0]}."
        reading.fault("A01", "points", why, "Write a CSV file with a column for each parameter.", path)
        return []
    return frame.to_dicts()


def _about_changes(design: Design) -> list[Finding]:
    """What is wrong with how the changes read, tried with every value, or with the ends of a distribution."""
    findings: list[Finding] = []
    for parameter in design.parameters:
        alone = replace(design, parameters=(parameter,))
        tried = parameter.values or tuple(quantile(parameter, share) for share in (0.0, 0.5, 1.0))
        for value in tried:
            findings += alone.read_changes({parameter.name: value})[1]
    if design.design != "list" and _n_points(design) > _MOST_POINTS:
        findings.append(
            finding(
                "B09",
                f"There would be {_n_points(design):,} points.",
                "Take a sample instead of a grid.",
                file=design.file,
                column="design",
            )
        )
    return list(dict.fromkeys(findings))


def _n_points(design: Design) -> int:
    """About how many points there are."""
    total = 1
    for parameter in design.choices:
        total *= len(parameter.values)
    if design.design == "grid":
        for parameter in design.uncertain:
            total *= len(parameter.values) or parameter.steps
        return total
    return total * max(design.count, 1) * (len(design.uncertain) + 2)
