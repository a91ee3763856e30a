"""The parts of a report on what is missing: who is short, which floors stay open, what binds."""

from __future__ import annotations

import polars as pl

from commonweal.show.aims import aim_name, floor_name
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.people import shortfalls
from commonweal.show.shades import shade
from commonweal.show.totals import binding_totals, highest_prices, open_floors
from commonweal.show.view import View

__all__ = ["binding_section", "shortage_section"]

_FIRST_ROWS = 15  # shortfalls in sight before the rest is folded away


def shortage_section(view: View) -> Html:
    """Who is short of what, and by how much; then floors that are not met."""
    words = view.words
    rows = shortfalls(view.plan["coverage"])
    if rows.is_empty():
        body = element("p", words("short.nobody"))
    else:
        body = joined([element("p", words("short.lead")), _shortfall_tables(view, rows)])
    return section("short", words("short.heading"), body, _floors(view))


def binding_section(view: View) -> Html:
    """The limits that hold the plan down, and what one more unit of each would give."""
    words = view.words
    rows = binding_totals(view.plan)
    if rows.is_empty():
        return section("limits", words("binding.heading"), element("p", words("binding.none")))
    columns = [
        Column(words("limit")),
        Column(words("limit.what")),
        Column(words("place")),
        Column(words("periods"), number=True),
        Column(words("used"), number=True),
        Column(words("allowed"), number=True),
        Column(words("price"), number=True),
        Column(words("aim.held")),
    ]
    cells = [
        (
            words.choice("limit", row["limit"]),
            row["what"],
            view.names.place(row["place"], words("everywhere")),
            row["n_periods"],
            words.number(row["used"]),
            words.number(row["allowed"]),
            words.number(row["price"]) if row["aim"] else "–",
            aim_name(row["aim"], words),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    parts = element("p", words("binding.lead")), table(columns, cells), unlisted(rows.height, words)
    return section("limits", words("binding.heading"), *parts, _prices(view))


def _prices(view: View) -> Html:
    """What one more unit of each good would give to each aim, where it would give most."""
    words, names = view.words, view.names
    rows = highest_prices(view.plan)
    if rows.is_empty():
        return Html("")
    columns = [
        Column(words("good")),
        Column(words("aim")),
        Column(words("price"), number=True),
        Column(words("place")),
        Column(words("period")),
    ]
    cells = [
        (
            names.good(row["good"]),
            aim_name(row["aim"], words),
            words.number(row["price"]),
            names.place(row["place"], words("everywhere")),
            words.day(row["period"]),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    lead = element("p", words("prices.lead"), class_="small")
    return details(words("prices.heading"), lead, table(columns, cells), unlisted(rows.height, words))


def _shortfall_tables(view: View, rows: pl.DataFrame) -> Html:
    """The worst off in sight, the rest to unfold."""
    first = _shortfall_table(view, rows.head(_FIRST_ROWS))
    if rows.height <= _FIRST_ROWS:
        return first
    rest = _shortfall_table(view, rows.slice(_FIRST_ROWS, MOST_ROWS))
    more = view.words.html("short.more", n=view.words.number(rows.height - _FIRST_ROWS))
    return joined([first, details(more, rest, unlisted(rows.height - _FIRST_ROWS, view.words))])


def _shortfall_table(view: View, rows: pl.DataFrame) -> Html:
    words, names = view.words, view.names
    columns = [
        Column(words("tier.short")),
        Column(words("place")),
        Column(words("group")),
        Column(words("need")),
        Column(words("people"), number=True),
        Column(words("lowest"), number=True),
        Column(words("lowest.when")),
        Column(words("short.times"), number=True),
        Column(words("missing"), number=True),
    ]
    cells = [
        (
            row["tier"],
            names.place(row["place"]),
            row["group"],
            names.good(row["good"]),
            words.number(row["people"]),
            element("span", words.percent(row["lowest"]), class_=f"chip {shade(row['lowest'])}"),
            words.day(row["period"]),
            words("of", part=row["n_short"], whole=row["n_rows"]),
            words.amount(row["missing"], names.unit(row["good"])),
        )
        for row in rows.iter_rows(named=True)
    ]
    return table(columns, cells)


def _floors(view: View) -> Html:
    """Closing stocks, minimum levels and the like that are wanted and not reached."""
    words = view.words
    rows = open_floors(view.plan)
    if rows.is_empty():
        return Html("")
    columns = [
        Column(words("floor")),
        Column(words("place")),
        Column(words("period")),
        Column(words("wanted"), number=True),
        Column(words("missing"), number=True),
        Column(words("share"), number=True),
    ]
    cells = [
        (
            floor_name(row["kind"], row["what"], words, view.names),
            view.names.place(row["place"], words("everywhere")),
            words.day(row["period"]) if row["period"] else "",
            words.number(row["wanted"]),
            words.number(row["shortfall"]),
            words.percent(1 - row["kept"]),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    return joined(
        [element("h3", words("floors.heading")), table(columns, cells), unlisted(rows.height, words)]
    )
