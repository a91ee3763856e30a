"""What a sweep found: every point with its row, in memory or in the folder where it was kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.errors import ModelError
from commonweal.model import Economy
from commonweal.sweep.design import Design, Parameter, Values
from commonweal.sweep.keeping import as_json, read_parts, write_text, write_whole

__all__ = ["About", "Sweep", "about", "keep_question", "points_table", "read_sweep"]

_QUESTION, _POINTS = "sweep.json", "points.parquet"
_FORMAT = 1


@dataclass(frozen=True)
class About:
    """What a sweep was about.

    Attributes
    ----------
    economy, hash, version
        Name and content hash of the economy as every point goes on from it, and version of the program.
    periods
        First day of each period.
    names
        For places and goods, the columns with their names, as rows.
    """

    economy: str
    hash: str
    version: str
    periods: tuple[str, ...]
    names: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Sweep:
    """A sweep and what it found.

    Attributes
    ----------
    design
        What was asked.
    about
        Of what.
    asked
        Every point: its ``number``, ``key`` and parameters.
    rows
        A row for each key that is known.
    by_key
        Coverage of each key that is known.
    resumed
        Points that were taken over from before.
    """

    design: Design
    about: About
    asked: pl.DataFrame
    rows: pl.DataFrame
    by_key: pl.DataFrame
    resumed: int = 0

    @property
    def points(self) -> pl.DataFrame:
        """Every point in its order: parameters, ``status`` and what it came to.

        A status is ``done``, ``failed`` or ``missing``.
        """
        joined = self.asked.join(self.rows, on="key", how="left", maintain_order="left")
        return joined.with_columns(pl.col("status").fill_null("missing")).sort("number")

    @property
    def coverage(self) -> pl.DataFrame:
        """Coverage of every point, tier by tier, with the ``number`` of the point."""
        numbers = self.asked.select("number", "key")
        return numbers.join(self.by_key, on="key").drop("key").sort("number", "by", "tier", "name")

    @property
    def tiers(self) -> tuple[int, ...]:
        """Numbers of the tiers."""
        names = [name for name in self.rows.columns if name.startswith("mean_tier_")]
        return tuple(sorted(int(name.rpartition("_")[2]) for name in names))

    def counts(self) -> dict[str, int]:
        """How many points there are by status, and how they were found and proved."""
        points = self.points
        told = {status: points.filter(status=status).height for status in ("done", "failed", "missing")}
        for column in ("quality", "how"):
            counted = points.filter(status="done").group_by(column).len().sort(column)
            told |= {f"{column} {name}": n for name, n in counted.iter_rows() if name is not None}
        return told

    def data(self) -> dict[str, Any]:
        """The numbers, as ``commonweal sweep --json`` prints them."""
        return {
            "economy": self.about.economy,
            "hash": self.about.hash,
            "design": self.design.design,
            "counts": self.counts(),
            "resumed": self.resumed,
            "points": self.points.to_dicts(),
        }


def about(economy: Economy, version: str) -> About:
    """What a sweep of an economy is about."""
    names = {}
    for table in ("places", "goods"):
        rows = economy[table]
        wanted = [name for name in rows.columns if name == "name" or name.startswith("name_")]
        names[table] = rows.select(rows.columns[0], *wanted).to_dicts()
    settings = economy.settings
    return About(settings.name, economy.hash, version, settings.calendar.names, names)


def points_table(design: Design, points: Sequence[tuple[str, Values]]) -> pl.DataFrame:
    """Every point of a design: ``number``, ``key`` and a column for each parameter."""
    columns: dict[str, Any] = {
        "number": pl.Series(range(1, len(points) + 1), dtype=pl.Int64),
        "key": pl.Series([key for key, _ in points], dtype=pl.String),
    }
    for parameter in design.parameters:
        values = [given[parameter.name] for _, given in points]
        if all(isinstance(value, float) for value in values):
            columns[parameter.name] = pl.Series(values, dtype=pl.Float64)
        else:
            words = [f"{value:.15g}" if isinstance(value, float) else value for value in values]
            columns[parameter.name] = pl.Series(words, dtype=pl.String)
    return pl.DataFrame(columns)


def keep_question(found: Sweep, folder: Path) -> None:
    """Write what is asked into the folder of a sweep."""
    write_whole(found.asked, folder / _POINTS)
    asked = {"format": _FORMAT, "design": _plain(found.design), "about": asdict(found.about)}
    write_text(as_json(asked), folder / _QUESTION)


def _plain(design: Design) -> dict[str, Any]:
    """A design as plain data; its points stand in a table."""
    given = asdict(design)
    given.pop("file"), given.pop("points")
    for parameter in given["parameters"]:
        parameter.pop("line")
    return given


def read_sweep(folder: str | Path) -> Sweep:
    """The sweep in a folder, as far as it is known.

    Raises
    ------
    ModelError
        If there is none.
    """
    folder = Path(folder)
    if not (folder / _QUESTION).is_file() or not (folder / _POINTS).is_file():
        raise ModelError(f"There is no sweep in '{folder}': it has no {_QUESTION}.")
    asked = json.loads((folder / _QUESTION).read_text(encoding="utf-8"))
    if asked.get("format") != _FORMAT:
        raise ModelError(f"The sweep in '{folder}' was written by another version of the program.")
    rows, by_key = read_parts(folder)
    given = asked["about"]
    told = About(**{**given, "periods": tuple(given["periods"])})
    return Sweep(_design(asked["design"]), told, pl.read_parquet(folder / _POINTS), rows, by_key)


def _design(given: Mapping[str, Any]) -> Design:
    """A design from plain data."""
    parameters = tuple(
        Parameter(
            **{
                **cells,
                "changes": tuple(cells["changes"]),
                "alternatives": {word: tuple(raw) for word, raw in cells["alternatives"].items()},
                "values": tuple(cells["values"]),
            }
        )
        for cells in given["parameters"]
    )
    return Design(**{**given, "parameters": parameters, "measures": tuple(given["measures"])})
