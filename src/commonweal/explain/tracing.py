"""Why this much: which needs a supply, an activity, a route or a good serves in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commonweal.explain.tracing_asked import Asked, Question, asked_of
from commonweal.explain.tracing_chain import Ended, follow
from commonweal.explain.tracing_network import Network, network_of
from commonweal.explain.tracing_outputs import ENDS
from commonweal.explain.tracing_prices import Price, prices_of

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["Why", "why"]

_NOTHING = 1e-12  # a smaller share comes of rounding


@dataclass(frozen=True)
class Why:
    """What something in a plan is for.

    Attributes
    ----------
    kind, name
        What was asked about: an ``activity``, a ``supply``, a ``route`` or a ``good``, and its name.
    good, place, period
        What narrows it; blank for all.
    amount, unit
        How much of it there is in the plan (levels of an activity have a blank unit; routes count in
        tonnes where they carry several goods).
    shares
        What it is for. ``end`` is ``need``, or where it ends that serves nobody: ``stored`` and
        ``under_way`` at the end, ``lost``, ``left_over``, ``beyond`` what is needed, ``spent`` by an
        activity that makes nothing, or going round in a ``circle``. For needs ``tier``, ``place``,
        ``group`` and ``good`` say whose and of what; else ``good`` and ``place`` say what ends where.
        ``share`` adds up to 1 (no rows if the plan has nothing of what was asked about), and ``amount``
        is as much of the whole. The largest first.
    worth
        For each activity that makes several goods: by what it was shared among them, ``price`` (at the
        effort aim), ``mass``, or ``equal`` parts.
    prices
        Where a good at one place in one period was asked about: its prices, and what makes them up.
    """

    kind: str
    name: str
    good: str
    place: str
    period: str
    amount: float
    unit: str
    shares: pl.DataFrame
    worth: Mapping[str, str]
    prices: tuple[Price, ...]


def why(
    plan: Plan,
    *,
    activity: str | None = None,
    supply: str | None = None,
    route: str | None = None,
    good: str | None = None,
    place: str | None = None,
    period: str | None = None,
) -> Why:
    """Which needs something in a plan serves, and to what shares.

    Everything that comes together in one balance goes on in the same shares (nobody can tell one
    sack of flour from another); what goes into an activity goes on with what comes out, in
    proportion to its worth; money and fuel go on with what they bought and carried; what is handed
    out counts to the needs it covers, in proportion to the shares of them that it brings.

    Parameters
    ----------
    plan
        A plan.
    activity, supply, route
        What is asked about, by its name; one of them, or only ``good``.
    good
        Only this good; by itself: all that comes in of it (made, supplied, opened with).
    place
        Only there: where an activity is, where a supply comes, where a route ends.
    period
        Only in the period of this day, written ``2031-03-17``.

    Raises
    ------
    ModelError
        If the economy has no such thing, or nothing or too much is asked about.

    References
    ----------
    Bialek, "Tracing the flow of electricity", *IEE Proceedings – Generation, Transmission and
    Distribution* 143 (1996), for flows that share in proportion; Miller and Blair, *Input-Output
    Analysis*, 2nd ed., 2009, for what is embodied in what.

    Examples
    --------
    >>> import commonweal as cw
    >>> answer = cw.why(cw.plan(cw.read("village")), supply="goats")
    >>> round(answer.amount), answer.unit, round(answer.shares["share"].sum(), 9)
    (1890, 'L', 1.0)
    """
    question = Question(activity, supply, route, good, place, period)
    _ = question.kind  # refuses before the work
    network = network_of(plan)
    asked = asked_of(network, question)
    ended = follow(network, asked.nodes, asked.columns)
    return Why(
        kind=question.kind,
        name=question.name,
        good=question.good or "",
        place=question.place or "",
        period=asked.question.period or "",
        amount=asked.amount,
        unit=asked.unit,
        shares=_shares(network, ended, asked.amount),
        worth=network.worth,
        prices=_prices(plan, network, asked),
    )


def _prices(plan: Plan, network: Network, asked: Asked) -> tuple[Price, ...]:
    """Prices of a good, where one balance was asked about."""
    question, index = asked.question, network.formulation.index
    if question.kind != "good" or question.period is None:
        return ()
    chosen = network.good == index.code_of_good[str(question.good)]
    chosen &= network.period == index.periods.index(question.period)
    if question.place is not None:
        chosen &= np.isin(network.place, (index.places.index(question.place), index.pool))
    nodes = np.flatnonzero(chosen)
    return prices_of(plan, network, int(nodes[0])) if len(nodes) == 1 else ()


def _shares(network: Network, ended: Ended, amount: float) -> pl.DataFrame:
    """All shares, those of one need of a group over all periods together, the largest first."""
    parts = [_needs(network, ended), *_column_ends(network, ended), *_node_ends(network, ended)]
    names = ["end", "tier", "place", "group", "good"]
    together = pl.concat(parts).group_by(names, maintain_order=True).agg(pl.col("share").sum())
    return (
        together.filter(pl.col("share") > _NOTHING)
        .with_columns(amount=pl.col("share") * amount)
        .sort(["share", *names], descending=[True] + [False] * len(names))
    )


def _needs(network: Network, ended: Ended) -> pl.DataFrame:
    """What counts to needs."""
    frame = network.formulation.program.rows["intake"].frame()
    return frame.select(
        pl.lit("need").alias("end"),
        pl.col("tier").cast(pl.Int64),
        "place",
        "group",
        "good",
        pl.Series("share", ended.needs),
    )


def _column_ends(network: Network, ended: Ended) -> list[pl.DataFrame]:
    """What ends in something done: lost, stored, under way, spent."""
    found = []
    renamed = {"to": "place", "activity": "good"}
    for family in network.formulation.program.columns.families:
        ends = ended.columns[family.positions]
        frame = None
        for k in np.flatnonzero(ends.sum(axis=0) > 0.0):
            if frame is None:
                frame = family.frame().rename(renamed, strict=False)
            found.append(_ending(frame, ENDS[k], ends[:, k]))
    return found


def _node_ends(network: Network, ended: Ended) -> list[pl.DataFrame]:
    """What is left over, and what goes round in a circle."""
    index = network.formulation.index
    places = pl.Series([*index.places, ""])
    frame = pl.DataFrame(
        {
            "good": pl.Series(index.goods, dtype=pl.String).gather(network.good),
            "place": places.gather(network.place),
        }
    )
    return [_ending(frame, "left_over", ended.left_over), _ending(frame, "circle", ended.circle)]


def _ending(frame: pl.DataFrame, end: str, shares: np.ndarray) -> pl.DataFrame:
    """Shares that end, as rows beside those of needs."""
    return frame.select(
        pl.lit(end).alias("end"),
        pl.lit(None, dtype=pl.Int64).alias("tier"),
        "place",
        pl.lit("").alias("group"),
        "good",
        pl.Series("share", shares),
    ).filter(pl.col("share") > 0.0)
