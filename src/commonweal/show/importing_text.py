"""What an import came to, in a terminal: the size of the table, its books, and what was done to it."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.show.words import Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.importing.checking import TableCheck
    from commonweal.inputoutput.balancing import BalancingReport
    from commonweal.inputoutput.tables import Floats, SupplyUse
    from commonweal.model import Economy

__all__ = ["Imported", "print_import"]

_MOST_NOTES = 30


@dataclass(frozen=True, eq=False)
class Imported:
    """A table that became an economy.

    Attributes
    ----------
    layout
        The layout it was read from.
    table
        As it was built from: aggregated and balanced, if that was asked.
    check
        What was found in it.
    balancing
        What balancing did; None where it wasn't asked for.
    economy
        What came out.
    notes
        What was done and assumed, in sentences.
    """

    layout: str
    table: SupplyUse
    check: TableCheck
    balancing: BalancingReport | None
    economy: Economy
    notes: tuple[str, ...]

    def data(self) -> dict[str, Any]:
        """The numbers, as ``commonweal import --json`` prints them."""
        table, check, source = self.table, self.check, self.table.provenance
        return {
            "name": source.name,
            "layout": self.layout,
            "year": source.year,
            "currency": source.currency,
            "scale": source.scale,
            "prices": source.prices,
            "source": source.source,
            "regions": len(table.regions),
            "products": len(table.products),
            "industries": len(table.industries),
            "final_users": len(table.final),
            "output": float(table.industry_output.sum()),
            "largest_product_residual": _largest(check.product_residuals),
            "largest_industry_residual": _largest(check.industry_residuals),
            "rounding": check.rounding,
            "without_output": list(check.without_output),
            "negative_cells": dict(check.negative),
            "spectral_radius": check.spectral_radius,
            "people": dict(table.people),
            "magnitudes": [asdict(found) for found in check.magnitudes],
            "findings": [asdict(found) for found in check.findings],
            "balancing": None if self.balancing is None else asdict(self.balancing),
            "notes": list(self.notes),
            "goods": self.economy["goods"].height,
            "activities": self.economy["activities"].height,
            "needs": self.economy["needs"].height,
        }


def print_import(told: Imported, console: Console, *, language: str = "en") -> None:
    """Show what an import came to.

    Parameters
    ----------
    told
        The import.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words = words_in(language)
    source = told.table.provenance
    _say(console, words("import.heading", name=source.name, layout=told.layout), "bold")
    _say(console, _size(told, words))
    _say(console, _unit(told, words))
    if source.source:
        _say(console, words("import.source", source=source.source), "dim")
    console.print()
    _grid(console, words("import.books"), _books(told, words))
    if told.check.magnitudes:
        console.print()
        _grid(console, words("import.head"), _heads(told, words))
    console.print()
    _grid(console, words("import.economy"), [])
    _say(console, _economy(told, words))
    _print_notes(told, words, console)


def _size(told: Imported, words: Words) -> str:
    table = told.table
    counts = {
        "regions": len(table.regions),
        "products": len(table.products),
        "industries": len(table.industries),
        "final": len(table.final),
    }
    return words("import.size", **{name: words.number(count) for name, count in counts.items()})


def _unit(told: Imported, words: Words) -> str:
    source = told.table.provenance
    key = "import.year" if source.year else "import.year.unknown"
    scale = words.number(source.scale)
    prices = source.prices or "?"
    year = {"year": source.year} if source.year else {}
    return words(key, scale=scale, currency=source.currency, prices=prices, **year)


def _books(told: Imported, words: Words) -> list[tuple[str, str]]:
    """What was found in the books, line by line."""
    table, check = told.table, told.check
    output = float(table.industry_output.sum())
    untold = words("import.untold")
    residuals = [
        ("import.residual.products", check.product_residuals),
        ("import.residual.industries", check.industry_residuals),
    ]
    lines = [
        (words("import.output"), words.amount(output * table.provenance.scale, table.provenance.currency))
    ]
    for key, found in residuals:
        largest = _largest(found)
        lines.append((words(key), untold if largest is None else _of_output(largest, output, words)))
    negative = ", ".join(f"{place}: {n:,}" for place, n in check.negative.items() if n)
    labour = ", ".join(f"{name} ({unit})" for name, unit in _rows(table.labour)) or words(
        "import.labour.none"
    )
    beside = ", ".join(table.satellites.names[:6]) + (" …" if len(table.satellites) > 6 else "")
    lines += [
        (words("import.zero"), words.number(len(check.without_output))),
        (words("import.negative"), negative or "0"),
        (words("import.radius"), f"{check.spectral_radius:.4f}"),
        (words("import.labour"), labour),
    ]
    return [*lines, (words("import.satellites"), beside)] if beside else lines


def _rows(rows: Any) -> list[tuple[str, str]]:
    return list(zip(rows.names, rows.units, strict=True))


def _of_output(amount: float, output: float, words: Words) -> str:
    share = words("percent", number=f"{100 * amount / output:.2g}") if output else "–"
    return words("import.of.output", amount=words.number(amount), share=share)


def _heads(told: Imported, words: Words) -> list[tuple[str, str]]:
    """Totals per head beside what countries have."""
    names = {
        "output": words("import.head.output"),
        "value_added": words("import.head.added"),
        "consumption": words("import.head.consumption"),
        "consumption_per_value_added": words("import.head.ratio"),
    }
    currency = told.table.provenance.currency
    return [
        (
            names[found.measure],
            words(
                "import.head.value",
                value=words.amount(found.value, currency if found.scales else ""),
                least=words.number(found.least_usual),
                most=words.number(found.most_usual),
            ),
        )
        for found in told.check.magnitudes
    ]


def _economy(told: Imported, words: Words) -> str:
    economy = told.economy
    return words(
        "import.economy.size",
        goods=words.number(economy["goods"].height),
        activities=words.number(economy["activities"].height),
        needs=words.number(economy["needs"].height),
        people=words.number(float(economy["people"]["people"].sum())),
    )


def _print_notes(told: Imported, words: Words, console: Console) -> None:
    """What was done to the table, sentence by sentence."""
    notes = list(told.notes)
    if told.balancing is not None:
        done = told.balancing
        balanced = words(
            "import.balanced",
            method=done.method.upper(),
            rounds=done.rounds,
            changed=words.percent(done.changed),
            before=words.number(done.before),
            after=words.small(done.after),
        )
        notes.insert(0, balanced)
    if not notes:
        return
    console.print()
    _say(console, words("import.notes"), "bold")
    for note in notes[:_MOST_NOTES]:
        _say(console, f"- {note}")
    if len(notes) > _MOST_NOTES:
        _say(console, words("text.more", n=words.number(len(notes) - _MOST_NOTES)), "dim")


def _grid(console: Console, heading: str, lines: Sequence[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    _say(console, heading, "bold")
    if not lines:
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for name, value in lines:
        grid.add_row(Text(visible(name)), Text(visible(value)))
    console.print(grid)


def _largest(residuals: Floats) -> float | None:
    """The largest residual, None where none can be told."""
    known = residuals[np.isfinite(residuals)]
    return float(np.abs(known).max()) if len(known) else None


def _say(console: Console, sentence: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(visible(sentence), style=style))
