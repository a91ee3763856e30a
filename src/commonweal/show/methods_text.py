"""One shock as several methods see it, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from commonweal.compare.pairing import NOISE
from commonweal.show.comparing import relative, signed
from commonweal.show.comparing_text import shown_text, text_table
from commonweal.show.words import Names, Words, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.compare.methods import MethodComparison

__all__ = ["print_methods"]

_MOST = 12
_LETTERS = 28  # of a sector's name


def print_methods(found: MethodComparison, console: Console, *, language: str = "en") -> None:
    """Show what several methods say of one shock: totals, sectors, who is covered, what each assumes.

    Parameters
    ----------
    found
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
    words = words_in(language)
    console.print(shown_text(_heading(found, words), "bold"))
    console.print(shown_text(words("methods.lead", currency=found.currency)))
    _print_totals(found, words, console)
    _print_sectors(found, words, console)
    _print_needs(found, words, console)
    _print_silent(found, words, console)
    _print_assumed(found, words, console)
    _print_checks(found, words, console)


def _heading(found: MethodComparison, words: Words) -> str:
    """What happens, in a sentence."""
    shock = found.shock
    moved = relative(100.0, round(100.0 + 100.0 * shock.share, 9), words)
    share = moved if shock.kind == "demand" else words.percent(shock.share)
    if shock.kind == "lose":
        return words("methods.heading.lose", sector=f"{shock.region}.{shock.sector}", share=share)
    if shock.kind == "demand":
        if shock.category:
            return words("methods.heading.demand_kind", region=shock.region, kind=shock.category, share=share)
        return words("methods.heading.demand", region=shock.region, share=share)
    if shock.products:
        products = ", ".join(shock.products)
        return words(
            "methods.heading.cut_products", region=shock.region, to=shock.to, share=share, products=products
        )
    return words("methods.heading.cut", region=shock.region, to=shock.to, share=share)


def _name(method: str, words: Words) -> str:
    return words(f"methods.name.{method}")


def _speaking(found: MethodComparison) -> list[str]:
    """Methods that have something to say."""
    return [method for method in found.methods if found.reason(method) is None]


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], console: Console) -> None:
    console.print()
    console.print(shown_text(title, "bold"))
    console.print(text_table(headings, 1, rows))


def _change(row: dict[str, float], words: Words, unit: float = 1.0) -> str:
    """A change in money and in percent of what was before; 0 where that is rounding."""
    if abs(row["change"]) <= NOISE * abs(row["before"]):
        return "0"
    return f"{signed(row['change'] / unit, words)} ({relative(row['before'], row['after'], words)})"


def _print_totals(found: MethodComparison, words: Words, console: Console) -> None:
    methods = _speaking(found)
    rows = []
    for what in found["totals"]["what"].unique(maintain_order=True):
        here = {row["method"]: row for row in found["totals"].filter(pl.col("what") == what).to_dicts()}
        unit = next(iter(here.values()))["unit"]
        title = words(f"methods.what.{what}", unit=unit)
        rows.append([title, *(_change(here[method], words) if method in here else "–" for method in methods)])
    _table(words("methods.totals"), ["", *(_name(method, words) for method in methods)], rows, console)


def _print_sectors(found: MethodComparison, words: Words, console: Console) -> None:
    """The sectors that any method has change most."""
    methods = _speaking(found)
    keys = ("region", "sector")
    largest = (
        found["sectors"]
        .group_by(*keys, "title", maintain_order=True)
        .agg(most=pl.col("change").abs().max())
        .filter(pl.col("most") > 0.0)
        .sort("most", descending=True)
    )
    unit = _unit(float(largest["most"].max() or 0.0))  # type: ignore[arg-type]
    several = found["sectors"]["region"].n_unique() > 1
    by_sector = {(row["method"], row["region"], row["sector"]): row for row in found["sectors"].to_dicts()}
    rows = []
    for region, sector, title, _ in largest.head(_MOST).iter_rows():
        each = [by_sector[method, region, sector] for method in methods]
        observed = next((row["before"] for row in each if row["method"] != "plan"), None)
        name = f"{region}: {title}" if several else title
        short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
        told = "–" if observed is None else words.number(observed / unit)
        rows.append([short, told, *(_change(row, words, unit) for row in each)])
    headings = [
        words("methods.sector"),
        words("methods.before"),
        *(_name(method, words) for method in methods),
    ]
    _table(words("methods.sectors", unit=words.amount(unit, found.currency)), headings, rows, console)
    if largest.height > _MOST:
        console.print(shown_text(words("text.more", n=words.number(largest.height - _MOST)), "dim"))


def _unit(largest: float) -> float:
    """What figures of sectors are counted in, so that they are short."""
    return next((unit for unit in (1e9, 1e6) if largest >= unit), 1.0)


def _print_needs(found: MethodComparison, words: Words, console: Console) -> None:
    """Coverage by tier, which only a plan can tell."""
    if "needs" not in found.tables:
        return
    rows = []
    for row in found["needs"].iter_rows(named=True):
        title = (
            words("methods.needs.tier", tier=row["tier"])
            if row["what"] == "needs"
            else words("methods.needs.commitments")
        )
        shares = ["–" if row[side] is None else words.percent(row[side]) for side in ("base", "here")]
        people = ["–" if row[side] is None else words.number(row[side]) for side in ("base_full", "full")]
        rows.append([title, *shares, *people])
    before, after = words("methods.needs.before"), words("methods.needs.after")
    covered, full = words("methods.needs.covered"), words("methods.needs.people")
    headings = ["", f"{covered}: {before}", after, f"{full}: {before}", after]
    _table(words("methods.needs"), headings, rows, console)
    _print_short(found, words, console)


def _print_short(found: MethodComparison, words: Words, console: Console) -> None:
    """Who is short of what through the shock, the most urgent and most lost first."""
    short = found["coverage"].filter(pl.col("net") < 0.0).sort("tier", "net", "place", "group", "good")
    if found.planned is None or not short.height:
        return
    names = Names.of(found.planned.base.economy, words.language.code)
    rows = [
        [
            str(row["tier"]),
            words("compare.place.group", place=names.place(row["place"]), group=row["group"]),
            names.good(row["good"]),
            words.percent(row["base"]),
            words.percent(row["here"]),
        ]
        for row in short.head(_MOST).iter_rows(named=True)
    ]
    headings = [words("tier.short"), words("place"), words("need")]
    headings += [words("methods.needs.before"), words("methods.needs.after")]
    console.print()
    console.print(shown_text(words("methods.short"), "bold"))
    console.print(text_table(headings, 3, rows))
    if short.height > _MOST:
        console.print(shown_text(words("text.more", n=words.number(short.height - _MOST)), "dim"))


def _print_silent(found: MethodComparison, words: Words, console: Console) -> None:
    """Methods that have nothing to say, and why."""
    console.print()
    for method in found.methods:
        why = found.reason(method)
        if why is not None:
            phrase = words(f"methods.reason.{why.reason}", method=_name(method, words), detail=why.detail)
            console.print(shown_text(phrase, "yellow"))
    beyond = float(found["methods"]["beyond"].max() or 0.0)  # type: ignore[arg-type]
    if beyond > 0.0:
        amount = words.amount(beyond, found.currency)
        console.print(shown_text(words("methods.beyond", amount=amount), "yellow"))


def _print_assumed(found: MethodComparison, words: Words, console: Console) -> None:
    """How each method takes the shock, what it holds fixed and what it can't see."""
    console.print(shown_text(words("methods.assumed"), "bold"))
    for method in _speaking(found):
        rule = words(f"methods.rule.{method}_{found.shock.kind}")
        held = words(f"methods.holds.{method}")
        console.print(shown_text(f"- {rule} {held}"))
    console.print(shown_text(words("methods.rates"), "dim"))


def _print_checks(found: MethodComparison, words: Words, console: Console) -> None:
    """What each result was checked by."""
    checks = found["checks"]
    books = checks.filter(pl.col("method") != "plan")
    if books.height:
        worst = float(books["residual"].max() or 0.0)  # type: ignore[arg-type]
        console.print(shown_text(words("methods.check", residual=words.small(worst)), "dim"))
    plans = dict(checks.filter(pl.col("method") == "plan").select("identity", "residual").iter_rows())
    if plans:
        told = {name: words.small(residual) for name, residual in plans.items()}
        console.print(shown_text(words("methods.check.plan", **told), "dim"))
    failed = checks.filter(~pl.col("holds"))["method"].unique(maintain_order=True)
    if len(failed):
        names = ", ".join(_name(method, words) for method in failed)
        console.print(shown_text(words("methods.check.not", names=names), "bold red"))
