"""A comparison of plans in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from commonweal.show.aims import aim_name
from commonweal.show.comparing import Compared, remark_phrase, sentences, signed
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from commonweal.compare.comparison import Comparison

__all__ = ["print_comparison", "text_table"]

_MOST_LINES = 10


def print_comparison(comparison: Comparison, console: Console, *, language: str = "en") -> None:
    """Show a comparison in a terminal: the sentences, who loses and gains, the aims, what to bear in mind.

    Parameters
    ----------
    comparison
        What is told.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    view = Compared.of(comparison, language)
    base = view.label(comparison.base)
    for name in comparison.others:
        console.print(shown_text(view.words("compare.with", plan=view.label(name), base=base), "bold"))
        for key, values in sentences(view, name):
            console.print(shown_text(view.words(key, **values)))
        _print_people(view, name, console)
        _print_aims(view, name, console)
        console.print()
    for remark in comparison.remarks:
        key, values = remark_phrase(remark, view)
        console.print(shown_text(view.words(key, **values), "yellow"))


def shown_text(value: object, style: str = "") -> Text:
    """Text that is shown as it stands: no markup, no control characters."""
    from rich.text import Text

    return Text(visible(value), style=style)


def text_table(headings: Sequence[str], n_words: int, rows: Sequence[Sequence[str]]) -> Table:
    """A table without lines: ``n_words`` columns of words, then figures."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, heading in enumerate(headings):
        justify = "left" if number < n_words else "right"
        table.add_column(shown_text(heading, "bold"), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(shown_text(cell) for cell in row))
    return table


def _print_people(view: Compared, name: str, console: Console) -> None:
    """Who loses and gains most, tier by tier."""
    words, names = view.words, view.names
    moved = (pl.col("lost") > 0.0) | (pl.col("gained") > 0.0)
    rows = view.comparison.of("coverage", name).filter(moved)
    if not rows.height:
        return
    rows = rows.sort("tier", "net", "place", "group", "good")
    headings = [words("tier.short"), words("place"), words("need")]
    headings += [view.label(view.comparison.base), view.label(name)]
    headings += [words("compare.lost.short"), words("compare.gained.short")]
    told = [
        (
            str(row["tier"]),
            words("compare.place.group", place=names.place(row["place"]), group=row["group"]),
            names.good(row["good"]),
            words.percent(row["base"]), words.percent(row["here"]),
            words.number(row["lost"]), words.number(row["gained"]),
        )
        for row in rows.head(_MOST_LINES).iter_rows(named=True)
    ]  # fmt: skip
    console.print()
    console.print(text_table(headings, 3, told))
    if rows.height > _MOST_LINES:
        console.print(shown_text(words("text.more", n=words.number(rows.height - _MOST_LINES)), "dim"))


def _print_aims(view: Compared, name: str, console: Console) -> None:
    """What each aim came to in both plans."""
    words = view.words
    told = [
        (
            aim_name(aim, words),
            value_of_aim(before, unit, view),
            value_of_aim(after, unit, view),
            change_of_aim(change, unit, view),
        )
        for aim, unit, before, after, change in view.comparison.of("aims", name).iter_rows()
        if aim != "floors"
    ]
    headings = [words("aim"), view.label(view.comparison.base), view.label(name), words("compare.change")]
    console.print()
    console.print(text_table(headings, 1, told))


def value_of_aim(value: float | None, unit: str, view: Compared) -> str:
    """What an aim came to; a dash where a plan has no such aim."""
    if value is None:
        return "–"
    return view.words.percent(value) if unit == "share" else view.words.amount(value, unit)


def change_of_aim(change: float | None, unit: str, view: Compared) -> str:
    """The difference of an aim: points of percent for shares; a dash where there is none to tell."""
    if change is None:
        return "–"
    if unit == "share":
        return view.words("compare.points", number=signed(100.0 * change, view.words))
    return signed(change, view.words) + (f"\u00a0{unit}" if change else "")
