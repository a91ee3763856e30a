"""Nearness to what was planned before: of equally good plans, the one that moves least (MODEL §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from commonweal.formulate.aims import SumAim
from commonweal.formulate.families import RowFamily
from commonweal.formulate.program import Family, Floats, Integers, Labels, LinearProgram

__all__ = ["KINDS", "MOVED", "Nearness", "add_nearness"]

MOVED = RowFamily(
    name="moved",
    formula="Σ done + less ≥ done before",
    unit="unit of the good, or level",
    price="change of the distance from the plan before for one more unit done then",
    golden="moved",
)

KINDS = ("level", "sent", "supplied", "delivered", "stock")
"""Families of columns that should stay near to what they were."""

_DIMENSIONS = ("kind", "activity", "route", "supply", "good", "group", "from", "to", "place", "period")
_WHAT = {"level": "activity"}  # what is alike within a kind, otherwise the same good
_LITTLE = 1e-4  # share of the most that could be done of a good below which what was done is no measure
_NOTHING = 1e-9  # share of the measure below which nothing was done before


@dataclass(frozen=True)
class Nearness:
    """A program with what measures how far a plan is from the one before.

    Attributes
    ----------
    program
        The program with columns ``less`` and rows ``moved``.
    aim
        The distance, to be made least.
    measures
        What moves are measured by: ``kind``, ``what`` (the activity or the good) and ``measure``.
    """

    program: LinearProgram
    aim: SumAim
    measures: pl.DataFrame


@dataclass(frozen=True)
class _Near:
    """Columns of one kind beside what was done before, by everything that names them but ``part``.

    Attributes
    ----------
    columns
        ``position`` of each column, its ``thing`` and its ``weight``.
    things
        The names of each thing, what was done ``before``, and its ``weight``.
    measures
        As in ``Nearness``.
    """

    columns: pl.DataFrame
    things: pl.DataFrame
    measures: pl.DataFrame


def add_nearness(
    program: LinearProgram, before: pl.DataFrame, periods: Sequence[str], could: Floats
) -> Nearness:
    """The program with columns ``less`` and rows ``moved``, and the aim that they measure.

    ``Σ |done − done before| / s`` over levels, flows, supplies, deliveries and stocks of some periods, with
    ``s`` the most that was done before of the same activity, or of the same good in the same kind, in
    any period (but no less than a small share of what could be done). What wasn't done before needs no
    row: all of it is a move.

    Parameters
    ----------
    before
        The levels of the plan before (``plan.levels.plan_levels``).
    periods
        Names of the periods in which moves count.
    could : shape (n_columns,)
        Bounds that columns keep anyway, infinite where none is known.
    """
    near = [_near(program.columns[kind], kind, before, periods, could) for kind in KINDS]
    columns = pl.concat([part.columns for part in near])
    with_row = [part.things.filter(pl.col("before") > 0.0) for part in near]
    things = pl.concat(with_row, how="diagonal").with_columns(pl.col(pl.String).fill_null(""))
    extended, less = _extended(program, columns, things)
    weight = things["weight"].to_numpy()
    aim = SumAim(
        name="nearness",
        unit="share of the most done before",
        columns=np.concatenate([columns["position"].to_numpy(), less]),
        weights=np.concatenate([columns["weight"].to_numpy(), 2.0 * weight]),
        maximise=False,
        offset=-float(weight @ things["before"].to_numpy()),
    )
    return Nearness(extended, aim, pl.concat([part.measures for part in near]))


def _near(family: Family, kind: str, before: pl.DataFrame, periods: Sequence[str], could: Floats) -> _Near:
    """The columns of one family in some periods, and what was done of the same before."""
    names = [name for name in family.dimensions if name != "part"]
    what = _WHAT.get(kind, "good")
    old = _named_in_full(before.filter(family=kind), names)
    every = family.frame().with_columns(could=pl.Series(could[family.positions]))
    measures = _measures(every, old, what)
    old = old.group_by(names).agg(before=pl.col("value").sum())
    new = every.filter(pl.col("period").is_in(list(periods)))
    things = new.select(names).unique(maintain_order=True).with_row_index("thing")
    things = things.join(old, on=names, how="left", maintain_order="left")
    things = things.join(measures, on=what, how="left", maintain_order="left")
    before_at_all = pl.col("before") > _NOTHING * pl.col("measure")
    things = things.select(
        *names, kind=pl.lit(kind), thing=pl.lit(kind) + ":" + pl.col("thing").cast(pl.String),
        before=pl.when(before_at_all).then("before").otherwise(0.0), weight=1.0 / pl.col("measure"),
    )  # fmt: skip
    columns = new.join(things, on=names, how="left", maintain_order="left")
    measures = measures.select(pl.lit(kind).alias("kind"), pl.col(what).alias("what"), "measure")
    return _Near(columns.select("position", "thing", "weight"), things, measures)


def _named_in_full(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Values by all of some names, blank where a name isn't known."""
    known = [name for name in names if name in rows.columns]
    blank = [pl.lit("").alias(name) for name in names if name not in known]
    return rows.select("value", *(pl.col(name).fill_null("") for name in known), *blank)


def _measures(columns: pl.DataFrame, old: pl.DataFrame, what: str) -> pl.DataFrame:
    """What measures moves of each activity or good: the most done before, or a little of what could be."""
    possible = pl.when(pl.col("could").is_finite()).then("could").otherwise(0.0).max()
    measures = columns.group_by(what, maintain_order=True).agg(possible=_LITTLE * possible)
    most = old.group_by(what).agg(most=pl.col("value").max())
    measures = measures.join(most, on=what, how="left", maintain_order="left")
    measure = pl.max_horizontal("possible", pl.col("most").fill_null(0.0))
    return measures.select(what, measure=pl.when(measure > 0.0).then(measure).otherwise(1.0))


def _extended(
    program: LinearProgram, columns: pl.DataFrame, things: pl.DataFrame
) -> tuple[LinearProgram, Integers]:
    """The program with a row and a column for each thing done before, and those columns."""
    n_things, before = things.height, things["before"].to_numpy()
    rows = pl.DataFrame({"thing": things["thing"], "row": np.arange(n_things)})
    done = columns.join(rows, on="thing")
    entries = (np.ones(done.height), (done["row"].to_numpy(), done["position"].to_numpy()))
    sums = sp.csc_array(sp.coo_array(entries, shape=(n_things, program.n_columns)))
    nothing = sp.csc_array((program.n_rows, n_things))
    matrix = sp.block_array([[program.matrix, nothing], [sums, sp.eye_array(n_things)]], format="csc")
    less = np.arange(program.n_columns, program.n_columns + n_things)
    return LinearProgram(
        matrix=sp.csc_array(matrix),
        row_lower=np.append(program.row_lower, before),
        row_upper=np.append(program.row_upper, np.full(n_things, np.inf)),
        column_lower=np.append(program.column_lower, np.zeros(n_things)),
        column_upper=np.append(program.column_upper, before),
        rows=Labels((*program.rows.families, _family(MOVED.name, things, program.n_rows))),
        columns=Labels((*program.columns.families, _family("less", things, program.n_columns))),
    ), less


def _family(name: str, things: pl.DataFrame, start: int) -> Family:
    """A family with a member for each thing."""
    dimensions = [name for name in _DIMENSIONS if name in things.columns]
    coded = [_coded(things[dimension]) for dimension in dimensions]
    return Family(
        name=name,
        unit=MOVED.unit,
        dimensions=tuple(dimensions),
        codes=tuple(codes for codes, _ in coded),
        names=tuple(names for _, names in coded),
        start=start,
    )


def _coded(names: pl.Series) -> tuple[Integers, tuple[str, ...]]:
    """A code for each name, and the names in the order of their codes."""
    known = tuple(sorted(set(names.to_list())))
    position = {name: code for code, name in enumerate(known)}
    return np.array([position[name] for name in names.to_list()], dtype=np.int32), known
