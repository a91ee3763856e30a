"""The parts of a report on what is done: supplies, activities, routes, stocks, effort and money."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.show.aims import aims_reached
from commonweal.show.charts import draw_area
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.totals import activity_totals, left_over, money_totals, supply_totals
from commonweal.show.traffic import Traffic
from commonweal.show.view import View

__all__ = ["doing_section", "effort_section", "routes_table", "stocks_section"]

_MOST_PICTURES = 24


def doing_section(view: View) -> Html:
    """Supplies drawn on and activities run."""
    return section("done", view.words("done.heading"), _supplies(view), _activities(view), _left_over(view))


def stocks_section(view: View) -> Html:
    """Stocks of each good over time, all places together, with the figures by place to unfold."""
    words = view.words
    stocks = view.plan["stocks"]
    kept = stocks.group_by("good").agg(pl.col("stock").max()).filter(pl.col("stock") > 0)["good"].to_list()
    goods = [good for good in view.plan.economy["goods"]["good"].to_list() if good in set(kept)]
    if not goods:
        return Html("")
    figures = joined(_stock_figure(view, stocks, good) for good in goods[:_MOST_PICTURES])
    lead = element("p", words("stocks.lead"))
    return section("stocks", words("stocks.heading"), lead, element("div", figures, class_="multiples"))


def effort_section(view: View) -> Html:
    """What each aim came to, and what is paid."""
    words = view.words
    aims = table(
        [Column(words("aim")), Column(words("aim.value"), number=True)], aims_reached(view.plan, words)
    )
    money = money_totals(view.plan)
    paid = (
        table(
            [Column(words("currency")), Column(words("paid"), number=True)],
            [(view.names.good(good), words.number(cost)) for good, cost in money.iter_rows()],
        )
        if money.height
        else element("p", words("money.none"))
    )
    return section("effort", words("effort.heading"), element("p", words("effort.lead")), aims, paid)


def routes_table(view: View, routes: Sequence[Traffic]) -> Html:
    """Every direction of every route, what carries most first."""
    words, names = view.words, view.names
    ranked = sorted(routes, key=lambda line: (not line.used, -line.tonnes))
    columns = [
        Column(words("route")),
        Column(words("route.from")),
        Column(words("route.to")),
        Column(words("tonnes"), number=True),
        Column(words("fullest"), number=True),
        Column(words("periods.full"), number=True),
    ]
    rows = [
        (
            line.route,
            names.place(line.from_place),
            names.place(line.to_place),
            words.number(line.tonnes),
            "–" if line.fullest is None else words.percent(line.fullest),
            line.n_full,
        )
        for line in ranked[:MOST_ROWS]
    ]
    return joined([table(columns, rows), unlisted(len(ranked), words)])


def _supplies(view: View) -> Html:
    words, names = view.words, view.names
    rows = supply_totals(view.plan)
    if rows.is_empty():
        return element("p", words("supplies.none"))
    columns = [
        Column(words("supply")),
        Column(words("good")),
        Column(words("supplied"), number=True),
        Column(words("paid"), number=True),
    ]
    cells = [
        (
            row["supply"],
            names.good(row["good"]),
            words.amount(row["supplied"], names.unit(row["good"])),
            words.amount(row["cost"], names.good(row["paid_in"])) if row["cost"] else "–",
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    heading = element("h3", words("supplies.heading"))
    return joined([heading, table(columns, cells), unlisted(rows.height, words)])


def _activities(view: View) -> Html:
    words = view.words
    rows = activity_totals(view.plan)
    if rows.is_empty():
        return Html("")
    columns = [
        Column(words("activity")),
        Column(words("level"), number=True),
        Column(words("places"), number=True),
        Column(words("outputs")),
    ]
    cells = [
        (row["activity"], words.number(row["level"]), row["n_places"], _outputs(view, row["outputs"]))
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    heading = element("h3", words("activities.heading"))
    return joined([heading, table(columns, cells), unlisted(rows.height, words)])


def _left_over(view: View) -> Html:
    words, names = view.words, view.names
    rows = left_over(view.plan)
    if rows.is_empty():
        return Html("")
    cells = [
        (names.good(good), words.amount(amount, names.unit(good)))
        for good, amount in rows.head(MOST_ROWS).iter_rows()
    ]
    heading, lead = element("h3", words("leftovers.heading")), element("p", words("leftovers.lead"))
    columns = [Column(words("good")), Column(words("amount"), number=True)]
    return joined([heading, lead, table(columns, cells), unlisted(rows.height, words)])


def _outputs(view: View, outputs: Sequence[dict[str, float | str]]) -> Html:
    return joined(
        (
            view.words.html(
                "output",
                good=view.names.good(str(output["good"])),
                amount=view.words.amount(float(output["amount"]), view.names.unit(str(output["good"]))),
            )
            for output in outputs
        ),
        view.words("list.comma"),
    )


def _stock_figure(view: View, stocks: pl.DataFrame, good: str) -> Html:
    words, names = view.words, view.names
    rows = stocks.filter(pl.col("good") == good)
    by_period = dict(rows.group_by("period", maintain_order=True).agg(pl.col("stock").sum()).iter_rows())
    periods = view.calendar.names
    closing = [by_period.get(period, 0.0) for period in periods]
    title = words("stocks.title", good=names.good(good), unit=names.unit(good))
    return element(
        "figure",
        element("figcaption", title),
        draw_area(title, [_opening(view, rows, good), *closing], periods, words),
        details(words("as.table"), _stock_table(view, rows)),
    )


def _opening(view: View, rows: pl.DataFrame, good: str) -> float:
    """What is in store on the first morning, at all places together; ``*`` is a store at each."""
    opening = view.plan.economy["stocks"].filter((pl.col("good") == good) & (pl.col("opening") > 0))
    n_stores = rows["place"].n_unique()
    return sum(
        (
            amount * (n_stores if place == "*" else 1)
            for place, amount in opening.select("place", "opening").iter_rows()
        ),
        start=0.0,
    )


def _stock_table(view: View, rows: pl.DataFrame) -> Html:
    words = view.words
    stock = {
        (place, period): value for place, period, value in rows.select("place", "period", "stock").iter_rows()
    }
    places = list(dict.fromkeys(rows["place"].to_list()))
    columns = [
        Column(words("place")),
        *(Column(period, number=True) for period in view.calendar.names),
    ]
    cells = [
        (
            view.names.place(place, words("everywhere")),
            *(words.number(stock.get((place, period), 0.0)) for period in view.calendar.names),
        )
        for place in places[:MOST_ROWS]
    ]
    return joined([table(columns, cells), unlisted(len(places), words)])
