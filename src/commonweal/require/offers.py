"""What may be added to an economy, as columns of its program with what each unit counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.errors import ModelError
from commonweal.formulate.barriers import Barrier, barriers_of
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats, Integers
from commonweal.model import Economy
from commonweal.plan.certifying import problem_of
from commonweal.require.measures import measure_of
from commonweal.require.openings import with_openings_offered
from commonweal.solve.problem import Problem

__all__ = ["KINDS", "Offer", "offered"]

KINDS = ("money", "stock", "labour", "capacity")
"""What can be asked for besides a good."""

_CAPACITIES = ("route", "activity", "store")
_SUMS = ("limit", "limit_floor", "cap_floor")


@dataclass(frozen=True)
class Offer:
    """A program with columns of what may be added to the economy.

    Attributes
    ----------
    formulation
        The program with its labels; further rows and columns of ``problem`` come after its own.
    problem
        The program without an aim.
    columns : shape (n_offers,)
        Columns of what may be added.
    per_unit : shape (n_offers,)
        Amount in the tables for one unit of the column.
    cost : shape (n_offers,)
        What one unit of the column counts in the measure.
    day : shape (n_offers,)
        Day from the start on which it is there; 0 for what holds throughout.
    items
        What each is: table, row (from 0; −1 for a new row), what, good, place, period, unit.
    measure
        What the cost is counted in.
    """

    formulation: Formulation
    problem: Problem
    columns: Integers
    per_unit: Floats
    cost: Floats
    day: Floats
    items: pl.DataFrame
    measure: str


def offered(economy: Economy, of: str) -> Offer:
    """The program of an economy in which more of something may be had.

    Raises
    ------
    ModelError
        If the economy has no such thing.
    """
    if of == "capacity":
        return _capacities(economy)
    if of == "stock":
        return _stocks(economy)
    goods = _goods_of(economy, of)
    return _supplied(economy, goods)


def _goods_of(economy: Economy, of: str) -> list[str]:
    """The goods that a word stands for."""
    goods = economy["goods"]
    if of == "money":
        if not economy.settings.currency:
            raise ModelError("There is no money in this economy: economy.toml names no currency.")
        return [economy.settings.currency]
    if of == "labour":
        found = goods.filter(pl.col("kind") == "labour")["good"].sort().to_list()
        if not found:
            raise ModelError("There is no labour in this economy: no good is of the kind labour.")
        return found
    if of not in set(goods["good"]):
        known = ", ".join([*KINDS, *sorted(goods["good"].to_list())])
        raise ModelError(f"There is no '{of}' to ask for. Known: {known}.")
    return [of]


def _supplied(economy: Economy, goods: list[str]) -> Offer:
    """More of some goods, wherever and whenever they are wanted."""
    pooled = dict(economy["goods"].select("good", pl.col("pooled").fill_null(value=False)).iter_rows())
    names = {good: _new_name(economy, f"required {good}") for good in goods}
    rows = [
        {"supply": names[good], "good": good, "place": None if pooled[good] else "*", "kind": "required"}
        for good in goods
    ]
    table = economy["supplies"]
    more = pl.DataFrame(rows, schema_overrides={"place": pl.String})
    formulation = formulate(economy.with_table("supplies", pl.concat([table, more], how="diagonal_relaxed")))
    chosen = _columns_named(formulation, set(names.values()))
    supplied, index = formulation.supplied, formulation.index
    measure, weights = measure_of(economy, goods)
    good = [index.goods[code] for code in supplied.good[chosen]]
    n_offers = len(chosen)
    return Offer(
        formulation=formulation,
        problem=problem_of(formulation.program),
        columns=supplied.column[chosen],
        per_unit=np.ones(n_offers),
        cost=np.array([weights[name] for name in good]),
        day=index.calendar.edges[supplied.active.period[chosen]],
        items=pl.DataFrame(
            {
                "table": ["supplies"] * n_offers,
                "row": np.full(n_offers, -1),
                "what": [names[name] for name in good],
                "good": good,
                "place": [(*index.places, "")[code] for code in supplied.place[chosen]],
                "period": [index.periods[code] for code in supplied.active.period[chosen]],
                "unit": _units(economy, good),
            },
            schema_overrides={"what": pl.String, "good": pl.String, "unit": pl.String},
        ),
        measure=measure,
    )


def _stocks(economy: Economy) -> Offer:
    """More in store at the start, in every store but those of money."""
    offer = with_openings_offered(economy, _new_name(economy, "required stock"))
    formulation = formulate(offer.economy)
    chosen = _columns_named(formulation, {offer.name})
    supplied, index = formulation.supplied, formulation.index
    goods = [index.goods[code] for code in supplied.good[chosen]]
    shared = dict(zip(offer.rows["good"].to_list(), offer.rows["place"].is_null().to_list(), strict=True))
    places = [
        "" if shared[good] else (*index.places, "")[code]
        for good, code in zip(goods, supplied.place[chosen], strict=True)
    ]
    carried = np.array([offer.carried[good, place] for good, place in zip(goods, places, strict=True)])
    measure, weights = measure_of(economy, sorted(set(goods)))
    per_unit = 1.0 / carried
    return Offer(
        formulation=formulation,
        problem=_without_sums(formulation, supplied.column[chosen]),
        columns=supplied.column[chosen],
        per_unit=per_unit,
        cost=np.array([weights[good] for good in goods]) * per_unit,
        day=np.zeros(len(chosen)),
        items=pl.DataFrame(
            {
                "table": ["stocks"] * len(chosen),
                "row": np.full(len(chosen), -1),
                "what": goods,
                "good": goods,
                "place": places,
                "period": [""] * len(chosen),
                "unit": _units(economy, goods),
            },
            schema_overrides={"what": pl.String, "good": pl.String, "place": pl.String, "unit": pl.String},
        ),
        measure=measure,
    )


def _capacities(economy: Economy) -> Offer:
    """More capacity of routes, activities and stores, counted in shares of what they have."""
    formulation = formulate(economy)
    barriers = [
        barrier
        for barrier in barriers_of(formulation)
        if barrier.kind in _CAPACITIES and barrier.figure > 0.0
    ]
    problem = problem_of(formulation.program)
    n_offers = len(barriers)
    columns = np.arange(problem.n_columns, problem.n_columns + n_offers)
    names = [_name_of(barrier) for barrier in barriers]
    return Offer(
        formulation=formulation,
        problem=_with_more(problem, barriers),
        columns=columns,
        per_unit=np.ones(n_offers),
        cost=np.array([1.0 / barrier.figure for barrier in barriers]),
        day=np.zeros(n_offers),
        items=pl.DataFrame(
            {
                "table": [barrier.table for barrier in barriers],
                "row": [barrier.row for barrier in barriers],
                "what": [what for what, _, _ in names],
                "good": [good for _, good, _ in names],
                "place": [place for _, _, place in names],
                "period": [""] * n_offers,
                "unit": [barrier.unit for barrier in barriers],
            },
            schema={
                "table": pl.String, "row": pl.Int64, "what": pl.String, "good": pl.String,
                "place": pl.String, "period": pl.String, "unit": pl.String,
            },
        ),
        measure="times what there is",
    )  # fmt: skip


def _name_of(barrier: Barrier) -> tuple[str, str, str]:
    """What a figure is of: the name of its row, its good and its place."""
    names = barrier.names
    if barrier.kind == "route":
        return names["route"], "", f"{names['from_place']} – {names['to_place']}"
    what = names["activity"] if barrier.kind == "activity" else names["good"]
    return what, names.get("good", ""), names.get("place", "")


def _with_more(problem: Problem, barriers: list[Barrier]) -> Problem:
    """The problem with a column for each figure that may be raised.

    A row that the figure bounds gives way by its step; a column's bound becomes a row that does.
    """
    n_rows, n_columns, n_more = problem.n_rows, problem.n_columns, len(barriers)
    of_rows = [
        (row, k, -step) for k, b in enumerate(barriers) for row, step in zip(b.rows, b.row_step, strict=True)
    ]
    freed = np.array([column for b in barriers for column in b.columns], dtype=np.int64)
    owner = np.array([k for k, b in enumerate(barriers) for _ in b.columns], dtype=np.int64)
    steps = np.array([step for b in barriers for step in b.column_step])
    line = n_rows + np.arange(len(freed))
    rows = np.concatenate([[row for row, _, _ in of_rows], line, line]).astype(np.int64)
    columns = np.concatenate([[n_columns + k for _, k, _ in of_rows], freed, n_columns + owner]).astype(
        np.int64
    )
    values = np.concatenate([[value for _, _, value in of_rows], np.ones(len(freed)), -steps])
    shape = (n_rows + len(freed), n_columns + n_more)
    old = problem.matrix.tocoo()
    matrix = sp.csc_array(
        sp.coo_array(
            (np.concatenate([old.data, values]),
             (np.concatenate([old.row, rows]), np.concatenate([old.col, columns]))),
            shape=shape,
        )
    )  # fmt: skip
    upper = problem.column_upper.copy()
    bounds = upper[freed]
    upper[freed] = np.inf
    return Problem(
        matrix,
        np.zeros(shape[1]),
        np.append(problem.row_lower, np.full(len(freed), -np.inf)),
        np.append(problem.row_upper, bounds),
        np.append(problem.column_lower, np.zeros(n_more)),
        np.append(upper, np.full(n_more, np.inf)),
    )


def _without_sums(formulation: Formulation, columns: Integers) -> Problem:
    """The problem in which some columns count in no limit: what is in store is not supplied."""
    problem = problem_of(formulation.program)
    entries = problem.matrix.tocoo()
    of_sums = _members(formulation, problem.n_rows)
    on = np.zeros(problem.n_columns, dtype=bool)
    on[columns] = True
    kept = ~(on[entries.col] & of_sums[entries.row])
    matrix = sp.coo_array((entries.data[kept], (entries.row[kept], entries.col[kept])), shape=entries.shape)
    return replace(problem, matrix=sp.csc_array(matrix))


def _members(formulation: Formulation, n_rows: int) -> NDArray[np.bool_]:
    """Whether each row is a limit, shape (n_rows,)."""
    found = np.zeros(n_rows, dtype=bool)
    for name in _SUMS:
        if name in formulation.program.rows:
            found[formulation.program.rows[name].positions] = True
    return found


def _columns_named(formulation: Formulation, names: set[str]) -> Integers:
    """Members of the supplied columns whose supply has one of some names."""
    supply = formulation.supplied.rows["supply"].is_in(list(names)).to_numpy()
    return np.flatnonzero(supply[formulation.supplied.row])


def _new_name(economy: Economy, name: str) -> str:
    """A name that no supply has yet."""
    taken = set(economy["supplies"]["supply"])
    return next(new for new in (name, *(f"{name} {n}" for n in range(2, len(taken) + 3))) if new not in taken)


def _units(economy: Economy, goods: list[str]) -> list[str]:
    """The unit of each good."""
    unit = dict(economy["goods"].select("good", "unit").iter_rows())
    return [unit[good] for good in goods]
