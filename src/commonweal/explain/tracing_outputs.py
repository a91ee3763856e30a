"""How what goes into a column of a plan is shared among what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp

from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.time import spread

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["ENDS", "Outputs", "effort_prices", "outputs_of"]

ENDS = ("stored", "lost", "under_way", "left_over", "beyond", "spent", "circle")
"""Where things end that serve no need: in store or on the way at the end, lost, left over, delivered
beyond what is needed, used up by an activity that makes nothing, or going round in a circle."""

_STORED, _LOST, _UNDER_WAY, _LEFT_OVER, _BEYOND, _SPENT, _CIRCLE = range(len(ENDS))


@dataclass(frozen=True)
class Outputs:
    """Where what goes into each column goes on to; the shares of a column add up to 1.

    Attributes
    ----------
    to_nodes : shape (n_columns, n_nodes)
        Share that comes out at each node.
    to_ends : shape (n_columns, len(ENDS))
        Share that ends.
    worth
        For each activity that makes several goods, what they were weighed by: ``price``, ``mass`` or
        ``equal``.
    """

    to_nodes: sp.csr_array
    to_ends: Floats
    worth: Mapping[str, str]


def outputs_of(
    formulation: Formulation, plan: Plan, levels: Floats, made: sp.csr_array, keys: Integers
) -> Outputs:
    """Share out what goes into each column, but for deliveries.

    Parameters
    ----------
    levels : shape (n_columns,)
    made : shape (n_nodes, n_columns)
        What each column brings to each node, not negative.
    keys : shape (n_nodes,)
        Keys of the nodes, as ``Index.split_balance_key`` splits them.
    """
    entries = made.tocoo()
    node, column = entries.row.astype(np.int64), entries.col.astype(np.int64)
    weight = np.array(entries.data, dtype=float)
    late = _late_outputs(formulation, levels)
    worth = _weigh(formulation, plan, keys, (node, column, weight), late)
    n_columns, n_ends = formulation.program.n_columns, len(ENDS)
    ends = np.zeros((n_columns, n_ends))
    total = np.bincount(column, weight, n_columns).astype(float)
    total += np.bincount(late.column, late.weight, n_columns)
    _end_flows(formulation, ends)
    _end_stocks(formulation, levels, made, ends)
    for family in ("disposed", "left_over"):
        ends[formulation.program.columns[family].positions, _LEFT_OVER] = 1.0
    ended = ends.sum(axis=1)
    going_on = np.where(total > 0.0, np.maximum(1.0 - ended, 0.0) / np.where(total > 0.0, total, 1.0), 0.0)
    ends[:, _UNDER_WAY] += np.bincount(late.column, late.weight, n_columns) * going_on
    _close(formulation, total, ends)
    to_nodes = sp.csr_array((weight * going_on[column], (column, node)), shape=(n_columns, made.shape[0]))
    return Outputs(to_nodes, ends, worth)


@dataclass
class _Late:
    """What comes out after the last day: column, good and place of each, amount and weight."""

    column: Integers
    good: Integers
    place: Integers
    weight: Floats


def _late_outputs(formulation: Formulation, levels: Floats) -> _Late:
    """What activities make with a delay that reaches beyond the calendar."""
    index, made = formulation.index, formulation.levels
    goods = index.economy["activity_goods"].filter((pl.col("amount") > 0.0) & (pl.col("delay") > 0.0))
    code_of = {name: code for code, name in enumerate(made.names)}
    parts: list[tuple[Integers, Integers, Integers, Floats]] = []
    for row in goods.iter_rows(named=True):
        on = np.flatnonzero(made.activity == code_of.get(row["activity"], -1))
        held = made.active.take(on)
        delay = np.full(len(on), row["delay"])
        which, _, share = spread(held.begin, held.end, delay, index.calendar)
        missing = np.maximum(1.0 - np.bincount(which, share, len(on)), 0.0)
        missing[missing < 1e-12] = 0.0
        place = made.place[on] if row["at"] is None else np.full(len(on), index.places.index(row["at"]))
        good = np.full(len(on), index.code_of_good[row["good"]])
        parts.append((made.column[on], good, place, row["amount"] * missing * levels[made.column[on]]))
    nothing = np.zeros(0, dtype=np.int64)
    parts.append((nothing, nothing, nothing, np.zeros(0)))
    columns, codes, places, amounts = (np.concatenate(part) for part in zip(*parts, strict=True))
    return _Late(columns, codes, places, amounts)


def _weigh(
    formulation: Formulation,
    plan: Plan,
    keys: Integers,
    entries: tuple[Integers, Integers, Floats],
    late: _Late,
) -> dict[str, str]:
    """Turn amounts of activities that make several goods into what they are worth, in place."""
    index, made = formulation.index, formulation.levels
    node, column, weight = entries
    good = index.split_balance_key(keys)[0][node]
    late_key = index.balance_key(late.good, late.place, np.full(len(late.good), len(index.periods) - 1))
    all_columns = np.concatenate([column, late.column])
    all_goods = np.concatenate([good, late.good])
    amount = np.concatenate([weight, late.weight])
    is_level = np.zeros(formulation.program.n_columns, dtype=bool)
    is_level[made.column] = True
    several = _several_goods(all_columns, all_goods, amount, is_level)
    if not several.any():
        return {}
    price = effort_prices(formulation, plan)[np.concatenate([keys[node], late_key])]
    by = {
        "price": amount * np.maximum(price, 0.0),
        "mass": amount * index.mass[all_goods],
        "equal": amount / _total_of_good(all_columns, all_goods, amount),
    }
    chosen = {}
    activity_of = np.full(formulation.program.n_columns, -1)
    activity_of[made.column] = made.activity
    for activity in np.unique(activity_of[several]):
        of = several & (activity_of == activity)
        mine = of[all_columns]
        for word, value in by.items():
            totals = np.bincount(all_columns[mine], value[mine], len(several))[of]
            if word == "equal" or np.all((totals > 0.0) | ~_busy(all_columns, amount, of)):
                amount[mine] = value[mine]
                chosen[made.names[activity]] = word
                break
    weight[:], late.weight = amount[: len(weight)], amount[len(weight) :]
    return chosen


def _several_goods(columns: Integers, goods: Integers, amount: Floats, among: np.ndarray) -> np.ndarray:
    """Which columns among some make more than one good, shape (n_columns,)."""
    some = (amount > 0.0) & among[columns]
    pairs = np.unique(np.stack([columns[some], goods[some]]), axis=1)
    return np.asarray(np.bincount(pairs[0], minlength=len(among)) > 1)


def _busy(columns: Integers, amount: Floats, of: np.ndarray) -> np.ndarray:
    """Which of some columns make anything."""
    return np.asarray(np.bincount(columns, amount, len(of))[of] > 0.0)


def _total_of_good(columns: Integers, goods: Integers, amount: Floats) -> Floats:
    """What a column makes of the good of each entry, in all periods; 1 where it makes nothing."""
    _, which = np.unique(np.stack([columns, goods]), axis=1, return_inverse=True)
    total = np.bincount(which.ravel(), amount)[which.ravel()]
    return np.where(total > 0.0, total, 1.0)


def effort_prices(formulation: Formulation, plan: Plan) -> Floats:
    """What one more unit of each good would save in effort, shape (n_balance_keys,); 0 where nothing."""
    index = formulation.index
    rows = plan["prices"].filter(pl.col("aim").str.starts_with("effort: "))
    good, place = index.good_codes(rows["good"]), index.place_codes(rows["place"])
    period = np.array([index.periods.index(name) for name in rows["period"]], dtype=np.int64)
    prices = np.zeros(index.n_balance_keys)
    prices[index.balance_key(good, np.where(place >= 0, place, index.pool), period)] = rows["price"]
    return prices


def _end_flows(formulation: Formulation, ends: Floats) -> None:
    """What of each flow is lost, and what is still under way at the end."""
    flows = formulation.flows
    which, _, share = spread(flows.active.begin, flows.active.end, flows.delay, formulation.index.calendar)
    missing = np.maximum(1.0 - np.bincount(which, share, len(flows.column)), 0.0)
    missing[missing < 1e-12] = 0.0
    ends[flows.column, _LOST] = flows.loss
    ends[flows.column, _UNDER_WAY] = (1.0 - flows.loss) * missing


def _end_stocks(formulation: Formulation, levels: Floats, made: sp.csr_array, ends: Floats) -> None:
    """What of each stock is lost by the next period; all of the last one is in store at the end."""
    column = formulation.stores.column
    last = column[:, -1]
    ends[last[last >= 0], _STORED] = 1.0
    earlier = column[:, :-1][column[:, :-1] >= 0]
    kept = np.asarray(made.sum(axis=0)).ravel()[earlier]
    stock = np.where(levels[earlier] > 0.0, levels[earlier], 1.0)
    ends[earlier, _LOST] = np.clip(1.0 - kept / stock, 0.0, 1.0)


def _close(formulation: Formulation, total: Floats, ends: Floats) -> None:
    """Give every column that nothing comes out of an end: lost on the way, or used up."""
    flows = formulation.flows.column
    nothing = flows[total[flows] == 0.0]
    ends[nothing, _LOST] = 1.0 - ends[nothing, _UNDER_WAY]
    spent = formulation.levels.column[total[formulation.levels.column] == 0.0]
    ends[spent, _SPENT] = 1.0
