"""What planning together gains, in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.words import Names, Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.pool.pooling import Pooling

__all__ = ["print_pooling"]

_HEADINGS = (
    "pool.region",
    "pool.people",
    "pool.average",
    "pool.average.together",
    "pool.lowest",
    "pool.lowest.together",
    "pool.gained",
)
_LITTLE = 0.5  # person-days that round to none


def print_pooling(found: Pooling, console: Console, *, language: str = "en") -> None:
    """Show what each region has by itself and together with the others, tier by tier.

    Parameters
    ----------
    found
        As ``commonweal.pool`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    economy = found.together.economy
    words, names = words_in(language), Names.of(economy, language)
    _say(console, words("pool.heading", economy=economy.settings.name), "bold")
    for row in found.totals.iter_rows(named=True):
        _say(console, _gain(row, words))
    for row in found.totals.iter_rows(named=True):
        console.print()
        _say(console, words("pool.tier", tier=row["tier"]), "bold")
        _print_tier(found.table.filter(pl.col("tier") == row["tier"]), row, words, names, console)
    console.print()
    aim = found.together.aims[-1]
    alone, together = (
        words.amount(value, aim.unit) for value in (found.effort_alone, found.together.effort_used)
    )
    _say(console, words("pool.effort", what=found.together.effort, alone=alone, together=together))
    _say(console, words("pool.shared"), "dim")
    proof = "pool.proof.verified" if found.quality == "verified" else "pool.proof.approximate"
    _say(console, words(proof, n=len(found.alone) + 1))


def _gain(row: Mapping[str, Any], words: Words) -> str:
    """What is gained in a tier, in a sentence."""
    if abs(row["gain"]) < _LITTLE:
        return words("pool.same", tier=row["tier"])
    phrase = "pool.gain" if row["gain"] > 0.0 else "pool.loss"
    return words(phrase, days=words.number(abs(row["gain"])), tier=row["tier"])


def _print_tier(
    rows: pl.DataFrame, total: Mapping[str, Any], words: Words, names: Names, console: Console
) -> None:
    """The regions of one tier, and all of them."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, heading in enumerate(_HEADINGS):
        title = Text(visible(words(heading)), style="bold")
        table.add_column(title, justify="right" if number else "left", overflow="fold")
    for row in rows.iter_rows(named=True):
        table.add_row(*_cells(names.place(row["region"]), row, words))
    table.add_row(*_cells(words("pool.all"), total, words), style="bold")
    console.print(table)


def _cells(name: str, row: Mapping[str, Any], words: Words) -> list[Any]:
    """One row of the table."""
    from rich.text import Text

    shares = ("mean_alone", "mean_together", "lowest_alone", "lowest_together")
    gain = words.number(row["gain"]) if abs(row["gain"]) >= _LITTLE else "0"
    cells = [name, words.number(row["people"]), *(words.percent(row[share]) for share in shares), gain]
    return [Text(visible(cell)) for cell in cells]


def _say(console: Console, sentence: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(visible(sentence), style=style))
