"""The way of a good through a plan, from where it comes to what becomes of it."""

from __future__ import annotations

from typing import Literal

from commonweal.wire.message import Day, Message

__all__ = ["NodeKind", "Sankey", "SankeyLink", "SankeyNode"]

NodeKind = Literal[
    "stock", "supply", "made", "arriving", "place",
    "eaten", "used", "carrying", "paid", "kept", "under way", "lost", "over", "other",
]  # fmt: skip


class SankeyNode(Message):
    """Something that a good comes from, comes through, or goes to.

    Attributes
    ----------
    kind
        Where it comes from: ``stock`` (in store before), ``supply``, ``made``, ``arriving`` (set out before
        the period); ``place``; what becomes of it:
        ``eaten`` (handed to a group), ``used`` (by an activity), ``carrying``, ``paid``, ``kept`` (in store
        afterwards), ``under way``, ``lost``, ``over``; ``other`` for several small ones together.
    name
        Of the supply, activity, place or group; of ``other`` ``sources``, ``places`` or ``ends``; blank where
        the kind says all.
    titles
        The name of a place in each language; empty otherwise.
    column
        0 for sources; the last for what becomes of the good.
    amount
        What comes in or goes out, whichever is more.
    """

    kind: NodeKind
    name: str
    titles: dict[str, str]
    column: int
    amount: float


class SankeyLink(Message):
    """An amount that goes from one node to another (positions); ``back`` where it goes to a column before."""

    source: int
    target: int
    amount: float
    routes: tuple[str, ...]
    back: bool


class Sankey(Message):
    """The way of a good through a plan.

    Attributes
    ----------
    good, titles, unit
        What, its name in each language, and the unit of all amounts.
    goods
        Goods of which something comes or goes, for which one can ask.
    start, until
        First day, and first day no longer.
    total
        All that comes from a source.
    nodes, links
        At every place, what comes in is what goes out; of what goes there and back between two nodes only
        the difference is told.
    """

    good: str
    titles: dict[str, str]
    unit: str
    goods: tuple[str, ...]
    start: Day
    until: Day
    total: float
    nodes: tuple[SankeyNode, ...]
    links: tuple[SankeyLink, ...]
