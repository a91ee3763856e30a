"""What has already happened: columns of past periods, held at what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.errors import ModelError
from commonweal.formulate.aims import Aim, LevelAim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Family, Floats, Integers, LinearProgram
from commonweal.plan.levels import FOLLOWING
from commonweal.solve.problem import Problem

__all__ = ["Past", "held", "matched", "paid_before", "past_of", "still_open"]

_NEXT_TO_NOTHING = 1e-9  # of the largest of its kind: such a column may go without being found again
_HAIR = 1e-6  # by how much, of the amounts that meet in a row, the past may overstep it
_ROUNDING = 1e-11  # of the amounts that meet in a row: room for sums that a solver adds up in another order
_NAMED = 3  # rows or columns that a message names


@dataclass(frozen=True)
class Past:
    """What columns are held at, and what later ones can't exceed any more.

    Attributes
    ----------
    fixed : shape (n_columns,)
        Whether a column belongs to the past.
    value : shape (n_columns,)
        What was done; 0 for columns that don't.
    most : shape (n_columns,)
        The most that a later column may be: where its payment, or a part of it, falls in the past, what
        was planned then; infinite otherwise.
    """

    fixed: NDArray[np.bool_]
    value: Floats
    most: Floats


def past_of(
    formulation: Formulation, levels: pl.DataFrame, first: int, at_most: pl.DataFrame | None = None
) -> Past:
    """The columns of the periods before the ``first`` that is still open.

    Parameters
    ----------
    levels
        What was done and planned (``plan.levels.plan_levels``).
    first
        Number of the first open period.

    Raises
    ------
    ModelError
        If something was done that the economy does not know.
    """
    program, index = formulation.program, formulation.index
    fixed = _periods_of_columns(program, len(index.periods)) < first
    cells = formulation.deliveries.cells
    over = (cells["period"] + cells["n_periods"]).to_numpy() <= first
    fixed[cells["column"].to_numpy()] = over
    done = levels.filter(pl.col("period").is_in(list(index.periods[:first])))
    value = np.where(fixed, _found(program, done, index.periods[first] if first else ""), 0.0)
    _follow(program, fixed, value)
    paid = paid_before(formulation, first) & ~fixed
    planned = matched(program, levels)[0]
    most = np.where(paid, planned, np.inf)
    if at_most is not None and at_most.height:
        named = matched(program, at_most.with_columns(value=pl.lit(1.0)))[0] > 0.0
        most = np.where(named, matched(program, at_most)[0], most)
    return Past(fixed, value, most)


def _periods_of_columns(program: LinearProgram, n_periods: int) -> Integers:
    """Number of each column's period, ``n_periods`` for those of none, shape (n_columns,)."""
    periods = np.full(program.n_columns, n_periods, dtype=np.int64)
    for family in program.columns.families:
        if "period" in family.dimensions:
            periods[family.positions] = family.codes[family.dimensions.index("period")]
    return periods


def _found(program: LinearProgram, done: pl.DataFrame, date: str) -> Floats:
    """What was done, column by column, shape (n_columns,)."""
    value, missing = matched(program, done)
    most = done.group_by("family").agg(most=pl.col("value").max())
    missing = missing.join(most, on="family").filter(pl.col("value") > _NEXT_TO_NOTHING * pl.col("most"))
    if missing.height:
        names = [name for name in missing.columns if name not in {"family", "value", "most"}]
        told = [
            f"{row['family']} {', '.join(row[name] for name in names if row[name])}: {row['value']:.6g}"
            for row in missing.head(_NAMED).iter_rows(named=True)
        ]
        more = f", and {missing.height - _NAMED} more" if missing.height > _NAMED else ""
        raise ModelError(
            f"What was done before {date} is not possible in the economy as it is now: "
            f"{'; '.join(told)}{more}. Let changes begin on {date} or later."
        )
    return value


def matched(program: LinearProgram, done: pl.DataFrame) -> tuple[Floats, pl.DataFrame]:
    """The value of each column by its names, and what no column is named for.

    Where a row of the economy now begins on another day (``part``), its only column is taken.
    """
    value = np.zeros(program.n_columns)
    missing = [done.clear()]
    for family in program.columns.families:
        rows = done.filter(family=family.name)
        if family.name in FOLLOWING or family.name.endswith("_kept") or not rows.height:
            continue
        names = [name for name in family.dimensions if name in rows.columns]
        frame = _frame(family, names)
        rows = rows.with_columns(pl.col(name).fill_null("") for name in names).with_row_index("row")
        hit = rows.join(frame, on=names)
        rest = rows.join(hit, on="row", how="anti")
        fewer = [name for name in names if name != "part"]
        free = frame.join(hit, on="position", how="anti").filter(pl.len().over(fewer) == 1)
        again = rest.join(free.drop("part", strict=False), on=fewer)
        again = again.filter(pl.len().over("position") == 1)
        for found in (hit, again):
            value[found["position"].to_numpy()] = found["value"].to_numpy()
        missing.append(rest.join(again, on="row", how="anti").drop("row").select(done.columns))
    return value, pl.concat(missing)


def _frame(family: Family, names: list[str]) -> pl.DataFrame:
    """Names and positions of a family's columns."""
    return family.frame().select(*names, "position")


def _follow(program: LinearProgram, fixed: NDArray[np.bool_], value: Floats) -> None:
    """Set coverage and shares kept of floors to what the rest of the past gives, in place."""
    matrix = program.matrix
    following = [
        family.positions
        for family in program.columns.families
        if family.name == "coverage" or family.name.endswith("_kept")
    ]
    columns = np.concatenate([np.zeros(0, np.int64), *following])
    columns = columns[fixed[columns]]
    rows, wanted = matrix.indices[matrix.indptr[columns]], -matrix.data[matrix.indptr[columns]]
    share = (matrix @ value)[rows] / wanted
    value[columns] = np.clip(share, program.column_lower[columns], program.column_upper[columns])


def paid_before(formulation: Formulation, first: int) -> NDArray[np.bool_]:
    """Columns that enter the balance of a period before the first open one, shape (n_columns,)."""
    program = formulation.program
    balances = program.rows["material_balance"]
    period = balances.codes[balances.dimensions.index("period")]
    rows = np.zeros(program.n_rows)
    rows[balances.positions[period < first]] = 1.0
    enters: NDArray[np.bool_] = (abs(program.matrix).T @ rows) > 0.0
    return enters


def held(formulation: Formulation, problem: Problem, past: Past, could: Floats) -> Problem:
    """The problem with the past held, and a hair of room in rows that rounding would break.

    Parameters
    ----------
    could : shape (n_columns,)
        How large columns could be, had nothing happened yet.

    Raises
    ------
    ModelError
        If what was done breaks a row of the economy by more than rounding.
    """
    lower = np.where(past.fixed, past.value, problem.column_lower)
    upper = np.where(past.fixed, past.value, np.minimum(problem.column_upper, past.most))
    lower = np.minimum(lower, upper)
    least, most = _range_of_rows(problem, lower, upper)
    too_much, too_little = least - problem.row_upper, problem.row_lower - most
    off = np.maximum(np.maximum(too_much, too_little), 0.0)
    sizes = _sizes_of_rows(problem, past.value, could)
    broken = np.flatnonzero(off > _HAIR * sizes)
    if len(broken):
        worst = broken[np.argsort(-off[broken] / sizes[broken])][:_NAMED]
        told = "; ".join(f"{formulation.program.rows.label(int(row))} by {off[row]:.3g}" for row in worst)
        raise ModelError(
            f"What has been done already breaks what the economy now asks for: {told}. Leave limits at what "
            "was used until then, and let changes begin later."
        )
    hair = _ROUNDING * (abs(problem.matrix) @ past.value)
    closed = (abs(problem.matrix) @ (upper > lower)) == 0.0  # nothing in such a row can move any more
    return replace(
        problem,
        column_lower=lower,
        column_upper=upper,
        row_lower=np.where(closed, -np.inf, np.minimum(problem.row_lower, most - hair)),
        row_upper=np.where(closed, np.inf, np.maximum(problem.row_upper, least + hair)),
    )


def _range_of_rows(problem: Problem, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """The least and the most that each row's sum can be, shape (n_rows,) each."""
    entries = problem.matrix.tocoo()
    ends = np.sort(np.stack([entries.data * lower[entries.col], entries.data * upper[entries.col]]), axis=0)
    least = np.bincount(entries.row, ends[0], problem.n_rows).astype(float)
    most = np.bincount(entries.row, ends[1], problem.n_rows).astype(float)
    return least, most


def _sizes_of_rows(problem: Problem, value: Floats, could: Floats) -> Floats:
    """The amounts that meet in each row: the largest done, the bound, a small share of what could be."""
    entries = problem.matrix.tocoo()
    sizes = np.full(problem.n_rows, 1e-300)
    amounts = np.maximum(value, 1e-4 * np.where(np.isfinite(could), could, 0.0))
    np.maximum.at(sizes, entries.row, np.abs(entries.data) * amounts[entries.col])
    for bound in (problem.row_lower, problem.row_upper):
        sizes = np.maximum(sizes, np.where(np.isfinite(bound), np.abs(bound), 0.0))
    return sizes


def still_open(aim: Aim, past: Past) -> Aim | None:
    """An aim without what is past, None if nothing is left; sums keep it, as it only adds a constant."""
    if not isinstance(aim, LevelAim):
        return aim
    left = ~past.fixed[aim.columns]
    if not left.any():
        return None
    _, item = np.unique(aim.item[left], return_inverse=True)
    return replace(aim, columns=aim.columns[left], item=item, weights=aim.weights[left])
