"""Equipment, recomputed from the tables: what stands, what is built and what is taken up (E2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from commonweal.plan.audit_done import Done
from commonweal.plan.audit_floors import Kept
from commonweal.plan.audit_given import Given, Row, Span, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["audit_equipment"]

_YEAR = 365.0

Pool = tuple[str, str]
"""An equipment and its place, blank for what all places share."""

Amounts = Mapping[tuple[Pool, int], float]
"""Amounts by pool and period."""


def audit_equipment(given: Given, done: Done, kept: Kept, ledger: Ledger) -> None:
    """Nothing used that doesn't stand, on any day; and what the plan says of equipment is what follows."""
    pools = _pools(given)
    built = _built(given, done, pools)
    stands = _stands(given, pools, built)
    runs = _runs(given, done, pools)
    used = {
        key: sum(daily * (span[1] - span[0]) for span, daily in found) / given.length(key[1])
        for key, found in runs.items()
    }
    for key, found in runs.items():
        where = (*key[0], given.periods[key[1]])
        most = max(sum(daily for span, daily in found if _on(span, day)) for (day, _), _ in found)
        ledger.at_most("equipment in use", where, most, stands.get(key, 0.0), scale=most)
    _audit_stated(given, done, {"stands": stands, "used": used, "built": built}, ledger)
    _audit_closing(given, pools, stands, kept, ledger)


def _pools(given: Given) -> dict[Pool, Row]:
    """The row of each equipment at each place."""
    return {
        (row["equipment"], place): row
        for row in given.tables["equipment"]
        for place in (given.places if row["place"] == "*" else [row["place"] or ""])
    }


def _built(given: Given, done: Done, pools: Mapping[Pool, Row]) -> dict[tuple[Pool, int], float]:
    """What is built, in the period in which it is ready."""
    by_activity: dict[str, list[Pool]] = defaultdict(list)
    for pool, row in pools.items():
        by_activity[row["built_by"]].append(pool)
    built: dict[tuple[Pool, int], float] = defaultdict(float)
    for match in done.activities:
        for pool in by_activity[match.row["activity"]]:
            if pool[1] not in ("", match.row["place"]):
                continue
            row = pools[pool]
            amount = number(row["per_level"], 1.0) * match.row["level"]
            for t, share in given.shares(match.span, number(row["delay"])):
                built[pool, t] += amount * share
    return dict(built)


def _stands(given: Given, pools: Mapping[Pool, Row], built: Amounts) -> dict[tuple[Pool, int], float]:
    """What stands, from what stood before, less wear and losses, and what was built."""
    stands: dict[tuple[Pool, int], float] = {}
    for pool, row in pools.items():
        now = number(row["opening"])
        for t in range(len(given.periods)):
            now *= (1.0 - number(row["wear_per_year"])) ** (given.length(t) / _YEAR)
            for share in _lost(given, pool, t):
                now *= 1.0 - share
            now += built.get((pool, t), 0.0)
            stands[pool, t] = now
    return stands


def _lost(given: Given, pool: Pool, t: int) -> list[float]:
    """Shares lost on days of a period."""
    name, place = pool
    start = given.economy.settings.calendar.start
    return [
        row["share"]
        for row in given.tables["equipment_losses"]
        if row["equipment"] == name
        and ((row["place"] or "") == place or (row["place"] == "*" and place))
        and given.edges[t] <= (row["on"] - start).days < given.edges[t + 1]
    ]


def _runs(
    given: Given, done: Done, pools: Mapping[Pool, Row]
) -> dict[tuple[Pool, int], list[tuple[Span, float]]]:
    """What is taken up a day, and on which days, activity by activity."""
    uses: dict[str, list[Row]] = defaultdict(list)
    for row in given.tables["equipment_use"]:
        uses[row["activity"]].append(row)
    runs: dict[tuple[Pool, int], list[tuple[Span, float]]] = defaultdict(list)
    for match in done.activities:
        first, last = match.span
        for row in uses[match.row["activity"]]:
            shared = (row["equipment"], "")
            pool = shared if shared in pools else (row["equipment"], match.row["place"])
            runs[pool, match.t].append((match.span, row["amount"] * match.row["level"] / (last - first)))
    return dict(runs)


def _on(span: Span, day: float) -> bool:
    """Whether a day lies in a span."""
    return span[0] <= day < span[1]


def _audit_stated(given: Given, done: Done, found: Mapping[str, Amounts], ledger: Ledger) -> None:
    """Whether the plan's table says what follows from the rest of it."""
    stated = {((row["equipment"], row["place"]), row["t"]): row for row in done.equipment}
    for word, amounts in found.items():
        scale = max(amounts.values(), default=0.0)
        keys = dict.fromkeys([*amounts, *(key for key, row in stated.items() if row[word])])
        for pool, t in keys:
            said = stated[pool, t][word] if (pool, t) in stated else 0.0
            where = (*pool, given.periods[t])
            ledger.equal(f"{word} of equipment", where, amounts.get((pool, t), 0.0), said, scale=scale)


def _audit_closing(
    given: Given, pools: Mapping[Pool, Row], stands: Amounts, kept: Kept, ledger: Ledger
) -> None:
    """Whether as much stands at the end as the plan says it keeps of what is wanted."""
    last = len(given.periods) - 1
    for pool, row in pools.items():
        closing = number(row["closing"])
        if closing > 0.0:
            floor = closing * kept.share("equipment", *pool, given.periods[last], closing)
            ledger.at_least("closing equipment", pool, stands[pool, last], floor, scale=closing)
