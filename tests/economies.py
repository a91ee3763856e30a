"""Random small economies for tests: a few places, mostly short of something.

Grain is harvested, baked into bread, beans are bought, and people need energy, protein and
soap. Whatever a table of an economy can say is said by some of them: delays that are no multiple of a
period, losses, windows, prices with a lead time, shared and repeated supplies, caps and rations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from commonweal.model import Calendar, Economy, Settings

__all__ = ["Row", "Rows", "Size", "economies", "random_economy", "random_rows", "seeds"]

T = TypeVar("T")

Row = dict[str, object]
Rows = dict[str, list[Row]]

START = dt.date(2031, 1, 1)
PLACES = ("north", "south", "east", "west")
GROUPS = ("residents", "displaced")


@dataclass(frozen=True)
class Size:
    """How large a random economy is, and what may occur in it.

    Attributes
    ----------
    n_places, n_groups, n_periods
        Counts; None draws 2–4, 1–2 and 2–4.
    odds
        The chance of each thing that may occur: 0 gives the plainest economy, 1 the fullest.
    floors
        Whether one closing stock, minimum or at_least is wanted before all tiers.
    events
        Whether a route, an activity and a supply may be closed, for some days or throughout, and
        stores may lose a share of what is in them.
    equipment
        Whether what bakes and what carries it takes up equipment that wears, is built and breaks.
    """

    n_places: int | None = None
    n_groups: int | None = None
    n_periods: int | None = None
    odds: float = 0.5
    floors: bool = False
    events: bool = False
    equipment: bool = False


@dataclass(frozen=True)
class _Draw:
    """The dice, and what has been decided for the whole economy."""

    rng: np.random.Generator
    odds: float
    places: tuple[str, ...]
    groups: tuple[str, ...]
    lengths: tuple[int, ...]

    def often(self) -> bool:
        """Whether a thing occurs."""
        return bool(self.rng.random() < self.odds)

    def number(self, low: float, high: float) -> float:
        """A number between two others, spread evenly in ratio, to three digits."""
        return float(f"{np.exp(self.rng.uniform(np.log(low), np.log(high))):.3g}")

    def one_of(self, choices: Sequence[T]) -> T:
        """One of some things."""
        return choices[int(self.rng.integers(len(choices)))]

    def day(self) -> dt.date:
        """A day inside the calendar, seldom its first."""
        return START + dt.timedelta(days=int(self.rng.integers(1, sum(self.lengths))))

    @property
    def horizon(self) -> int:
        """Days in all periods together."""
        return sum(self.lengths)


def random_economy(rng: np.random.Generator, **size: object) -> Economy:
    """A random economy; ``size`` as in ``Size``."""
    settings, rows = random_rows(rng, **size)
    return Economy.from_rows(settings, rows)


def random_rows(rng: np.random.Generator, **size: object) -> tuple[Settings, Rows]:
    """Settings and rows of a random economy, to be changed by a test before they are read."""
    wanted = Size(**size)  # type: ignore[arg-type]
    n_places = wanted.n_places or int(rng.integers(2, 5))
    n_groups = wanted.n_groups or int(rng.integers(1, 3))
    n_periods = wanted.n_periods or int(rng.integers(2, 5))
    lengths = tuple(int(days) for days in rng.choice([3, 5, 7, 10, 14], size=n_periods))
    draw = _Draw(rng, wanted.odds, PLACES[:n_places], GROUPS[:n_groups], lengths)
    settings = Settings(
        name="random", currency="money", calendar=Calendar(start=START, lengths=lengths), effort="labour"
    )
    people = _people(draw)
    n_people = sum(float(str(row["people"])) for row in people)
    pooled = draw.rng.random() < 0.7
    rows: Rows = {
        "goods": _goods(pooled),
        "places": [{"place": place} for place in draw.places],
        "people": people,
        "rations": [{"ration": "basket"}],
        "needs": _needs(draw),
        "composition": _composition(draw),
        "supplies": _supplies(draw, n_people, pooled),
        "stocks": _stocks(draw, n_people, pooled),
    }
    rows |= _activities(draw, n_people) | _routes(draw, n_people) | _limits(draw, n_people)
    if wanted.floors:
        _add_floor(draw, rows, n_people)
    if wanted.events:
        _add_events(draw, rows)
    if wanted.equipment:
        _add_equipment(draw, rows, n_people, floors=wanted.floors)
    return settings, rows


def _goods(pooled: bool) -> list[Row]:
    return [
        {"good": "grain", "unit": "kg", "kind": "good", "family": "cereal", "mass": 1.0},
        {
            "good": "bread",
            "unit": "kg",
            "kind": "food",
            "family": "cereal",
            "mass": 1.0,
            "loss_per_day": 0.03,
        },
        {"good": "beans", "unit": "L", "kind": "food", "family": "pulse", "mass": 0.8},
        {"good": "soap", "unit": "piece", "kind": "good", "mass": 0.25},
        {"good": "energy", "unit": "Mcal", "kind": "nutrient"},
        {"good": "protein", "unit": "g", "kind": "nutrient"},
        {"good": "work", "unit": "h", "kind": "labour"},
        {"good": "fuel", "unit": "L", "kind": "good", "pooled": pooled},
        {"good": "money", "unit": "USD", "kind": "currency", "pooled": pooled},
    ]


def _people(draw: _Draw) -> list[Row]:
    rows: list[Row] = []
    shared = draw.rng.random() < 0.3 * draw.odds
    for place in draw.places:
        for group in draw.groups:
            row: Row = {"group": group, "place": place, "people": float(draw.rng.integers(10, 100))}
            row["income"] = draw.number(0.5, 5)
            if group == "displaced" and draw.often():
                row["from" if draw.often() else "until"] = draw.day()
            if shared:
                row["ration"] = "basket"
            rows.append(row)
    return rows


def _needs(draw: _Draw) -> list[Row]:
    energy: Row = {"good": "energy", "amount": 2.1, "tier": 1}
    if draw.often():
        energy["at_most"] = draw.number(2.2, 4)
    rows: list[Row] = [energy]
    if draw.often():
        rows.append({"good": "energy", "amount": 2.6, "tier": 2})
    if draw.often():
        rows.append({"good": "protein", "amount": draw.number(40, 90), "tier": int(draw.rng.integers(1, 3))})
    soap: Row = {"good": "soap", "amount": 0.1, "tier": int(draw.rng.integers(1, 3))}
    if draw.often():
        soap["every"] = float(draw.one_of([draw.lengths[0], int(draw.rng.integers(4, 25))]))
    elif draw.often():
        soap["from"] = draw.day()
    if draw.often():
        soap["group"] = draw.one_of(draw.groups)
    if draw.often():
        soap["place"] = draw.one_of(draw.places)
    return [*rows, soap]


def _composition(draw: _Draw) -> list[Row]:
    return [
        {"good": "bread", "nutrient": "energy", "amount": 2.5},
        {"good": "bread", "nutrient": "protein", "amount": draw.number(60, 100)},
        {"good": "beans", "nutrient": "energy", "amount": 3.4},
        {"good": "beans", "nutrient": "protein", "amount": draw.number(180, 240)},
    ]


def _supplies(draw: _Draw, n_people: float, pooled: bool) -> list[Row]:
    """A harvest, a market, aid, soap, hours of work, fuel and funds: together too little."""
    daily = n_people * 2.1 / 3  # kg of food that would be enough for a day
    harvest = daily * draw.number(0.2, 0.9)
    harvest_per = draw.one_of(["day", "period", "horizon"])
    counted = {"day": 1.0, "period": draw.horizon / len(draw.lengths), "horizon": draw.horizon}[harvest_per]
    market: Row = {
        "supply": "market", "good": "beans", "place": draw.one_of(["*", None, *draw.places]), "per": "day",
        "at_most": round(daily * draw.number(0.1, 0.6), 2), "price": draw.number(0.5, 2), "kind": "market",
    }  # fmt: skip
    if draw.often():
        market["lead_time"] = float(draw.one_of([2, 4.5, 8]))
    if draw.rng.random() < draw.odds / 3:
        market["from"] = draw.day()
    aid: Row = {
        "supply": "aid", "good": "bread", "place": draw.one_of([None, *draw.places]), "per": "period",
        "at_most": round(daily * draw.number(0.3, 3), 2), "kind": "contribution",
    }  # fmt: skip
    if draw.often():
        aid["from" if draw.often() else "until"] = draw.day()
    return [
        {
            "supply": "harvest", "good": "grain", "place": draw.places[0], "per": harvest_per,
            "at_most": round(harvest * counted, 2), "kind": "harvest", "supplier": "farms",
        },
        market,
        aid,
        {
            "supply": "works", "good": "soap", "place": draw.one_of([None, *draw.places]), "per": "horizon",
            "at_most": round(n_people * 0.1 * draw.horizon * draw.number(0.4, 1.2), 2),
            "price": draw.number(0.2, 1), "origin": "abroad",
        },
        {"supply": "hands", "good": "work", "place": "*", "per": "day", "at_most": draw.number(0.3, 6)},
        {"supply": "pump", "good": "fuel", "per": "period", "at_most": draw.number(5, 80), "price": 1.5},
        *_funds(draw, daily, pooled),
    ]  # fmt: skip


def _funds(draw: _Draw, daily: float, pooled: bool) -> list[Row]:
    """Money: a sum for the whole time, or so much each period; at each place where it isn't pooled."""
    total = daily * draw.horizon * draw.number(0.1, 0.6)
    per = draw.one_of(["horizon", "period", "day"])
    share = {"horizon": 1.0, "period": 1 / len(draw.lengths), "day": 1 / draw.horizon}[per]
    place = None if pooled else "*"
    amount = total * share if pooled else total * share / len(draw.places)
    return [{"supply": "funds", "good": "money", "place": place, "per": per, "at_most": round(amount, 3)}]


def _stocks(draw: _Draw, n_people: float, pooled: bool) -> list[Row]:
    rows: list[Row] = [{"good": "grain", "place": draw.places[0], "opening": draw.number(5, 200)}]
    if draw.often():
        rows[0]["capacity"] = draw.number(20, 300)
    bread: Row = {"good": "bread", "place": "*", "capacity": draw.number(2, 100)}
    if draw.often():
        bread["opening"] = draw.number(1, 60)
    if draw.often():
        rows.append(bread)
    if draw.often():
        rows.append(
            {"good": "beans", "place": draw.one_of(draw.places), "opening": n_people, "capacity": None}
        )
    if draw.often():
        rows.append({"good": "soap", "place": draw.one_of(["*", *draw.places])})
    if draw.often():
        rows.append({"good": "money", "place": None if pooled else "*", "opening": draw.number(1, 100)})
    return rows


def _activities(draw: _Draw, n_people: float) -> Rows:
    """Baking by hand and, sometimes, by machine; sometimes a bakery whose bread appears elsewhere."""
    delay = float(draw.one_of([0.5, 2, 4, 9])) if draw.often() else None
    activities: list[Row] = [
        {"activity": "bake", "place": draw.one_of(["*", None, draw.places[-1]]), "kind": "baking"}
    ]
    if draw.often():
        activities[0]["capacity"] = round(n_people * draw.number(0.1, 0.8), 2)
    coefficients: list[Row] = [
        {"activity": "bake", "good": "grain", "amount": -1.05},
        {"activity": "bake", "good": "work", "amount": -0.05},
        {"activity": "bake", "good": "bread", "amount": 1.0, "delay": delay},
    ]
    if draw.often():
        activities.append({"activity": "machine", "place": draw.places[0], "kind": "baking"})
        if draw.often():
            activities[-1]["from"] = draw.day()
            activities[-1]["capacity"] = round(n_people * draw.number(0.1, 0.8), 2)
        coefficients += [
            {"activity": "machine", "good": "grain", "amount": -1.2},
            {"activity": "machine", "good": "work", "amount": -0.01},
            {"activity": "machine", "good": "bread", "amount": 1.0, "at": draw.one_of(draw.places)},
            {"activity": "machine", "good": "fuel", "amount": -0.02},
        ]
    return {"activities": activities, "activity_goods": coefficients}


def _routes(draw: _Draw, n_people: float) -> Rows:
    """A tree of roads, and what driving uses."""
    routes: list[Row] = []
    for number, place in enumerate(draw.places[1:], start=1):
        row: Row = {
            "route": f"road_{number}", "from_place": draw.one_of(draw.places[:number]), "to_place": place,
            "mode": "road", "capacity": round(n_people * draw.number(0.1, 1) / 1000, 5),
        }  # fmt: skip
        row["both_ways"] = draw.often()
        row["delay"] = float(draw.one_of([1, 3, 6.5])) if draw.often() else None
        row["loss"] = draw.number(0.01, 0.2) if draw.often() else None
        row["carries"] = draw.one_of(["cereal", "cereal;soap"]) if draw.rng.random() < draw.odds / 3 else None
        if draw.rng.random() < draw.odds / 3:
            row["until"] = draw.day()
        routes.append(row)
    used: list[Row] = [{"route": None, "good": "fuel", "amount": draw.number(20, 60)}] if draw.often() else []
    if draw.often():
        used.append({"route": "road_1", "good": "money", "amount": draw.number(5, 50)})
    return {"routes": routes, "route_goods": used}


def _limits(draw: _Draw, n_people: float) -> Rows:
    """Now and then a cap on what is bought, and on how much of a diet may be beans."""
    limits: list[Row] = []
    terms: list[Row] = []
    if draw.rng.random() < draw.odds / 2:
        limits.append(
            {"limit": "sanction", "at_most": round(n_people * draw.number(0.3, 3), 2), "per": "horizon"}
        )
        terms.append({"limit": "sanction", "selector": "supply: kind=market"})
    if draw.rng.random() < draw.odds / 2:
        limits.append(
            {"limit": "diet", "place": "*", "at_most": 0.0, "per": draw.one_of(["period", "person"])}
        )
        terms += [
            {"limit": "diet", "selector": "delivery: good=beans", "coefficient": 3.4},
            {"limit": "diet", "selector": "intake: good=energy", "coefficient": -draw.number(0.2, 0.8)},
        ]
    if draw.rng.random() < draw.odds / 2:
        limits.append(
            {
                "limit": "traffic",
                "at_most": round(n_people * draw.number(0.1, 0.8) / 1000, 5),
                "per": draw.one_of(["day", None]),
            }
        )
        terms.append({"limit": "traffic", "selector": "route: mode=road"})
    return {"limits": limits, "limit_terms": terms}


def _add_floor(draw: _Draw, rows: Rows, n_people: float) -> None:
    """One floor before all tiers: a closing stock, a minimum or a least purchase."""
    kind = draw.one_of(["closing", "minimum", "at_least"])
    if kind == "closing":
        rows["stocks"][0]["closing"] = draw.number(5, 400)
    elif kind == "minimum":
        capacity = rows["activities"][0].get("capacity") or n_people * 0.8
        minimum = round(0.6 * float(str(capacity)), 2)
        rows["activities"][0] |= {"minimum": minimum, "place": draw.places[0]}
    else:
        rows["supplies"][3]["at_least"] = round(n_people * 2.0, 2)


def _add_events(draw: _Draw, rows: Rows) -> None:
    """Now and then a closed row of each table, and something lost."""
    for table in ("routes", "activities", "supplies"):
        if rows[table] and draw.often():
            _close(draw, rows[table])
    if draw.often():
        row = draw.one_of(rows["stocks"])
        rows["losses"] = [
            {"good": row["good"], "place": row["place"], "share": draw.number(0.1, 0.9), "on": draw.day()}
        ]
        if row["good"] == "grain":
            rows["losses"].append(rows["losses"][0] | {"share": 0.5, "on": START})


def _add_equipment(draw: _Draw, rows: Rows, n_people: float, *, floors: bool) -> None:
    """Ovens at each place, mills that all places share; masons build ovens from grain and work."""
    names = sorted({str(row["activity"]) for row in rows["activities"]})
    rows["activities"].append({"activity": "mason"})
    rows["activity_goods"] += [
        {"activity": "mason", "good": "work", "amount": -draw.number(1, 10)},
        {"activity": "mason", "good": "grain", "amount": -draw.number(0.1, 1)},
    ]
    oven: Row = {"equipment": "oven", "place": "*", "opening": round(n_people * draw.number(0.01, 0.2), 3)}
    oven |= {"wear_per_year": draw.number(0.05, 0.95), "built_by": "mason", "per_level": draw.number(0.2, 3)}
    if draw.often():
        oven["delay"] = float(draw.rng.integers(1, draw.horizon))
    if floors and draw.often():
        oven["closing"] = round(float(str(oven["opening"])) * draw.number(0.5, 1.5), 3)
    mill: Row = {"equipment": "mill", "opening": round(n_people * draw.number(0.05, 0.5), 3)}
    rows["equipment"] = [oven, mill]
    rows["equipment_use"] = [
        {"equipment": equipment, "activity": name, "amount": draw.number(0.1, 1)}
        for equipment, name in [("oven", names[0]), *(("mill", name) for name in names)]
    ]
    rows["equipment_losses"] = [
        {"equipment": "oven", "place": draw.one_of(["*", draw.places[0]]), "share": 0.3, "on": draw.day()}
    ]


def _close(draw: _Draw, rows: list[Row]) -> None:
    """Close one row: for as long as it holds, or from a day on, before which it is open."""
    row = draw.one_of(rows)
    undated = row.get("from") is None and row.get("until") is None
    if undated and draw.often():
        day = draw.day()
        rows.append(row | {"from": day, "closed": True})
        row["until"] = day
    else:
        row["closed"] = True


seeds: st.SearchStrategy[int] = st.integers(min_value=0, max_value=100_000)
"""Seeds of random economies; a failing example names the seed."""


def economies(**size: object) -> st.SearchStrategy[Economy]:
    """Random economies as a Hypothesis strategy."""
    return seeds.map(lambda seed: random_economy(np.random.default_rng(seed), **size))


def copied(rows: Mapping[str, Sequence[Row]]) -> Rows:
    """Rows that may be changed without touching the given ones."""
    return {name: [dict(row) for row in table] for name, table in rows.items()}
