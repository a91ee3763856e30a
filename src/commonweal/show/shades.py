"""One scale of colour for coverage, in every picture: the darker, the shorter; full is apart.

The steps are of one hue from light to dark, so that they keep their order for colour-blind eyes and
in grey print. What is fully covered has another hue and another mark as well.
"""

from __future__ import annotations

from commonweal.show.markup import Html, element, joined
from commonweal.show.people import FULL
from commonweal.show.words import Words

__all__ = ["STEPS", "legend", "shade"]

STEPS = (0.2, 0.4, 0.6, 0.8, 0.9)
"""Upper ends of the shades ``s0`` to ``s4``; ``s5`` reaches up to, not including, full."""


def shade(share: float | None) -> str:
    """CSS class of a coverage: ``s0`` (below 20 %) to ``s5``, ``full``; ``none`` if nothing is needed."""
    if share is None:
        return "none"
    if share >= FULL:
        return "full"
    return f"s{sum(share >= step for step in STEPS)}"


def legend(words: Words) -> Html:
    """The scale as a row of swatches with words."""
    lower = (0.0, *STEPS)
    upper = (*STEPS, 1.0)
    entries = [
        (f"s{number}", words("percent", number=f"{100 * low:.0f}–{100 * high:.0f}"))
        for number, (low, high) in enumerate(zip(lower, upper, strict=True))
    ]
    entries += [("full", words("legend.full")), ("none", words("legend.none"))]
    return element(
        "p",
        element("span", words("legend.coverage"), class_="what"),
        joined(_swatch(shade_class, label) for shade_class, label in entries),
        class_="legend",
    )


def _swatch(shade_class: str, label: str) -> Html:
    return element("span", element("i", class_=f"swatch {shade_class}"), element("bdi", label))
