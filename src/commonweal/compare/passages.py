"""Where a good comes from, which way it goes, and what becomes of it: a plan's account of one good."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from commonweal.compare.pairing import NOISE
from commonweal.errors import ModelError
from commonweal.plan.audit_balances import balances_of
from commonweal.plan.audit_done import Done, Match, read_plan
from commonweal.plan.audit_given import Given, Span, number
from commonweal.plan.audit_ledger import Ledger
from commonweal.plan.plan import Plan

__all__ = ["ENDS", "SOURCES", "Passage", "changed_most", "passages"]

SOURCES = ("stock", "supply", "made", "arriving")
"""Where a good comes from: what is in store at the start, supplies, activities that make it; and for one
period alone, what set out before it."""
ENDS = ("eaten", "used", "carrying", "paid", "kept", "under way", "lost", "over")
"""What becomes of a good: handed to a group, used by an activity, by carrying or as payment, in store
at the end, under way at the end, lost in store or on the road, left over."""

_NOTHING = 1e-9  # share of all there is below which an amount is rounding


@dataclass(frozen=True)
class Passage:
    """An amount of a good on one leg of its way.

    Attributes
    ----------
    start_kind, start
        ``place`` and its name, or one of `SOURCES` and the supply or activity.
    end_kind, end
        ``place`` and its name, or one of `ENDS` and the group or activity.
    amount
        In the unit of the good. Between places it is what arrives within the plan.
    routes
        The routes between two places; empty elsewhere.
    """

    start_kind: str
    start: str
    end_kind: str
    end: str
    amount: float
    routes: tuple[str, ...] = ()


Leg = tuple[str, str, str, str]


class _Account:
    """Legs of one good and what they amount to, in all periods or in one of them."""

    def __init__(self, given: Given, good: str, period: int | None) -> None:
        self.given, self.good = given, good
        n_periods = len(given.periods)
        self.periods = range(n_periods) if period is None else range(period, period + 1)
        self.amounts: dict[Leg, float] = defaultdict(float)
        self.routes: dict[Leg, set[str]] = defaultdict(set)

    def place(self, name: str | None) -> str:
        """The place whose balance a good enters there: its own, or blank for a pool."""
        return self.given.node(self.good, name)[1]

    def within(self, span: Span, shift: float) -> float:
        """The share of what happens evenly through a span of days, shifted, that falls into the periods."""
        return sum(share for t, share in self.given.shares(span, shift) if t in self.periods)

    def comes(self, kind: str, name: str, place: str | None, amount: float) -> None:
        """Enter what comes in at a place."""
        self.amounts[kind, name, "place", self.place(place)] += amount

    def goes(self, place: str | None, kind: str, name: str, amount: float) -> None:
        """Enter what leaves a place for good."""
        self.amounts["place", self.place(place), kind, name] += amount


def passages(plan: Plan, good: str, period: int | None = None) -> tuple[Passage, ...]:
    """Every leg of the way of a good through a plan, recomputed from the tables.

    At every place, what comes in is what goes out.

    Parameters
    ----------
    period
        Only what comes and goes in the period of this number, from 0; None: in all of them together.

    Raises
    ------
    ModelError
        If there is no such good, or nothing of it comes or goes.
    """
    given = Given(plan.economy)
    if good not in given.goods:
        raise ModelError(f"There is no good '{good}' in the economy '{plan.economy.settings.name}'.")
    done = read_plan(given, plan.tables, Ledger())
    account = _Account(given, good, period)
    _enter_stocks(account, done)
    _enter_supplies(account, done)
    _enter_activities(account, done)
    _enter_flows(account, done)
    for row in done.deliveries:
        if row["good"] == good and row["t"] in account.periods:
            account.goes(row["place"], "eaten", row["group"], row["delivered"])
    _enter_disposal(account, done)
    _enter_rest(account, done)
    return _legs(account)


def changed_most(plans: tuple[Plan, ...]) -> str | None:
    """The good whose flows change most, in tonnes, from the first plan to any other.

    Where none changes, the good of which most is carried; None if nothing with mass is.
    """
    keys = ["route", "from_place", "to_place", "good"]
    sides = [plan["flows"].group_by(keys).agg(pl.col("tonnes").sum()) for plan in plans]
    moved: dict[str, float] = defaultdict(float)
    carried: dict[str, float] = defaultdict(float)
    for side in sides[1:]:
        both = sides[0].join(side, on=keys, how="full", coalesce=True).fill_null(0.0)
        for good, before, after in both.select("good", "tonnes", "tonnes_right").iter_rows():
            moved[good] += abs(after - before)
            carried[good] += before + after
    most = max(carried.values(), default=0.0)
    if most <= 0.0:
        return None
    ranks = moved if max(moved.values()) > NOISE * most else carried
    return min(ranks, key=lambda good: (-ranks[good], good))


def _enter_stocks(account: _Account, done: Done) -> None:
    """What is in store before the first day and after the last."""
    first, last = account.periods[0], account.periods[-1]
    for (good, place), store in account.given.stores.items():
        if good == account.good and store.opening and first == 0:
            account.comes("stock", "", place, store.opening)
    for row in done.stocks:
        if row["good"] == account.good and row["t"] == first - 1:
            account.comes("stock", "", row["place"], row["stock"])
        if row["good"] == account.good and row["t"] == last:
            account.goes(row["place"], "kept", "", row["stock"])


def _enter_supplies(account: _Account, done: Done) -> None:
    """What is supplied, and what is paid in this good for other supplies."""
    given = account.given
    for match in done.supplies:
        row, of = match.row, match.of
        if row["good"] == account.good and row["t"] in account.periods:
            account.comes("supply", row["supply"], row["place"], row["supplied"])
        if of["price"] and (of["paid_in"] or given.currency) == account.good:
            paid = account.within(match.span, -number(of["lead_time"]))
            account.goes(row["place"], "paid", row["supply"], of["price"] * row["supplied"] * paid)


def _enter_activities(account: _Account, done: Done) -> None:
    """What activities make and use within the plan."""
    terms = defaultdict(list)
    for term in account.given.tables["activity_goods"]:
        if term["good"] == account.good:
            terms[term["activity"]].append(term)
    for match in done.activities:
        name = match.row["activity"]
        for term in terms[name]:
            within = account.within(match.span, number(term["delay"]))
            amount = term["amount"] * match.row["level"] * within
            place = term["at"] or match.row["place"]
            if amount > 0.0:
                account.comes("made", name, place, amount)
            else:
                account.goes(place, "used", name, -amount)


def _enter_flows(account: _Account, done: Done) -> None:
    """What is carried, what of it is lost or still under way, and what carrying uses."""
    given = account.given
    for match in done.flows:
        if match.row["good"] == account.good:
            _enter_flow(account, match)
        if match.t not in account.periods:
            continue
        tonnes = match.row["sent"] * number(given.goods[match.row["good"]]["mass"]) / 1000.0
        for term in given.tables["route_goods"]:
            if term["good"] == account.good and term["route"] in {None, match.row["route"]}:
                account.goes(match.row["from_place"], "carrying", "", term["amount"] * tonnes)


def _enter_flow(account: _Account, match: Match) -> None:
    """One flow of the good: it arrives, is lost, or is under way at the end; or it set out before."""
    row, of = match.row, match.of
    start, end = account.place(row["from_place"]), account.place(row["to_place"])
    coming = row["sent"] * (1.0 - number(of["loss"]))
    within = account.within(match.span, number(of["delay"]))
    if match.t not in account.periods:
        if within > 0.0:
            account.comes("arriving", "", end, coming * within)
        return
    leg = ("place", start, "place", end)
    account.amounts[leg] += coming * within
    account.routes[leg].add(row["route"])
    account.goes(start, "lost", "", row["sent"] - coming)
    account.goes(start, "under way", "", coming * max(1.0 - within, 0.0))


def _enter_disposal(account: _Account, done: Done) -> None:
    """What throwing other goods away costs, where this good is what it is paid in."""
    given = account.given
    if account.good != given.currency:
        return
    for row in done.leftovers:
        cost = given.goods[row["good"]]["disposal"]
        if row["t"] in account.periods and row["kind"] == "disposed" and cost not in {None, "", "free", "no"}:
            account.goes(row["place"], "paid", row["good"], float(cost) * row["amount"])


def _enter_rest(account: _Account, done: Done) -> None:
    """What is left over of each balance, and what was lost in store: all that is not accounted for."""
    over: dict[str, float] = defaultdict(float)
    for (good, place, t), amount in balances_of(account.given, done).net.items():
        if good == account.good and t in account.periods:
            over[place] += amount
    rest: dict[str, float] = defaultdict(float)
    for (start_kind, start, end_kind, end), amount in account.amounts.items():
        if end_kind == "place":
            rest[end] += amount
        if start_kind == "place":
            rest[start] -= amount
    for place, unaccounted in rest.items():
        account.goes(place, "over", "", over[place])
        account.goes(place, "lost", "", unaccounted - over[place])


def _legs(account: _Account) -> tuple[Passage, ...]:
    """The legs that amount to something, in a fixed order."""
    coming = sum(amount for leg, amount in account.amounts.items() if leg[0] != "place")
    legs = tuple(
        Passage(*leg, amount, tuple(sorted(account.routes[leg])))
        for leg, amount in sorted(account.amounts.items())
        if amount > _NOTHING * coming and not (leg[0] == leg[2] and leg[1] == leg[3])
    )
    if not legs:
        raise ModelError(
            f"Nothing of '{account.good}' comes or goes in the plan of "
            f"'{account.given.economy.settings.name}'; name a good that is carried, made or handed out."
        )
    return legs
