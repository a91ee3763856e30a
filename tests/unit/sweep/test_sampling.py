"""The points of each design."""

import pytest

from commonweal.sweep.design_file import design_of
from commonweal.sweep.sampling import points_of, sample

CELL = "supplies:supply=goats:at_most"
MILK = {"name": "milk", "cell": CELL, "range": [0, 40]}
ROAD = {"name": "road", "cell": "routes:route=high-road:capacity", "values": [0.1, 0.2]}
AID = {"name": "aid", "choice": True, "alternatives": {"none": [], "some": []}}


def points(*parameters, **more):
    return points_of(design_of({"parameters": list(parameters), **more}))


def test_a_grid_has_every_combination():
    assert points(MILK, ROAD) == [
        {"milk": milk, "road": road} for milk in (0.0, 20.0, 40.0) for road in (0.1, 0.2)
    ]


def test_steps_say_how_fine_a_grid_is():
    assert [point["milk"] for point in points(MILK | {"steps": 5})] == [0.0, 10.0, 20.0, 30.0, 40.0]


def test_one_at_a_time_moves_one_and_leaves_the_others_in_the_middle():
    found = points(MILK, ROAD, design="one-at-a-time")
    assert found[0] == {"milk": 20.0, "road": 0.2}
    assert all(sum(point[name] != found[0][name] for name in point) <= 1 for point in found)
    assert [point["milk"] for point in found] == [20.0, 2.0, 38.0, 20.0, 20.0]


def test_every_choice_is_made_in_every_future():
    found = points(MILK, AID, design="latin-hypercube", count=3)
    assert [point["aid"] for point in found] == ["none", "some"] * 3
    assert len({point["milk"] for point in found}) == 3


def test_choices_alone_are_points_too():
    assert points(AID) == [{"aid": "none"}, {"aid": "some"}]


def test_a_latin_hypercube_has_one_point_in_each_slice():
    found = sorted(point["milk"] for point in points(MILK, ROAD, design="latin-hypercube", count=8))
    assert [int(milk // 5) for milk in found] == list(range(8))


@pytest.mark.parametrize(
    ("design", "count", "n_points"),
    [("latin-hypercube", 5, 5), ("sobol", 8, 8), ("saltelli", 4, 16), ("morris", 3, 9)],
)
def test_the_seed_fixes_a_sample(design, count, n_points):
    first, same, other = (points(MILK, ROAD, design=design, count=count, seed=seed) for seed in (7, 7, 8))
    assert len(first) == n_points
    assert first == same != other


def test_a_sample_lies_in_the_unit_cube():
    shares = sample(design_of({"design": "sobol", "count": 16, "parameters": [MILK, ROAD]}))
    assert shares.shape == (16, 2)
    assert shares.min() >= 0.0
    assert shares.max() <= 1.0
