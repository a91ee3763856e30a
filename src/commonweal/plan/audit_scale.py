"""Roughly how much of each good people's needs could call for: what rounding is measured by."""

from __future__ import annotations

from collections import defaultdict

from commonweal.plan.audit_done import Done
from commonweal.plan.audit_given import Given, Row, number

__all__ = ["needed_amounts"]


def needed_amounts(given: Given, done: Done) -> dict[str, float]:
    """The largest amount wanted of each good in a cell, and what it takes to make, carry and buy that.

    Goods that are needed by way of others (flour for bread, fuel for lorries) take their amount
    from the first way found. Only the order of size matters.
    """
    needed: dict[str, float] = {}
    for row in done.coverage:
        needed[row["good"]] = max(needed.get(row["good"], 0.0), row["wanted"])
    for food, contents in given.contents.items():
        enough = [needed[nutrient] / amount for nutrient, amount in contents if amount and nutrient in needed]
        if enough:
            needed.setdefault(food, min(enough))
    techniques: dict[str, list[Row]] = defaultdict(list)
    for term in given.tables["activity_goods"]:
        techniques[term["activity"]].append(term)
    while sum(_call_for_inputs(terms, needed) for terms in techniques.values()):
        pass  # until no technique has news
    _call_for_carrying(given, needed)
    _call_for_paying(given, needed)
    return needed


def _call_for_inputs(terms: list[Row], needed: dict[str, float]) -> bool:
    """Note what a technique uses for the goods it makes; whether that was news."""
    levels = [
        needed[term["good"]] / term["amount"]
        for term in terms
        if term["amount"] > 0.0 and term["good"] in needed
    ]
    missing = {term["good"]: abs(term["amount"]) for term in terms if term["good"] not in needed}
    if not levels or not missing:
        return False
    needed.update({good: amount * max(levels) for good, amount in missing.items()})
    return True


def _call_for_carrying(given: Given, needed: dict[str, float]) -> None:
    """Note what carrying the largest of these amounts uses up."""
    tonnes = [amount * number(given.goods[good]["mass"]) / 1000.0 for good, amount in needed.items()]
    for term in given.tables["route_goods"]:
        needed.setdefault(term["good"], term["amount"] * max(tonnes, default=0.0))


def _call_for_paying(given: Given, needed: dict[str, float]) -> None:
    """Note the most that buying such an amount costs, in each currency."""
    costs: dict[str, float] = defaultdict(float)
    for row in given.tables["supplies"]:
        currency = row["paid_in"] or given.currency
        costs[currency] = max(costs[currency], number(row["price"]) * needed.get(row["good"], 0.0))
    for currency, cost in costs.items():
        if cost > 0.0:
            needed.setdefault(currency, cost)
