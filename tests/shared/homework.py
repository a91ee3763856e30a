"""A published exercise in food aid, in our tables: fifteen places, thirty-eight roads, twenty-five foods.

The data are those of a university homework after the World Food Programme's planning, in
1ozturkbe/ROdemos (MIT licence). Two settings are made of them: the published one, whose least cost is
known, and one in which everyone is counted and money is short.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.model import Calendar, Economy, Settings

__all__ = ["FOLDER", "Homework", "published", "short_of_money"]

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "syria_food_homework"

Row = dict[str, object]
PER_100_G = 10.0  # parts of 100 g in a kg
UNITS = {"ug": "µg"}

# grams of carbohydrate are (energy − 4 protein − 9 fat) / 4, and are at least 4 × protein and 4 × fat
DIET = {
    "carbohydrate over protein": {"Protein": 5.0, "Fat": 2.25, "Energy": -0.25},
    "carbohydrate over fat": {"Protein": 1.0, "Fat": 6.25, "Energy": -0.25},
}


@dataclass(frozen=True)
class Homework:
    """The five files, as they are."""

    nodes: pl.DataFrame
    edges: pl.DataFrame
    local_prices: pl.DataFrame
    foods: pl.DataFrame
    requirement: pl.DataFrame

    @classmethod
    def read(cls) -> Homework:
        """Read the files."""
        names = ("nodes", "edges", "foodcost", "foodnutrition", "foodreq")
        return cls(*(pl.read_csv(FOLDER / f"syria_{name}.csv") for name in names))

    @property
    def nutrients(self) -> dict[str, tuple[str, str]]:
        """Column heading of each nutrient: its name and unit."""
        parts = {column: re.fullmatch(r"(\w+)\((\w+)\)", column) for column in self.requirement.columns}
        return {column: (found[1], UNITS.get(found[2], found[2])) for column, found in parts.items() if found}

    def goods(self) -> Iterator[Row]:
        """Foods, nutrients and money."""
        for food in self.foods["Food"]:
            yield {"good": food, "unit": "kg", "kind": "food", "mass": 1.0}
        for nutrient, unit in self.nutrients.values():
            yield {"good": nutrient, "unit": unit, "kind": "nutrient"}
        yield {"good": "USD", "unit": "USD", "kind": "currency", "pooled": True}

    def composition(self) -> Iterator[Row]:
        """What a kilogram of food contains."""
        for food in self.foods.iter_rows(named=True):
            for column, (nutrient, _) in self.nutrients.items():
                if food[column]:
                    amount = PER_100_G * food[column]
                    yield {"good": food["Food"], "nutrient": nutrient, "amount": amount}

    def needs(self) -> Iterator[Row]:
        """What a person requires in a day."""
        for column, (nutrient, _) in self.nutrients.items():
            yield {"good": nutrient, "amount": float(self.requirement[column][0])}

    def people(self, types: str, ration: str | None) -> Iterator[Row]:
        """People at the places of some types."""
        for node in self.nodes.iter_rows(named=True):
            if node["Type"] in types and node["Demand"]:
                place = node["Name"]
                yield {"group": "people", "place": place, "people": node["Demand"], "ration": ration}

    def purchases(self) -> Iterator[Row]:
        """Local prices where there are any; every food at the international price abroad."""
        for price in self.local_prices.iter_rows(named=True):
            yield _purchase(price["A"], price["Food"], price["Price"], None)
        for node in self.nodes.filter(pl.col("Type") == "I").iter_rows(named=True):
            for food in self.foods.iter_rows(named=True):
                yield _purchase(node["Name"], food["Food"], food["InternationalPrice"], "abroad")

    def roads(self) -> Iterator[tuple[Row, Row]]:
        """One-way roads, and what a tonne costs on them."""
        for edge in self.edges.iter_rows(named=True):
            name = f"{edge['A']}–{edge['B']}"
            road: Row = {"route": name, "from_place": edge["A"], "to_place": edge["B"], "mode": "road"}
            yield road, {"route": name, "good": "USD", "amount": edge["tCost"]}

    def economy(self, people: list[Row], budget: float | None, place_of_diet: str | None) -> Economy:
        """All tables."""
        roads = list(self.roads())
        return Economy.from_rows(
            Settings(
                name="homework",
                currency="USD",
                effort="cost",
                calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(1,)),
            ),
            {
                "goods": list(self.goods()),
                "places": [{"place": place} for place in self.nodes["Name"]],
                "people": people,
                "rations": [{"ration": "one for all", "everywhere": True}],
                "needs": list(self.needs()),
                "composition": list(self.composition()),
                "supplies": [
                    *self.purchases(),
                    {"supply": "budget", "good": "USD", "at_most": budget, "per": budget and "horizon"},
                ],
                "routes": [road for road, _ in roads],
                "route_goods": [cost for _, cost in roads],
                "limits": [{"limit": name, "place": place_of_diet, "at_most": 0.0} for name in DIET],
                "limit_terms": [
                    {"limit": name, "selector": f"intake: good={nutrient}", "coefficient": coefficient}
                    for name, terms in DIET.items()
                    for nutrient, coefficient in terms.items()
                ],
            },
        )


def _purchase(place: str, food: str, price_per_tonne: float, origin: str | None) -> Row:
    return {
        "supply": f"{food} in {place}", "good": food, "place": place, "price": price_per_tonne / 1000,
        "kind": "purchase", "origin": origin,
    }  # fmt: skip


def published(homework: Homework) -> Economy:
    """One ration for the 17,000 people of the besieged places, money without limit."""
    people = list(homework.people("D", "one for all"))
    return homework.economy(people, budget=None, place_of_diet=None)


def short_of_money(homework: Homework, budget: float) -> Economy:
    """All 77,000 people, each place with a ration of its own, and so much money a day."""
    people = list(homework.people("DL", None))
    return homework.economy(people, budget=budget, place_of_diet="*")
