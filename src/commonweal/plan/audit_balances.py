"""Material balances, recomputed from the tables (E1)."""

from __future__ import annotations

from collections import defaultdict

from commonweal.plan.audit_done import Done, Match
from commonweal.plan.audit_given import Given, Row, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["Balances", "audit_balances", "balances_of", "under_way"]

Node = tuple[str, str, int]


class Balances:
    """What comes in less what goes out, by good, place (blank: a pool) and period."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self.net: dict[Node, float] = defaultdict(float)
        self.largest: dict[Node, float] = defaultdict(float)
        self.largest_of_good: dict[str, float] = defaultdict(float)

    def add(self, good: str, place: str | None, t: int, amount: float) -> None:
        """Enter what comes in (or goes out, if negative)."""
        node = (*self._given.node(good, place), t)
        self.net[node] += amount
        self.largest[node] = max(self.largest[node], abs(amount))
        self.largest_of_good[good] = max(self.largest_of_good[good], abs(amount))


def balances_of(given: Given, done: Done) -> Balances:
    """Every balance of a plan, leftovers not yet taken away."""
    balances = Balances(given)
    _enter_activities(given, done.activities, balances)
    _enter_flows(given, done.flows, balances)
    for match in done.supplies:
        _enter_supply(given, match, balances)
    for row in done.deliveries:
        balances.add(row["good"], row["place"], row["t"], -row["delivered"])
    _enter_stocks(given, done.stocks, balances)
    for row in done.leftovers:
        cost = _cost_of_disposal(given.goods[row["good"]])
        if row["kind"] == "disposed" and cost:
            balances.add(given.currency, row["place"], row["t"], -cost * row["amount"])
    return balances


def _enter_activities(given: Given, activities: list[Match], balances: Balances) -> None:
    """What activities use and make, where and when."""
    goods: dict[str, list[Row]] = defaultdict(list)
    for term in given.tables["activity_goods"]:
        goods[term["activity"]].append(term)
    for match in activities:
        for term in goods[match.row["activity"]]:
            amount = term["amount"] * match.row["level"]
            for t, share in given.shares(match.span, number(term["delay"])):
                balances.add(term["good"], term["at"] or match.row["place"], t, amount * share)


def _enter_flows(given: Given, flows: list[Match], balances: Balances) -> None:
    """What leaves, what arrives, and what carrying it uses up."""
    used: dict[str | None, list[Row]] = defaultdict(list)
    for term in given.tables["route_goods"]:
        used[term["route"]].append(term)
    for match in flows:
        row = match.row
        balances.add(row["good"], row["from_place"], match.t, -row["sent"])
        arriving = row["sent"] * (1.0 - number(match.of["loss"]))
        for t, share in given.shares(match.span, number(match.of["delay"])):
            balances.add(row["good"], row["to_place"], t, arriving * share)
        tonnes = row["sent"] * number(given.goods[row["good"]]["mass"]) / 1000.0
        for term in used[row["route"]] + used[None]:
            balances.add(term["good"], row["from_place"], match.t, -term["amount"] * tonnes)


def _enter_supply(given: Given, match: Match, balances: Balances) -> None:
    """What is supplied, and what is paid for it, a lead time earlier."""
    row, of = match.row, match.of
    balances.add(row["good"], row["place"], match.t, row["supplied"])
    if not of["price"]:
        return
    for t, share in given.shares(match.span, -number(of["lead_time"])):
        paid = of["price"] * row["supplied"] * share
        balances.add(of["paid_in"] or given.currency, row["place"], t, -paid)


def _enter_stocks(given: Given, stocks: list[Row], balances: Balances) -> None:
    """What is put into store, and what is left of it a period later."""
    for (good, place), store in given.stores.items():
        if store.opening:
            balances.add(good, place, 0, store.opening * given.carried_over(good, place, 0))
    for row in stocks:
        good, t = row["good"], row["t"]
        balances.add(good, row["place"], t, -row["stock"])
        if t + 1 < len(given.periods):
            left = given.carried_over(good, row["place"], t + 1)
            balances.add(good, row["place"], t + 1, row["stock"] * left)


def audit_balances(
    given: Given, done: Done, balances: Balances, needed: dict[str, float], ledger: Ledger
) -> None:
    """Whether every balance is even, or has over what may be left over.

    Parameters
    ----------
    needed
        How much of each good people need, roughly; see ``audit_scale``.
    """
    over: dict[Node, float] = defaultdict(float)
    for row in done.leftovers:
        over[*given.node(row["good"], row["place"]), row["t"]] += row["amount"]
    for node in balances.net | over:
        good, place, t = node
        left = balances.net.get(node, 0.0) - over.get(node, 0.0)
        free = given.goods[good]["disposal"] in (None, "", "free")
        ledger.check(
            "material balance",
            (good, place, given.periods[t]),
            -left if free else abs(left),
            max(balances.largest.get(node, 0.0), over.get(node, 0.0)),
            scale=balances.largest_of_good.get(good, 0.0),
            need=needed.get(good, 0.0),
        )


def _cost_of_disposal(good: Row) -> float:
    """What throwing away one unit costs."""
    return 0.0 if good["disposal"] in (None, "", "free", "no") else float(good["disposal"])


def under_way(given: Given, flows: list[Match]) -> dict[tuple[str, str], float]:
    """What is under way to each store at the end and will arrive."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for match in flows:
        arrived = sum(share for _, share in given.shares(match.span, number(match.of["delay"])))
        coming = match.row["sent"] * (1.0 - number(match.of["loss"])) * max(1.0 - arrived, 0.0)
        if coming > 0.0:
            found[given.node(match.row["good"], match.row["to_place"])] += coming
    return found
