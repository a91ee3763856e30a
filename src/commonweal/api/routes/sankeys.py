"""The way of a good through a plan."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, cast

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import unchanged
from commonweal.api.refusing import RequestRefused
from commonweal.api.routes.results import ResultId, of_visit
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.compare.passages import changed_most, passages
from commonweal.errors import ModelError
from commonweal.plan.plan import Plan
from commonweal.show.picture.told import titles_of
from commonweal.show.sankey import Layout, lay_out
from commonweal.store.pictures import opened_plan
from commonweal.wire.sankeys import NodeKind, Sankey, SankeyLink, SankeyNode

__all__ = ["router"]

router = new_router("sankeys", "/projects/{project}")

Good = Annotated[
    str | None,
    Query(max_length=200, description="The good; without, the one of which most is carried, in tonnes."),
]
Period = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="First day of the one period to tell of; without, the whole plan.",
        examples=["2031-03-10"],
    ),
]


@router.get(
    "/results/{result}/sankey",
    operation_id="sankeys.sankey",
    summary="Read the way of a good",
    response_model=Sankey,
    responses=unchanged(),
)
def sankey(
    visit: Reads, result: ResultId, request: Request, good: Good = None, period: Period = None
) -> Response:
    """Read where a good comes from in a plan, which way it goes and what becomes of it.

    Small nodes are put together. Of one period alone, what set out before it arrives from ``arriving``.
    """
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash, "sankey")  # the address tells the good and the period
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        message = _message(opened_plan(visit.store, found), good, period)
    return answered(message, tag=tag)


def _message(plan: Plan, asked: str | None, period: str | None) -> Sankey:
    """The way of a good.

    Raises
    ------
    ModelError
        If there is no such good, or nothing of it comes or goes.
    RequestRefused
        If no period begins on the day.
    """
    good = asked or changed_most((plan, plan))
    if good is None:
        raise ModelError("Nothing that has mass is carried in this plan. Name a good: good=…")
    number = None if period is None else _number(plan, period)
    (layout,) = lay_out([passages(plan, good, number)])
    goods = plan.economy["goods"]
    rows = dict(zip(goods["good"], goods["unit"], strict=True))
    calendar = plan.economy.settings.calendar
    first, last = (0, calendar.n_periods) if number is None else (number, number + 1)
    edges = calendar.edges
    return Sankey(
        good=good,
        titles=titles_of(goods)[good],
        unit=rows[good],
        goods=_moved(plan),
        start=calendar.start + dt.timedelta(days=int(edges[first])),
        until=calendar.start + dt.timedelta(days=int(edges[last])),
        total=layout.total,
        nodes=_nodes(layout, titles_of(plan.economy["places"])),
        links=_links(layout),
    )


def _number(plan: Plan, period: str) -> int:
    """The number of the period that begins on a day."""
    names = plan.economy.settings.calendar.names
    if period not in names:
        raise RequestRefused(
            422, "request", f"No period of the plan begins on {period}. They begin on {', '.join(names)}."
        )
    return names.index(period)


def _moved(plan: Plan) -> tuple[str, ...]:
    """Goods that something is done with, in the order of the table."""
    made = plan["activities"].select("activity").unique()
    terms = plan.economy["activity_goods"].join(made, on="activity", how="semi")["good"]
    names = {*terms, *plan["deliveries"]["good"], *plan["flows"]["good"], *plan["supplies"]["good"]}
    return tuple(good for good in plan.economy["goods"]["good"] if good in names)


def _nodes(layout: Layout, titles: dict[str, dict[str, str]]) -> tuple[SankeyNode, ...]:
    """The nodes of a picture, column after column from top to bottom."""
    return tuple(
        SankeyNode(
            kind=cast(NodeKind, box.node[0]),
            name=box.node[1],
            titles=titles.get(box.node[1], {}) if box.node[0] == "place" else {},
            column=box.column,
            amount=box.amount,
        )
        for box in layout.boxes
    )


def _links(layout: Layout) -> tuple[SankeyLink, ...]:
    """The bands of a picture, the widest first."""
    number = {box.node: position for position, box in enumerate(layout.boxes)}
    return tuple(
        SankeyLink(
            source=number[band.start],
            target=number[band.end],
            amount=band.amount,
            routes=band.routes,
            back=band.back,
        )
        for band in layout.bands
    )
