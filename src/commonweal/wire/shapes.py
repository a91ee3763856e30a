"""Boundaries of places, as GeoJSON (RFC 7946, but for the turn of the rings)."""

from __future__ import annotations

from typing import Literal

from commonweal.wire.message import Message

__all__ = ["Shape", "ShapeOutline", "Shapes"]

Ring = tuple[tuple[float, float], ...]


class ShapeOutline(Message):
    """Rings of points, each degrees east and north; the first goes round the outside, clockwise."""

    type: Literal["Polygon"]
    coordinates: tuple[Ring, ...]


class Shape(Message):
    """The boundary of one place.

    Attributes
    ----------
    properties
        ``code`` and ``code_system`` of the place, its ``name``, ``name_ar`` and ``kind``.
    """

    type: Literal["Feature"]
    properties: dict[str, str]
    geometry: ShapeOutline


class Shapes(Message):
    """The boundaries that ship for an economy's places.

    Attributes
    ----------
    note, source
        What to say beside them, and where they are from; blank where there are none.
    """

    type: Literal["FeatureCollection"]
    note: str
    source: str
    features: tuple[Shape, ...]
