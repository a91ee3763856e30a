"""The shapes of Syria's governorates: complete, closed, turned the right way, without gaps."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from commonweal import examples
from commonweal.data import read
from commonweal.geography import boundaries

Point = tuple[float, float]


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    found = boundaries("ISO 3166-2")
    assert found is not None
    return found


def rings(feature: dict[str, Any]) -> list[list[Point]]:
    return [[(x, y) for x, y in ring] for ring in feature["geometry"]["coordinates"]]


def signed_area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def inside(point: Point, ring: list[Point]) -> bool:
    x, y = point
    crossings = (
        (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise(ring)
    )
    return sum(crossings) % 2 == 1


def test_codes_without_shapes_have_none() -> None:
    assert boundaries("P-code") is None


def test_fourteen_governorates_and_the_un_zone(shapes: dict[str, Any]) -> None:
    kinds = Counter(feature["properties"]["kind"] for feature in shapes["features"])
    assert kinds == {"governorate": 14, "UN zone": 1}
    assert "takes no position" in shapes["note"]


def test_governorates_of_the_example_lie_in_their_shapes(shapes: dict[str, Any]) -> None:
    """All but Quneitra, whose point lies on the Golan, which Natural Earth does not draw with it."""
    by_code = {feature["properties"]["code"]: feature for feature in shapes["features"]}
    places = read(examples.path("syria"))["places"].filter(pl.col("code_system") == "ISO 3166-2")
    places = places.filter(pl.col("place") != "quneitra")
    assert places.height == 13
    for code, latitude, longitude in places.select("code", "latitude", "longitude").iter_rows():
        outer, *holes = rings(by_code[code])
        assert inside((longitude, latitude), outer), code
        assert not any(inside((longitude, latitude), hole) for hole in holes), code


@pytest.mark.parametrize(("clockwise", "sign"), [(False, 1), (True, -1)])
def test_rings_are_closed_and_turned_as_asked(clockwise: bool, sign: int) -> None:
    turned = boundaries("ISO 3166-2", clockwise=clockwise)
    assert turned is not None
    for feature in turned["features"]:
        for number, ring in enumerate(rings(feature)):
            assert ring[0] == ring[-1]
            assert signed_area(ring) * sign * (1 if number == 0 else -1) > 0


def test_damascus_fills_the_hole_in_rif_dimashq(shapes: dict[str, Any]) -> None:
    by_code = {feature["properties"]["code"]: rings(feature) for feature in shapes["features"]}
    assert set(by_code["SY-DI"][0]) == set(by_code["SY-RD"][1])


def test_neighbours_share_their_borders_exactly(shapes: dict[str, Any]) -> None:
    """An edge belongs to one shape (the outer border) or to two, which run along it in opposite ways."""
    edges = Counter(
        edge for feature in shapes["features"] for ring in rings(feature) for edge in pairwise(ring)
    )
    assert max(edges.values()) == 1
    outer = [edge for edge in edges if edge[::-1] not in edges]
    starts, ends = Counter(a for a, _ in outer), Counter(b for _, b in outer)
    assert starts == ends  # what is left over closes into rings: no gap opens between neighbours
    assert len(outer) < 0.5 * len(edges)


def test_a_caller_may_change_its_own_copy(shapes: dict[str, Any]) -> None:
    mine = boundaries("ISO 3166-2")
    assert mine is not None
    mine["features"].clear()
    assert boundaries("ISO 3166-2") == shapes
