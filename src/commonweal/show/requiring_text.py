"""What it would take, in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.words import Names, Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from commonweal.require.requirement import Requirement

__all__ = ["print_requirement"]

_MOST_LINES, _MOST_NEEDS = 20, 12
_OF = {
    "money": "require.of.money",
    "stock": "require.of.stock",
    "labour": "require.of.labour",
    "capacity": "require.of.capacity",
}
_PACKAGE = ("require.when", "require.where", "require.what", "require.amount")
_CANNOT = (
    "require.cannot.need",
    "require.cannot.periods",
    "require.cannot.highest",
    "require.cannot.why",
)


def print_requirement(found: Requirement, console: Console, *, language: str = "en") -> None:
    """Show the cheapest package, what it can't lift, and the proof.

    Parameters
    ----------
    found
        As ``commonweal.require`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words, names = words_in(language), Names.of(found.proof.economy, language)
    _say(console, _asked(found, words, names), "bold")
    if found.package.is_empty():
        _say(console, words("require.in.vain" if found.cannot.height else "require.nothing"))
    else:
        _print_package(found, words, names, console)
    if found.cannot.height:
        console.print()
        _print_cannot(found, words, names, console)
    console.print()
    phrase = "require.proof.rule" if found.proof.by_rule else "require.proof.kept"
    _say(console, words(phrase, lowest=words.percent(found.proof.lowest)))
    _say(console, found.proof.plan.certificate.sentence)


def _asked(found: Requirement, words: Words, names: Names) -> str:
    """What was asked, in a line."""
    of = words(_OF[found.of]) if found.of in _OF else words("require.of.good", good=names.good(found.of))
    phrase = "require.asked" if found.tier == 1 else "require.asked.more"
    asked = words(phrase, tier=found.tier, level=words.percent(found.coverage), of=of)
    if not found.by:
        return asked
    return ", ".join((asked, words("require.by", day=words.day(found.by))))


def _print_package(found: Requirement, words: Words, names: Names, console: Console) -> None:
    """The package, line by line, and its total."""
    if found.of == "capacity":
        total = words("require.total.capacity", total=words.number(found.total))
    else:
        total = words("require.total", total=words.amount(found.total, found.measure))
    _say(console, total)
    table = _table([words(heading) for heading in _PACKAGE], (False, False, False, True))
    undated = words("require.start" if found.of == "stock" else "require.throughout")
    for line in found.package.head(_MOST_LINES).iter_rows(named=True):
        _add(
            table,
            words.day(line["period"]) if line["period"] else undated,
            _where(line["place"], words, names),
            _what(line, words, names),
            words.amount(line["amount"], line["unit"]),
        )
    console.print(table)
    if found.package.height > _MOST_LINES:
        _say(console, words("require.lines.more", n=found.package.height - _MOST_LINES), "dim")


def _what(line: Mapping[str, Any], words: Words, names: Names) -> str:
    """A good, a store of a good, or what a route or an activity is called."""
    if not line["good"]:
        return str(line["what"])
    good = names.good(line["good"])
    return words("require.store", good=good) if line["table"] == "stocks" else good


def _where(place: str, words: Words, names: Names) -> str:
    """A place, or the two ends of a route."""
    if not place:
        return words("require.everywhere")
    return " – ".join(names.place(end) for end in place.split(" – "))


def _print_cannot(found: Requirement, words: Words, names: Names, console: Console) -> None:
    """Needs that stay below the level, the lowest first."""
    _say(console, words("require.cannot.heading"), "bold")
    rows = (
        found.cannot.group_by("tier", "place", "group", "good", maintain_order=True)
        .agg(pl.len(), pl.col("highest").min(), (pl.col("why") == "unreached").all().alias("unreached"))
        .sort("tier", "highest", "place", "group", "good")
    )
    table = _table([words(heading) for heading in _CANNOT], (False, True, True, False))
    for row in rows.head(_MOST_NEEDS).iter_rows(named=True):
        place, good = names.place(row["place"]), names.good(row["good"])
        _add(
            table,
            words("require.cannot.group", place=place, group=row["group"], good=good),
            str(row["len"]),
            words.percent(row["highest"]),
            words("require.cannot.unreached" if row["unreached"] else "require.cannot.limited"),
        )
    console.print(table)
    if rows.height > _MOST_NEEDS:
        _say(console, words("require.lines.more", n=rows.height - _MOST_NEEDS), "dim")
    _say(console, words("require.cannot.note"))


def _table(headings: list[str], numbers: tuple[bool, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading, number in zip(headings, numbers, strict=True):
        title = Text(visible(heading), style="bold")
        table.add_column(title, justify="right" if number else "left", overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    from rich.text import Text

    table.add_row(*(Text(visible(cell)) for cell in cells))


def _say(console: Console, sentence: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(visible(sentence), style=style))
