"""Where the places of an economy lie, and what shape they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.geography import boundaries
from commonweal.model import Economy
from commonweal.show.people import PlaceFacts
from commonweal.show.projection import Point
from commonweal.show.words import Names

__all__ = ["Ground", "Rings", "Spot", "ground_of"]

Rings = tuple[Sequence[Point], ...]


@dataclass(frozen=True)
class Spot:
    """A place on the map.

    Attributes
    ----------
    place, name
        Its name in the economy and for people.
    longitude, latitude
        Where it is, in degrees.
    facts
        What its people get; None where nobody has needs.
    rings
        Its boundary, if there is one.
    """

    place: str
    name: str
    longitude: float
    latitude: float
    facts: PlaceFacts | None
    rings: Rings = ()

    @property
    def coverage(self) -> float | None:
        """Average coverage that colours it; below full where any need is ever short."""
        if self.facts is None:
            return None
        full = self.facts.people_fully_covered >= self.facts.people
        return 1.0 if full else min(self.facts.average, 0.999)


@dataclass(frozen=True)
class Ground:
    """Everything a map shows besides routes.

    Attributes
    ----------
    spots
        Places that can be shown.
    others
        Boundaries of the same collections that belong to no place here.
    source
        Where the boundaries are from; blank without boundaries.
    missing
        Names for people of places without coordinates.
    """

    spots: tuple[Spot, ...]
    others: tuple[Rings, ...]
    source: str
    missing: tuple[str, ...]


def ground_of(economy: Economy, facts: Mapping[str, PlaceFacts], names: Names) -> Ground:
    """Places with their coordinates and boundaries, as far as there are any."""
    rows = list(economy["places"].iter_rows(named=True))
    shapes, source = _shapes({(row["code_system"], row["code"]) for row in rows if row["code"]})
    found = [(row["place"], _spot(row, facts, names, shapes)) for row in rows]
    known = {(row["code_system"], row["code"]) for row in rows}
    return Ground(
        spots=tuple(spot for _, spot in found if spot is not None),
        others=tuple(rings for key, rings in shapes.items() if key not in known),
        source=source,
        missing=tuple(names.place(place) for place, spot in found if spot is None),
    )


def _shapes(codes: set[tuple[str, str]]) -> tuple[dict[tuple[str, str], Rings], str]:
    """Boundaries of every collection that has a shape for one of the codes, and their sources."""
    shapes: dict[tuple[str, str], Rings] = {}
    sources: list[str] = []
    for system in sorted({system for system, _ in codes if system}):
        collection = boundaries(system)
        if collection is None:
            continue
        found = {
            (system, str(feature["properties"]["code"])): _rings(feature["geometry"])
            for feature in collection["features"]
        }
        if not codes.isdisjoint(found):
            shapes |= found
            sources.append(str(collection.get("source", system)))
    return shapes, "; ".join(sources)


def _rings(geometry: Mapping[str, Any]) -> Rings:
    """All rings of a polygon or of several."""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return tuple(
        tuple((float(point[0]), float(point[1])) for point in ring) for rings in polygons for ring in rings
    )


def _spot(
    row: Mapping[str, Any],
    facts: Mapping[str, PlaceFacts],
    names: Names,
    shapes: Mapping[tuple[str, str], Rings],
) -> Spot | None:
    rings = shapes.get((row["code_system"], row["code"]), ())
    longitude, latitude = row["longitude"], row["latitude"]
    if longitude is None or latitude is None:
        if not rings:
            return None
        longitude, latitude = _centroid(max(rings, key=len))
    place = row["place"]
    return Spot(place, names.place(place), longitude, latitude, facts.get(place), rings)


def _centroid(ring: Sequence[Point]) -> Point:
    """Centre of the area of a ring; the mean of its points if it has none."""
    area = x_sum = y_sum = 0.0
    for (x, y), (next_x, next_y) in zip(ring, (*ring[1:], ring[0]), strict=True):
        cross = x * next_y - next_x * y
        area += cross
        x_sum += (x + next_x) * cross
        y_sum += (y + next_y) * cross
    if abs(area) < 1e-12:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return x_sum / (3 * area), y_sum / (3 * area)
