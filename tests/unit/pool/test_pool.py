"""What pooling gains, in economies whose answers are known by hand, and in general."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from commonweal.errors import ModelError
from commonweal.model import Economy
from commonweal.pool import Pooling, pool
from commonweal.pool.regions import Region, alone, regions_of
from economies import random_rows
from plans import cells_of
from unit.formulate.small import Rows, day, small

AID = {"supply": "aid", "good": "bread", "place": "here", "at_most": 7.0, "per": "day"}
ROAD = {"route": "road", "from_place": "here", "to_place": "there"}
TWO: Rows = {
    "people": [
        {"group": "all", "place": "here", "people": 10.0},
        {"group": "all", "place": "there", "people": 10.0},
    ]
}


def proved(found: Pooling) -> Pooling:
    assert found.quality == "verified"
    return found


def test_who_has_too_much_gives_to_who_has_nothing() -> None:
    """Seven of ten kg come here: alone ten people eat five, together all have seven tenths."""
    found = proved(pool(small(**TWO, supplies=[AID], routes=[ROAD])))
    shares = found.table.select("region", "mean_alone", "mean_together", "gain").rows()
    assert shares == [
        ("here", pytest.approx(1.0), pytest.approx(0.7), pytest.approx(-15.0)),
        ("there", 0.0, pytest.approx(0.7), pytest.approx(35.0)),
    ]
    assert found.totals["gain"].to_list() == pytest.approx([20.0])
    assert found.totals["people"].to_list() == pytest.approx([20.0])
    assert found.totals["lowest_together"].to_list() == pytest.approx([0.7])


@pytest.mark.parametrize("place", ["*", None])
def test_regions_with_the_same_gain_nothing(place: str | None) -> None:
    found = proved(pool(small(**TWO, supplies=[AID | {"place": place}], routes=[ROAD])))
    assert found.table["gain"].to_list() == pytest.approx([0.0, 0.0], abs=1e-5)


def test_what_has_no_place_is_shared_out_by_person_days() -> None:
    people = [
        {"group": "all", "place": "here", "people": 10.0},
        {"group": "all", "place": "there", "people": 10.0, "until": day(2)},
    ]
    coin = {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True}
    economy = small(
        people=people,
        goods=[{"good": "bread", "unit": "kg", "mass": 1.0}, coin],
        supplies=[
            AID | {"place": None, "at_least": 1.0},
            AID | {"supply": "own"},
            AID | {"supply": "each", "place": "*"},
            {"supply": "purse", "good": "coin", "at_most": 70.0, "per": "horizon"},
        ],
        stocks=[{"good": "bread", "opening": 7.0, "capacity": 14.0}, {"good": "coin", "opening": 3.5}],
        limits=[
            {"limit": "all", "at_most": 7.0, "per": "day"},
            {"limit": "diet", "at_most": 0.4, "per": "person"},
            {"limit": "own", "place": "here", "at_most": 7.0},
        ],
    )
    regions = regions_of(economy, "places.parent")
    assert [(region.name, region.share) for region in regions] == [
        ("here", pytest.approx(50 / 70)),
        ("there", pytest.approx(20 / 70)),
    ]
    part = alone(economy, regions[1])
    assert part["supplies"].select("supply", "at_most", "at_least").rows() == [
        ("aid", pytest.approx(2.0), pytest.approx(2 / 7)),
        ("each", 7.0, None),
        ("purse", pytest.approx(20.0), None),
    ]
    assert part["stocks"]["opening"].to_list() == pytest.approx([2.0, 1.0])
    assert part["stocks"]["capacity"].to_list() == [pytest.approx(4.0), None]
    assert part["limits"].select("limit", "at_most").rows() == [("all", pytest.approx(2.0)), ("diet", 0.4)]


def test_a_region_has_what_lies_within_it() -> None:
    places = [{"place": name, "parent": up} for name, up in
              (("a", None), ("a1", "a"), ("a2", "a1"), ("b", None))]  # fmt: skip
    economy = small(
        places=places,
        people=[{"group": name, "place": name, "people": 1.0} for name in ("a1", "b")],
        needs=[{"good": "bread", "amount": 0.5, "group": name} for name in ("a1", "b")],
        supplies=[AID | {"place": "a2"}],
        routes=[
            {"route": "in", "from_place": "a2", "to_place": "a1"},
            {"route": "out", "from_place": "a1", "to_place": "b"},
        ],
        route_goods=[{"route": name, "good": "salt", "amount": 1.0} for name in ("in", "out", None)],
        activities=[{"activity": "near", "place": "*"}, {"activity": "far", "place": "a1"}],
        activity_goods=[
            {"activity": "near", "good": "bread", "amount": 1.0},
            {"activity": "far", "good": "bread", "amount": 1.0, "at": "b"},
        ],
        losses=[{"good": "bread", "place": "b", "share": 0.5, "on": day(1)}],
    )
    first, second = regions_of(economy, "places.parent")
    assert first == Region("a", frozenset({"a", "a1", "a2"}), 5.0, 0.5)
    inside, outside = alone(economy, first), alone(economy, second)
    assert inside["routes"]["route"].to_list() == ["in"]
    assert inside["route_goods"]["route"].to_list() == ["in", None]
    assert inside["activities"]["activity"].to_list() == ["near"]
    assert inside["activity_goods"]["activity"].to_list() == ["near"]
    assert inside["needs"]["group"].to_list() == ["a1"]
    assert inside["losses"].is_empty()
    assert outside["supplies"].is_empty()
    assert outside["losses"].height == 1


def test_a_region_without_people_is_not_planned() -> None:
    found = proved(pool(small(supplies=[AID])))
    assert set(found.alone) == {"here"}
    assert found.table["region"].to_list() == ["here"]
    assert [region.share for region in found.regions] == [1.0, 0.0]


@pytest.mark.parametrize(
    "by, places, says",
    [
        ("places.country", [{"place": "here"}], "Known: places.name, places.parent"),
        ("parent", [{"place": "here"}], "can't be made by 'parent'"),
        ("places.parent", [{"place": "here"}], "nothing to compare"),
        ("places.name", [{"place": "here", "name": "x"}, {"place": "there", "name": "x"}], "nothing to"),
    ],
)
def test_regions_that_can_not_be_made_are_told(by: str, places: list[dict[str, object]], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        pool(small(places=places), by=by)


def parted(seed: int) -> Economy:
    """A random economy of places that are regions by themselves, without what ties them."""
    settings, rows = random_rows(np.random.default_rng(seed), n_places=2, n_periods=2)
    for row in rows["people"]:
        row.pop("ration", None)
    rows["activity_goods"] = [row | {"at": None} for row in rows["activity_goods"]]
    return Economy.from_rows(settings, rows)


@pytest.mark.parametrize("seed", range(6))
def test_together_the_worst_off_are_never_worse_off(seed: int) -> None:
    found = proved(pool(parted(seed)))
    together = cells_of(found.together)
    apart = {cell: value for made in found.alone.values() for cell, value in cells_of(made).items()}
    assert apart.keys() == together.keys()
    for tier in sorted({cell[0] for cell in together}):
        before, after = (
            np.sort([value for cell, value in cells.items() if cell[0] == tier])
            for cells in (apart, together)
        )
        rises = np.flatnonzero(np.abs(after - before) > 1e-6)
        if len(rises):
            assert after[rises[0]] > before[rises[0]]
            return


def test_the_table_adds_up() -> None:
    found = proved(pool(parted(3)))
    by_tier = found.table.group_by("tier").agg(pl.col("gain", "person_days").sum()).sort("tier")
    assert by_tier["gain"].to_list() == pytest.approx(found.totals["gain"].to_list())
    assert by_tier["person_days"].to_list() == pytest.approx(found.totals["person_days"].to_list())
    told = found.data()
    assert [region["region"] for region in told["regions"]] == ["north", "south"]
    assert told["effort"]["alone"] == pytest.approx(sum(made.effort_used for made in found.alone.values()))
