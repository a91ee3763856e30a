"""Explanations, what would help most, and what something is for, in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commonweal.show.explaining import Teller
from commonweal.show.saying import Said, Several
from commonweal.show.serving import Serving
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from commonweal.explain.records import Explanation
    from commonweal.explain.tracing import Why
    from commonweal.plan.plan import Plan

__all__ = ["print_explanations", "print_why"]

_MOST_SHARES = 20


def print_explanations(
    plan: Plan, explanations: Iterable[Explanation], console: Console, *, language: str = "en"
) -> None:
    """Show why needs are short, and what would help, in a terminal.

    Parameters
    ----------
    plan
        What is explained.
    explanations
        As ``commonweal.explain`` gives them.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    teller = Teller.of(plan.economy, language)
    told = list(explanations)
    if not told:
        _say(teller, Said("explain.none"), console)
    for number, explanation in enumerate(told):
        if number:
            console.print()
        _print_one(teller, explanation, told[:number], console)


def _print_one(
    teller: Teller, explanation: Explanation, earlier: Sequence[Explanation], console: Console
) -> None:
    _say(teller, teller.cell(explanation.cell), console, "bold")
    sentence, reasons = teller.why(explanation, earlier)
    _say(teller, sentence, console)
    _list(teller, reasons, console)
    for note in teller.notes(explanation):
        _say(teller, note, console, "dim")
    if explanation.reliefs:
        _say(teller, Said("explain.help"), console)
        _list(teller, (teller.relief(explanation, relief) for relief in explanation.reliefs), console)


def print_why(plan: Plan, why: Why, console: Console, *, language: str = "en") -> None:
    """Show what something in a plan is for, in a terminal.

    Parameters
    ----------
    plan
        What it is in.
    why
        As ``commonweal.why`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    serving = Serving.of(plan, why, language)
    teller = serving.teller
    _say(teller, serving.headline(), console, "bold")
    if why.amount <= 0.0:
        _say(teller, Said("why.none"), console)
        return
    for line in serving.sums():
        _say(teller, line, console)
    console.print()
    _print_shares(serving, console)
    console.print()
    for remark in serving.method():
        _say(teller, remark, console, "dim")
    if why.prices:
        console.print()
        _say(teller, Said("price.heading"), console, "bold")
        _list(teller, serving.prices(), console)


def _print_shares(serving: Serving, console: Console) -> None:
    from rich.table import Table

    words = serving.teller.words
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading, justify in zip(serving.headings(), ("right", "right", "left", "left"), strict=True):
        table.add_column(_text(heading, "bold"), justify=justify)  # type: ignore[arg-type]
    lines = serving.lines()
    for line in lines[:_MOST_SHARES]:
        share, amount, purpose, whom = line
        table.add_row(*(_cell(cell) for cell in (share, amount, purpose.text(words), whom.text(words))))
    console.print(table)
    if len(lines) > _MOST_SHARES:
        rest = float(serving.why.shares["share"].slice(_MOST_SHARES).sum())
        values = {"n": words.number(len(lines) - _MOST_SHARES), "share": words.percent(rest)}
        _say(serving.teller, Said("why.more", values), console, "dim")


def _say(teller: Teller, said: Said | Several, console: Console, style: str = "") -> None:
    console.print(_text(said.text(teller.words), style))


def _list(teller: Teller, lines: Iterable[Said], console: Console) -> None:
    """One line each, with a mark before it and the rest set in."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for line in lines:
        table.add_row("  –", _text(line.text(teller.words)))
    if table.row_count:
        console.print(table)


def _text(value: object, style: str = "") -> Text:
    """Text that is shown as it stands: no markup, no control characters."""
    from rich.text import Text

    return Text(visible(value), style=style)


def _cell(value: object) -> Text:
    """Text in a table: on one line, its end cut off where there is no room."""
    text = _text(value)
    text.no_wrap, text.overflow = True, "ellipsis"
    return text
