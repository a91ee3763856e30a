"""Tables of a printed report: the first rows of each, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.printing.sheet import Block, Cell, Column, Grid, Paragraph, alone, sentence, told
from commonweal.show.aims import aim_name, aims_reached
from commonweal.show.people import FULL, NeedFacts, need_facts, shortfalls
from commonweal.show.saying import Said
from commonweal.show.shades import shade
from commonweal.show.totals import activity_totals, binding_totals, supply_totals
from commonweal.show.traffic import traffic
from commonweal.show.view import View

__all__ = [
    "activities_table",
    "aims_table",
    "limits_table",
    "needs_table",
    "routes_table",
    "shortfalls_table",
    "supplies_table",
]

_MOST_ROWS = 30
_NOTHING = "–"


def needs_table(view: View, tier: int) -> list[Block]:
    """What a tier comes to, need by need, the worst covered first."""
    rows = view.plan["coverage"].filter(pl.col("tier") == tier)
    facts = need_facts(rows, view.calendar, tier)
    columns = _columns(view, ("need", 2), ("people.fully", 0), ("share.fully", 0), ("average", 0))
    columns += _columns(view, ("lowest", 0)) + _columns(view, ("lowest.where", 2))
    return _table(view, "coverage.heading", columns, [_need(view, one) for one in facts])


def _need(view: View, one: NeedFacts) -> Sequence[Cell]:
    words, lowest = view.words, one.lowest
    where = {"place": view.names.place(lowest.place), "day": words.day(lowest.period)}
    return (
        _cell(view.names.good(one.good)),
        _cell(words.number(one.people_fully_covered)),
        _cell(words.percent(one.people_fully_covered / one.people)),
        _cell(words.percent(one.average)),
        Cell(alone(words.percent(lowest.coverage)), shade(lowest.coverage)),
        Cell(told(Said("place.day", where), words) if lowest.coverage < FULL else alone(_NOTHING)),
    )


def shortfalls_table(view: View) -> list[Block]:
    """Who is short of what, the most urgent tier first, and in it the worst off."""
    words, names = view.words, view.names
    columns = _columns(view, ("tier.short", 0)) + _columns(view, ("place", 2), ("group", 2), ("need", 2))
    columns += _columns(view, ("people", 0), ("lowest", 0), ("short.times", 0), ("missing", 0))
    rows = [
        (
            _cell(row["tier"]),
            _cell(names.place(row["place"])),
            _cell(row["group"]),
            _cell(names.good(row["good"])),
            _cell(words.number(row["people"])),
            Cell(alone(words.percent(row["lowest"])), shade(row["lowest"])),
            Cell(told(Said("of", {"part": row["n_short"], "whole": row["n_rows"]}), words)),
            _cell(words.amount(row["missing"], names.unit(row["good"]))),
        )
        for row in shortfalls(view.plan["coverage"]).iter_rows(named=True)
    ]
    return _table(view, "short.heading", columns, rows)


def limits_table(view: View) -> list[Block]:
    """The limits that hold the plan down."""
    words, names = view.words, view.names
    columns = _columns(view, ("limit", 0), ("limit.what", 2), ("place", 2))
    columns += _columns(view, ("periods", 0), ("used", 0), ("allowed", 0), ("aim.held", 2))
    rows = [
        (
            Cell(sentence(words.choice("limit", row["limit"]))),
            _cell(row["what"]),
            _cell(names.place(row["place"], words("everywhere"))),
            _cell(row["n_periods"]),
            _cell(words.number(row["used"])),
            _cell(words.number(row["allowed"])),
            Cell(sentence(aim_name(row["aim"], words))),
        )
        for row in binding_totals(view.plan).iter_rows(named=True)
    ]
    return _table(view, "binding.heading", columns, rows)


def routes_table(view: View) -> list[Block]:
    """Directions of routes that are used, what carries most first."""
    words, names = view.words, view.names
    columns = _columns(view, ("route", 2), ("route.from", 2), ("route.to", 2))
    columns += _columns(view, ("tonnes", 0), ("fullest", 0), ("periods.full", 0))
    used = sorted((line for line in traffic(view.plan) if line.used), key=lambda line: -line.tonnes)
    rows = [
        (
            _cell(line.route),
            _cell(names.place(line.from_place)),
            _cell(names.place(line.to_place)),
            _cell(words.number(line.tonnes)),
            _cell(_NOTHING if line.fullest is None else words.percent(line.fullest)),
            _cell(line.n_full),
        )
        for line in used
    ]
    return _table(view, "map.routes", columns, rows)


def supplies_table(view: View) -> list[Block]:
    """Supplies drawn on, the heaviest first."""
    words, names = view.words, view.names
    columns = _columns(view, ("supply", 2), ("good", 2), ("supplied", 0), ("paid", 0))
    rows = [
        (
            _cell(row["supply"]),
            _cell(names.good(row["good"])),
            _cell(words.amount(row["supplied"], names.unit(row["good"]))),
            _cell(words.amount(row["cost"], names.good(row["paid_in"])) if row["cost"] else _NOTHING),
        )
        for row in supply_totals(view.plan).iter_rows(named=True)
    ]
    return _table(view, "supplies.heading", columns, rows)


def activities_table(view: View) -> list[Block]:
    """Activities that are run, in the order of their table."""
    words = view.words
    columns = _columns(view, ("activity", 2), ("level", 0), ("places", 0))
    rows = [
        (_cell(row["activity"]), _cell(words.number(row["level"])), _cell(row["n_places"]))
        for row in activity_totals(view.plan).iter_rows(named=True)
    ]
    return _table(view, "activities.heading", columns, rows)


def aims_table(view: View) -> list[Block]:
    """What each aim came to."""
    columns = _columns(view, ("aim", 2), ("aim.value", 0))
    rows = [(Cell(sentence(aim)), _cell(reached)) for aim, reached in aims_reached(view.plan, view.words)]
    return _table(view, "effort.heading", columns, rows)


def _columns(view: View, *told_columns: tuple[str, float]) -> tuple[Column, ...]:
    """Columns by the key of their heading and their weight; those without weight hold figures."""
    words_first = {"limit", "tier.short"}  # narrow, and no figures
    return tuple(
        Column(view.words(key), number=not weight and key not in words_first, weight=weight)
        for key, weight in told_columns
    )


def _table(
    view: View, caption: str, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]]
) -> list[Block]:
    """The first rows, and how many more there are; nothing where there are none."""
    if not rows:
        return []
    grid = Grid(view.words(caption), columns, tuple(tuple(row) for row in rows[:_MOST_ROWS]))
    n_more = len(rows) - _MOST_ROWS
    if n_more <= 0:
        return [grid]
    more = Said("unlisted", {"n": view.words.number(n_more)})
    return [grid, Paragraph(told(more, view.words), "small")]


def _cell(value: object) -> Cell:
    """A name or a figure in a cell."""
    return Cell(alone(value))
