"""The part of a report that shows coverage: by need, by place, over time."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.plan.measures import with_days
from commonweal.show.charts import Strip, draw_strips
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import section
from commonweal.show.people import FULL, NeedFacts, TierFacts, need_facts
from commonweal.show.shades import legend, shade
from commonweal.show.view import View

__all__ = ["coverage_section"]

_MOST_PLACES = 40  # rows of a picture
_MOST_COLUMNS = 60  # periods of a picture; more are put together, each showing its lowest


def coverage_section(view: View) -> Html:
    """Every tier, the most urgent first."""
    words = view.words
    return section(
        "coverage",
        words("coverage.heading"),
        element("p", words("coverage.lead")),
        legend(words),
        *(_tier(view, facts) for facts in view.tiers),
    )


def _tier(view: View, facts: TierFacts) -> Html:
    words = view.words
    rows = view.plan["coverage"].filter(pl.col("tier") == facts.tier)
    needs = need_facts(rows, view.calendar, facts.tier)
    short = [need for need in needs if need.lowest.coverage < FULL]
    full = [view.names.good(need.good) for need in needs if need.lowest.coverage >= FULL]
    return joined(
        [
            element("h3", words("tier", tier=facts.tier)),
            _needs_table(view, needs),
            _full_sentence(view, full),
            element("div", _matrix(view, rows, short), _strips_of_needs(view, rows, short), class_="pair"),
        ]
    )


def _needs_table(view: View, needs: Sequence[NeedFacts]) -> Html:
    words, names = view.words, view.names
    columns = [
        Column(words("need")),
        Column(words("people.fully"), number=True),
        Column(words("share.fully"), number=True),
        Column(words("average"), number=True),
        Column(words("lowest"), number=True),
        Column(words("lowest.where")),
    ]
    rows = [
        (
            names.good(need.good),
            words.number(need.people_fully_covered),
            words.percent(need.people_fully_covered / need.people),
            words.percent(need.average),
            words.percent(need.lowest.coverage),
            _where(view, need),
        )
        for need in needs
    ]
    return table(columns, rows)


def _where(view: View, need: NeedFacts) -> Html | str:
    if need.lowest.coverage >= FULL:
        return "–"
    place, day = view.names.place(need.lowest.place), view.words.day(need.lowest.period)
    return view.words.html("place.day", place=place, day=day)


def _full_sentence(view: View, goods: Sequence[str]) -> Html:
    if not goods:
        return Html("")
    return element("p", view.words.html("coverage.full", goods=view.words("list.comma").join(goods)))


def _matrix(view: View, rows: pl.DataFrame, needs: Sequence[NeedFacts]) -> Html:
    """Average coverage by place and need, as a table that is its own picture."""
    if not needs:
        return Html("")
    average = _averages(view, rows)
    places = _places_in_order(view, rows)
    goods = [need.good for need in needs]
    head = element(
        "tr",
        element("th", view.words("place"), scope="col"),
        *(element("th", view.names.good(good), scope="col") for good in goods),
    )
    body = joined(
        element(
            "tr",
            element("th", view.names.place(place), scope="row"),
            *(_matrix_cell(view, average.get((place, good))) for good in goods),
        )
        for place in places
    )
    grid = element("table", element("thead", head), element("tbody", body), class_="matrix")
    caption = element("h4", view.words("coverage.matrix"))
    box = element("div", grid, class_="wide", tabindex="0")
    return element("div", caption, box, _left_out(view, rows, places))


def _matrix_cell(view: View, share: float | None) -> Html:
    figure = "" if share is None else view.words.percent(share)
    return element("td", element("bdi", figure), class_=shade(share))


def _averages(view: View, rows: pl.DataFrame) -> dict[tuple[str, str], float]:
    weight = pl.col("people") * pl.col("days")
    averages = (
        with_days(rows, view.calendar)
        .group_by("place", "good", maintain_order=True)
        .agg(
            ((pl.col("coverage") * weight).sum() / weight.sum()).alias("average"),
            (pl.col("coverage") >= FULL).all().alias("full"),
        )
        .select("place", "good", pl.when("full").then(1.0).otherwise(pl.col("average").clip(None, 0.999)))
    )
    return {(place, good): average for place, good, average in averages.iter_rows()}


def _strips_of_needs(view: View, rows: pl.DataFrame, needs: Sequence[NeedFacts]) -> Html:
    """One heat map a need, and the same figures in a table to unfold."""
    if not needs or view.calendar.n_periods == 1:
        return Html("")
    places = _places_in_order(view, rows)
    bins = _bins(view.calendar.names)
    figures = joined(_figure(view, rows, need, places, bins) for need in needs)
    return element(
        "div",
        element("h4", view.words("coverage.time")),
        element("p", view.words("coverage.time.lead"), _together(view, bins), class_="small"),
        element("div", figures, class_="multiples"),
        class_="grow",
    )


def _together(view: View, bins: Sequence[Sequence[str]]) -> Html | str:
    """A sentence on how many periods a column puts together, where it is more than one."""
    size = len(bins[0])
    return joined([" ", view.words.html("coverage.time.bins", n=size)]) if size > 1 else ""


def _figure(
    view: View, rows: pl.DataFrame, need: NeedFacts, places: Sequence[str], bins: Sequence[Sequence[str]]
) -> Html:
    good = view.names.good(need.good)
    cells = _lowest_by_place(rows.filter(pl.col("good") == need.good), bins)
    strips = [
        Strip(view.names.place(place), _runs(view, cells.get(place, {}), bins, view.names.place(place)))
        for place in places
    ]
    starts = [periods[0] for periods in bins]
    return element(
        "figure",
        element("figcaption", good),
        draw_strips(good, strips, starts, view.words),
        details(view.words("as.table"), _time_table(view, cells, places, starts)),
    )


def _lowest_by_place(
    rows: pl.DataFrame, bins: Sequence[Sequence[str]]
) -> dict[str, dict[int, tuple[int, float]]]:
    """By place and column of the picture: columns spanned, and the lowest coverage of any group."""
    column = {period: number for number, periods in enumerate(bins) for period in periods}
    per_bin = len(bins[0])
    found: dict[str, dict[int, tuple[int, float]]] = {}
    lowest = rows.group_by("place", "period").agg(pl.col("coverage").min(), pl.col("n_periods").max())
    for place, period, coverage, n_periods in lowest.sort("place", "period").iter_rows():
        cells = found.setdefault(place, {})
        number, span = column[period], max(1, -(-int(n_periods) // per_bin))
        before = cells.get(number, (span, 1.0))
        cells[number] = (min(max(span, before[0]), len(bins) - number), min(coverage, before[1]))
    return found


def _runs(
    view: View, cells: dict[int, tuple[int, float]], bins: Sequence[Sequence[str]], place: str
) -> list[tuple[int, int, float, str]]:
    """The cells of a row; full ones that follow each other are drawn as one line."""
    runs: list[tuple[int, int, float, str]] = []
    for number, (span, coverage) in sorted(cells.items()):
        full = coverage >= FULL
        if full and runs and runs[-1][2] >= FULL and runs[-1][0] + runs[-1][1] == number:
            first, before, _, said = runs[-1]
            runs[-1] = (first, before + span, 1.0, said)
            continue
        share = view.words.percent(coverage)
        said = place if full else f"{place}, {view.words.day(bins[number][0])}: {share}"
        runs.append((number, span, 1.0 if full else coverage, said))
    return runs


def _time_table(
    view: View,
    cells: dict[str, dict[int, tuple[int, float]]],
    places: Sequence[str],
    starts: Sequence[str],
) -> Html:
    columns = [
        Column(view.words("place")),
        *(Column(start, number=True) for start in starts),
    ]
    rows = [
        (
            view.names.place(place),
            *(
                view.words.percent(cells[place][number][1]) if number in cells.get(place, {}) else ""
                for number in range(len(starts))
            ),
        )
        for place in places
    ]
    return table(columns, rows)


def _places_in_order(view: View, rows: pl.DataFrame) -> list[str]:
    """Places with needs here, in the order of their table; the worst covered ones if there are many."""
    means = dict(rows.group_by("place", maintain_order=True).agg(pl.col("coverage").mean()).iter_rows())
    order = [place for place in view.plan.economy["places"]["place"].to_list() if place in means]
    worst = set(sorted(order, key=lambda place: means[place])[:_MOST_PLACES])
    return [place for place in order if place in worst]


def _left_out(view: View, rows: pl.DataFrame, places: Sequence[str]) -> Html:
    n_left = rows["place"].n_unique() - len(places)
    if n_left <= 0:
        return Html("")
    return element("p", view.words.html("coverage.left", n=len(places), left=n_left), class_="small")


def _bins(periods: Sequence[str]) -> list[Sequence[str]]:
    """Periods put together so that no picture has more columns than fit."""
    size = -(-len(periods) // _MOST_COLUMNS)
    return [periods[first : first + size] for first in range(0, len(periods), size)]
