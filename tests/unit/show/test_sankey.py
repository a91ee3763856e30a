"""Where nodes and bands of a flow picture go, and how they are drawn."""

import random
from collections import defaultdict
from itertools import pairwise

import pytest

from commonweal.compare.passages import Passage
from commonweal.show.sankey import GAP, OTHER, lay_out
from commonweal.show.sankey_drawing import Telling, draw_flows

PLACES = [f"place-{number:02d}" for number in range(22)]


def leg(start, end, amount, *routes):
    return Passage(*start, *end, amount, routes)


def place(name):
    return ("place", name)


def chain():
    """A port, a town and a village; some comes back, some is lost."""
    return [
        leg(("supply", "ships"), place("port"), 100.0),
        leg(("stock", ""), place("town"), 10.0),
        leg(place("port"), place("town"), 90.0, "road"),
        leg(place("port"), ("lost", ""), 10.0),
        leg(place("town"), place("village"), 50.0, "track"),
        leg(place("village"), place("town"), 20.0, "track"),
        leg(place("town"), ("eaten", "residents"), 70.0),
        leg(place("village"), ("eaten", "residents"), 25.0),
        leg(place("village"), ("kept", ""), 5.0),
    ]


def country(seed=1):
    """Twenty-two places, each sending a part of what it gets to a few that come after it."""
    draw = random.Random(seed)
    legs, there = [], defaultdict(float)
    for number, name in enumerate(PLACES):
        coming = 10.0 ** draw.uniform(0.0, 3.0)
        legs.append(leg(("supply", f"harvest-{number % 9}"), place(name), coming))
        there[name] += coming
        for other in draw.sample(PLACES[number + 1 :], min(2, 21 - number)):
            sent = 0.2 * there[name]
            legs.append(leg(place(name), place(other), sent, f"{name}-{other}"))
            there[name] -= sent
            there[other] += sent
        legs.append(leg(place(name), ("eaten", f"group-{number % 3}"), 0.9 * there[name]))
        legs.append(leg(place(name), ("lost", ""), 0.1 * there[name]))
    return legs


def rest_at(layout):
    """What comes in less what goes out of each node in the picture."""
    rest = defaultdict(float)
    for band in layout.bands:
        rest[band.end] += band.amount
        rest[band.start] -= band.amount
    return rest


def boxes_of(layout):
    return {box.node: box for box in layout.boxes}


@pytest.mark.parametrize("legs", [chain(), country(), country(2)], ids=["chain", "country", "another"])
def test_at_every_place_in_the_picture_what_comes_in_is_what_goes_out(legs):
    (layout,) = lay_out([legs])
    for node, rest in rest_at(layout).items():
        if node[0] == "place" or node == (OTHER, "places"):
            assert abs(rest) <= 1e-9 * layout.total, node


def test_all_that_comes_in_is_what_ends():
    (layout,) = lay_out([country()])
    ends = sum(box.amount for box in layout.boxes if box.column == layout.n_columns - 1)
    assert ends == pytest.approx(layout.total)
    assert layout.total == pytest.approx(sum(one.amount for one in country() if one.start_kind == "supply"))


def test_of_what_goes_there_and_back_the_difference_is_drawn():
    (layout,) = lay_out([chain()])
    bands = {(band.start[1], band.end[1]): band for band in layout.bands}
    assert bands["town", "village"].amount == 30.0
    assert ("village", "town") not in bands


def test_places_stand_after_those_they_get_from():
    (layout,) = lay_out([chain()])
    columns = {box.node[1]: box.column for box in layout.boxes if box.node[0] == "place"}
    assert columns == {"port": 1, "town": 2, "village": 3}
    assert {box.column for box in layout.boxes if box.node[0] in ("supply", "stock")} == {0}
    assert not any(band.back for band in layout.bands)


def test_what_goes_in_a_circle_leads_back_once():
    legs = [
        leg(("supply", "ships"), place("a"), 9.0),
        leg(place("a"), place("b"), 5.0),
        leg(place("b"), place("c"), 4.0),
        leg(place("c"), place("a"), 1.0),
        leg(place("a"), ("eaten", "all"), 5.0),
        leg(place("b"), ("eaten", "all"), 1.0),
        leg(place("c"), ("eaten", "all"), 3.0),
    ]
    (layout,) = lay_out([legs])
    assert [(band.start[1], band.end[1]) for band in layout.bands if band.back] == [("c", "a")]


def test_small_nodes_are_put_together():
    (layout,) = lay_out([country()])
    places = [box for box in layout.boxes if box.node[0] == "place"]
    assert len(places) <= 16
    assert (OTHER, "places") in boxes_of(layout)
    assert (OTHER, "sources") in boxes_of(layout)


def test_boxes_of_a_column_leave_room_for_names_and_stay_in_the_picture():
    (layout,) = lay_out([country()])
    for column in range(layout.n_columns):
        boxes = sorted((box for box in layout.boxes if box.column == column), key=lambda box: box.top)
        for upper, lower in pairwise(boxes):
            assert lower.top - upper.top - upper.height >= GAP - 1e-6
        assert all(box.top >= 0.0 and box.top + box.height <= layout.height + 1e-6 for box in boxes)


def test_one_unit_is_equally_wide_in_all_plans():
    less = [Passage(*vars(one).values()) for one in chain()]
    less = [leg((one.start_kind, one.start), (one.end_kind, one.end), one.amount / 2) for one in less]
    full, half = lay_out([chain(), less])
    widths = {(band.start, band.end): band.width for band in full.bands}
    assert all(band.width == pytest.approx(widths[band.start, band.end] / 2) for band in half.bands)
    assert {box.node: box.column for box in full.boxes} == {box.node: box.column for box in half.boxes}


def test_the_order_of_the_legs_does_not_matter():
    legs = country()
    shuffled = random.Random(3).sample(legs, len(legs))
    (one,), (other,) = lay_out([legs]), lay_out([shuffled])
    tops = {node: box.top for node, box in boxes_of(other).items()}
    assert {node: box.top for node, box in boxes_of(one).items()} == pytest.approx(tops)


def test_the_picture_says_its_title_summary_and_amounts():
    (layout,) = lay_out([chain()])
    telling = Telling(
        title="The way of flour",
        summary="100 t in all",
        name=lambda node: node[1] or node[0],
        amount=lambda value: f"{value:.0f} t",
        band=lambda band: f"{band.start[1]} to {band.end[1]}",
    )
    svg = draw_flows(layout, telling)
    assert "<title>The way of flour</title><desc>100 t in all</desc>" in svg
    assert "port to town" in svg
    assert svg.count("<rect") == len(layout.boxes)
