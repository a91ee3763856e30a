"""Tidy data frames: one row an observation, one column a variable, the unit beside the number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from commonweal.exporting.accounts import Accounted
from commonweal.exporting.extras import loaded
from commonweal.model import Economy
from commonweal.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["tidy", "to_pandas"]


def tidy(thing: Plan | Economy | Accounted) -> dict[str, pl.DataFrame]:
    """The tables of a plan, an economy or accounts as tidy polars frames.

    The tables of a plan that have a column ``good`` get its ``unit`` beside it.

    Parameters
    ----------
    thing
        A plan, an economy, or the accounts of a table.

    Examples
    --------
    >>> import commonweal as cw
    >>> tables = cw.tidy(cw.plan(cw.read("village")))
    >>> tables["deliveries"].columns
    ['good', 'unit', 'place', 'group', 'period', 'delivered']
    """
    if not isinstance(thing, Plan):
        return dict(thing.tables)
    units = thing.economy["goods"].select("good", "unit")
    return {name: _with_units(frame, units) for name, frame in thing.tables.items()}


def _with_units(frame: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Rows with the unit of their good beside it."""
    if "good" not in frame.columns or not frame.height:
        return frame
    at = frame.columns.index("good") + 1
    order = [*frame.columns[:at], "unit", *frame.columns[at:]]
    return frame.join(units, on="good", how="left", maintain_order="left").select(order)


def to_pandas(thing: Plan | Economy | Accounted) -> dict[str, pd.DataFrame]:
    """The tables of a plan, an economy or accounts as tidy pandas frames, by name.

    Parameters
    ----------
    thing
        A plan, an economy, or the accounts of a table.

    Raises
    ------
    ModelError
        If pandas isn't installed (``pip install 'commonweal[io]'``).

    Examples
    --------
    >>> import commonweal as cw
    >>> cw.to_pandas(cw.plan(cw.read("village")))["coverage"].columns[:4].to_list()
    ['tier', 'place', 'group', 'good']
    """
    pandas = loaded("pandas", "Writing pandas frames")
    return {name: _frame(pandas, frame) for name, frame in tidy(thing).items()}


def _frame(pandas: object, frame: pl.DataFrame) -> pd.DataFrame:
    """One table; built column by column, so that pyarrow isn't needed."""
    columns: Mapping[str, object] = {
        name: frame[name].to_numpy() if frame[name].dtype.is_numeric() else frame[name].to_list()
        for name in frame.columns
    }
    made: pd.DataFrame = pandas.DataFrame(columns, columns=frame.columns)  # type: ignore[attr-defined]
    return made
