"""Reading ``sweep.toml``, or the same keys from Python: every fault at once, each with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.data.delimited import decoded
from commonweal.data.settings_text import not_toml
from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding, errors_in
from commonweal.model import RULES
from commonweal.sweep.design import DESIGNS, MEASURES, Design, Parameter, Value, Values
from commonweal.sweep.distributions import quantile
from commonweal.sweep.parameter_file import plain_value, read_parameter
from commonweal.sweep.reading import Reading
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["design_of", "read_design"]

_TEXTS = ("title", "economy", "scenario", "effort")
_TOP = (*_TEXTS, "rule", "resolution", "periods", "design", "count", "seed", "points", "measures",
        "time_limit", "parameters")  # fmt: skip
_SAMPLES = ("latin-hypercube", "sobol", "saltelli", "morris")
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
        parameters.append(read_parameter(inner))
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
        plain = {name: _of_kind(plain_value(row.get(name)), design, name) for name in names}
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
