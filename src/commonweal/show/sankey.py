"""Where the nodes and bands of a flow picture go: pooling, columns, order and heights.

Nothing here draws or speaks. Several plans are laid out together, so that the same node stands in the
same column and order in each, and one unit is equally wide in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.compare.passages import Passage

__all__ = ["OTHER", "Band", "Box", "Layout", "Node", "lay_out"]

OTHER = "other"
"""Kind of a node that puts small ones together; its name is ``sources``, ``places`` or ``ends``."""

HEIGHT, NODE_WIDTH, GAP = 440.0, 9.0, 17.0
_MOST = {"sources": 7, "places": 16, "ends": 8}  # nodes of a column's kind; more are put together
_SMALL = 0.01  # share of the largest total below which a node is put with others
_SWEEPS = 6
_NOTHING = 1e-12  # share of an amount below which its rest is rounding

_PLACE = "place"
_SOURCES = ("stock", "supply", "made", "arriving")

Node = tuple[str, str]
"""Kind and name."""


@dataclass(frozen=True)
class Box:
    """A node with its place in the picture.

    Attributes
    ----------
    node
        Kind and name.
    column
        0 for sources; the last for what becomes of the good.
    top, height
        In points.
    amount
        What comes in or goes out, whichever is more.
    """

    node: Node
    column: int
    top: float
    height: float
    amount: float


@dataclass(frozen=True)
class Band:
    """An amount that goes from one node to another.

    Attributes
    ----------
    start, end
        The nodes.
    start_y, end_y
        Heights of its middle at both ends.
    width
        In points.
    amount, routes
        As in the passages it stands for.
    back
        Whether it leads to its own column or one before.
    """

    start: Node
    end: Node
    start_y: float
    end_y: float
    width: float
    amount: float
    routes: tuple[str, ...]
    back: bool


@dataclass(frozen=True)
class Layout:
    """One flow picture.

    Attributes
    ----------
    boxes, bands
        What is drawn.
    n_columns, height
        How large it is: columns, and points.
    total
        All that comes from a source.
    """

    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    n_columns: int
    height: float
    total: float


Legs = dict[tuple[Node, Node], tuple[float, tuple[str, ...]]]


def lay_out(plans: Sequence[Sequence[Passage]]) -> list[Layout]:
    """Flow pictures of the same good in several plans, small nodes put together.

    Of what goes there and back between two nodes only the difference is drawn. At every node that
    stands for a place, what comes in is what goes out, as in the passages.
    """
    pooled = _pooled(plans)
    joint: Legs = {}
    for legs in pooled:
        for ends, (amount, routes) in legs.items():
            joint[ends] = (joint.get(ends, (0.0, ()))[0] + amount, routes)
    columns = _columns(joint)
    order = _order(joint, columns)
    fullest = max(len(column) for column in order)
    height = max(HEIGHT, GAP * fullest + HEIGHT / 2)
    scale = _scale(pooled, order, height)
    return [_layout(legs, columns, order, height, scale) for legs in pooled]


def _pooled(plans: Sequence[Sequence[Passage]]) -> list[Legs]:
    """The legs of each plan between nodes, small nodes put together in the same way in all plans."""
    sizes: dict[Node, float] = defaultdict(float)
    for passages in plans:
        for node, amount in _amounts(_legs(passages, {})).items():
            sizes[node] = max(sizes[node], amount)
    renamed: dict[Node, Node] = {}
    largest = max(sizes.values(), default=0.0)
    for family, most in _MOST.items():
        ranked = sorted(
            (node for node in sizes if _family(node) == family), key=lambda node: (-sizes[node], node)
        )
        small = [node for rank, node in enumerate(ranked) if rank >= most or sizes[node] < _SMALL * largest]
        if len(small) > 1:
            renamed |= dict.fromkeys(small, (OTHER, family))
    return [_legs(passages, renamed) for passages in plans]


def _legs(passages: Iterable[Passage], renamed: Mapping[Node, Node]) -> Legs:
    """Amounts and routes between nodes; what stays within one node is left out."""
    legs: Legs = {}
    for leg in passages:
        start, end = (leg.start_kind, leg.start), (leg.end_kind, leg.end)
        start, end = renamed.get(start, start), renamed.get(end, end)
        if start == end:
            continue
        amount, routes = legs.get((start, end), (0.0, ()))
        legs[start, end] = (amount + leg.amount, tuple(sorted({*routes, *leg.routes})))
    return _net(legs)


def _net(legs: Legs) -> Legs:
    """The legs with what goes there and comes back taken away from both ways."""
    net: Legs = {}
    for (start, end), (amount, routes) in legs.items():
        rest = amount - legs.get((end, start), (0.0, ()))[0]
        if rest > _NOTHING * amount:
            net[start, end] = (rest, routes)
    return net


def _family(node: Node) -> str:
    """Which side of the picture a node belongs to."""
    if node[0] == OTHER:
        return node[1]
    return "places" if node[0] == _PLACE else "sources" if node[0] in _SOURCES else "ends"


def _amounts(legs: Legs) -> dict[Node, float]:
    """What comes in or goes out of each node, whichever is more."""
    inward: dict[Node, float] = defaultdict(float)
    outward: dict[Node, float] = defaultdict(float)
    for (start, end), (amount, _) in legs.items():
        outward[start] += amount
        inward[end] += amount
    return {node: max(inward[node], outward[node]) for node in sorted({*inward, *outward})}


def _columns(legs: Legs) -> dict[Node, int]:
    """The column of each node: sources first, places after those they get from, ends last."""
    ways = {
        ends: amount
        for ends, (amount, _) in legs.items()
        if _family(ends[0]) == "places" and _family(ends[1]) == "places"
    }
    forward = _without_cycles(ways)
    nodes = _amounts(legs)
    column = dict.fromkeys((node for node in nodes if _family(node) == "places"), 1)
    for _ in column:
        for start, end in forward:
            column[end] = max(column[end], column[start] + 1)
    last = max(column.values(), default=0) + 1
    return {node: column.get(node, 0 if _family(node) == "sources" else last) for node in nodes}


def _without_cycles(ways: Mapping[tuple[Node, Node], float]) -> list[tuple[Node, Node]]:
    """The ways, larger ones first, without those that would lead back to where others come from."""
    reached: dict[Node, set[Node]] = defaultdict(set)
    kept = []
    for start, end in sorted(ways, key=lambda ends: (-ways[ends], ends)):
        if start in reached[end]:
            continue
        kept.append((start, end))
        beyond = {end} | reached[end]
        for node in [start, *(node for node, after in reached.items() if start in after)]:
            reached[node] |= beyond
    return kept


def _order(legs: Legs, columns: Mapping[Node, int]) -> list[list[Node]]:
    """The nodes of each column from top to bottom, each near what it is joined to."""
    amounts = _amounts(legs)
    order = [
        sorted((node for node in columns if columns[node] == number), key=lambda node: (-amounts[node], node))
        for number in range(max(columns.values(), default=0) + 1)
    ]
    joined: dict[Node, list[tuple[Node, float]]] = defaultdict(list)
    for (start, end), (amount, _) in legs.items():
        joined[start].append((end, amount))
        joined[end].append((start, amount))
    for sweep in range(_SWEEPS):
        level = {node: (rank + 0.5) / len(column) for column in order for rank, node in enumerate(column)}
        for column in order if sweep % 2 == 0 else reversed(order):
            wanted = {node: _mean([(level[near], size) for near, size in joined[node]]) for node in column}
            column.sort(key=lambda node, wanted=wanted: (node[0] == OTHER, wanted[node], node))  # type: ignore[misc]
            level |= {node: (rank + 0.5) / len(column) for rank, node in enumerate(column)}
    return order


def _mean(weighed: Iterable[tuple[float, float]]) -> float:
    """Mean of values with weights."""
    pairs = list(weighed)
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total > 0.0 else 0.0


def _scale(plans: Sequence[Legs], order: Sequence[Sequence[Node]], height: float) -> float:
    """Points for one unit, so that every column of every plan has room."""
    scales = []
    for amounts in (_amounts(legs) for legs in plans):
        for column in order:
            total = sum(amounts.get(node, 0.0) for node in column)
            if total > 0.0:
                scales.append((height - GAP * len(column)) / total)
    return min(scales, default=1.0)


def _layout(
    legs: Legs, columns: Mapping[Node, int], order: Sequence[Sequence[Node]], height: float, scale: float
) -> Layout:
    """One picture: boxes one above the other in each column, bands from box to box."""
    amounts = _amounts(legs)
    boxes: dict[Node, Box] = {}
    for column in order:
        there = [node for node in column if node in amounts]
        top = (height - scale * sum(amounts[node] for node in there) - GAP * len(there)) / 2
        for node in there:
            top += GAP
            boxes[node] = Box(node, columns[node], top, scale * amounts[node], amounts[node])
            top += scale * amounts[node]
    total = sum(amount for (start, _), (amount, _) in legs.items() if _family(start) == "sources")
    return Layout(tuple(boxes.values()), _bands(legs, boxes, scale), len(order), height, total)


def _bands(legs: Legs, boxes: Mapping[Node, Box], scale: float) -> tuple[Band, ...]:
    """Bands that leave and reach each box in the order of the boxes at their other ends."""
    start_y, end_y = _stacked(legs, boxes, 0, scale), _stacked(legs, boxes, 1, scale)
    return tuple(
        Band(
            *ends,
            start_y=start_y[ends],
            end_y=end_y[ends],
            width=scale * amount,
            amount=amount,
            routes=routes,
            back=boxes[ends[1]].column <= boxes[ends[0]].column,
        )
        for ends, (amount, routes) in sorted(legs.items(), key=lambda leg: (-leg[1][0], leg[0]))
    )


def _stacked(
    legs: Legs, boxes: Mapping[Node, Box], side: int, scale: float
) -> dict[tuple[Node, Node], float]:
    """The middle of each band at its start (side 0) or its end (side 1)."""
    filled = {node: box.top for node, box in boxes.items()}
    middles = {}
    for ends in sorted(legs, key=lambda ends: (boxes[ends[1 - side]].top, ends)):
        width = scale * legs[ends][0]
        middles[ends] = filled[ends[side]] + width / 2
        filled[ends[side]] += width
    return middles
