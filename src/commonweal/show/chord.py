"""Who works for whom, as a ring: an arc a region, a ribbon for what two regions do for each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.inputoutput.tables import Floats
from commonweal.show.markup import Html, element, joined

__all__ = ["Ring", "draw_ring", "pooled"]

_RADIUS, _THICK, _ROOM = 200.0, 11.0, 130.0
_GAP = 0.035  # radians between arcs
_N_COLOURS = 12


@dataclass(frozen=True, eq=False)
class Ring:
    """What is drawn.

    Attributes
    ----------
    amounts : shape (n, n)
        What goes from one to another; what stays (the diagonal) is not drawn.
    names
        Name of each.
    title, summary
        Of the picture, read out by screen readers.
    arc, ribbon
        What hovering tells: over an arc from its name, what goes out and what comes in; over a
        ribbon from two names and what goes each way.
    """

    amounts: Floats
    names: Sequence[str]
    title: str
    summary: str
    arc: Callable[[str, float, float], str]
    ribbon: Callable[[str, str, float, float], str]


def pooled(amounts: Floats, names: Sequence[str], most: int, others: str) -> tuple[Floats, list[str]]:
    """The ``most`` largest traders, by what goes out and comes in, and all others as one.

    Examples
    --------
    >>> flows = np.array([[0.0, 5.0, 1.0, 0.0], [4.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.0] * 4])
    >>> together, named = pooled(flows, ["a", "b", "c", "d"], 2, "rest")
    >>> named
    ['a', 'b', 'rest']
    >>> together.tolist()
    [[0.0, 5.0, 1.0], [4.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    between = amounts - np.diag(np.diag(amounts))
    if len(names) <= most + 1:
        return between, list(names)
    order = np.argsort(-(between.sum(0) + between.sum(1)), kind="stable")
    group = np.full(len(names), most)
    kept = np.sort(order[:most])
    group[kept] = np.arange(most)
    together = np.zeros((most + 1, most + 1))
    np.add.at(together, (group[:, None], group[None, :]), between)
    np.fill_diagonal(together, 0.0)
    return together, [names[index] for index in kept] + [others]


def draw_ring(ring: Ring) -> Html:
    """The picture: an arc is as long as what goes out and what comes in together."""
    there = ring.amounts - np.diag(np.diag(ring.amounts))
    turn = _angles(there)
    size = 2 * (_RADIUS + _ROOM)
    return element(
        "svg",
        element("title", ring.title),
        element("desc", ring.summary),
        joined(_ribbons(ring, there, turn)),
        joined(_arc(ring, there, turn, number) for number in range(len(ring.names))),
        viewBox=f"{-size / 2:.0f} {-_RADIUS - 42:.0f} {size:.0f} {2 * (_RADIUS + 42):.0f}",
        width=f"{size:.0f}",
        height=f"{2 * (_RADIUS + 42):.0f}",
        role="img",
        class_="ring",
    )


@dataclass(frozen=True, eq=False)
class _Angles:
    """Where things are on the ring, in radians clockwise from the top.

    ``arcs`` has the start and the end of each arc; ``ends[i, j]`` where the ribbon of i and j meets
    the arc of i.
    """

    arcs: Floats
    ends: Floats


def _angles(there: Floats) -> _Angles:
    """Arcs one after another, and on each the ribbons in the order of the others, turned inside out."""
    n = len(there)
    sizes = there + there.T
    room = 2 * math.pi - n * _GAP
    scale = room / max(float(sizes.sum()), 1e-300)
    arcs, ends = np.zeros((n, 2)), np.zeros((n, n, 2))
    angle = 0.0
    for i in range(n):
        arcs[i, 0] = angle
        for step in range(1, n):
            j = (i - step) % n  # the neighbour before comes first, so that ribbons cross least
            ends[i, j] = angle, angle + scale * sizes[i, j]
            angle = ends[i, j, 1]
        arcs[i, 1] = angle
        angle += _GAP
    return _Angles(arcs, ends)


def _ribbons(ring: Ring, there: Floats, turn: _Angles) -> list[Html]:
    """Ribbons between pairs, larger ones below; each has the colour of who does more for the other."""
    pairs = [(i, j) for i in range(len(there)) for j in range(i) if there[i, j] + there[j, i] > 0.0]
    pairs.sort(key=lambda pair: -(there[pair] + there[pair[::-1]]))
    return [
        element(
            "path",
            element("title", ring.ribbon(ring.names[i], ring.names[j],
                                         float(there[i, j]), float(there[j, i]))),
            d=_ribbon(turn.ends[i, j], turn.ends[j, i]),
            class_=f"ribbon c{(i if there[i, j] >= there[j, i] else j) % _N_COLOURS}",
        )
        for i, j in pairs
    ]  # fmt: skip


def _ribbon(one: Floats, other: Floats) -> str:
    inner = _RADIUS - 2
    a, b = _point(one[0], inner), _point(one[1], inner)
    c, d = _point(other[0], inner), _point(other[1], inner)
    wide = [int(end[1] - end[0] > math.pi) for end in (one, other)]
    round_ = f"A{inner:.0f} {inner:.0f} 0"
    return f"M{a}{round_} {wide[0]} 1 {b}Q0 0 {c}{round_} {wide[1]} 1 {d}Q0 0 {a}Z"


def _arc(ring: Ring, there: Floats, turn: _Angles, number: int) -> Html:
    start, end = turn.arcs[number]
    outer = _RADIUS + _THICK
    wide = int(end - start > math.pi)
    path = (
        f"M{_point(start, _RADIUS)}A{_RADIUS:.0f} {_RADIUS:.0f} 0 {wide} 1 {_point(end, _RADIUS)}"
        f"L{_point(end, outer)}A{outer:.0f} {outer:.0f} 0 {wide} 0 {_point(start, outer)}Z"
    )
    middle = (start + end) / 2
    right = math.sin(middle) >= 0.0
    x, y = _xy(middle, outer + 6)
    name = ring.names[number]
    said = ring.arc(name, float(there[number].sum()), float(there[:, number].sum()))
    return element(
        "g",
        element("title", said),
        element("path", d=path, class_=f"c{number % _N_COLOURS}"),
        element("text", name, x=f"{x:.1f}", y=f"{y + 3.5:.1f}", text_anchor="start" if right else "end"),
    )


def _point(angle: float, radius: float) -> str:
    x, y = _xy(angle, radius)
    return f"{x:.2f} {y:.2f}"


def _xy(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.sin(angle), -radius * math.cos(angle)
