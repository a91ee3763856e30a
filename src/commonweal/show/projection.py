"""Degrees to points on paper: equirectangular, true to scale at the middle latitude."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Box", "Projection", "box_around", "path_of_rings"]

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """The degrees that a map shows."""

    west: float
    south: float
    east: float
    north: float

    @property
    def middle(self) -> float:
        """Latitude of the middle, in degrees."""
        return (self.south + self.north) / 2


@dataclass(frozen=True)
class Projection:
    """Longitude and latitude to points of a picture.

    Attributes
    ----------
    box
        The degrees shown.
    scale
        Points per degree of latitude.
    margin
        Points left free on each side.
    """

    box: Box
    scale: float
    margin: float

    @classmethod
    def fit(cls, box: Box, width: float, height: float, margin: float) -> Projection:
        """The largest scale at which the box fits into a picture."""
        across = max((box.east - box.west) * math.cos(math.radians(box.middle)), 1e-6)
        along = max(box.north - box.south, 1e-6)
        return cls(box, min((width - 2 * margin) / across, (height - 2 * margin) / along), margin)

    def __call__(self, longitude: float, latitude: float) -> Point:
        """The point of a place; y grows downwards."""
        x = (longitude - self.box.west) * math.cos(math.radians(self.box.middle)) * self.scale
        return x + self.margin, (self.box.north - latitude) * self.scale + self.margin

    @property
    def size(self) -> Point:
        """Width and height of the picture."""
        x, y = self(self.box.east, self.box.south)
        return x + self.margin, y + self.margin

    @property
    def points_per_km(self) -> float:
        """Length of a kilometre along the middle latitude."""
        return self.scale / 111.32  # kilometres in a degree of latitude


def box_around(points: Iterable[Point], at_least: float = 0.05) -> Box:
    """The smallest box around points (longitude, latitude), not narrower than ``at_least`` degrees."""
    longitudes, latitudes = zip(*points, strict=True)
    west, east = _widened(min(longitudes), max(longitudes), at_least)
    south, north = _widened(min(latitudes), max(latitudes), at_least)
    return Box(west, south, east, north)


def path_of_rings(rings: Iterable[Sequence[Point]], projection: Projection) -> str:
    """Rings as the ``d`` of an SVG path, points closer than half a unit left out."""
    return "".join(_path_of_ring(ring, projection) for ring in rings)


def _path_of_ring(ring: Sequence[Point], projection: Projection) -> str:
    kept: list[Point] = []
    for longitude, latitude in ring:
        x, y = projection(longitude, latitude)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.5:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _widened(low: float, high: float, at_least: float) -> Point:
    missing = max(0.0, at_least - (high - low)) / 2
    return low - missing, high + missing
