"""The tables of a comparison: who gains and loses, what is done otherwise, limits, prices, aims."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.show.aims import aim_name
from commonweal.show.comparing import Compared, limit_name, relative, signed
from commonweal.show.comparing_text import change_of_aim, value_of_aim
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import section, unlisted
from commonweal.show.people import tier_facts

__all__ = ["aims_section", "doing_section", "limits_section", "people_section", "prices_section"]

_MOST_ROWS = 20
_MOST_PRICES = 25
_STATES = {
    "began": "compare.state.began",
    "stopped": "compare.state.stopped",
    "more": "compare.state.more",
    "less": "compare.state.less",
}

_Reached = tuple[float | None, float | None, float | None]
"""What an aim came to before and after, and the change."""

Rows = Sequence[Sequence[object]]


def people_section(view: Compared) -> Html:
    """Who gains and who loses in each plan, by tier, place, group and need."""
    words = view.words
    lead = element("p", words("compare.people.lead"))
    parts = [_for_plan(view, name, _people(view, name)) for name in view.comparison.others]
    tiers = joined([element("h3", words("compare.tiers.heading")), _tiers(view)])
    return section("people", words("compare.people.heading"), tiers, lead, *parts)


def aims_section(view: Compared) -> Html:
    """What each aim came to in every plan, side by side."""
    words, comparison = view.words, view.comparison
    columns = [Column(words("aim")), Column(view.label(comparison.base), number=True)]
    for name in comparison.others:
        columns += [Column(view.label(name), number=True), Column(words("compare.change"), number=True)]
    aims = {name: _aims(view, name) for name in comparison.others}
    rows = []
    for aim, unit in dict.fromkeys(pair for found in aims.values() for pair in found):
        values = [found.get((aim, unit), (None, None, None)) for found in aims.values()]
        base = next((before for before, _, _ in values if before is not None), None)
        cells = [aim_name(aim, words), value_of_aim(base, unit, view)]
        for _, after, change in values:
            cells += [value_of_aim(after, unit, view), change_of_aim(change, unit, view)]
        rows.append(cells)
    lead = element("p", words("compare.aims.lead"))
    return section("aims", words("compare.aims.heading"), lead, table(columns, rows))


def doing_section(view: Compared) -> Html:
    """What is carried, bought, paid, made and kept otherwise."""
    words = view.words
    parts = [
        _for_plan(
            view,
            name,
            joined(
                [
                    _titled(words("compare.flows.heading"), _flows(view, name)),
                    _titled(words("compare.supplies.heading"), _supplies(view, name)),
                    _titled(words("compare.money.heading"), _money(view, name)),
                    _titled(words("compare.activities.heading"), _activities(view, name)),
                    _titled(words("compare.stocks.heading"), _stocks(view, name)),
                ]
            ),
        )
        for name in view.comparison.others
    ]
    return section("done", words("compare.done.heading"), *parts)


def limits_section(view: Compared) -> Html:
    """Limits that began or stopped to bind, those that matter to coverage first."""
    words = view.words
    lead = element("p", words("compare.limits.lead"))
    parts = [_for_plan(view, name, _limits(view, name)) for name in view.comparison.others]
    return section("limits", words("compare.limits.heading"), lead, *parts)


def prices_section(view: Compared) -> Html:
    """Prices that moved most."""
    words = view.words
    lead = element("p", words("compare.prices.lead"))
    parts = [_for_plan(view, name, _prices(view, name)) for name in view.comparison.others]
    return section("prices", words("compare.prices.heading"), lead, *parts)


def _for_plan(view: Compared, name: str, content: Html) -> Html:
    """What is told of one plan, under its name where there are several."""
    if len(view.comparison.others) == 1:
        return content
    return joined([element("h3", element("bdi", view.label(name))), content])


def _titled(heading: str, content: Html) -> Html:
    return joined([element("h4", heading), content])


def _listed(view: Compared, columns: Sequence[Column], rows: Rows) -> Html:
    """A table of its first rows, the rest to unfold; a line where there are none."""
    if not rows:
        return element("p", view.words("compare.nothing"), class_="small")
    shown = table(columns, rows[:_MOST_ROWS])
    rest = rows[_MOST_ROWS:]
    if not rest:
        return shown
    more = view.words("text.more", n=view.words.number(len(rest)))
    return joined([shown, details(more, table(columns, rest[:200]), unlisted(len(rest), view.words))])


def _tiers(view: Compared) -> Html:
    """Every tier in every plan: people fully covered, average and lowest coverage."""
    words, comparison = view.words, view.comparison
    columns = [Column(words("tier.short")), Column(words("compare.plan"))]
    columns += [Column(words(key), number=True) for key in ("people", "people.fully", "average", "lowest")]
    rows = []
    facts = {
        name: tier_facts(plan["coverage"], plan.economy.settings.calendar)
        for name, plan in comparison.plans.items()
    }
    for tier in sorted({fact.tier for found in facts.values() for fact in found}):
        for name, found in facts.items():
            rows += [
                (
                    tier,
                    view.label(name),
                    words.number(fact.people),
                    words.number(fact.people_fully_covered),
                    words.percent(fact.average),
                    words.percent(fact.lowest.coverage),
                )
                for fact in found
                if fact.tier == tier
            ]
    return table(columns, rows)


def _people(view: Compared, name: str) -> Html:
    words, names = view.words, view.names
    base, here = view.label(view.comparison.base), view.label(name)
    columns = [Column(words(key)) for key in ("tier.short", "place", "group", "need")]
    columns += [
        Column(words("compare.average", plan=base), number=True),
        Column(words("compare.average", plan=here), number=True),
        Column(words("compare.lowest", plan=base), number=True),
        Column(words("compare.lowest", plan=here), number=True),
        Column(words("compare.lost.days"), number=True),
        Column(words("compare.gained.days"), number=True),
    ]
    rows = view.comparison.of("coverage", name)
    moved = rows.filter((pl.col("lost") > 0.0) | (pl.col("gained") > 0.0))
    cells = [
        (
            row["tier"], names.place(row["place"]), row["group"], names.good(row["good"]),
            words.percent(row["base"]), words.percent(row["here"]),
            words.percent(row["base_lowest"]), words.percent(row["here_lowest"]),
            words.number(row["lost"]), words.number(row["gained"]),
        )
        for row in moved.sort("tier", "net", "place", "group", "good").iter_rows(named=True)
    ]  # fmt: skip
    return _listed(view, columns, cells)


def _aims(view: Compared, name: str) -> dict[tuple[str, str], _Reached]:
    """Values of each aim before and after, and the change, by aim and unit."""
    return {
        (aim, unit): (before, after, change)
        for aim, unit, before, after, change in view.comparison.of("aims", name).iter_rows()
        if aim != "floors"
    }


def _changed(view: Compared, table_name: str, name: str, column: str = "change") -> pl.DataFrame:
    """Rows of a table that differ, the largest difference first."""
    rows = view.comparison.of(table_name, name).filter(pl.col(column) != 0.0)
    return rows.sort(pl.col(column).abs(), descending=True, maintain_order=True)


def _sides(view: Compared, name: str) -> list[Column]:
    """Columns of a value in the base, in a plan, and of the change."""
    return [
        Column(view.label(view.comparison.base), number=True),
        Column(view.label(name), number=True),
        Column(view.words("compare.change"), number=True),
    ]


def _values(before: float, after: float, change: float, unit: str, view: Compared) -> tuple[str, str, str]:
    words = view.words
    return words.amount(before, unit), words.amount(after, unit), signed(change, words)


def _flows(view: Compared, name: str) -> Html:
    """By route, direction and good, in tonnes where the good has mass."""
    words, names = view.words, view.names
    columns = [Column(words(key)) for key in ("route", "route.from", "route.to", "good")]
    rows = []
    changed = view.comparison.of("flows", name).filter(pl.col("change") != 0.0)
    weighed = changed.sort(
        pl.col("change_tonnes").abs(), pl.col("change").abs(), descending=True, maintain_order=True
    )
    for row in weighed.iter_rows(named=True):
        ending, unit = ("_tonnes", "t") if row["change_tonnes"] else ("", names.unit(row["good"]))
        values = (row[f"base{ending}"], row[f"here{ending}"], row[f"change{ending}"])
        where = (names.place(row["from_place"]), names.place(row["to_place"]), names.good(row["good"]))
        rows.append((row["route"], *where, *_values(*values, unit, view)))
    return _listed(view, columns + _sides(view, name), rows)


def _supplies(view: Compared, name: str) -> Html:
    words, names = view.words, view.names
    columns = [Column(words("supply")), Column(words("good")), Column(words("place"))]
    columns += [*_sides(view, name), Column(words("compare.cost"), number=True)]
    changed = view.comparison.of("supplies", name).filter(
        (pl.col("change") != 0.0) | (pl.col("change_cost") != 0.0)
    )
    heaviest = changed.sort(
        pl.col("change_tonnes").abs(), pl.col("change_cost").abs(), pl.col("change").abs(),
        descending=True, maintain_order=True,
    )  # fmt: skip
    rows = []
    for row in heaviest.iter_rows(named=True):
        cost = f"{signed(row['change_cost'], words)}\u00a0{names.good(row['paid_in'])}"
        values = _values(row["base"], row["here"], row["change"], names.unit(row["good"]), view)
        where = names.place(row["place"], words("everywhere"))
        cost = cost if row["change_cost"] else "–"
        rows.append((row["supply"], names.good(row["good"]), where, *values, cost))
    return _listed(view, columns, rows)


def _money(view: Compared, name: str) -> Html:
    words = view.words
    columns = [Column(words("currency")), *_sides(view, name), Column("", number=True)]
    rows = [
        (
            view.names.good(currency),
            *_values(before, after, change, "", view),
            relative(before, after, words),
        )
        for currency, before, after, change in _changed(view, "money", name).iter_rows()
    ]
    return _listed(view, columns, rows)


def _activities(view: Compared, name: str) -> Html:
    words = view.words
    columns = [Column(words("activity")), Column(words("place")), *_sides(view, name)]
    rows = [
        (activity, view.names.place(place, words("everywhere")), *_values(before, after, change, "", view))
        for activity, place, before, after, change in _changed(view, "activities", name).iter_rows()
    ]
    return joined(
        [element("p", words("compare.activities.lead"), class_="small"), _listed(view, columns, rows)]
    )


def _stocks(view: Compared, name: str) -> Html:
    words, names = view.words, view.names
    columns = [Column(words("good")), Column(words("place")), *_sides(view, name)]
    rows = [
        (
            names.good(good),
            names.place(place, words("everywhere")),
            *_values(before, after, change, names.unit(good), view),
        )
        for good, place, before, after, change in _changed(view, "stocks", name).iter_rows()
    ]
    return _listed(view, columns, rows)


def _limits(view: Compared, name: str) -> Html:
    words = view.words
    columns = [Column(words("limit.what")), Column(words("compare.state")), Column(words("aim.held"))]
    columns += [
        Column(view.label(view.comparison.base), number=True),
        Column(view.label(name), number=True),
    ]
    rows = view.comparison.of("limits", name).filter(pl.col("state") != "same")
    ranks = {state: rank for rank, state in enumerate(_STATES)}
    state = pl.col("state").replace_strict(ranks, return_dtype=pl.Int64)
    ranked = rows.sort(~pl.col("aim").str.contains("tier"), state, "limit", "what", "place")
    cells = [
        (
            limit_name(row, view),
            words(_STATES[row["state"]]),
            aim_name(row["aim"], words) if row["aim"] else "–",
            row["base_periods"],
            row["here_periods"],
        )
        for row in ranked.iter_rows(named=True)
    ]
    return _listed(view, columns, cells)


def _prices(view: Compared, name: str) -> Html:
    words, names = view.words, view.names
    columns = [Column(words("good")), Column(words("place")), Column(words("aim")), *_sides(view, name)]
    rows = [
        (
            names.good(row["good"]),
            names.place(row["place"], words("everywhere")),
            aim_name(row["aim"], words),
            *_values(row["base"], row["here"], row["change"], "", view),
        )
        for row in view.comparison.of("prices", name)
        .filter(pl.col("change") != 0.0)
        .head(_MOST_PRICES)
        .iter_rows(named=True)
    ]
    return _listed(view, columns, rows)
