"""Declared limits, recomputed from the tables (E8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.model.selectors import Selector, parse_selector
from commonweal.plan.audit_done import Done
from commonweal.plan.audit_floors import Kept
from commonweal.plan.audit_given import Given, Row, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["audit_limits"]

Sums = dict[tuple[str, int], float]
Thing = tuple[Row, str, int, float]


def audit_limits(given: Given, done: Done, kept: Kept, ledger: Ledger) -> None:
    """Every cap and floor of ``limits``, at each of its places."""
    terms: dict[str, list[tuple[float, Sums]]] = defaultdict(list)
    for term in given.tables["limit_terms"]:
        sums = _sums(given, done, parse_selector(term["selector"]))
        terms[term["limit"]].append((number(term["coefficient"], 1.0), sums))
    for row in given.tables["limits"]:
        for place in given.places if row["place"] == "*" else [row["place"] or ""]:
            _audit_limit(given, row, terms[row["limit"]], place=place, kept=kept, ledger=ledger)


def _sums(given: Given, done: Done, selector: Selector) -> Sums:
    """What a selector sums, by place and period; a blank place stands for all places together."""
    sums: Sums = defaultdict(float)
    for facts, place, t, amount in _things(given, done, selector.kind):
        if all(_fact(given, facts, column) == value for column, value in selector.conditions):
            sums["", t] += amount
            if place:
                sums[place, t] += amount
    return sums


def _things(given: Given, done: Done, kind: str) -> Iterator[Thing]:
    """Everything of a kind that a plan does: facts, place, period, amount."""
    if kind in {"activity", "supply", "route"}:
        yield from _matched(given, done, kind)
    elif kind == "stock":
        for row in done.stocks:
            yield row, row["place"], row["t"], row["stock"]
    else:
        for row in done.deliveries:
            yield row, row["place"], row["t"], row["delivered"]
            for nutrient, amount in given.contents.get(row["good"], ()) if kind == "intake" else ():
                yield row | {"good": nutrient}, row["place"], row["t"], amount * row["delivered"]


def _matched(given: Given, done: Done, kind: str) -> Iterator[Thing]:
    """Levels, supplies and flows; a flow is counted in tonnes, where it sets out."""
    matches, place, amount = {
        "activity": (done.activities, "place", "level"),
        "supply": (done.supplies, "place", "supplied"),
        "route": (done.flows, "from_place", "sent"),
    }[kind]
    for match in matches:
        weight = number(given.goods[match.row["good"]]["mass"]) / 1000.0 if kind == "route" else 1.0
        yield match.of | match.row, match.row[place], match.t, match.row[amount] * weight


def _fact(given: Given, facts: Row, column: str) -> str | None:
    """What a thing says in a column such as ``mode`` or ``good.family``."""
    name, _, further = column.partition(".")
    if not further:
        return facts.get(name)
    rows = given.goods if name == "good" else given.places
    fact: str | None = rows.get(facts[name], {}).get(further)
    return fact


@dataclass(frozen=True)
class _Counted:
    """A limit in one period (or the horizon): its sum, its largest term, and what it is counted per."""

    period: str
    total: float
    largest: float
    factor: float


def _audit_limit(
    given: Given, row: Row, terms: list[tuple[float, Sums]], *, place: str, kept: Kept, ledger: Ledger
) -> None:
    """One limit at one place."""
    counted = _counted(given, row, place, terms)
    scale = max((count.largest for count in counted), default=0.0)
    for count in counted:
        where = (row["limit"], place, count.period)
        for kind, bound in (("cap", row["at_most"]), ("limit", row["at_least"])):
            if bound is None:
                continue
            limit, check = bound * count.factor, ledger.at_most if kind == "cap" else ledger.at_least
            floor = limit < 0.0 if kind == "cap" else limit > 0.0
            if floor:  # what nothing may make impossible is kept in part
                limit *= kept.share(kind, *where, abs(limit))
            check(f"limit on {row['limit']}", where[1:], count.total, limit, size=count.largest, scale=scale)


def _counted(given: Given, row: Row, place: str, terms: list[tuple[float, Sums]]) -> list[_Counted]:
    """The sums of a limit in each period in which it holds, or over all of them."""
    found = []
    for t, period in enumerate(given.periods):
        first, last = given.held(row, t)
        if first == last:
            continue
        parts = [coefficient * sums.get((place, t), 0.0) for coefficient, sums in terms]
        factor = 1.0
        if row["per"] == "day":
            factor = last - first
        elif row["per"] == "person":
            people = [(p, group) for p, group in given.people_at if place in ("", p)]
            factor = sum(given.person_days(p, group, t, (first, last)) for p, group in people)
        largest = max((abs(part) for part in parts), default=0.0)
        found.append(_Counted(period, sum(parts), largest, factor))
    if row["per"] == "horizon" and found:
        largest = max(count.largest for count in found)
        return [_Counted("", sum(count.total for count in found), largest, 1.0)]
    return found
