"""What breaks first, in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commonweal.show.words import Names, Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.sweep.results import Criticality, Loss

__all__ = ["print_criticality"]

_NOTHING = 1e-6  # person-days below this are rounding


def print_criticality(found: Criticality, console: Console, *, language: str = "en", most: int = 15) -> None:
    """Show what breaks first: losses by rank, what is spared, and what became of pairs.

    Parameters
    ----------
    found
        As ``commonweal.criticality`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.
    most
        The most losses to show of each list.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words, names = words_in(language), Names.of(found.economy, language)
    _say(console, words("sweep.heading", economy=found.economy.settings.name), "bold")
    hurt = [loss for loss in found.singles if sum(loss.lost) > _NOTHING]
    _say(console, words("sweep.counts", n=len(found.singles), hurt=len(hurt)))
    _print_losses(found, hurt[:most], words, names, console)
    if len(hurt) > most:
        _say(console, words("sweep.more", n=len(hurt) - most), "dim")
    _print_soonest(hurt, words, console)
    if found.screened is not None:
        console.print()
        _print_pairs(found, words, names, console, most)
    console.print()
    _print_proof(found, words, console)


def _print_losses(
    found: Criticality, losses: Sequence[Loss], words: Words, names: Names, console: Console
) -> None:
    """One line a loss."""
    from rich.table import Table
    from rich.text import Text

    if not losses:
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(Text(words("sweep.lost")), overflow="fold")
    for tier in found.tiers:
        grid.add_column(Text(words("sweep.tier", tier=tier)), justify="right")
    for key in ("sweep.worst", "sweep.spared"):
        grid.add_column(Text(words(key)), overflow="fold")
    for loss in losses:
        spared = words("sweep.never") if loss.spared is None else words("sweep.days", n=f"{loss.spared:.0f}")
        worst = words(
            "sweep.worst.place",
            place=names.place(loss.worst_place),
            now=words.percent(loss.worst_coverage),
            before=words.percent(loss.worst_before),
        )
        lost = [words.number(days) if days > _NOTHING else "–" for days in loss.lost]
        grid.add_row(*(Text(visible(cell)) for cell in (_what(loss, words), *lost, worst, spared)))
    console.print(grid)


def _what(loss: Loss, words: Words) -> str:
    """What is lost, in words."""
    first = words(f"sweep.kind.{loss.kind}", name=loss.name)
    if not loss.also_name:
        return first
    return words("sweep.both", first=first, second=words(f"sweep.kind.{loss.also_kind}", name=loss.also_name))


def _print_soonest(hurt: Sequence[Loss], words: Words, console: Console) -> None:
    """Which losses are felt last and first."""
    felt = [loss for loss in hurt if loss.spared is not None]
    if felt:
        soonest = min(loss.spared for loss in felt if loss.spared is not None)
        n = sum(loss.spared == soonest for loss in felt)
        _say(console, words("sweep.soonest", n=n, days=f"{soonest:.0f}"))


def _print_pairs(found: Criticality, words: Words, names: Names, console: Console, most: int) -> None:
    """Pairs, and what became of those that were not solved."""
    screened = found.screened
    if screened is None:
        return
    counts = {"pairs": screened.pairs, "settled": screened.settled, "solved": screened.solved}
    _say(console, words("sweep.pairs", **counts, left=screened.left), "bold")
    _print_losses(found, found.pairs[:most], words, names, console)


def _print_proof(found: Criticality, words: Words, console: Console) -> None:
    """How many re-plans are proved, and by how much less work."""
    losses = (*found.singles, *found.pairs)
    unsolved = [loss for loss in losses if loss.quality == "none"]
    approximate = sum(loss.quality == "approximate" for loss in losses)
    _say(console, words("sweep.proof", n=sum(loss.quality == "verified" for loss in losses), of=len(losses)))
    if approximate:
        _say(console, words("sweep.approximate", n=approximate))
    for loss in unsolved:
        _say(console, words("sweep.unsolved", what=_what(loss, words), why=loss.problem))


def _say(console: Console, sentence: str, style: str = "") -> None:
    """A sentence on a line of its own."""
    from rich.text import Text

    console.print(Text(visible(sentence), style=style))
