"""Accounts of a table in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.accounts_view import AccountsView, Phrase
from commonweal.show.words import Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.accounting.accounts import Accounts
    from commonweal.accounting.chains import Chains
    from commonweal.accounting.plan_prices import PriceGap
    from commonweal.accounting.years import YearChange

__all__ = ["print_accounts", "print_chains", "print_gap", "print_years"]

_MOST = 12
_NOTES = 12
_PARTS, _WORTH_TELLING = 3, 0.05  # parts of a gap that are told, if they are at least this share of it
_LETTERS = 34  # of a sector's name
_LEAST_NAME = 17  # letters of a name on one line


def print_accounts(accounts: Accounts, console: Console, *, language: str = "en") -> None:
    """Show accounts in a terminal: sectors, work in things, who works for whom, footprints, checks.

    Parameters
    ----------
    accounts
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
    view = AccountsView.of(accounts, language)
    _said(view.words, view.heading(), console, "bold")
    _said(view.words, view.lead(), console)
    if accounts.table.provenance.source:
        _said(view.words, ("accounts.source", {"source": accounts.table.provenance.source}), console, "dim")
    _print_sectors(view, console)
    if view.has_work:
        _print_work(view, console)
    for phrase in (*view.profit_phrases(), *view.deviation_phrases()):
        _said(view.words, phrase, console)
    if view.several:
        _print_trade(view, console)
    _print_footprints(view, console)
    console.print()
    for note in accounts.notes[:_NOTES]:
        _say(console, f"- {note}", "dim")
    _more(view.words, len(accounts.notes) - _NOTES, console)
    _said(view.words, view.check_phrase(), console, "green" if accounts.holds else "bold red")


def _print_sectors(view: AccountsView, console: Console) -> None:
    words, rows = view.words, view.accounts["sectors"]
    total = float(rows["output"].sum())
    shown = rows.sort("output", descending=True).head(_MOST)
    lines = [
        [
            _short(view.named(row)),
            words.percent(row["output"] / total),
            f"{row['output_multiplier']:.3f}",
            f"{row['backward']:.2f}",
            f"{row['forward']:.2f}",
            words("accounts.key.yes") if row["key"] else words("accounts.key.no"),
        ]
        for row in shown.iter_rows(named=True)
    ]
    headings = ("accounts.sector", "accounts.output", "accounts.multiplier", "accounts.backward",
                "accounts.forward", "accounts.key")  # fmt: skip
    _table(words, "accounts.sectors", headings, lines, console)
    _more(words, rows.height - _MOST, console)


def _print_work(view: AccountsView, console: Console) -> None:
    words, rows = view.words, view.accounts["sectors"].sort("value_ratio", descending=True)
    half = _MOST // 2
    shown = rows if rows.height <= _MOST else pl.concat([rows.head(half), rows.tail(half)])
    priced = "production_price" in rows.columns
    lines = [
        [
            _short(view.named(row)),
            words.amount(row["labour_value"], view.value_unit),
            f"{row['value_ratio']:.2f}",
            *([f"{row['production_price']:.3f}"] if priced else []),
        ]
        for row in shown.iter_rows(named=True)
    ]
    headings = ["accounts.sector", "accounts.value", "accounts.value.ratio"]
    _table(words, "accounts.work", [*headings, *(["accounts.price"] if priced else [])], lines, console)
    _more(words, rows.height - shown.height, console)


def _print_trade(view: AccountsView, console: Console) -> None:
    words, rows = view.words, view.accounts["regions"]
    half = _MOST // 2
    shown = rows if rows.height <= _MOST else pl.concat([rows.head(half), rows.tail(half)])
    factor, unit = view.trade_scale()
    lines = [[row["region"], *view.trade_cells(row, factor)] for row in shown.iter_rows(named=True)]
    headings = ("accounts.region", "accounts.worked", "accounts.commanded", "accounts.exported",
                "accounts.imported", "accounts.balance", "accounts.balance.head")  # fmt: skip
    _table(words, "accounts.trade", headings, lines, console)
    _said(words, view.trade_lead(), console)
    _say(console, words("accounts.trade.unit", unit=unit, each=view.accounts.unit), "dim")
    _more(words, rows.height - shown.height, console)


def _print_footprints(view: AccountsView, console: Console) -> None:
    words, rows = view.words, view.accounts["footprints"]
    if not rows.height:
        return
    totals = rows.filter(pl.col("footprint").is_not_null()).sort("footprint", descending=True)
    shown = totals.head(_MOST)
    lines = [
        [
            row["row"],
            row["region"],
            words.amount(row["territorial"], row["unit"]),
            words.amount(row["footprint"], row["unit"]),
            "–" if row["footprint_per_head"] is None else words.number(row["footprint_per_head"]),
        ]
        for row in shown.iter_rows(named=True)
    ]
    headings = ("accounts.row", "accounts.region", "accounts.territorial", "accounts.footprint",
                "accounts.footprint.head")  # fmt: skip
    _table(words, "accounts.footprints", headings, lines, console, texts=(0, 1))
    _more(words, rows.height - shown.height, console)


def print_chains(found: Chains, console: Console, *, language: str = "en") -> None:
    """Show the largest chains of supply behind what is bought of a sector.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words = words_in(language)
    lines = [
        [row["chain"], words.amount(row["amount"], found.unit), words.percent(row["share"])]
        for row in found.table.iter_rows(named=True)
    ]
    console.print()
    _say(console, words("paths.heading", sector=found.sector, of=found.of), "bold")
    share = words.percent(1.0 - found.rest / found.total if found.total else 1.0)
    left = words.amount(found.rest, found.unit)
    _say(console, words("paths.lead", total=words.amount(found.total, found.unit), share=share, left=left))
    _table(words, "", ("paths.chain", "paths.amount", "paths.share"), lines, console)


def print_years(found: YearChange, console: Console, *, language: str = "en") -> None:
    """Show what changed from one year to another, and because of what.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words = words_in(language)
    rows = found.table.sort(
        pl.when(pl.col("region") == "total").then(None).otherwise((pl.col("after") - pl.col("before")).abs()),
        descending=True, nulls_last=False,
    )  # fmt: skip
    console.print()
    _say(console, words("years.heading", first=found.first, second=found.second), "bold")
    _say(console, words("gap.unit", unit=found.unit), "dim")
    lines = [
        [row["region"], *(words.number(row[name]) for name in found.table.columns[1:])]
        for row in rows.head(_MOST).iter_rows(named=True)
    ]
    names = cause_names(words)
    titles = [words("accounts.region"), found.first, found.second, *(names[cause] for cause in found.causes)]
    _print_grid(titles, lines, console)
    _more(words, rows.height - _MOST, console)
    _say(console, words("years.sum", residual=words.small(found.residual)), "green")


def cause_names(words: Words) -> dict[str, str]:
    """What each cause of a change between two years is called."""
    return {
        "intensity": words("years.intensity"),
        "technology": words("years.technology"),
        "mix": words("years.mix"),
        "level": words("years.level"),
        "people": words("years.people"),
    }


def print_gap(found: PriceGap, console: Console, *, language: str = "en") -> None:
    """Show labour values beside the prices of a plan, and why they differ.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    words = words_in(language)
    total = found.total
    console.print()
    _say(console, words("gap.heading"), "bold")
    told = {name: words.number(total[name]) for name in ("labour_value", "price")}
    _say(console, words("gap.lead", value=told["labour_value"], price=told["price"]))
    factor, unit = gap_scale(found, words)
    several = found.products["region"].n_unique() > 1
    _say(console, words("gap.unit", unit=unit), "dim")
    parts = gap_parts(words)
    lines = [
        [
            _short(f"{row['region']}: {row['title']}" if several else row["title"]),
            *(words.number(row[name] * factor) for name in ("labour_value", "price")),
            f"{row['ratio']:.2f}",
            words("list.comma").join(_largest_parts(row, factor, parts, words)),
        ]
        for row in gap_rows(found).head(_MOST).iter_rows(named=True)
    ]
    titles = [words(key) for key in ("gap.product", "gap.value", "gap.price", "gap.ratio", "gap.because")]
    _print_grid(titles, lines, console, (0, 4))
    _more(words, found.products.height - _MOST, console)
    _say(console, gap_proof(found, words), "green" if found.holds else "bold red")


def _largest_parts(
    row: Mapping[str, Any], factor: float, parts: Mapping[str, str], words: Words
) -> list[str]:
    """The parts of a gap that tell most of it, with their amounts."""
    sizes = {name: row[name] * factor for name in parts if row[name]}
    ranked = sorted(sizes, key=lambda name: -abs(sizes[name]))[:_PARTS]
    least = _WORTH_TELLING * abs(row["gap"] * factor)
    return [
        f"{parts[name]} {'+' if sizes[name] > 0.0 else ''}{words.number(sizes[name])}"
        for name in ranked
        if abs(sizes[name]) >= least
    ]


def gap_rows(found: PriceGap) -> pl.DataFrame:
    """Products by how much all that is made of them costs more, or less, than its labour."""
    size = (pl.col("gap") * pl.col("made")).abs()
    return found.products.sort(size, "region", "product", descending=[True, False, False])


def gap_scale(found: PriceGap, words: Words) -> tuple[float, str]:
    """What values and prices are multiplied by so that they are easily read, and the unit that gives."""
    work, _, money = found.unit.partition("/")
    largest = float(found.products["price"].max() or 0.0)  # type: ignore[arg-type]
    thousands = max(0, math.ceil(-math.log(largest, 1000.0))) if largest > 0.0 else 0
    if not thousands:
        return 1.0, found.unit
    return 1000.0**thousands, f"{work}/{words.number(1000.0**thousands)} {money}"


def gap_parts(words: Words) -> dict[str, str]:
    """What each part of a gap is called."""
    return {
        "mix": words("gap.mix"),
        "joint": words("gap.joint"),
        "capacity": words("gap.capacity"),
        "sourcing": words("gap.sourcing"),
        "scarce_labour": words("gap.labour"),
        "scarce_supply": words("gap.supply"),
        "other_limits": words("gap.limits"),
    }


def gap_proof(found: PriceGap, words: Words) -> str:
    """Whether the gaps are explained in full."""
    key = "gap.proof" if found.holds else "gap.proof.not"
    return words(key, residual=words.small(found.residual), unexplained=words.small(found.unexplained))


def _table(
    words: Words,
    heading: str,
    headings: Sequence[str],
    lines: Iterable[Sequence[str]],
    console: Console,
    texts: Sequence[int] = (0,),
) -> None:
    """A heading and a table below it."""
    console.print()
    if heading:
        _say(console, words(heading), "bold")
    _print_grid([words(key) for key in headings], lines, console, texts)


def _print_grid(
    titles: Sequence[str], lines: Iterable[Sequence[str]], console: Console, texts: Sequence[int] = (0,)
) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    shown = [list(line) for line in lines]
    longest = max((len(line[0]) for line in shown), default=1)
    for number, title in enumerate(titles):
        justify = "left" if number in texts else "right"
        width = min(_LEAST_NAME, longest) if not number else None
        grid.add_column(Text(visible(title), style="bold"), justify=justify, overflow="fold", min_width=width)  # type: ignore[arg-type]
    for line in shown:
        grid.add_row(*(Text(visible(cell)) for cell in line))
    console.print(grid)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"


def _more(words: Words, n_more: int, console: Console) -> None:
    if n_more > 0:
        _say(console, words("accounts.more", n=words.number(n_more)), "dim")


def _said(words: Words, phrase: Phrase, console: Console, style: str = "") -> None:
    _say(console, words(phrase[0], **phrase[1]), style)


def _say(console: Console, sentence: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(visible(sentence), style=style))
