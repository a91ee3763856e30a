"""Deliveries, coverage, caps and rations, recomputed from the tables (E6, E7)."""

from __future__ import annotations

from collections import defaultdict

from commonweal.plan.audit_done import Done
from commonweal.plan.audit_given import Given, Row, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["audit_caps", "audit_coverage", "audit_deliveries", "audit_rations", "intakes"]

Cell = tuple[str, str, str, int]


def intakes(given: Given, done: Done) -> dict[Cell, float]:
    """What each group takes in, by place, group, good (or nutrient) and period."""
    found: dict[Cell, float] = defaultdict(float)
    for row in done.deliveries:
        place, group, t = row["place"], row["group"], row["t"]
        found[place, group, row["good"], t] += row["delivered"]
        for nutrient, amount in given.contents.get(row["good"], ()):
            found[place, group, nutrient, t] += amount * row["delivered"]
    return found


def _largest(taken: dict[Cell, float]) -> dict[str, float]:
    """The largest intake of each good."""
    found: dict[str, float] = defaultdict(float)
    for (_, _, good, _), amount in taken.items():
        found[good] = max(found[good], amount)
    return found


def audit_deliveries(given: Given, done: Done, ledger: Ledger) -> None:
    """Only people who are there get anything."""
    for row in done.deliveries:
        here = given.person_days(row["place"], row["group"], row["t"]) > 0.0
        where = (row["good"], row["place"], row["group"], row["period"])
        ledger.check("somebody to deliver to", where, 0.0 if here else row["delivered"], row["delivered"])


def _wanted(given: Given, need: Row, column: str) -> dict[Cell, float]:
    """What a need asks for (or allows), by place, group, good and period."""
    found = {}
    for place, group in given.people_at:
        if need["place"] not in (None, place) or need["group"] not in (None, group):
            continue
        for t in range(len(given.periods)):
            days = given.person_days(place, group, t, given.held(need, t))
            if days > 0.0:
                found[place, group, need["good"], t] = need[column] * days
    return found


def audit_coverage(given: Given, done: Done, taken: dict[Cell, float], ledger: Ledger) -> None:
    """Every cell once: what is wanted, what is taken in, and the share of it."""
    wanted: dict[tuple[int, Cell], float] = defaultdict(float)
    every: dict[tuple[int, Cell], float] = {}
    for need in given.tables["needs"]:
        tier = int(number(need["tier"], 1.0))
        for cell, amount in _wanted(given, need, "amount").items() if need["amount"] else ():
            wanted[tier, cell] += amount
            every[tier, cell] = number(need["every"])
    scale = _largest(taken)
    left = set(wanted)
    for row in done.coverage:
        cells = [
            (row["place"], row["group"], row["good"], t)
            for t in range(row["t"], min(row["t"] + row["n_periods"], len(given.periods)))
        ]
        keys = [(int(row["tier"]), cell) for cell in cells]
        where = (row["good"], row["place"], row["group"], row["period"], f"tier {row['tier']}")
        ledger.equal("wanted", where, sum(wanted.get(key, 0.0) for key in keys), row["wanted"])
        for key in keys:
            _audit_window(given, row, every.get(key), ledger)
            if key in wanted and key not in left:
                ledger.check("counted once", where, row["wanted"], row["wanted"])
        left.difference_update(keys)
        _audit_cell(row, where, sum(taken.get(cell, 0.0) for cell in cells), scale[row["good"]], ledger)
    for tier, (place, group, good, t) in left:
        where = (good, place, group, given.periods[t], f"tier {tier}")
        amount = wanted[tier, (place, group, good, t)]
        ledger.check("need without a cell", where, amount, amount)


def _audit_window(given: Given, row: Row, every: float | None, ledger: Ledger) -> None:
    """No window is longer than it takes for its days."""
    if every is None:
        return
    last = row["t"] + row["n_periods"] - 1
    days_before_last = given.edges[min(last, len(given.periods))] - given.edges[row["t"]]
    where = (row["good"], row["place"], row["group"], row["period"])
    too_long = last > row["t"] and days_before_last >= every
    ledger.check("window of a need", where, days_before_last if too_long else 0.0, given.edges[-1])


def _audit_cell(row: Row, where: tuple[str, ...], taken: float, scale: float, ledger: Ledger) -> None:
    """Intake and coverage of a cell."""
    ledger.equal("intake", where, taken, row["delivered"], scale=scale)
    covered, stated = min(taken, row["wanted"]), row["coverage"] * row["wanted"]
    ledger.equal("coverage", where, covered, stated, scale=scale)


def audit_caps(given: Given, taken: dict[Cell, float], ledger: Ledger) -> None:
    """Nobody takes in more than a need allows: in each period, or in each window of it."""
    scale = _largest(taken)
    allowed: dict[tuple[float, float, Cell], float] = defaultdict(float)
    for need in given.tables["needs"]:
        if need["at_most"] is not None:
            tier, every = number(need["tier"], 1.0), number(need["every"])
            for cell, amount in _wanted(given, need, "at_most").items():
                allowed[tier, every, cell] += amount
    caps: dict[tuple[object, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (tier, every, cell), amount in allowed.items():
        *names, t = cell
        cap = caps[tier, every, *names, _first_of_window(given, every, t)]
        cap[0] += taken.get(cell, 0.0)
        cap[1] += amount
    for (_, _, place, group, good, start), (amount, most) in caps.items():
        where = (good, place, group, start)
        ledger.at_most("cap of a need", where, amount, most, scale=scale[str(good)])


def _first_of_window(given: Given, every: float, t: int) -> str:
    """First day of the window of a period: periods are joined until they have enough days."""
    first = 0
    for following in range(1, t + 1):
        if given.edges[following] - given.edges[first] >= every:
            first = following
    return given.periods[first]


def audit_rations(given: Given, done: Done, ledger: Ledger) -> None:
    """Who shares a ration gets the same of each food per person and day."""
    everywhere = {row["ration"] for row in given.tables["rations"] if row["everywhere"]}
    got: dict[tuple[str, str, str, int], float] = defaultdict(float)
    scale: dict[str, float] = defaultdict(float)
    for row in done.deliveries:
        got[row["good"], row["place"], row["group"], row["t"]] += row["delivered"]
        scale[row["good"]] = max(scale[row["good"]], row["delivered"])
    for (ration, t), members in _members(given, everywhere).items():
        for food in given.contents:
            parts = [(days, got.get((food, place, group, t), 0.0)) for place, group, days in members]
            if ration[0] in everywhere:  # who can't be reached has left the tie
                parts = [part for part in parts if part[1] > 0.0]
            basket = sum(amount for _, amount in parts) / max(sum(days for days, _ in parts), 1e-300)
            for days, amount in parts:
                where = (*ration, food, given.periods[t])
                ledger.equal("ration", where, basket * days, amount, scale=scale[food])


def _members(
    given: Given, everywhere: set[str]
) -> dict[tuple[tuple[str, str], int], list[tuple[str, str, float]]]:
    """Who shares a ration at a place (blank: everywhere) in a period, with their person-days."""
    found: dict[tuple[tuple[str, str], int], list[tuple[str, str, float]]] = defaultdict(list)
    for (place, group), rows in given.people_at.items():
        for t in range(len(given.periods)):
            days = given.person_days(place, group, t)
            held = [row for row in rows if row["ration"] and given.held(row, t)[0] < given.held(row, t)[1]]
            for ration in {row["ration"] for row in held} if days > 0.0 else ():
                found[(ration, "" if ration in everywhere else place), t].append((place, group, days))
    return found
