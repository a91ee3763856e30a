"""The colours of printed pages: those of the report's style, resolved for what knows no style sheets."""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Mapping

__all__ = ["SHADES", "colours", "map_style", "shade_colours"]

SHADES = ("s0", "s1", "s2", "s3", "s4", "s5", "full", "none")
"""The shades of coverage, from the worst to the best, and ``none`` where nothing is needed."""

_DARK = frozenset({"s0", "s1", "s2"})
_VARIABLE = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")
_FONTS = "'Source Sans 3', 'IBM Plex Sans Arabic'"
_MAP_STYLE = """
text {{ font-family: {fonts}; font-size: 10px; fill: {soft}; }}
.area {{ stroke: #ffffff; stroke-width: 1; stroke-linejoin: round; }}
.point {{ stroke: {ink}; stroke-width: 0.8; }}
.labels text {{ font-size: 12px; text-anchor: middle; fill: {ink}; stroke: #ffffff; stroke-width: 3;
  stroke-linejoin: round; paint-order: stroke; }}
.labels .name {{ font-weight: 600; }}
.route {{ fill: none; stroke: {road}; stroke-opacity: 0.85; }}
.route.idle {{ stroke: #8a949d; stroke-width: 1; stroke-dasharray: 3 4; }}
.route .head {{ fill: {road}; stroke: #ffffff; stroke-width: 0.8; stroke-opacity: 1; }}
.route .stop {{ stroke: {stop}; stroke-width: 2; stroke-opacity: 1; }}
.route.full {{ stroke: {stop}; }}
.route.full .head {{ fill: {stop}; }}
.scale path {{ fill: none; stroke: {soft}; }}
.scale text {{ font-size: 11px; }}
"""


@functools.cache
def colours() -> Mapping[str, str]:
    """Colours by their name in the style of the report, as ``#rrggbb``."""
    style = importlib.resources.files("commonweal.show").joinpath("report_style.css").read_text("utf-8")
    return dict(_VARIABLE.findall(style.partition("}")[0]))


def shade_colours(shade: str) -> tuple[str, str]:
    """Colour of an area of a shade, and of words on it."""
    known = colours()
    area = known["full-area" if shade == "full" else shade]
    return area, "#ffffff" if shade in _DARK else known["ink"]


def map_style() -> str:
    """Style of a drawn map that stands by itself."""
    known = {name: colour for name, colour in colours().items() if "-" not in name}
    areas = "".join(f".{shade} {{ fill: {shade_colours(shade)[0]}; }}\n" for shade in SHADES)
    empty = f".point.none {{ fill: {known['paper']}; }}\n"
    return areas + empty + _MAP_STYLE.format(fonts=_FONTS, **known)
