"""Capacities, routes, supplies and stores, recomputed from the tables (E2–E5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from commonweal.plan.audit_balances import under_way
from commonweal.plan.audit_done import Done
from commonweal.plan.audit_floors import Kept
from commonweal.plan.audit_given import Given, Row, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["audit_activities", "audit_routes", "audit_stores", "audit_supplies"]

_INFINITY = float("inf")

Pot = tuple[Any, ...]


def _largest(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The largest amount of each name."""
    found: dict[str, float] = defaultdict(float)
    for name, amount in pairs:
        found[name] = max(found[name], amount)
    return found


def audit_activities(given: Given, done: Done, kept: Kept, ledger: Ledger) -> None:
    """Levels within capacities, and not below minimums."""
    scale = _largest((match.row["activity"], match.row["level"]) for match in done.activities)
    levels: dict[tuple[int, str, int], float] = defaultdict(float)
    for match in done.activities:
        levels[id(match.of), match.row["place"], match.t] += match.row["level"]
    for row in given.tables["activities"]:
        if row["capacity"] is None and not row["minimum"] and not row["closed"]:
            continue
        name, cap = row["activity"], 0.0 if row["closed"] else number(row["capacity"], _INFINITY)
        for place in given.places if row["place"] in (None, "*") else [row["place"]]:
            for t, period in enumerate(given.periods):
                first, last = given.held(row, t)
                if first == last:
                    continue
                days, level, where = last - first, levels[id(row), place, t], (name, place, period)
                ledger.at_most("capacity", where, level, cap * days, scale=scale[name])
                floor = number(row["minimum"]) * days
                if floor > 0.0:
                    floor *= kept.share("minimum", name, place, period, floor)
                    ledger.at_least("minimum", where, level, floor, scale=scale[name])


def audit_routes(given: Given, done: Done, ledger: Ledger) -> None:
    """Tonnes within capacities, only goods that the route carries, and what the plan says arrives."""
    scale = _largest((match.row["good"], match.row["sent"]) for match in done.flows)
    loads: dict[tuple[str, ...], float] = defaultdict(float)
    capacities: dict[tuple[str, ...], float] = {}
    for match in done.flows:
        row, of = match.row, match.of
        good = given.goods[row["good"]]
        tonnes = row["sent"] * number(good["mass"]) / 1000.0
        where = (row["route"], row["from_place"], row["to_place"], row["good"], row["period"])
        if not _carries(of, good):
            ledger.check("route carries the good", where, row["sent"], row["sent"], scale=scale[row["good"]])
        ledger.equal("tonnes", where, tonnes, row["tonnes"])
        ledger.equal("what arrives", where, row["sent"] * (1.0 - number(of["loss"])), row["arrived"])
        way = (row["route"], row["from_place"], row["to_place"], row["period"], row["part"])
        loads[way] += tonnes
        capacities[way] = number(of["capacity"], _INFINITY) * (match.span[1] - match.span[0])
    most = max(loads.values(), default=0.0)
    for names, load in loads.items():
        ledger.at_most("route capacity", names, load, capacities[names], scale=most)


def _carries(route: Row, good: Row) -> bool:
    """Whether a route carries a good: by its name or family, or anything with mass."""
    if not (route["carries"] or "").strip():
        return good["mass"] is not None
    return not {good["good"], good["family"]}.isdisjoint(word.strip() for word in route["carries"].split(";"))


def audit_supplies(given: Given, done: Done, kept: Kept, ledger: Ledger) -> None:
    """Supplies within what there is, not below what must be taken, and at their price."""
    pots = _pots(given)
    supplied: dict[Pot, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for match in done.supplies:
        row, of = match.row, match.of
        where = (row["supply"], row["good"], row["place"], row["period"])
        price = number(of["price"])
        ledger.equal("cost", where, price * row["supplied"], row["cost"])
        if price and (of["paid_in"] or given.currency) != row["paid_in"]:
            ledger.check("paid in the right currency", where, row["cost"], row["cost"])
        supplied[_pot(given, of, row["place"])][match.t] += row["supplied"]
    scale = _largest((match.row["good"], match.row["supplied"]) for match in done.supplies)
    for pot, rows in pots.items():
        if any(row["at_most"] is not None or row["at_least"] or row["closed"] for row in rows):
            _audit_pot(
                given,
                rows,
                supplied[pot],
                place=pot[-1],
                kept=kept,
                ledger=ledger,
                scale=scale[rows[0]["good"]],
            )


def _pots(given: Given) -> dict[Pot, list[Row]]:
    """Rows of supplies by what their limits count together."""
    pots: dict[Pot, list[Row]] = defaultdict(list)
    for of in given.tables["supplies"]:
        pooled = given.goods[of["good"]]["pooled"]
        for place in given.places if of["place"] == "*" and not pooled else [of["place"] or ""]:
            pots[_pot(given, of, place)].append(of)
    return pots


def _pot(given: Given, of: Row, place: str) -> Pot:
    """What a limit counts together: a row, at each place it names or over all.

    Rows of a pooled good that differ only in their place can't be told apart in a plan; they count
    together.
    """
    if given.goods[of["good"]]["pooled"]:
        return of["supply"], of["good"], of["from"], ""
    return id(of), "" if of["place"] is None else place


def _audit_pot(
    given: Given,
    rows: list[Row],
    supplied: dict[int, float],
    *,
    place: str,
    kept: Kept,
    ledger: Ledger,
    scale: float,
) -> None:
    """What comes from the rows of one pot, in each period and in all of them."""
    names = (rows[0]["supply"], rows[0]["good"], place)
    most: dict[str, float] = defaultdict(float)
    least: dict[str, float] = defaultdict(float)
    for row in rows:
        ranges = [_range(given, row, t) for t in range(len(given.periods))]
        horizon = row["per"] == "horizon"
        highs = [high for high, _ in ranges]
        most[""] += max(highs) if horizon else sum(highs)
        lows = {"": max(low for _, low in ranges)} if horizon else {}
        for period, (high, low) in zip(given.periods, ranges, strict=True):
            most[period] += high
            lows |= {} if horizon else {period: low}
        for period, low in lows.items():
            if low > 0.0:
                least[period] += low * kept.share("supply", row["supply"], place, period, low)
    amounts = {period: supplied[t] for t, period in enumerate(given.periods)}
    for period, amount in (amounts | {"": sum(amounts.values())}).items():
        ledger.at_most("supply", (*names, period), amount, most[period], scale=scale)
        ledger.at_least("supply at least", (*names, period), amount, least[period], scale=scale)


def _range(given: Given, row: Row, t: int) -> tuple[float, float]:
    """The most and the least of a supply in a period; nothing where it can't be had."""
    lead = number(row["lead_time"]) if row["price"] else 0.0
    first, last = given.held(row, t, not_before=lead)
    if first == last:
        return 0.0, 0.0
    factor = last - first if row["per"] == "day" else 1.0
    most = 0.0 if row["closed"] else number(row["at_most"], _INFINITY)
    return most * factor, number(row["at_least"]) * factor


def audit_stores(given: Given, done: Done, kept: Kept, ledger: Ledger) -> None:
    """Stocks only where there is a store, within its capacity, and enough of them at the end."""
    scale = _largest((row["good"], row["stock"]) for row in done.stocks)
    last = len(given.periods) - 1
    at_end: dict[tuple[str, str], float] = under_way(given, done.flows)
    for row in done.stocks:
        node = given.node(row["good"], row["place"])
        where = (*node, row["period"])
        if node in given.stores:
            most = given.stores[node].capacity
            ledger.at_most("store capacity", where, row["stock"], most, scale=scale[row["good"]])
        elif given.goods[row["good"]]["kind"] != "currency":
            ledger.check("a store to keep it in", where, row["stock"], row["stock"], scale=scale[row["good"]])
        if row["t"] == last:
            at_end[node] = at_end.get(node, 0.0) + row["stock"]
    for node, store in given.stores.items():
        if store.closing > 0.0:
            good, place = node
            floor = store.closing * kept.share("closing", good, place, given.periods[last], store.closing)
            ledger.at_least("closing stock", node, at_end.get(node, 0.0), floor, scale=scale[good])
