"""What is asked about: an activity, a supply, a route or a good, as shares of a network to follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.errors import ModelError
from commonweal.explain.tracing_network import Network
from commonweal.formulate.program import Floats
from commonweal.model import Calendar
from commonweal.validate.report import near

__all__ = ["Asked", "Question", "asked_of"]

_FAMILIES = {"activity": "level", "supply": "supplied", "route": "sent"}


@dataclass(frozen=True)
class Question:
    """What is asked about, in names; None where it does not matter.

    Attributes
    ----------
    activity, supply, route
        At most one of them.
    good
        Only this good; by itself, all that comes in of it.
    place
        Only there: where an activity is, where a supply comes, where a route ends.
    period
        Only in the period of this day.
    """

    activity: str | None = None
    supply: str | None = None
    route: str | None = None
    good: str | None = None
    place: str | None = None
    period: str | None = None

    @property
    def kind(self) -> str:
        """``activity``, ``supply``, ``route`` or ``good``.

        Raises
        ------
        ModelError
            If nothing is asked about, or two things at once.
        """
        named = [kind for kind in _FAMILIES if getattr(self, kind) is not None]
        if len(named) > 1 or not (named or self.good is not None):
            raise ModelError("Ask about one thing: an activity, a supply, a route or a good.")
        return named[0] if named else "good"

    @property
    def name(self) -> str:
        """The name of what is asked about."""
        return str(getattr(self, self.kind))


@dataclass(frozen=True)
class Asked:
    """What is asked about, found in a plan.

    Attributes
    ----------
    question
        In names; ``period`` is the name of a period.
    amount, unit
        How much of it there is in the plan.
    nodes : shape (n_nodes,)
    columns : shape (n_columns,)
        Shares of it, by where they start; all 0 where there is nothing of it.
    """

    question: Question
    amount: float
    unit: str
    nodes: Floats
    columns: Floats


def asked_of(network: Network, question: Question) -> Asked:
    """Find what is asked about in a plan.

    Raises
    ------
    ModelError
        If the economy has no such thing, or amounts of several goods can't be added up.
    """
    index = network.formulation.index
    if question.period is not None:
        period = _period_of(index.calendar, question.period)
        question = Question(**(vars(question) | {"period": period}))
    _known(question.good, index.goods, "good")
    _known(question.place, index.places, "place")
    return _of_good(network, question) if question.kind == "good" else _of_columns(network, question)


def _period_of(calendar: Calendar, day: str) -> str:
    """The name of the period of a day."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError as error:
        raise ModelError(f"'{day}' is not a day; write it as {calendar.start}.") from error
    if not calendar.start <= date < calendar.end:
        raise ModelError(f"{day} is outside the plan, from {calendar.start} to before {calendar.end}.")
    at = int(np.searchsorted(calendar.edges, (date - calendar.start).days, side="right")) - 1
    return calendar.names[at]


def _known(name: str | None, known: Sequence[str] | Collection[str], what: str) -> None:
    """Refuse a name that is not known, with the nearest one that is."""
    if name is None or name in known:
        return
    nearest = near(name, known)
    hint = f" Did you mean '{nearest}'?" if nearest is not None else ""
    raise ModelError(f"There is no {what} '{name}' in this economy.{hint}")


def _of_columns(network: Network, question: Question) -> Asked:
    """An activity, a supply or a route."""
    kind, program = question.kind, network.formulation.program
    tables = {"activity": "activities", "supply": "supplies", "route": "routes"}
    names = network.formulation.index.economy[tables[kind]][kind].to_list()
    _known(question.name, list(dict.fromkeys(names)), kind)
    frame = program.columns[_FAMILIES[kind]].frame().filter(pl.col(kind) == question.name)
    if kind == "route":
        frame = frame.rename({"to": "place"})
    for column in ("good", "place", "period"):
        wanted = getattr(question, column)
        if wanted is not None and column in frame.columns:
            frame = frame.filter(pl.col(column) == wanted)
    position = frame["position"].to_numpy()
    weight, unit = _sizes(network, question, frame, network.levels[position])
    columns = np.zeros(program.n_columns)
    total = float(weight.sum())
    columns[position] = weight / total if total > 0.0 else 0.0
    return Asked(question, total, unit, np.zeros(network.n_nodes), columns)


def _sizes(network: Network, question: Question, frame: pl.DataFrame, level: Floats) -> tuple[Floats, str]:
    """How much each row of a frame counts, and in what: levels, the unit of one good, or tonnes."""
    if question.kind == "activity":
        return level, ""
    index = network.formulation.index
    goods = frame.filter(pl.Series(level > 0.0))["good"].unique().to_list()
    codes = index.good_codes(frame["good"])
    if len(goods) <= 1:
        table = index.economy["goods"]
        units = dict(zip(table["good"].to_list(), table["unit"].to_list(), strict=True))
        return level, units[goods[0]] if goods else ""
    if np.all(index.mass[codes[level > 0.0]] > 0.0):
        return level * index.mass[codes], "t"
    raise ModelError(
        f"The {question.kind} '{question.name}' brings several goods ({', '.join(sorted(goods))}) that "
        "can't be added up, as some have no mass. Name one of them."
    )


def _of_good(network: Network, question: Question) -> Asked:
    """All of a good that comes in somewhere: made, supplied, opened with, or brought from elsewhere."""
    index = network.formulation.index
    chosen = network.good == index.code_of_good[str(question.good)]
    if question.place is not None:
        place = np.isin(network.place, (index.places.index(question.place), index.pool))
        chosen &= place
    if question.period is not None:
        chosen &= network.period == index.periods.index(question.period)
    nodes = np.flatnonzero(chosen)
    coefficients = network.coefficients.tocsr()[nodes]
    inside = _moved_inside(network, coefficients)
    coming = coefficients.maximum(0.0) @ np.where(inside, 0.0, network.levels) + network.opening[nodes]
    total = float(coming.sum())
    shares = np.zeros(network.n_nodes)
    shares[nodes] = coming / total if total > 0.0 else 0.0
    table = index.economy["goods"].filter(pl.col("good") == question.good)
    return Asked(question, total, table["unit"][0], shares, np.zeros(len(network.levels)))


def _moved_inside(network: Network, coefficients: object) -> np.ndarray:
    """Stocks and flows that only move what some nodes have among them, shape (n_columns,)."""
    columns = network.formulation.program.columns
    moving = np.zeros(len(network.levels), dtype=bool)
    for family in ("stock", "sent"):
        moving[columns[family].positions] = True
    drawing = np.asarray(coefficients.minimum(0.0).sum(axis=0)).ravel() < 0.0  # type: ignore[attr-defined]
    return moving & drawing
