"""Small files that say how an economy is built of a table: people, floors, caps and others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from commonweal.building.asked_techniques import technique_faults
from commonweal.building.asked_values import value_faults
from commonweal.building.options import (
    Bridge,
    BuildOptions,
    Cap,
    Floor,
    Group,
    Purpose,
    Technique,
    TradeCost,
)
from commonweal.classify.purposes import read_purposes
from commonweal.data.records import Field, numbered_records
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin
from commonweal.validate.report import finding, limited

__all__ = ["BuildFiles", "build_options", "said_in"]

_Said: TypeAlias = tuple[Any, tuple[int, ...]]  # what a file says, and the row that each part stands in

_EVERYWHERE = frozenset({"region"})
_ANY_TRADE = frozenset({"product", "origin", "to"})


@dataclass(frozen=True)
class BuildFiles:
    """Files that say how the economy is built; None where there is none.

    Attributes
    ----------
    people, groups, techniques, floors, bridges, caps, trade_costs
        As the options of ``commonweal import`` of these names.
    purposes
        What products are for: the file of ``--needs``.
    """

    people: Path | None = None
    purposes: Path | None = None
    groups: Path | None = None
    techniques: Path | None = None
    floors: Path | None = None
    bridges: Path | None = None
    caps: Path | None = None
    trade_costs: Path | None = None


def build_options(files: BuildFiles, **chosen: Any) -> BuildOptions:
    """How the economy is built, with what the files say.

    Raises
    ------
    DataError
        With everything that is wrong with the files and can be told without the table.
    """
    said, origins, findings = said_in({field.name: getattr(files, field.name) for field in fields(files)})
    options = BuildOptions(**said, **chosen, origins=origins)
    findings += [*value_faults(options), *technique_faults(options)]
    if findings:
        raise DataError(limited(findings))
    return options


def said_in(
    files: Mapping[str, Path | None],
) -> tuple[dict[str, Any], dict[str, Origin], list[Finding]]:
    """What files say, by the attribute of ``BuildOptions`` that they fill.

    Parameters
    ----------
    files
        The file for each attribute; None where there is none.

    Returns
    -------
    What each file says, where its rows stand, and all that is wrong with files that can't be read.
    """
    said: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    findings: list[Finding] = []
    for name, path in files.items():
        if path is None:
            continue
        try:
            said[name], rows = _READERS[name](path)
        except DataError as error:
            findings += error.findings
        else:
            origins[name] = Origin(path.name, rows=rows)
    return said, origins, findings


def _people(path: Path) -> _Said:
    """Inhabitants by region: columns ``region`` and ``people``."""
    rows = numbered_records(path, {"region": Field(), "people": Field(number=True)})
    first: dict[str, int] = {}
    twice = []
    for number, row in rows:
        region = str(row["region"])
        if region in first:
            why = f"The region stands in row {first[region]} too."
            twice.append(
                finding("B12", why, "Keep one.", file=path.name, row=number, column="region", value=region)
            )
        first.setdefault(region, number)
    if twice:
        raise DataError(twice)
    return {str(row["region"]): float(row["people"] or 0.0) for _, row in rows}, tuple(first.values())


def _purposes(path: Path) -> _Said:
    """What products are for: columns ``product``, ``division`` and ``tier``."""
    found = read_purposes(path)
    rows = tuple(purpose.row or 0 for purpose in found.values())
    return {product: Purpose(one.division, one.tier) for product, one in found.items()}, rows


def _rows_of(kind: type, blank: frozenset[str] = _EVERYWHERE) -> Callable[[Path], _Said]:
    """A reader of a file that has the attributes of a record as columns.

    Cells may be left blank where the record has a value by default, and for the names in ``blank``, which
    then stand for all.
    """

    def read(path: Path) -> _Said:
        columns = _columns_of(kind, blank)
        empty = {name: "" for name in columns if name in blank}
        made, numbers = [], []
        for number, row in numbered_records(path, columns):
            said = {
                name: _cell(name, cell, columns[name])
                for name, cell in row.items()
                if name in columns and cell is not None
            }
            made.append(kind(**(empty | said)))
            numbers.append(number)
        return tuple(made), tuple(numbers)

    return read


def _cell(name: str, cell: str | float, field: Field) -> str | float:
    """A cell as the record has it; spreadsheets make 1 of the division 01."""
    if name == "division" and str(cell).isdigit():
        return str(cell).zfill(2)
    return int(cell) if field.whole else cell


def _columns_of(kind: type, blank: frozenset[str]) -> dict[str, Field]:
    """The columns of a record, by the types of its attributes."""
    types = get_type_hints(kind)
    columns = {}
    for field in fields(kind):
        hint = types[field.name]
        words = get_args(hint) if get_origin(hint) is Literal else ()
        columns[field.name] = Field(
            number=hint is not str and not words,
            required=field.default is MISSING and field.name not in blank,
            whole=hint is int,
            words=words,
        )
    return columns


_READERS: Mapping[str, Callable[[Path], _Said]] = {
    "people": _people,
    "purposes": _purposes,
    "groups": _rows_of(Group),
    "techniques": _rows_of(Technique),
    "floors": _rows_of(Floor),
    "bridges": _rows_of(Bridge),
    "caps": _rows_of(Cap),
    "trade_costs": _rows_of(TradeCost, _ANY_TRADE),
}
