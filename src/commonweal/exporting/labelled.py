"""Labelled arrays: a plan or accounts as an ``xarray.Dataset``, and as a netCDF file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

import commonweal
from commonweal.data.writing import file_written
from commonweal.errors import ModelError
from commonweal.exporting.accounts import Accounted, texts_of_accounts
from commonweal.exporting.arrays import ARRAYS, Array
from commonweal.exporting.extras import loaded
from commonweal.plan.plan import Plan

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["MOST_CELLS", "to_xarray", "write_netcdf"]

MOST_CELLS = 100_000_000
"""Numbers that one array may have; more would fill the memory of a common machine."""

_WAY = ("route", "from_place", "to_place", "part")
_OFFER = ("supply", "good", "place", "part")
_STACKED = {"flows": ("way", _WAY), "supplies": ("offer", _OFFER)}
_BLANK = "-"  # stands for a blank part of a stacked name


def to_xarray(thing: Plan | Accounted) -> xr.Dataset:
    """A plan or accounts as labelled arrays.

    Of a plan: ``coverage`` over (tier, place, group, good, period), ``delivered``, ``level``, ``sent``,
    ``supplied``, ``stock``, ``price`` and more; periods are days, goods carry their name and unit,
    places their coordinates, and each array says what it is in (``units``) and what a missing row
    means. Its ``attrs`` tell the rule, the hash and what was proved. Limits that bind and
    floors are lists rather than arrays; ``to_pandas`` and ``write_datapackage`` have them.

    Parameters
    ----------
    thing
        A plan, or the accounts of a table.

    Raises
    ------
    ModelError
        If xarray isn't installed (``pip install 'commonweal[io]'``), or an array would have more than
        ``MOST_CELLS`` numbers.

    Examples
    --------
    >>> import commonweal as cw
    >>> arrays = cw.to_xarray(cw.plan(cw.read("village")))
    >>> arrays["coverage"].dims
    ('tier', 'place', 'group', 'good', 'period')
    >>> float(arrays["coverage"].sel(tier=1).min().round(3)) < 1.0
    True
    """
    xarray = loaded("xarray", "Writing labelled arrays")
    made: xr.Dataset = _of_plan(xarray, thing) if isinstance(thing, Plan) else _of_accounts(xarray, thing)
    return made


def write_netcdf(thing: Plan | Accounted, file: str | Path) -> None:
    """Write a plan or accounts to a netCDF file, as ``to_xarray`` gives them.

    Parameters
    ----------
    thing
        A plan, or the accounts of a table.
    file
        Where; ``xarray.open_dataset`` reads it, as do R, Julia and others.

    Raises
    ------
    ModelError
        If xarray isn't installed, or an array would be too large.
    DataError
        If a folder has this name.
    """
    arrays = to_xarray(thing)
    content = arrays.to_netcdf(engine="scipy")
    file_written(Path(file).resolve(), bytes(content))


def _of_plan(xarray: Any, plan: Plan) -> Any:
    """The arrays of a plan."""
    tables = {name: _ready(name, frame) for name, frame in plan.tables.items()}
    used = [array for array in ARRAYS if array.table in tables and tables[array.table].height]
    labels = _labels(used, tables)
    used = [_without_blank_parts(array, labels) for array in used]
    variables = {array.name: _variable(array, tables[array.table], labels) for array in used}
    coordinates: dict[str, Any] = {
        dim: _coordinate(dim, labels[dim])
        for dim in dict.fromkeys(dim for array in used for dim in array.dims)
    }
    coordinates |= _beside(plan, coordinates, tables)
    return xarray.Dataset(variables, coordinates, _about(plan))


def _ready(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of a table, with the name of what is stacked."""
    if name not in _STACKED:
        return frame
    stacked, parts = _STACKED[name]
    texts = [pl.col(part).replace("", _BLANK).fill_null(_BLANK) for part in parts]
    return frame.with_columns(pl.concat_str(texts, separator="|").alias(stacked))


def _labels(used: Sequence[Array], tables: Mapping[str, pl.DataFrame]) -> dict[str, list[Any]]:
    """Every name along each dimension: tiers and periods in their order, others in alphabetical order."""
    found: dict[str, set[Any]] = {}
    for array in used:
        for dim in array.dims:
            found.setdefault(dim, set()).update(tables[array.table][dim].unique().to_list())
    return {dim: sorted(names) for dim, names in found.items()}


def _without_blank_parts(array: Array, labels: Mapping[str, Sequence[Any]]) -> Array:
    """An array without the dimension ``part`` where no row of the economy is dated."""
    if "part" not in array.dims or set(labels["part"]) - {""}:
        return array
    return replace(array, dims=tuple(dim for dim in array.dims if dim != "part"))


def _variable(array: Array, frame: pl.DataFrame, labels: Mapping[str, Sequence[Any]]) -> Any:
    """Dimensions, numbers and attributes of one array."""
    shape = tuple(len(labels[dim]) for dim in array.dims)
    _refuse_large(array.name, shape)
    values = np.full(shape, array.absent)
    where = tuple(_positions(frame[dim], labels[dim]) for dim in array.dims)
    values[where] = frame[array.column].to_numpy()
    said = "0: nothing happens" if array.absent == 0.0 else "not a number: there is nothing of the kind"
    return array.dims, values, {"units": array.units, "long_name": array.meaning, "absent": said}


def _refuse_large(name: str, shape: Sequence[int]) -> None:
    cells = int(np.prod([float(count) for count in shape]))
    if cells > MOST_CELLS:
        sizes = " × ".join(f"{count:,}" for count in shape)
        raise ModelError(
            f"The array '{name}' would have {sizes} = {cells:,} numbers; at most {MOST_CELLS:,} are held. "
            "Write a data package instead: it holds only the rows there are."
        )


def _positions(column: pl.Series, labels: Sequence[Any]) -> np.ndarray:
    """Where each name of a column stands among the labels."""
    place = {label: index for index, label in enumerate(labels)}
    return np.array([place[name] for name in column.to_list()], dtype=np.int64)


def _coordinate(dim: str, labels: Sequence[Any]) -> Any:
    """The labels along a dimension; periods as days."""
    if dim == "period":
        days = np.array([np.datetime64(day, "ns") for day in labels])
        return dim, days, {"long_name": "first day of the period"}
    if dim == "tier":
        return dim, np.array(labels, dtype=np.int32), {"long_name": "urgency; 1 comes first"}
    return dim, np.array(labels, dtype=str)


def _beside(plan: Plan, dims: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """What is known of goods, places and periods, and the parts of stacked names."""
    known: dict[str, Any] = {}
    for table, name, columns in (("goods", "good", ("name", "unit", "kind")),
                                 ("places", "place", ("name", "latitude", "longitude"))):  # fmt: skip
        if name in dims:
            rows = _aligned(plan.economy[table], name, list(dims[name][1]))
            known |= {
                f"{name}_{column}": (name, _plain(rows[column]))
                for column in columns
                if column in rows.columns
            }
    if "period" in dims:
        calendar = plan.economy.settings.calendar
        days = dict(zip(calendar.names, calendar.lengths, strict=True))
        counts = [days[str(day)[:10]] for day in dims["period"][1]]
        known["period_days"] = ("period", np.array(counts, dtype=np.int32), {"units": "day"})
    for table, (stacked, parts) in _STACKED.items():
        if stacked in dims:
            rows = _aligned(tables[table].unique(stacked), stacked, list(dims[stacked][1]))
            known |= {f"{stacked}_{part}": (stacked, _plain(rows[part])) for part in parts}
    return known


def _aligned(rows: pl.DataFrame, name: str, labels: list[str]) -> pl.DataFrame:
    """Rows in the order of labels; blank where there is none."""
    wanted = pl.DataFrame({name: [str(label) for label in labels]})
    return wanted.join(rows, on=name, how="left", maintain_order="left")


def _plain(column: pl.Series) -> np.ndarray:
    """A column as numpy keeps it in files: text, or numbers with NaN for blank."""
    if column.dtype == pl.String:
        return np.array(column.fill_null("").to_list(), dtype=str)
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _about(plan: Plan) -> dict[str, str]:
    """What the plan is and what was proved."""
    settings = plan.economy.settings
    return {
        "title": settings.name,
        "description": settings.description,
        "summary": plan.summary(),
        "rule": plan.rule,
        "effort": plan.effort,
        "scenario": plan.scenario,
        "currency": settings.currency,
        "quality": plan.certificate.quality,
        "certificate": plan.certificate.sentence,
        "hash": plan.hash,
        "economy_hash": plan.economy.hash,
        "commonweal_version": commonweal.__version__,
    }


def _of_accounts(xarray: Any, accounts: Accounted) -> Any:
    """The arrays of accounts: each column of numbers over the key of its table."""
    texts = texts_of_accounts(accounts)
    arrays, tables = [], {}
    for name, text in texts.items():
        frame = accounts.tables[name]
        if not frame.height or name == "checks":
            continue
        tables[name] = frame
        arrays += [
            Array(f"{name}_{column}", name, column, text.key, said.unit, said.meaning, math.nan)
            for column, said in text.columns.items()
            if column in frame.columns and frame[column].dtype.is_numeric()
        ]
    labels = _labels(arrays, tables)
    variables = {array.name: _variable(array, tables[array.table], labels) for array in arrays}
    coordinates = {dim: _coordinate(dim, names) for dim, names in labels.items()}
    provenance = accounts.table.provenance
    about = {"title": provenance.name, "year": provenance.year, "source": provenance.source,
             "licence": provenance.licence, "commonweal_version": commonweal.__version__}  # fmt: skip
    return xarray.Dataset(variables, coordinates, about)
