"""A sweep in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.sweep.telling import Told
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.sweep.summary import SweepSummary
    from commonweal.sweep.sweeping import SweepTold

__all__ = ["print_sweep", "told_in_words"]

_MINUTE, _HOUR = 60.0, 3600.0
_QUANTILES = ("least", "q05", "median", "q95", "most")


def print_sweep(summary: SweepSummary, console: Console, *, language: str = "en", most: int = 15) -> None:
    """Show what a sweep says: how outcomes spread, who is covered how far, and what moves it most.

    Parameters
    ----------
    summary
        As ``commonweal.summarize_sweep`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.
    most
        The most rows to show of each table.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    from rich.text import Text

    told = Told.of(summary, language)
    words, sweep = told.words, summary.sweep
    heading = words("sweeps.heading", economy=sweep.about.economy, n=sweep.asked.height)
    console.print(Text(visible(heading), style="bold"))
    for phrase, values in told.sentences():
        console.print(Text(visible(words(phrase, **values))))
    if summary["outcomes"].height:
        _print_outcomes(told, console)
        _print_coverage(told, console, most)
        _print_tornado(told, console, most)
    failed = sweep.points.filter(status="failed")
    for row in failed.head(most).iter_rows(named=True):
        why = f"{words('sweeps.point')} {row['number']}: {row['problem']}"
        console.print(Text(visible(why), style="red"))
    if failed.height > most:
        console.print(Text(words("sweeps.more", n=failed.height - most), style="dim"))


def _grid(console: Console, headings: list[str], rows: list[list[str]]) -> None:
    """A table whose first column is text and whose others are numbers."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, heading in enumerate(headings):
        grid.add_column(Text(heading), justify="right" if number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console.print()
    console.print(grid)


def _print_outcomes(told: Told, console: Console) -> None:
    words = told.words
    headings = [words("sweeps.outcome"), *(words(f"sweeps.{name}") for name in _QUANTILES)]
    rows = [
        [told.outcome(row["outcome"]), *(told.figure(row["outcome"], row[name]) for name in _QUANTILES)]
        for row in told.summary["outcomes"].iter_rows(named=True)
    ]
    _grid(console, headings, rows)


def _print_coverage(told: Told, console: Console, most: int) -> None:
    """The worst-off places of the first tier."""
    words = told.words
    rows = told.summary["coverage"].filter(by="place", tier=told.first_tier).sort("q05", "median", "name")
    if not rows.height:
        return
    title = f"{words('sweeps.what.place')} ({words('tier', tier=told.first_tier)})"
    headings = [title, *(words(f"sweeps.{name}") for name in _QUANTILES)]
    cells = [
        [told.name("place", row["name"]), *(words.percent(row[name]) for name in _QUANTILES)]
        for row in rows.head(most).iter_rows(named=True)
    ]
    _grid(console, headings, cells)
    if rows.height > most:
        console.print(words("sweeps.more", n=rows.height - most), style="dim")


def _print_tornado(told: Told, console: Console, most: int) -> None:
    """What moves the first tier."""
    words, outcome = told.words, f"mean_tier_{told.first_tier}"
    rows = told.summary["tornado"].filter(pl.col("outcome") == outcome)
    if not rows.height:
        return
    keys = ("parameter", "low", "at_low", "high", "at_high")
    cells = [
        [
            row["parameter"],
            row["low"],
            words.percent(row["at_low"]),
            row["high"],
            words.percent(row["at_high"]),
        ]
        for row in rows.head(most).iter_rows(named=True)
    ]
    _grid(console, [words(f"sweeps.{key}") for key in keys], cells)


def told_in_words(told: SweepTold) -> str:
    """How far a sweep is, in a line."""
    failed = f", {told.failed} without a plan" if told.failed else ""
    when = "" if told.seconds_left is None else f", about {_span(told.seconds_left)} left"
    return f"{told.done} points planned{failed}, {told.left} to come{when}"


def _span(seconds: float) -> str:
    """A span of time, roughly."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < 2 * _HOUR else f"{seconds / _HOUR:.0f} h"
