"""The planning program a second time, straight from the equations, with dictionaries and loops.

Nothing here knows how commonweal builds its program. Every function takes rows of the tables and
adds columns, terms and rows to a ``Program``. Equation numbers (E1 …) are those of the model; section
signs are those of ``docs/conventions.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commonweal.model import Economy
from reference.tables_as_rows import INFINITY, Row, Tables, number

Key = tuple[Any, ...]
Terms = dict[Key, float]


def sums_by_key() -> dict[Any, Terms]:
    """Sums of terms, empty at first."""
    return defaultdict(lambda: defaultdict(float))


@dataclass
class Program:
    """Columns with bounds (lower 0), rows ``terms ≤ bound`` and ``terms = 0``, and what is measured.

    Attributes
    ----------
    upper
        Upper bound of each column.
    at_most, equal_zero
        Rows.
    balance
        For each (good, place, period): what comes in less what goes out. Place is None for pooled goods.
    opening
        What an opening stock adds to a balance row, as a number.
    under_way
        For each (good, place): what is under way to it at the end.
    draws
        For each good, what is used of it: effort.
    sums
        For selectors of limits: (kind, facts, period, place, column, how much of it counts).
    cells
        For each tier, the columns of coverage and what is wanted in the cell.
    floors
        Columns of relative shortfalls of floors before all tiers.
    """

    tables: Tables
    upper: dict[Key, float] = field(default_factory=dict)
    at_most: list[tuple[Terms, float]] = field(default_factory=list)
    equal_zero: list[Terms] = field(default_factory=list)
    balance: dict[Any, Terms] = field(default_factory=sums_by_key)
    opening: dict[Key, float] = field(default_factory=lambda: defaultdict(float))
    under_way: dict[Any, Terms] = field(default_factory=sums_by_key)
    draws: dict[Any, Terms] = field(default_factory=sums_by_key)
    sums: list[tuple[str, Row, int, str | None, Key, float]] = field(default_factory=list)
    cells: dict[int, dict[Key, float]] = field(default_factory=lambda: defaultdict(dict))
    floors: list[Key] = field(default_factory=list)

    def column(self, key: Key, upper: float = INFINITY) -> Key:
        """A new column from 0 to ``upper``."""
        if key in self.upper:
            message = f"column {key} twice"
            raise ValueError(message)
        self.upper[key] = upper
        return key

    def add(self, good: str, place: str | None, t: int, column: Key, amount: float) -> None:
        """What one unit of a column brings to a balance (or takes, if negative)."""
        self.balance[(*self.tables.node(good, place), t)][column] += amount

    def floor(self, name: Key, terms: Terms, wanted: float) -> None:
        """``terms + wanted · shortfall ≥ wanted``, the shortfall a share."""
        if wanted <= 0:
            return
        short = self.column(("short", *name), 1.0)
        self.floors.append(short)
        self.at_most.append(({key: -value for key, value in terms.items()} | {short: -wanted}, -wanted))


def formulate(economy: Economy) -> Program:
    """The whole program."""
    program = Program(Tables(economy))
    add_activities(program)
    add_routes(program)
    add_supplies(program)
    add_deliveries(program)
    add_rations(program)
    add_needs(program)
    add_stocks(program)
    add_equipment(program)
    for node, terms in program.balance.items():  # E1: what goes out ≤ what comes in
        program.at_most.append(({key: -value for key, value in terms.items()}, program.opening[node]))
    add_limits(program)
    return program


def add_activities(program: Program) -> None:
    """E2, and what activities put into E1."""
    tables = program.tables
    for number_of_row, row in enumerate(tables.rows["activities"]):
        for place in tables.at(row["place"]):
            for t in tables.periods:
                a, b = tables.window(row, t)
                if a == b:
                    continue
                name = (row["activity"], number_of_row, place, t)
                capacity = 0.0 if row["closed"] else number(row["capacity"], INFINITY)
                level = program.column(("level", *name), capacity * (b - a))
                program.sums.append(("activity", row, t, place, level, 1.0))
                if row["minimum"] is not None:
                    program.floor(("minimum", *name), {level: 1.0}, row["minimum"] * (b - a))
                for term in tables.rows["activity_goods"]:
                    if term["activity"] == row["activity"]:
                        add_coefficient(program, term, place, level, (a, b))


def add_equipment(program: Program) -> None:
    """E2, equipment: one pool, or one at each place; what stands is a sum, not a column."""
    tables = program.tables
    pools: dict[tuple[str, str | None], Row] = {}
    for row in tables.rows["equipment"]:
        for place in [None] if row["place"] is None else tables.at(row["place"]):
            pools[row["equipment"], place] = row
    standing = {pool: standing_in(program, pool, row) for pool, row in pools.items()}
    for (name, place), row in pools.items():
        terms, there = standing[name, place][-1]
        closing = number(row["closing"])
        if closing > 0:
            short = program.column(("short", "equipment", name, place), 1.0)
            program.floors.append(short)
            program.at_most.append(
                ({key: -value for key, value in terms.items()} | {short: -closing}, there - closing)
            )
    for name in {row["equipment"] for row in tables.rows["equipment_use"]}:
        for place in [None] if (name, None) in pools else tables.places:
            for t in tables.periods:
                limit_use(program, name, place, t, standing.get((name, place)))


def standing_in(program: Program, pool: tuple[str, str | None], row: Row) -> list[tuple[Terms, float]]:
    """What stands in each period: what was built until then by levels, and a number for what was there."""
    tables, (name, place) = program.tables, pool
    terms: Terms = defaultdict(float)
    there, found = number(row["opening"]), []
    for t in tables.periods:
        left = (1.0 - number(row["wear_per_year"])) ** (tables.length(t) / 365.0)
        for loss in tables.rows["equipment_losses"]:
            here = loss["place"] == place or (loss["place"] == "*" and place is not None)
            day = (loss["on"] - tables.start).days
            if loss["equipment"] == name and here and tables.edges[t] <= day < tables.edges[t + 1]:
                left *= 1.0 - loss["share"]
        there *= left
        terms = defaultdict(float, {key: value * left for key, value in terms.items()})
        for level, at, span in levels_of(program, row["built_by"]):
            for ready, share in tables.shares(span, number(row["delay"])):
                if ready == t and place in (None, at):
                    terms[level] += number(row["per_level"], 1.0) * share
        found.append((dict(terms), there))
    return found


def levels_of(program: Program, activity: str | None) -> Iterator[tuple[Key, str, tuple[float, float]]]:
    """The columns of an activity: column, place and days."""
    for number_of_row, row in enumerate(program.tables.rows["activities"]):
        for place in program.tables.at(row["place"]):
            for t in program.tables.periods:
                level = ("level", row["activity"], number_of_row, place, t)
                if row["activity"] == activity and level in program.upper:
                    yield level, place, program.tables.window(row, t)


def limit_use(
    program: Program, name: str, place: str | None, t: int, standing: list[tuple[Terms, float]] | None
) -> None:
    """On each day, no more is taken up than stands."""
    tables = program.tables
    terms, there = standing[t] if standing else ({}, 0.0)
    for day in range(int(tables.edges[t]), int(tables.edges[t + 1])):
        taken: Terms = defaultdict(float, {key: -value for key, value in terms.items()})
        for use in tables.rows["equipment_use"]:
            for level, at, (a, b) in levels_of(program, use["activity"]):
                if use["equipment"] == name and place in (None, at) and a <= day < b:
                    taken[level] += use["amount"] / (b - a)
        program.at_most.append((dict(taken), there))


def add_coefficient(program: Program, term: Row, place: str, level: Key, span: tuple[float, float]) -> None:
    """One good of an activity, where and when it goes in or comes out."""
    for t, share in program.tables.shares(span, number(term["delay"])):
        program.add(term["good"], term["at"] or place, t, level, term["amount"] * share)
    if term["amount"] < 0:
        program.draws[term["good"]][level] -= term["amount"]


def add_routes(program: Program) -> None:
    """E4: each direction of each route by itself."""
    for row in program.tables.rows["routes"]:
        if row["closed"]:
            continue
        ways = [(row["from_place"], row["to_place"])]
        if row["both_ways"]:
            ways.append((row["to_place"], row["from_place"]))
        for way in ways:
            for t in program.tables.periods:
                a, b = program.tables.window(row, t)
                if a < b:
                    add_journeys(program, row, way, t, (a, b))


def add_journeys(program: Program, row: Row, way: tuple[str, str], t: int, span: tuple[float, float]) -> None:
    """All goods sent along a route in one direction in one period: what they use up, what arrives."""
    tables, (start, end) = program.tables, way
    load: Terms = {}
    for good in carried(tables, row):
        tonnes = number(tables.goods[good]["mass"]) / 1000
        sent = program.column(("sent", row["route"], row["from"], start, end, good, t))
        load[sent] = tonnes
        facts = row | {"from_place": start, "to_place": end, "good": good}
        program.sums.append(("route", facts, t, start, sent, tonnes))
        program.add(good, start, t, sent, -1.0)
        arriving = 1.0 - number(row["loss"])
        program.under_way[tables.node(good, end)][sent] += arriving
        for later, share in tables.shares(span, number(row["delay"])):
            program.add(good, end, later, sent, arriving * share)
            program.under_way[tables.node(good, end)][sent] -= arriving * share
        for used in tables.rows["route_goods"]:
            if used["route"] in (None, row["route"]):
                program.add(used["good"], start, t, sent, -used["amount"] * tonnes)
                program.draws[used["good"]][sent] += used["amount"] * tonnes
    if row["capacity"] is not None:
        program.at_most.append((load, row["capacity"] * (span[1] - span[0])))


def carried(tables: Tables, route: Row) -> list[str]:
    """Goods a route carries: those it names, or all with mass; pooled goods need no road."""
    if route["carries"] is None:
        return [name for name, good in tables.goods.items() if good["mass"] and not good["pooled"]]
    words = [word.strip() for word in route["carries"].split(";")]
    return [name for name, good in tables.goods.items() if name in words or good["family"] in words]


def add_supplies(program: Program) -> None:
    """E5: each row once, shared by all places, or once at each place."""
    tables = program.tables
    for number_of_row, row in enumerate(tables.rows["supplies"]):
        if row["place"] == "*":
            for place in tables.places:
                add_supply(program, row, (row["supply"], number_of_row, place), [place])
        elif row["place"] is None:
            pooled = tables.goods[row["good"]]["pooled"]
            shared = [None] if pooled else tables.places
            add_supply(program, row, (row["supply"], number_of_row, None), shared)
        else:
            add_supply(program, row, (row["supply"], number_of_row, row["place"]), [row["place"]])


def add_supply(program: Program, row: Row, name: Key, places: list[Any]) -> None:
    """One supply with a limit of its own: what comes, what it costs, how much there can be."""
    tables, lead = program.tables, number(row["lead_time"])
    coming: dict[int, Terms] = {}
    days: dict[int, float] = {}
    for t in tables.periods:
        a, b = tables.window(row, t, not_before=lead)
        if a == b:
            continue
        days[t], coming[t] = b - a, {}
        for place in places:
            column = program.column(("supplied", *name, place, t))
            coming[t][column] = 1.0
            program.add(row["good"], place, t, column, 1.0)
            program.sums.append(("supply", row, t, place, column, 1.0))
            currency = row["paid_in"] or tables.currency
            for paid, share in tables.shares((a, b), -lead) if row["price"] else ():
                program.add(currency, place, paid, column, -row["price"] * share)
                program.draws[currency][column] += row["price"] * share
    if row["per"] == "horizon":
        days, coming = {0: 1.0}, {0: {key: 1.0 for terms in coming.values() for key in terms}}
    for t, terms in coming.items():
        factor = days[t] if row["per"] == "day" else 1.0
        if row["closed"]:
            program.at_most.append((terms, 0.0))
        elif row["at_most"] is not None:
            program.at_most.append((terms, row["at_most"] * factor))
        if row["at_least"] is not None:
            program.floor(("at_least", *name, t), terms, row["at_least"] * factor)


def add_stocks(program: Program) -> None:
    """E3: a store at each place of a row; currency carries over without one."""
    tables = program.tables
    kept: dict[tuple[str, str | None], Row] = {}
    for row in tables.rows["stocks"]:
        pooled = tables.goods[row["good"]]["pooled"]
        for place in [None] if pooled else tables.at(row["place"]):
            kept[row["good"], place] = row
    for name, good in tables.goods.items():
        if good["kind"] == "currency":
            for place in [None] if good["pooled"] else tables.places:
                kept.setdefault((name, place), {})
    for (name, place), row in kept.items():
        add_store(program, name, place, row)


def add_store(program: Program, good: str, place: str | None, row: Row) -> None:
    """One good in store at one place, through all periods."""
    tables = program.tables
    opening = number(row.get("opening"))
    program.opening[good, place, 0] += opening * carried_over(tables, good, place, 0)
    for t in tables.periods:
        stock = program.column(("stock", good, place, t), number(row.get("capacity"), INFINITY))
        program.sums.append(("stock", {"good": good}, t, place, stock, 1.0))
        program.balance[good, place, t][stock] -= 1.0
        if t > 0:
            kept = carried_over(tables, good, place, t)
            program.balance[good, place, t]["stock", good, place, t - 1] += kept
    durable = tables.goods[good]["kind"] == "durable"
    closing = number(row.get("closing"), opening if durable else 0.0)
    at_end = {("stock", good, place, tables.periods[-1]): 1.0} | program.under_way[good, place]
    program.floor(("closing", good, place), at_end, closing)


def carried_over(tables: Tables, good: str, place: str | None, t: int) -> float:
    """What is left in period ``t`` of one unit that was in store before it."""
    left = (1.0 - number(tables.goods[good]["loss_per_day"])) ** tables.length(t)
    for row in tables.rows["losses"]:
        here = place is None or row["place"] in ("*", place)
        day = (row["on"] - tables.start).days
        if row["good"] == good and here and tables.edges[t] <= day < tables.edges[t + 1]:
            left *= 1.0 - row["share"]
    return left


def add_deliveries(program: Program) -> None:
    """What groups get (E6): anything that is needed, or contains what is."""
    rows = program.tables.rows
    eaten = {row["good"] for row in rows["needs"]} | {row["good"] for row in rows["composition"]}
    for place, group, t in program.tables.person_days:
        for good in sorted(eaten):
            column = program.column(("delivered", good, place, group, t))
            program.add(good, place, t, column, -1.0)
            program.sums.append(("delivery", {"good": good, "group": group}, t, place, column, 1.0))


def add_rations(program: Program) -> None:
    """E7: who shares a basket gets the same of each food per person."""
    tables = program.tables
    basket_of = {
        (row["place"], row["group"]): row["ration"] for row in tables.rows["people"] if row["ration"]
    }
    everywhere = {row["ration"] for row in tables.rows["rations"] if row["everywhere"]}
    first: dict[Key, tuple[Key, float]] = {}
    for (place, group, t), count in tables.person_days.items():
        basket = basket_of.get((place, group))
        for good in [name for name, good in tables.goods.items() if basket and good["kind"] == "food"]:
            column = ("delivered", good, place, group, t)
            tied = (basket, None if basket in everywhere else place, good, t)
            other, others = first.setdefault(tied, (column, count))
            if other != column and column in program.upper:
                program.equal_zero.append({other: 1.0 / others, column: -1.0 / count})


def intake(program: Program, good: str, place: str, group: str, t: int) -> Terms:
    """E6: what a group takes in of a good: what it gets of it, and what is in the food it gets."""
    terms: Terms = {("delivered", good, place, group, t): 1.0}
    for row in program.tables.rows["composition"]:
        if row["nutrient"] == good:
            terms["delivered", row["good"], place, group, t] = row["amount"]
    return {key: value for key, value in terms.items() if key in program.upper}


def add_needs(program: Program) -> None:
    """E6: caps, and the cells of each tier with their coverage."""
    tables = program.tables
    wanted: dict[Key, float] = defaultdict(float)
    counted: dict[Key, Terms] = defaultdict(dict)
    for need in tables.rows["needs"]:
        for place, group, t in tables.person_days:
            days = tables.wanted_days(need, place, group, t)
            if need["place"] not in (None, place) or need["group"] not in (None, group) or days == 0:
                continue
            taken = intake(program, need["good"], place, group, t)
            if need["at_most"] is not None:
                program.at_most.append((taken, need["at_most"] * days))
            if number(need["amount"]) > 0:
                window = tables.period_names[tables.first_of_window(need["every"], t)]
                cell = (int(number(need["tier"], 1)), place, group, need["good"], window)
                wanted[cell] += need["amount"] * days
                counted[cell] |= taken
    for cell, amount in wanted.items():
        coverage = program.column(("coverage", *cell), 1.0)
        program.cells[cell[0]][coverage] = amount
        covered = {key: -value for key, value in counted[cell].items()}
        program.at_most.append((covered | {coverage: amount}, 0.0))


def add_limits(program: Program) -> None:
    """E8: caps and floors on sums."""
    tables = program.tables
    for row in tables.rows["limits"]:
        for place in tables.places if row["place"] == "*" else [row["place"]]:
            sums: dict[int, Terms] = defaultdict(lambda: defaultdict(float))
            for term in tables.rows["limit_terms"]:
                if term["limit"] == row["limit"]:
                    for t, column, amount in selected(program, term["selector"], place):
                        sums[t][column] += amount * number(term["coefficient"], 1.0)
            add_limit(program, row, place, sums)


def add_limit(program: Program, row: Row, place: str | None, sums: dict[int, Terms]) -> None:
    """One limit at one place, in each period or over the whole horizon."""
    tables = program.tables
    if row["per"] == "horizon":
        merged: Terms = defaultdict(float)
        for terms in sums.values():
            for key, amount in terms.items():
                merged[key] += amount
        sums = {-1: merged}
    for t, terms in sums.items():
        factor = 1.0
        if row["per"] == "day":
            factor = tables.length(t)
        if row["per"] == "person":
            factor = sum(n for (p, _, u), n in tables.person_days.items() if u == t and place in (None, p))
        if row["at_most"] is not None:
            program.at_most.append((terms, row["at_most"] * factor))
        if row["at_least"] is not None:
            program.floor(("limit", row["limit"], place, t), terms, row["at_least"] * factor)


def selected(program: Program, selector: str, place: str | None) -> Iterator[tuple[int, Key, float]]:
    """The columns a selector names: (period, column, what one unit counts for)."""
    kind, _, text = selector.partition(":")
    asked = dict(part.strip().split("=") for part in text.split(",") if part.strip())
    if kind == "intake":
        good = asked.pop("good")
        for where, group, t in program.tables.person_days:
            if place in (None, where) and matches(program, {"group": group, "place": where}, asked):
                for key, amount in intake(program, good, where, group, t).items():
                    yield t, key, amount
        return
    for of_kind, facts, t, at, column, amount in program.sums:
        if of_kind == kind and place in (None, at) and matches(program, facts | {"place": at}, asked):
            yield t, column, amount


def matches(program: Program, facts: Row, asked: dict[str, str]) -> bool:
    """Whether a column is of the asked kind: ``mode=road`` or ``good.family=cereal``."""
    for name, value in asked.items():
        first, _, second = name.partition(".")
        fact = program.tables.goods[facts["good"]][second] if second else facts.get(first)
        if fact != value:
            return False
    return True
