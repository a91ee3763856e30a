"""Boundaries of places, found by the codes that the table ``places`` gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["boundaries"]

_FILES = {"ISO 3166-2": "syria.geojson"}
"""File of shapes for each system of codes."""


def boundaries(code_system: str, *, clockwise: bool = False) -> dict[str, Any] | None:
    """Shapes of the places that have codes of a system, as GeoJSON.

    A feature's ``code`` property is the place's code; ``kind`` tells governorates from the UN
    zone, which has no people in any table. Boundaries are Natural Earth's; showing them takes
    no position on any of them, and the collection's ``note`` says so.

    Parameters
    ----------
    code_system
        As in the column ``code_system`` of ``places``: ``ISO 3166-2``.
    clockwise
        Turn outer rings clockwise, which d3-geo takes for the inside; otherwise they run
        counterclockwise, as RFC 7946 asks.

    Returns
    -------
    A feature collection of its own for each call, in degrees east and north (WGS 84); None if
    no shapes ship for these codes.

    Examples
    --------
    >>> shapes = boundaries("ISO 3166-2")
    >>> len(shapes["features"])
    15
    >>> boundaries("UN/LOCODE") is None
    True
    """
    if code_system not in _FILES:
        return None
    path = Path(__file__).parent / _FILES[code_system]
    shapes: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if clockwise:
        for feature in shapes["features"]:
            for ring in feature["geometry"]["coordinates"]:
                ring.reverse()
    return shapes
