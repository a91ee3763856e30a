"""Degrees to points on paper."""

import math

import pytest

from commonweal.show.projection import Projection, box_around, path_of_rings


def test_north_is_up_and_east_is_right():
    project = Projection.fit(box_around([(35.0, 32.0), (42.0, 37.0)]), 700, 700, 10)
    west, north = project(35.0, 37.0)
    east, south = project(42.0, 32.0)
    assert west == north == pytest.approx(10)
    assert east > west
    assert south > north


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_middle_latitude():
    project = Projection.fit(box_around([(0.0, 59.0), (2.0, 61.0)]), 500, 500, 0)
    across = project(1.0, 60.0)[0] - project(0.0, 60.0)[0]
    along = project(0.0, 60.0)[1] - project(0.0, 61.0)[1]
    assert across / along == pytest.approx(math.cos(math.radians(60)))


def test_everything_fits_into_the_picture():
    project = Projection.fit(box_around([(0.0, 0.0), (10.0, 1.0)]), 300, 200, 20)
    width, height = project.size
    assert width <= 300 + 1e-9
    assert height <= 200 + 1e-9


def test_a_single_place_still_has_a_map_around_it():
    box = box_around([(36.0, 33.0)])
    assert box.east - box.west == pytest.approx(0.05)
    assert box.middle == pytest.approx(33.0)


def test_a_path_leaves_out_points_too_close_to_see():
    project = Projection.fit(box_around([(0.0, 0.0), (1.0, 1.0)]), 100, 100, 0)
    near = [(0.0, 0.0), (0.0001, 0.0), (1.0, 0.0), (1.0, 1.0)]
    path = path_of_rings([near], project)
    assert path.count("L") == 2
    assert path.startswith("M")
    assert path.endswith("Z")
