"""Labels of a map, set where they hide neither a place nor each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.show.markup import Html, element, joined
from commonweal.show.projection import Point

__all__ = ["Label", "draw_labels"]

_SIZE = 12.0  # of the letters
_LETTER = 0.56  # mean width of a letter, as a share of its size


@dataclass(frozen=True)
class Label:
    """What is written at a place.

    Attributes
    ----------
    name, value
        The words, and the figure under them (may be blank).
    at
        The point it belongs to.
    away
        Distance to keep from the point: 0 writes across it.
    weight
        Heavier labels are placed first; those without room are left out.
    """

    name: str
    value: str
    at: Point
    away: float
    weight: float


@dataclass(frozen=True)
class _Room:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Room) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )


def draw_labels(labels: Sequence[Label], size: Point) -> Html:
    """The labels that find room within a picture of the given size."""
    taken = [_around(label.at, label.away - 1) for label in labels if label.away > 0]
    drawn = []
    for label in sorted(labels, key=lambda one: (-one.weight, one.name)):
        for room in _candidates(label):
            inside = room.left >= 0 and room.top >= 0 and room.right <= size[0] and room.bottom <= size[1]
            if inside and not any(room.meets(other) for other in taken):
                taken.append(room)
                drawn.append(_drawn(label, room))
                break
    return element("g", joined(drawn), class_="labels")


def _around(point: Point, radius: float) -> _Room:
    return _Room(point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius)


def _candidates(label: Label) -> list[_Room]:
    """Places for a label: across its point where it may be, else around it."""
    width = _LETTER * _SIZE * max(len(label.name), len(label.value), 1)
    height = 1.15 * _SIZE * (2 if label.value else 1)
    x, y = label.at
    across = _Room(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    sideways, upwards = width / 2 + label.away, height / 2 + label.away
    beside = [(sideways, 0.0), (-sideways, 0.0), (0.0, -upwards), (0.0, upwards)]
    corners = [(x_way * sideways, y_way * upwards) for x_way in (1, -1) for y_way in (-1, 1)]
    shifts = [*beside, *corners] if label.away > 0 else [(0.0, 0.0), *reversed(beside), *corners]
    return [_moved(across, *shift) for shift in shifts]


def _moved(room: _Room, x: float, y: float) -> _Room:
    return _Room(room.left + x, room.top + y, room.right + x, room.bottom + y)


def _drawn(label: Label, room: _Room) -> Html:
    middle, line = (room.left + room.right) / 2, 1.15 * _SIZE
    first = room.top + 0.85 * _SIZE
    lines = [element("tspan", label.name, x=f"{middle:.1f}", y=f"{first:.1f}", class_="name")]
    if label.value:
        lines.append(element("tspan", label.value, x=f"{middle:.1f}", y=f"{first + line:.1f}"))
    return element("text", *lines)
