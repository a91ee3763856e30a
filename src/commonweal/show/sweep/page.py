"""A sweep as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.comparing_page import whole_page, write_page
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted
from commonweal.show.sweep.charts import Band, Span, Swing, draw_bands, draw_spans, draw_tornado
from commonweal.show.sweep.telling import Told
from commonweal.sweep.summary import QUANTILES

if TYPE_CHECKING:
    from commonweal.sweep.summary import SweepSummary

__all__ = ["sweep_html", "write_sweep"]

_MOST_SPANS = 40
_SAME = 1e-6  # regrets that are smaller are none
_STYLES = ("sweep/sweep_style.css",)
_EVERY = tuple(QUANTILES)


def write_sweep(summary: SweepSummary, path: Path | str, *, language: str = "en") -> None:
    """Write what a sweep says as one self-contained page of HTML, whole or not at all.

    Parameters
    ----------
    summary
        As ``commonweal.summarize_sweep`` gives it.
    path
        The file to write; one that is there is replaced.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    write_page(sweep_html(summary, language=language), path)


def sweep_html(summary: SweepSummary, *, language: str = "en") -> str:
    """A sweep as the text of an HTML page; the same sweep always gives the same text."""
    told = Told.of(summary, language)
    parts: list[Html] = [_opening(told)]
    if summary["outcomes"].height:
        parts += [
            _outcomes(told),
            _coverage(told),
            _time(told),
            _regret(told),
            _tornado(told),
            _sensitivity(told),
        ]
    parts += [_failed(told), _method(told)]
    main = element("main", *parts, class_="broad")
    return whole_page(summary.sweep.about.economy, told.words, _banner(told), main, styles=_STYLES)


def _banner(told: Told) -> Html:
    """A banner that tells how well the plans are proved."""
    counts = told.summary.sweep.counts()
    quality = "verified"
    if counts.get("quality approximate"):
        quality = "approximate"
    if not counts["done"]:
        quality = "none"
    said = (told.words.html(phrase, **values) for phrase, values in told.proof())
    return element("div", element("p", joined(said, " ")), class_=f"certificate {quality}", role="status")


def _opening(told: Told) -> Html:
    words, sweep = told.words, told.summary.sweep
    said = (element("li", words.html(phrase, **values)) for phrase, values in told.sentences())
    title = sweep.design.title or sweep.about.economy
    return element(
        "header",
        element(
            "p",
            words.html("sweeps.heading", economy=sweep.about.economy, n=sweep.asked.height),
            class_="small",
        ),
        element("h1", element("bdi", title)),
        element("p", words.html("sweeps.lead", n=sweep.asked.height, design=sweep.design.design)),
        element("ul", *said, class_="told"),
    )


def _outcomes(told: Told) -> Html:
    """Quantiles of each outcome."""
    words = told.words
    columns = [
        Column(words("sweeps.outcome")),
        *(Column(words(f"sweeps.{name}"), number=True) for name in _EVERY),
    ]
    rows = [
        [told.outcome(row["outcome"]), *(told.figure(row["outcome"], row[name]) for name in _EVERY)]
        for row in told.summary["outcomes"].iter_rows(named=True)
    ]
    lead = element("p", words("sweeps.outcomes.lead"))
    return section("outcomes", words("sweeps.outcomes.heading"), lead, table(columns, rows))


def _coverage(told: Told) -> Html:
    """How far each place, need and group is covered, tier by tier."""
    words, coverage = told.words, told.summary["coverage"]
    parts: list[Html] = [element("p", words("sweeps.coverage.lead"))]
    for by in ("place", "good", "group"):
        rows = coverage.filter(by=by)
        if rows.height:
            parts.append(element("h3", words(f"sweeps.by.{by}")))
            figures = (
                _spans(told, by, tier, rows.filter(tier=tier)) for tier in rows["tier"].unique().sort()
            )
            parts.append(element("div", *figures, class_="beside"))
    return section("coverage", words("sweeps.coverage.heading"), *parts)


def _spans(told: Told, by: str, tier: int, rows: pl.DataFrame) -> Html:
    """The picture and the table of one tier."""
    words = told.words
    rows = rows.sort("q05", "median", "name")
    spans = [_span(told, by, row) for row in rows.head(_MOST_SPANS).iter_rows(named=True)]
    heading = words("tier", tier=tier)
    columns = [
        Column(words(f"sweeps.what.{by}")),
        *(Column(words(f"sweeps.{name}"), number=True) for name in _EVERY),
    ]
    cells = [
        [told.name(by, row["name"]), *(words.percent(row[name]) for name in _EVERY)]
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    title = f"{words(f'sweeps.by.{by}')}, {heading}"
    return element(
        "figure",
        element("figcaption", heading),
        draw_spans(title, spans, words),
        details(
            words("sweeps.points_of", number=rows["points"].max()),
            table(columns, cells),
            unlisted(rows.height, words),
        ),
    )


def _span(told: Told, by: str, row: dict[str, Any]) -> Span:
    words, name = told.words, told.name(by, row["name"])
    figures = {key: words.percent(row[key]) for key in ("q05", "q25", "q75", "q95", "least")}
    said = words("sweeps.coverage.row", name=name, **figures)
    return Span(name, tuple(row[key] for key in _EVERY), said)


def _time(told: Told) -> Html:
    """How coverage spreads over time."""
    words, rows = told.words, told.summary["over_time"]
    if not rows.height:
        return Html("")
    figures = []
    for tier in rows["tier"].unique().sort():
        own = rows.filter(tier=tier)
        keys = ("q05", "q25", "median", "q75", "q95")
        bands = [Band(row["period"], tuple(row[key] for key in keys)) for row in own.iter_rows(named=True)]
        columns = [
            Column(words("sweeps.period")),
            *(Column(words(f"sweeps.{key}"), number=True) for key in keys),
        ]
        cells = [
            [words.day(row["period"]), *(words.percent(row[key]) for key in keys)]
            for row in own.head(MOST_ROWS).iter_rows(named=True)
        ]
        figures.append(
            element(
                "figure",
                element("figcaption", words("tier", tier=tier)),
                draw_bands(words("sweeps.time.title", tier=tier), bands, words),
                details(words("sweeps.points_of", number=own["points"].max()), table(columns, cells)),
            )
        )
    lead = element("p", words("sweeps.time.lead"))
    return section("time", words("sweeps.time.heading"), lead, element("div", *figures, class_="beside"))


def _regret(told: Told) -> Html:
    """How far each way to choose stays behind the best."""
    words, rows = told.words, told.summary["regret"]
    kind = "sweeps.regret" if told.summary.sweep.design.choices else "sweeps.regret.points"
    columns = [Column(words("sweeps.outcome")), Column(words("sweeps.regret.way"))]
    columns += [Column(words(f"sweeps.{key}"), number=True)
                for key in ("regret.best_in", "regret.mean", "q95", "regret.most")]  # fmt: skip
    cells = [
        (
            told.outcome(row["outcome"]),
            row["way"],
            words.percent(row["best_in"]),
            *(told.regret(row["outcome"], row[key]) for key in ("mean", "q95", "most")),
        )
        for row in rows.filter(pl.col("most").max().over("outcome") > _SAME)
        .head(MOST_ROWS)
        .iter_rows(named=True)
    ]
    if not told.summary.sweep.design.choices:
        columns = [columns[0], *columns[3:]]
        cells = [(cell[0], *cell[3:]) for cell in cells]
    return section(
        "regret", words(f"{kind}.heading"), element("p", words(f"{kind}.lead")), table(columns, cells)
    )


def _tornado(told: Told) -> Html:
    """What moves coverage most, tier by tier."""
    words = told.words
    parts: list[Html] = []
    for tier in told.summary.sweep.tiers:
        outcome = f"mean_tier_{tier}"
        rows = told.summary["tornado"].filter(pl.col("outcome") == outcome)
        if not rows.height:
            continue
        middle = float(told.summary["outcomes"].filter(outcome=outcome)["mean"][0])
        swings = [_swing(told, row) for row in rows.head(_MOST_SPANS).iter_rows(named=True)]
        lead = words.html("sweeps.tornado.lead", tier=tier)
        parts += [
            element("h3", words("tier", tier=tier)),
            element("p", lead, class_="small"),
            _key(told),
            element("figure", draw_tornado(f"{words('sweeps.tornado.heading')}, {words('tier', tier=tier)}",
                                           swings, middle, words), _tornado_table(told, rows)),
        ]  # fmt: skip
    return section("tornado", words("sweeps.tornado.heading"), *parts) if parts else Html("")


def _key(told: Told) -> Html:
    """Which colour is which end."""
    marks = (
        element(
            "span", element("i", class_=f"swatch {end}"), element("bdi", told.words(f"sweeps.tornado.{end}"))
        )
        for end in ("low", "high")
    )
    return element("p", *marks, class_="legend key")


def _swing(told: Told, row: dict[str, Any]) -> Swing:
    percent = told.words.percent
    said = told.words(
        "sweeps.tornado.row",
        parameter=row["parameter"], low=row["low"], high=row["high"],
        at_low=percent(row["at_low"]), at_high=percent(row["at_high"]),
    )  # fmt: skip
    return Swing(row["parameter"], row["at_low"], row["at_high"], said)


def _tornado_table(told: Told, rows: pl.DataFrame) -> Html:
    words = told.words
    columns = [Column(words("sweeps.parameter"))]
    columns += [Column(words(f"sweeps.{key}"), number=True) for key in ("low", "at_low", "high", "at_high")]
    cells = [
        (
            row["parameter"],
            row["low"],
            words.percent(row["at_low"]),
            row["high"],
            words.percent(row["at_high"]),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    return details(words("sweeps.parameter"), table(columns, cells))


def _sensitivity(told: Told) -> Html:
    """Indices of each parameter."""
    words, rows = told.words, told.summary["sensitivity"]
    if not rows.height:
        return Html("")
    method = rows["method"][0]
    heads = {
        "sobol": ("first", "total"),
        "morris": ("morris.first", "morris.total"),
        "delta": ("first", "delta.total"),
    }[method]
    columns = [Column(words("sweeps.outcome")), Column(words("sweeps.parameter"))]
    columns += [Column(words(f"sweeps.sensitivity.{key}"), number=True) for key in (*heads, "sure")]
    cells = [
        (
            told.outcome(row["outcome"]),
            row["parameter"],
            *(f"{row[key]:.2g}" for key in ("first", "total", "sure")),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    lead = element("p", words(f"sweeps.sensitivity.{method}"))
    return section("sensitivity", words("sweeps.sensitivity.heading"), lead, table(columns, cells))


def _failed(told: Told) -> Html:
    """Points without a plan, and why."""
    words = told.words
    rows = told.summary.sweep.points.filter(status="failed")
    if not rows.height:
        return Html("")
    columns = [Column(words("sweeps.point"), number=True), Column(words("sweeps.failed.why"))]
    cells = [(row["number"], row["problem"]) for row in rows.head(MOST_ROWS).iter_rows(named=True)]
    return section(
        "failed", words("sweeps.failed.heading"), table(columns, cells), unlisted(rows.height, words)
    )


def _method(told: Told) -> Html:
    """How this was made, and from what."""
    words, sweep = told.words, told.summary.sweep
    version = f"commonweal {importlib.metadata.version('commonweal')}"
    pairs = (
        (words("sweeps.hash"), element("code", sweep.about.hash)),
        (words("sweeps.design"), sweep.design.design),
        (words("version"), element("bdi", version)),
    )
    listed = (element("dt", name) + element("dd", value) for name, value in pairs)
    notes = (element("li", words(f"sweeps.method.{key}")) for key in ("plans", "weights"))
    return section(
        "method",
        words("sweeps.method.heading"),
        element("ul", *notes),
        element("dl", *(Html(pair) for pair in listed)),
    )
