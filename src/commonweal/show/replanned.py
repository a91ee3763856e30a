"""What a plan made anew does otherwise, in a terminal; and the turns of a plan that was made in turns."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from commonweal.plan.measures import coverage_summary
from commonweal.plan.plan import Plan
from commonweal.show.view import View
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.run.replanning import Replan

__all__ = ["print_replan", "print_turns"]

_MOST_LINES = 10

_KINDS = {"sent": "replan.sent", "supplied": "replan.supplied", "delivered": "replan.delivered"}


def print_replan(replan: Replan, console: Console, *, language: str = "en") -> None:
    """Show what moved, and where life differed from the plan.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    view = View.of(replan.plan, language)
    words = view.words
    _say(console, words("replan.heading", date=words.day(replan.date.isoformat())), "bold")
    _say(console, words("replan.before"), "dim")
    _print_differences(view, replan.differences, console)
    console.print()
    for line in moves_in_words(replan, view):
        _say(console, line)
    _print_moves(view, replan.moved, console)
    console.print()


def moves_in_words(replan: Replan, view: View) -> list[str]:
    """The moves in a few sentences: tonnes on the way, from outside and handed out; people covered."""
    words, moved = view.words, replan.moved
    if not moved.height:
        return [words("replan.nothing")]
    said = [
        words(key, more=words.amount(more, "t"), less=words.amount(less, "t"))
        for kind, key in _KINDS.items()
        for more, less in [_tonnes(moved.filter(kind=kind))]
        if more or less
    ]
    n_levels = moved.filter(kind="level").select("what", "place").n_unique()
    if n_levels:
        said.append(words("replan.level", n=words.number(n_levels)))
    return [*said, *_covered(replan, view)]


def _tonnes(moved: pl.DataFrame) -> tuple[float, float]:
    """Tonnes more, and tonnes less."""
    tonnes = moved["tonnes"].fill_null(0.0)
    return float(tonnes.clip(lower_bound=0.0).sum()), float(-tonnes.clip(upper_bound=0.0).sum())


def _covered(replan: Replan, view: View) -> list[str]:
    """People covered in the first tier, after and before, where that changes."""
    before, after = (_first_tier(plan) for plan in (replan.before, replan.plan))
    if before is None or after is None or before[1] == after[1]:
        return []
    number = view.words.number
    return [view.words("replan.covered", tier=after[0], after=number(after[1]), before=number(before[1]))]


def _first_tier(plan: Plan) -> tuple[int, float] | None:
    """The first tier, and how many people have all of it covered throughout."""
    tiers = coverage_summary(plan["coverage"], plan.economy.settings.calendar)
    return (tiers[0]["tier"], tiers[0]["people_fully_covered"]) if tiers else None


def _print_moves(view: View, moved: pl.DataFrame, console: Console) -> None:
    """The largest moves."""
    if not moved.height:
        return
    words, names = view.words, view.names
    headings = [words(key) for key in ("replan.what", "replan.period", "replan.was", "replan.now")]
    lines = []
    for row in moved.head(_MOST_LINES).iter_rows(named=True):
        unit = names.unit(row["good"])
        way = " → ".join(names.place(place) for place in (row["from_place"], row["place"]) if place)
        what = ", ".join(part for part in (row["what"], names.good(row["good"]), way) if part)
        before, after = (words.amount(row[key], unit) for key in ("before", "after"))
        lines.append((what, words.day(row["period"]), before, after))
    _print_table(console, words("replan.moves"), headings, lines)
    n_more = moved.height - _MOST_LINES
    if n_more > 0:
        _say(console, words("text.more", n=words.number(n_more)), "dim")


def _print_differences(view: View, differences: pl.DataFrame, console: Console) -> None:
    """Where life differed from the plan."""
    if not differences.height:
        return
    words, names = view.words, view.names
    headings = [words(key) for key in ("replan.what", "replan.period", "replan.planned", "replan.real")]
    lines = []
    for row in differences.iter_rows(named=True):
        parts = (row["what"], names.good(row["good"]), names.place(row["place"]), row["group"])
        unit = names.unit(row["good"])
        planned, real = (words.amount(row[key], unit) for key in ("planned", "real"))
        day = words.day(row["date"]) if row["date"] else ""
        became = words.choice("became", row["became"])
        lines.append((", ".join(part for part in parts if part), day, planned, real, became))
    _print_table(console, words("replan.differences"), [*headings, ""], lines)


def print_turns(plan: Plan, console: Console, *, language: str = "en") -> None:
    """Show the turns in which a plan was made, if it was."""
    if not plan.turns:
        return
    view = View.of(plan, language)
    words = view.words
    lines = [(words.day(turn.date.isoformat()), "; ".join(turn.news)) for turn in plan.turns]
    _print_table(console, words("replan.turns"), ["", ""], lines)


def _print_table(
    console: Console, title: str, headings: Sequence[str], lines: Sequence[Sequence[str]]
) -> None:
    """A heading and lines in columns."""
    from rich.table import Table
    from rich.text import Text

    console.print()
    _say(console, title, "bold")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=any(headings), pad_edge=False)
    for heading in headings:
        table.add_column(Text(visible(heading), style="bold"), overflow="fold")
    for line in lines:
        table.add_row(*(Text(visible(cell)) for cell in line))
    console.print(table)


def _say(console: Console, said: str, style: str = "") -> None:
    """A line as it stands."""
    from rich.text import Text

    console.print(Text(visible(said), style=style))
