"""What stands in the way, row by row of the tables: which bounds of the program each figure sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.formulate.barrier_terms import (
    activity_terms,
    cap_terms,
    equipment_terms,
    limit_terms,
    opening_terms,
    ration_terms,
    route_terms,
    store_terms,
    supply_terms,
)
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers, LinearProgram
from commonweal.model.selectors import parse_selector

__all__ = ["Barrier", "barriers_of", "loosened"]

_NAMES = {
    "routes": ("route", "from_place", "to_place", "mode"),
    "supplies": ("supply", "good", "place", "supplier", "origin", "per"),
    "activities": ("activity", "place", "kind"),
    "equipment": ("equipment", "place"),
    "stocks": ("good", "place"),
    "limits": ("limit", "place", "per"),
    "needs": ("good", "group", "place"),
    "rations": ("ration",),
}
"""Columns of each table that sentences name."""


@dataclass(frozen=True)
class Barrier:
    """One figure of one row of the tables that keeps a plan from doing more.

    Loosening it by an amount ``a`` raises each row's upper bound by ``a·row_step`` and each column's
    upper bound by ``a·column_step``; where ``below``, it lowers each row's lower bound instead. What
    is so allowed need not be used.

    Attributes
    ----------
    kind
        ``route``, ``supply``, ``activity``, ``equipment``, ``opening``, ``store``, ``limit``, ``cap``,
        ``ration`` or ``closed``.
    table, row, column
        Where the figure stands: table of the economy, row from 0, name of the column.
    figure
        The figure, in the unit of the column; for what is closed, what it could do if it were open,
        infinite where nothing is said. A tie of rations has none: 0.
    unit
        Its unit: ``t/day``; blank where the terms of a limit have no common one.
    names
        Names for sentences: ``route``, ``from_place``, ``to_place``, ``supply``, ``good``, ``place`` …
    rows, row_step : each shape (n_rows_of_it,)
        Rows of the program whose bound it sets, and the rise of each bound for one more unit of
        the figure. A tie of rations has steps of 0: it can only be lifted.
    columns, column_step : each shape (n_columns_of_it,)
        Columns whose upper bound it sets, and the rise for one more unit.
    below
        Whether it sets lower bounds: an opening stock, or a floor of a limit that is not above 0.
    """

    kind: str
    table: str
    row: int
    column: str
    figure: float
    unit: str
    names: Mapping[str, str]
    rows: Integers
    row_step: Floats
    columns: Integers
    column_step: Floats
    below: bool = False


def barriers_of(formulation: Formulation) -> tuple[Barrier, ...]:
    """Every figure of the tables that bounds a plan, in the order of tables and rows.

    Floors (``closing``, ``minimum``, ``at_least`` above 0) are not among them: they are aims. Nor is
    that a row holds on some days only; a row that is known and shut says ``closed``.

    Parameters
    ----------
    formulation
        With ``keep_closed``, what is closed counts too.
    """
    return tuple(
        barrier
        for found in (
            _of_routes(formulation),
            _of_supplies(formulation),
            _of_activities(formulation),
            _of_equipment(formulation),
            _of_stocks(formulation),
            _of_limits(formulation),
            _of_needs(formulation),
            _of_rations(formulation),
        )
        for barrier in found
    )


def loosened(program: LinearProgram, barrier: Barrier, more: float) -> LinearProgram:
    """The program with one figure raised; a figure that sets lower bounds lets them sink."""
    row_lower, row_upper = program.row_lower.copy(), program.row_upper.copy()
    column_upper = program.column_upper.copy()
    if barrier.below:
        row_lower[barrier.rows] -= more * barrier.row_step
    else:
        row_upper[barrier.rows] += more * barrier.row_step
    column_upper[barrier.columns] += more * barrier.column_step
    return replace(program, row_lower=row_lower, row_upper=row_upper, column_upper=column_upper)


def _of_routes(formulation: Formulation) -> Iterator[Barrier]:
    """Capacities of routes, and closed routes."""
    table = formulation.index.economy["routes"]
    for row, rows, steps in _grouped(route_terms(formulation)):
        yield _on_rows(table, "routes", row, ("route", "capacity"), "t/day", rows, steps)


def _of_supplies(formulation: Formulation) -> Iterator[Barrier]:
    """The most that supplies give, and closed supplies."""
    table, units = formulation.index.economy["supplies"], _units(formulation)
    for row, rows, steps in _grouped(supply_terms(formulation)):
        unit = units[table["good"][row]] + _PER[table["per"][row]]
        yield _on_rows(table, "supplies", row, ("supply", "at_most"), unit, rows, steps)


def _of_activities(formulation: Formulation) -> Iterator[Barrier]:
    """Capacities of activities, and closed activities."""
    table, upper = formulation.index.economy["activities"], formulation.program.column_upper
    for row, columns, steps in _grouped(activity_terms(formulation)):
        if np.isfinite(upper[columns]).all():
            held = _on_rows(table, "activities", row, ("activity", "capacity"), "level/day", columns, steps)
            yield _on_columns(held)


def _of_equipment(formulation: Formulation) -> Iterator[Barrier]:
    """What stood of equipment at the start; more of it would be there in every period, less its wear."""
    table = formulation.index.economy["equipment"]
    for row, rows, steps in _grouped(equipment_terms(formulation)):
        if table["opening"][row] is not None:
            unit = table["unit"][row] or ""
            yield _on_rows(table, "equipment", row, ("equipment", "opening"), unit, rows, steps)


def _of_stocks(formulation: Formulation) -> Iterator[Barrier]:
    """Opening stocks, and the size of stores."""
    table, units = formulation.index.economy["stocks"], _units(formulation)
    for row, rows, steps in _grouped(opening_terms(formulation)):
        if table["opening"][row] is not None:
            unit = units[table["good"][row]]
            held = _on_rows(table, "stocks", row, ("opening", "opening"), unit, rows, steps)
            yield replace(held, below=True)
    for row, columns, steps in _grouped(store_terms(formulation)):
        if table["capacity"][row] is not None:
            unit = units[table["good"][row]]
            yield _on_columns(_on_rows(table, "stocks", row, ("store", "capacity"), unit, columns, steps))


def _of_limits(formulation: Formulation) -> Iterator[Barrier]:
    """Caps that are not below 0, and floors that are not above 0."""
    table = formulation.index.economy["limits"]
    for row, rows, steps in _grouped(limit_terms(formulation)):
        unit = _unit_of_terms(formulation, table["limit"][row]) + _PER[table["per"][row] or "period"]
        if table["at_most"][row] is not None and table["at_most"][row] >= 0.0:
            yield _on_rows(table, "limits", row, ("limit", "at_most"), unit, rows, steps)
        if table["at_least"][row] is not None and table["at_least"][row] <= 0.0:
            held = _on_rows(table, "limits", row, ("limit", "at_least"), unit, rows, steps)
            yield replace(held, below=True)


def _of_needs(formulation: Formulation) -> Iterator[Barrier]:
    """Caps on what people may take in."""
    table, units = formulation.index.economy["needs"], _units(formulation)
    for row, rows, steps in _grouped(cap_terms(formulation)):
        unit = units[table["good"][row]] + _PER["person"]
        held = _on_rows(table, "needs", row, ("cap", "at_most"), unit, rows, steps)
        yield replace(held, names={**held.names, "tier": str(int(table["tier"][row] or 1))})


def _of_rations(formulation: Formulation) -> Iterator[Barrier]:
    """Baskets that groups share."""
    table = formulation.index.economy["rations"]
    for row, rows, steps in _grouped(ration_terms(formulation)):
        yield Barrier(
            "ration", "rations", row, "ration", 0.0, "", _names(table, "rations", row),
            rows, steps, np.zeros(0, np.int64), np.zeros(0),
        )  # fmt: skip


_PER = {"day": "/day", "period": "/period", "person": "/person/day", "horizon": "", None: ""}
"""What follows the unit of a figure, by what it counts over."""


def _grouped(terms: pl.DataFrame) -> Iterator[tuple[int, Integers, Floats]]:
    """Row of the table, positions and steps, row by row."""
    for (row,), found in terms.group_by("row", maintain_order=True):
        yield int(row), found["position"].cast(pl.Int64).to_numpy(), found["step"].to_numpy()


def _on_rows(
    table: pl.DataFrame,
    name: str,
    row: int,
    what: tuple[str, str],
    unit: str,
    rows: Integers,
    steps: Floats,
) -> Barrier:
    """The barrier that a figure sets in rows of the program; ``what`` is its kind and its column."""
    kind, column = what
    figure = table[column][row]
    if "closed" in table.columns and table["closed"][row]:
        kind, column, figure = "closed", "closed", np.inf if figure is None else figure
    return Barrier(
        kind, name, row, column, float(figure), unit, _names(table, name, row),
        rows, steps, np.zeros(0, np.int64), np.zeros(0),
    )  # fmt: skip


def _on_columns(barrier: Barrier) -> Barrier:
    """The same for columns of the program."""
    none = (np.zeros(0, np.int64), np.zeros(0))
    return replace(
        barrier, rows=none[0], row_step=none[1], columns=barrier.rows, column_step=barrier.row_step
    )


def _names(table: pl.DataFrame, name: str, row: int) -> dict[str, str]:
    """What sentences call a row, blanks left out."""
    cells = {column: table[column][row] for column in _NAMES[name]}
    return {column: cell for column, cell in cells.items() if cell is not None}


def _units(formulation: Formulation) -> dict[str, str]:
    """The unit of each good."""
    goods = formulation.index.economy["goods"]
    return dict(zip(goods["good"].to_list(), goods["unit"].to_list(), strict=True))


def _unit_of_terms(formulation: Formulation, limit: str) -> str:
    """The unit that the terms of a limit have in common; blank if they have none."""
    economy, units = formulation.index.economy, _units(formulation)
    found = set()
    for text in economy["limit_terms"].filter(pl.col("limit") == limit)["selector"]:
        selector = parse_selector(text)
        good = dict(selector.conditions).get("good")
        found.add({"route": "t", "activity": "level"}.get(selector.kind, units.get(good or "", "")))
    return found.pop() if len(found) == 1 else ""
