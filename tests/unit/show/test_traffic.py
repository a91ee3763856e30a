"""How much routes carry, and how full they are."""

import datetime as dt

import polars as pl
import pytest

from commonweal.model import Calendar, Economy, Settings
from commonweal.show.traffic import traffic

FLOWS = ["route", "from_place", "to_place", "good", "period", "sent", "tonnes", "arrived"]
FIRST, SECOND = "2031-06-01", "2031-06-08"


@pytest.fixture
def with_flows(make_plan):
    def build(routes, *flows):
        calendar = Calendar(start=FIRST, lengths=(7, 7))
        economy = Economy.from_rows(Settings(name="x", calendar=calendar), {"routes": routes})
        tonnes = pl.DataFrame(
            [(*flow[:3], "wheat", flow[3], flow[4], flow[4], flow[4]) for flow in flows],
            schema={name: pl.Float64 if name in FLOWS[5:] else pl.String for name in FLOWS},
            orient="row",
        )
        return make_plan(economy, tables={"flows": tonnes})

    return build


ROAD = {"route": "road", "from_place": "a", "to_place": "b", "capacity": 10.0, "both_ways": True}


def test_each_direction_is_counted_by_itself(with_flows):
    there, back = traffic(with_flows([ROAD], ("road", "a", "b", FIRST, 30.0), ("road", "b", "a", FIRST, 5.0)))
    assert (there.from_place, there.tonnes) == ("a", 30.0)
    assert (back.from_place, back.tonnes) == ("b", 5.0)


def test_a_route_is_full_where_it_takes_its_capacity_for_all_days_of_a_period(with_flows):
    there, _ = traffic(with_flows([ROAD], ("road", "a", "b", FIRST, 70.0), ("road", "a", "b", SECOND, 35.0)))
    assert there.fullest == pytest.approx(1.0)
    assert (there.full, there.n_full) == (True, 1)


def test_a_road_open_for_part_of_a_period_is_full_with_less(with_flows):
    opened = ROAD | {"from": dt.date(2031, 6, 6)}
    there, _ = traffic(with_flows([opened], ("road", "a", "b", FIRST, 20.0)))
    assert there.fullest == pytest.approx(1.0)


def test_a_route_without_capacity_is_never_full(with_flows):
    there, _ = traffic(with_flows([ROAD | {"capacity": None}], ("road", "a", "b", FIRST, 1e9)))
    assert (there.fullest, there.full) == (None, False)


def test_a_route_that_nothing_uses_is_listed_as_unused(with_flows):
    assert [line.used for line in traffic(with_flows([ROAD]))] == [False, False]


def test_a_route_that_is_shut_for_some_days_of_a_period_has_room_on_the_others_alone(with_flows):
    until, begin = ROAD | {"until": dt.date(2031, 6, 3)}, dt.date(2031, 6, 3)
    shut = ROAD | {"from": begin, "closed": True}
    there, _ = traffic(with_flows([until, shut], ("road", "a", "b", FIRST, 20.0)))
    assert there.fullest == pytest.approx(1.0)
