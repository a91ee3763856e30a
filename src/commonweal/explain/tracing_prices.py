"""What makes up a price: the way in which one more unit would come, or what it would be used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import scipy.sparse as sp

from commonweal.explain.tracing_network import Network
from commonweal.formulate.program import Floats, Integers
from commonweal.rules.effort import effort_weights

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["Part", "Price", "prices_of"]

_LIMITS = ("route_capacity", "supply_limit", "limit")
_FULL = 1 - 1e-7  # a limit is used up from this share on
_MAINLY = 0.5  # share of its worth from which something done is mainly about one good here and now
_EVEN = 1e-6  # what is left of a price, as a share of its largest part, that counts as nothing

_COMING = {"level": "make", "sent": "bring", "supplied": "supply", "stock": "keep"}
_GOING = {"level": "use", "sent": "send", "supplied": "spend", "stock": "store", "delivered": "need"}
"""How one more unit would come, or what it would be used for, by family of columns."""


@dataclass(frozen=True)
class Part:
    """One part of a price.

    Attributes
    ----------
    kind
        ``good`` (at its own price), ``effort``, ``needs`` (what it covers), or ``limit`` (the way is
        full, so that more is not to be had at that price).
    good, place, period
        Which good, where and when; blank for other kinds.
    amount
        How much of it for one unit; negative for what comes out besides (or goes in, for uses).
    price
        The price of one unit of it.
    share
        Its share of the price explained; the shares of all parts add up to 1.
    """

    kind: str
    good: str
    place: str
    period: str
    amount: float
    price: float
    share: float


@dataclass(frozen=True)
class Price:
    """A price of a good somewhere, and what makes it up.

    Something that is done in a plan and not held by a limit is worth exactly what goes into it (its
    reduced cost is 0), so the price of what comes out follows from the prices of what goes in.

    Attributes
    ----------
    aim
        What one more unit would add to (tiers) or save of (effort).
    price
        By how much, per unit of the good.
    way
        How it would come (``make``, ``bring``, ``supply``, ``keep``), or, where every way in is full
        or there is none, what it would be used for (``use``, ``send``, ``spend``, ``store``, ``need``).
    names
        What is done: ``activity``, ``route``, ``supply``, ``place``, ``period`` …
    parts
        What makes up the price.
    limits
        Labels of the limits that are used up by that way; blank where nothing holds it.
    """

    aim: str
    price: float
    way: str
    names: Mapping[str, str]
    parts: tuple[Part, ...]
    limits: tuple[str, ...]


def prices_of(plan: Plan, network: Network, node: int) -> tuple[Price, ...]:
    """Every price of the good at a node, aim by aim, with what makes it up."""
    index = network.formulation.index
    place = (*index.places, "")[network.place[node]]
    here = plan["prices"].filter(
        (pl.col("good") == index.goods[network.good[node]])
        & (pl.col("place") == place)
        & (pl.col("period") == index.periods[network.period[node]])
    )
    found = [_price_of(plan, network, node, aim) for aim in here["aim"].to_list()]
    return tuple(price for price in found if price is not None)


def _price_of(plan: Plan, network: Network, node: int, aim: str) -> Price | None:
    """The price for one aim; None where nothing that is done touches the good."""
    worth = _worth(plan, network, aim)
    cost = _cost(network, aim)
    row = network.coefficients[[node], :].tocoo()
    used = network.levels[row.col] > 0.0
    columns, amounts = row.col[used].astype(np.int64), row.data[used]
    if not len(columns):
        return None
    values = sp.csc_array(sp.diags_array(worth) @ network.coefficients[:, columns])
    left = np.asarray(values.sum(axis=0)).ravel() - cost[columns]
    own = amounts * worth[node]
    # of what comes out of a column (or goes in) at all, how much is this good here and now
    alike = np.asarray((values.multiply(np.sign(own)[None, :])).maximum(0.0).sum(axis=0)).ravel()
    column = _way(network, columns, own / alike, np.abs(left) <= _EVEN * np.abs(own))
    return _made_up(network, node, aim, column, worth, float(cost[column]))


def _worth(plan: Plan, network: Network, aim: str) -> Floats:
    """Prices of one aim at the nodes, shape (n_nodes,)."""
    index = network.formulation.index
    rows = plan["prices"].filter(pl.col("aim") == aim)
    place = index.place_codes(rows["place"])
    period = np.array([index.periods.index(name) for name in rows["period"]], dtype=np.int64)
    prices = np.zeros(index.n_balance_keys)
    pool = np.where(place >= 0, place, index.pool)
    prices[index.balance_key(index.good_codes(rows["good"]), pool, period)] = rows["price"]
    return np.asarray(prices[index.balance_key(network.good, network.place, network.period)])


def _cost(network: Network, aim: str) -> Floats:
    """What one unit of each column counts as effort, shape (n_columns,); 0 for other aims."""
    if not aim.startswith("effort: "):
        return np.zeros(len(network.levels))
    return effort_weights(network.formulation, _effort_asked(aim.removeprefix("effort: ")))


def _effort_asked(name: str) -> str | dict[str, float]:
    """An effort as it was asked for: a word, or weights of words."""
    parts = [part.partition(" ") for part in name.split(" + ")]
    if all(_is_number(number) and word for number, _, word in parts):
        return {word: float(number) for number, _, word in parts}
    return name


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _way(network: Network, columns: Integers, part: Floats, even: np.ndarray) -> int:
    """The column that tells most: a way in that nothing holds, then a use, a need, a way that is full.

    Those of whose worth most lies in this good here and now come first: ``part``, negative for uses.
    """
    delivered = np.isin(columns, network.formulation.deliveries.column)
    coming, using, mainly = even & (part > 0.0), even & (part < 0.0) & ~delivered, np.abs(part) >= _MAINLY
    ways = [coming & mainly, using & mainly, coming, using, delivered, part > 0.0]
    rank = np.select(ways, range(len(ways)), len(ways))
    best = np.flatnonzero(rank == rank.min())
    order = np.lexsort((columns[best], -network.levels[columns[best]], -np.abs(part[best]).round(9)))
    return int(columns[best[order[0]]])


def _made_up(network: Network, node: int, aim: str, column: int, worth: Floats, cost: float) -> Price:
    """A price as the sum of its parts, by way of one column."""
    family = next(f for f in network.formulation.program.columns.families if column in _range(f))
    entries = network.coefficients[:, [column]].tocoo()
    own = float(entries.data[entries.row == node][0])
    coming = own > 0.0
    price = float(worth[node])
    others = entries.row != node
    # own·price + Σ others·worth − cost = what limits (or needs) account for
    values = -entries.data[others] * worth[entries.row[others]] / own
    parts = [
        _good_part(network, int(at), -float(amount) / own, float(worth[at]), value / price)
        for at, amount, value in zip(entries.row[others], entries.data[others], values, strict=True)
        if value != 0.0
    ]
    if cost:
        parts.append(Part("effort", "", "", "", cost / own, 1.0, cost / own / price))
    rest = 1.0 - sum(part.share for part in parts)
    if abs(rest) > _EVEN:
        kind = "needs" if family.name == "delivered" else "limit"
        parts.append(Part(kind, "", "", "", 1.0, rest * price, rest))
    names = family.frame().filter(pl.col("position") == column).drop("position").row(0, named=True)
    words = _COMING if coming else _GOING
    limits = _limits_of(network, column) if abs(rest) > _EVEN else ()
    return Price(aim, price, words[family.name], names, tuple(parts), limits)


def _range(family: object) -> range:
    """Positions of a family."""
    return range(family.start, family.start + family.size)  # type: ignore[attr-defined]


def _good_part(network: Network, node: int, amount: float, price: float, share: float) -> Part:
    """A part that is a good at its own price."""
    index = network.formulation.index
    place = (*index.places, "")[network.place[node]]
    good, period = index.goods[network.good[node]], index.periods[network.period[node]]
    return Part("good", good, place, period, amount, price, float(share))


def _limits_of(network: Network, column: int) -> tuple[str, ...]:
    """Labels of the limits on a column that are used up."""
    program = network.formulation.program
    rows = program.matrix[:, [column]].indices
    families: Sequence[str] = [name for name in _LIMITS if name in program.rows]
    limits = np.concatenate([np.zeros(0, np.int64), *(program.rows[name].positions for name in families)])
    rows = rows[np.isin(rows, limits)]
    sums = program.matrix.tocsr()[rows] @ network.levels
    full = rows[sums >= program.row_upper[rows] * _FULL]
    labels = [program.rows.label(int(row)) for row in full]
    if network.levels[column] >= program.column_upper[column] * _FULL:
        labels.append(program.columns.label(column))
    return tuple(labels)
