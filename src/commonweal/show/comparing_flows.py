"""The part of a comparison that shows the way of one good, in each plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.compare.passages import ENDS, Passage, passages
from commonweal.show.comparing import Compared
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.sankey import OTHER, Band, Layout, Node, lay_out
from commonweal.show.sankey_drawing import Telling, draw_flows

__all__ = ["flows_section", "node_name"]

_PHRASES = {
    "stock": "flow.stock",
    "made": "flow.made",
    "eaten": "flow.eaten",
    "used": "flow.used",
    "carrying": "flow.carrying",
    "paid": "flow.paid",
    "kept": "flow.kept",
    "under way": "flow.under.way",
    "lost": "flow.lost",
    "over": "flow.over",
}
_OTHERS = {"sources": "flow.other.sources", "places": "flow.other.places", "ends": "flow.other.ends"}


def flows_section(view: Compared, good: str | None) -> Html:
    """The way of a good in each plan, on one scale, with the figures as a table to unfold.

    Raises
    ------
    ModelError
        If nothing of the good comes or goes.
    """
    words = view.words
    if good is None:
        nothing = element("p", words("flow.nothing"))
        return section("flows", words("flow.heading", good="–"), nothing)
    legs = {name: passages(plan, good) for name, plan in view.comparison.plans.items()}
    layouts = dict(zip(legs, lay_out(list(legs.values())), strict=True))
    return section(
        "flows",
        words("flow.heading", good=view.names.good(good)),
        element("p", words("flow.lead")),
        *(_figure(view, name, good, layout) for name, layout in layouts.items()),
        details(words("as.table"), _table(view, good, legs)),
    )


def node_name(node: Node, view: Compared) -> str:
    """A node for people: a place, a supply, what becomes of the good."""
    kind, name = node
    if kind == OTHER:
        return view.words(_OTHERS[name])
    if kind == "place":
        return view.names.place(name, view.words("flow.everywhere"))
    return view.words(_PHRASES[kind], what=name) if kind in _PHRASES else name


def _figure(view: Compared, name: str, good: str, layout: Layout) -> Html:
    words, label = view.words, view.label(name)

    def amount(value: float) -> str:
        return _amount(value, good, view)

    telling = Telling(
        title=words("flow.title", plan=label, good=view.names.good(good)),
        summary=_summary(view, layout, good),
        name=lambda node: node_name(node, view),
        amount=amount,
        band=lambda band: _band_words(band, good, view),
    )
    picture = element("div", draw_flows(layout, telling), class_="wide", tabindex="0")
    return element("figure", element("h3", element("bdi", label)), picture)


def _amount(value: float, good: str, view: Compared) -> str:
    """An amount in tonnes where the good has mass, else in its unit."""
    mass = _mass(good, view)
    return (
        view.words.amount(value * mass / 1000.0, "t")
        if mass
        else view.words.amount(value, view.names.unit(good))
    )


def _mass(good: str, view: Compared) -> float:
    rows = view.comparison.pairs[0].base.economy["goods"]
    masses = rows.filter(rows["good"] == good)["mass"].to_list()
    return float(masses[0] or 0.0) if masses else 0.0


def _summary(view: Compared, layout: Layout, good: str) -> str:
    """What becomes of all of it, for those who can't see the picture."""
    words = view.words
    ends = [box for box in layout.boxes if box.node[0] in ENDS or box.node == (OTHER, "ends")]
    told = [
        words("flow.part", what=node_name(box.node, view), amount=_amount(box.amount, good, view))
        for box in sorted(ends, key=lambda box: -box.amount)
    ]
    total = _amount(layout.total, good, view)
    return words("flow.summary", total=total, ends=words("compare.list.between").join(told))


def _band_words(band: Band, good: str, view: Compared) -> str:
    """What hovering over a band tells."""
    key = "flow.band.routes" if band.routes else "flow.band"
    return view.words(
        key,
        start=node_name(band.start, view),
        end=node_name(band.end, view),
        amount=_amount(band.amount, good, view),
        **({"routes": view.words("list.comma").join(band.routes)} if band.routes else {}),
    )


def _table(view: Compared, good: str, legs: Mapping[str, Sequence[Passage]]) -> Html:
    """Every leg with its amount in each plan, the largest first."""
    words = view.words
    amounts: dict[tuple[Node, Node], dict[str, float]] = {}
    for name, passed in legs.items():
        for leg in passed:
            ends = ((leg.start_kind, leg.start), (leg.end_kind, leg.end))
            amounts.setdefault(ends, {})[name] = leg.amount
    columns = [Column(words("route.from")), Column(words("route.to"))]
    columns += [Column(view.label(name), number=True) for name in legs]
    ranked = sorted(amounts, key=lambda ends: (-max(amounts[ends].values()), ends))
    rows = [
        (
            node_name(start, view),
            node_name(end, view),
            *(_amount(amounts[start, end].get(name, 0.0), good, view) for name in legs),
        )
        for start, end in ranked[:MOST_ROWS]
    ]
    return joined([table(columns, rows), unlisted(len(ranked), words)])
