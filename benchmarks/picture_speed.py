"""How long the picture of a plan takes to make, and how large it is: 300 places, 52 weeks, 10 needs.

The plan is made up, not solved: its tables are as long as such a plan's would be, with made-up figures.
"""

from __future__ import annotations

import gzip
import time

import numpy as np
import polars as pl

import commonweal as cw
from commonweal.model import Calendar, Economy
from commonweal.plan.plan import Plan
from commonweal.show.picture import picture_bytes

N_PLACES, N_PERIODS, N_NEEDS, N_GOODS, N_ROUTES = 300, 52, 10, 30, 600
SECONDS = 2.0


def large_plan() -> Plan:
    """The plan of the village with the tables of a much larger one."""
    village = cw.plan(cw.read("village"))
    economy = _economy(village.economy)
    random = np.random.default_rng(5)
    return Plan(
        economy=economy,
        rule=village.rule,
        effort=village.effort,
        tables=dict(village.tables) | _tables(economy, random),
        aims=village.aims,
        certificate=village.certificate,
        options=village.options,
        size=village.size,
    )


def _economy(village: Economy) -> Economy:
    """Many places and goods, and routes between neighbours."""
    calendar = Calendar(start=village.settings.calendar.start, lengths=(7,) * N_PERIODS)
    places = [f"place-{number}" for number in range(N_PLACES)]
    ends = [(places[number % N_PLACES], places[(7 * number + 1) % N_PLACES]) for number in range(N_ROUTES)]
    goods = [f"good-{number}" for number in range(N_GOODS)]
    latitude = [30 + number % 20 / 3 for number in range(N_PLACES)]
    longitude = [35 + number % 17 / 2 for number in range(N_PLACES)]
    return (
        village.with_settings(calendar=calendar)
        .with_table("goods", pl.DataFrame({"good": goods, "unit": "kg", "mass": 1.0}))
        .with_table("places", pl.DataFrame({"place": places, "latitude": latitude, "longitude": longitude}))
        .with_table("people", pl.DataFrame({"group": "residents", "place": places, "people": 1000.0}))
        .with_table(
            "routes",
            pl.DataFrame(
                {
                    "route": [f"route-{number}" for number in range(N_ROUTES)],
                    "from_place": [start for start, _ in ends],
                    "to_place": [end for _, end in ends],
                    "capacity": 50.0,
                    "both_ways": True,
                }
            ),
        )
    )


def _tables(economy: Economy, random: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Tables of a plan in which a lot is done."""
    places, periods = (
        economy["places"].select("place"),
        pl.DataFrame({"period": economy.settings.calendar.names}),
    )
    goods = economy["goods"].select("good")
    at = places.join(periods, how="cross")
    cells = at.join(goods.head(N_NEEDS), how="cross").with_columns(
        tier=pl.lit(1, dtype=pl.Int64), group=pl.lit("residents"), n_periods=pl.lit(1, dtype=pl.Int64)
    )
    share = random.random(cells.height)
    cells = cells.with_columns(
        people=pl.lit(1000.0),
        wanted=pl.lit(7000.0),
        delivered=pl.Series(7000 * share),
        coverage=pl.Series(share),
    )
    everything = at.join(goods, how="cross")
    routes = economy["routes"].select("route", "from_place", "to_place").join(periods, how="cross")
    sent = routes.join(goods.head(3), how="cross").with_columns(part=pl.lit(""))
    amount = pl.Series(random.random(sent.height))
    return {
        "coverage": cells,
        "flows": sent.with_columns(sent=amount, tonnes=amount / 1000, arrived=amount),
        "stocks": everything.head(everything.height // 2).with_columns(
            stock=pl.Series(random.random(everything.height // 2))
        ),
        "prices": everything.head(everything.height // 2).with_columns(
            aim=pl.lit("tier 1"), price=pl.Series(random.random(everything.height // 2))
        ),
    }


def main() -> None:
    """Make the picture and tell how long it took."""
    plan = large_plan()
    begun = time.perf_counter()
    picture = picture_bytes(plan)
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    packed = gzip.compress(picture, 5)
    packing = time.perf_counter() - begun
    print(
        f"{plan['coverage'].height:,} cells, {plan['flows'].height:,} flows: {seconds:.2f} s "
        f"(at most {SECONDS:.0f}), "
        f"{len(picture) / 1e6:.1f} MB, {len(packed) / 1e6:.1f} MB gzipped in {packing:.2f} s"
    )


if __name__ == "__main__":
    main()
