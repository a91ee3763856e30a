"""Accounts of a table as one page of HTML that needs nothing else: no network, no script."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.show.accounts_charts import (
    gap_picture,
    inputs_pictures,
    multiplier_bars,
    trade_ring,
    value_bars,
)
from commonweal.show.accounts_text import cause_names, gap_parts, gap_proof, gap_rows, gap_scale
from commonweal.show.accounts_view import AccountsView
from commonweal.show.comparing_page import whole_page, write_page
from commonweal.show.markup import Column, Html, details, element, joined, table
from commonweal.show.page import MOST_ROWS, section, unlisted

if TYPE_CHECKING:
    from commonweal.accounting.accounts import Accounts
    from commonweal.accounting.chains import Chains
    from commonweal.accounting.plan_prices import PriceGap
    from commonweal.accounting.years import YearChange

__all__ = ["accounts_html", "write_accounts"]

_SHOWN = 24  # products of which the gap is told at once
_NOTHING = 1e-9  # share of all prices below which a part of gaps is left out
_PAIR = 2  # regions whose trade a picture tells no better than the table


def write_accounts(
    accounts: Accounts,
    path: Path | str,
    *,
    language: str = "en",
    chains: Chains | None = None,
    years: YearChange | None = None,
    gap: PriceGap | None = None,
) -> None:
    """Write accounts as one self-contained page of HTML, whole or not at all.

    Parameters
    ----------
    accounts
        What is told.
    path
        The file to write; one that is there is replaced.
    language
        ``en`` or ``ar``.
    chains, years, gap
        Chains of supply, another year, and the prices of a plan, where they were asked for.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    write_page(accounts_html(accounts, language=language, chains=chains, years=years, gap=gap), path)


def accounts_html(
    accounts: Accounts,
    *,
    language: str = "en",
    chains: Chains | None = None,
    years: YearChange | None = None,
    gap: PriceGap | None = None,
) -> str:
    """Accounts as the text of an HTML page; the same accounts always give the same text."""
    view = AccountsView.of(accounts, language)
    return whole_page(
        accounts.table.provenance.name,
        view.words,
        _banner(view),
        element(
            "main",
            _opening(view),
            _work(view),
            _trade(view),
            _gap(view, gap),
            _sectors(view),
            _inputs(view),
            _footprints(view),
            _chains(view, chains),
            _years(view, years),
            _closing(view),
            class_="broad",
        ),
        styles=("accounts_style.css",),
    )


def _banner(view: AccountsView) -> Html:
    """Whether all identities hold, in view all the time."""
    key, values = view.check_phrase()
    quality = "verified" if view.accounts.holds else "none"
    return element(
        "div", element("p", view.words.html(key, **values)), class_=f"certificate {quality}", role="status"
    )


def _opening(view: AccountsView) -> Html:
    words, source = view.words, view.accounts.table.provenance
    key, values = view.lead()
    told = [element("p", words.html(key, **values), class_="lead")]
    if source.source:
        told.append(element("p", words.html("accounts.source", source=source.source), class_="small"))
    key, values = view.heading()
    return element("header", element("h1", words.html(key, **values)), *told)


def _work(view: AccountsView) -> Html:
    """The work in things, beside market prices."""
    if not view.has_work:
        return Html("")
    words = view.words
    phrases = [
        element("p", words.html(key, **values))
        for key, values in (*view.profit_phrases(), *view.deviation_phrases())
    ]
    return section(
        "work",
        words("accounts.work"),
        element("p", words("accounts.work.lead")),
        element("figure", value_bars(view), element("figcaption", words("accounts.bars"))),
        *phrases,
    )


def _trade(view: AccountsView) -> Html:
    """Who works for whom: the ring and the table."""
    if not view.several:
        return Html("")
    words, rows = view.words, view.accounts["regions"]
    key, values = view.trade_lead()
    factor, unit = view.trade_scale()
    headings = ("accounts.worked", "accounts.commanded", "accounts.exported", "accounts.imported",
                "accounts.balance", "accounts.balance.head")  # fmt: skip
    cells = [
        (row["region"], *view.trade_cells(row, factor)) for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    heads = [Column(words("accounts.region")), *(Column(words(key), number=True) for key in headings)]
    return section(
        "trade",
        words("accounts.trade"),
        element("p", words.html(key, **values), class_="lead"),
        element("figure", trade_ring(view)) if rows.height > _PAIR else "",
        element("p", words.html("accounts.trade.unit", unit=unit, each=view.accounts.unit), class_="small"),
        table(heads, cells),
        unlisted(rows.height, words),
    )


def _sectors(view: AccountsView) -> Html:
    """Multipliers and linkages."""
    words = view.words
    rows = view.accounts["sectors"].sort("output", descending=True)
    priced, work = "production_price" in rows.columns, view.has_work
    headings = ["accounts.output", "accounts.multiplier", "accounts.backward", "accounts.forward"]
    headings += ["accounts.value"] * work + ["accounts.price"] * priced
    columns = [Column(words("accounts.sector")), *(Column(words(key), number=True) for key in headings)]
    columns.append(Column(words("accounts.key")))
    scale = view.accounts.flat.provenance.scale
    cells = [
        (
            view.named(row),
            words.number(row["output"] * scale),
            *(f"{row[name]:.3f}" for name in ("output_multiplier", "backward", "forward")),
            *([words.number(row["labour_value"])] if work else []),
            *([f"{row['production_price']:.3f}"] if priced else []),
            words("accounts.key.yes") if row["key"] else words("accounts.key.no"),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    return section(
        "sectors",
        words("accounts.sectors"),
        element("p", words("accounts.sectors.lead")),
        element("figure", multiplier_bars(view)),
        details(words("accounts.table"), table(columns, cells), unlisted(rows.height, words)),
    )


def _inputs(view: AccountsView) -> Html:
    """What sectors, and regions, take of each other."""
    words = view.words
    parts: list[object] = [element("p", words("accounts.heat.inputs.lead"))]
    parts += inputs_pictures(view, "sector")
    if view.several:
        parts += [
            element("h3", words("accounts.heat.regions")),
            element("p", words("accounts.heat.regions.lead")),
        ]
        parts += inputs_pictures(view, "region")
    return section("inputs", words("accounts.heat.inputs"), *parts)


def _footprints(view: AccountsView) -> Html:
    words, rows = view.words, view.accounts["footprints"]
    if not rows.height:
        return Html("")
    headings = ("accounts.territorial", "accounts.footprint", "accounts.footprint.head")
    columns = [Column(words("accounts.row")), Column(words("accounts.region"))]
    columns += [Column(words(key), number=True) for key in headings]
    cells = [
        (
            row["row"],
            row["region"],
            words.amount(row["territorial"], row["unit"]),
            words.amount(row["footprint"], row["unit"]),
            "–" if row["footprint_per_head"] is None else words.number(row["footprint_per_head"]),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    lead = element("p", words("accounts.footprints.lead"))
    return section("footprints", words("accounts.footprints"), lead, table(columns, cells),
                   unlisted(rows.height, words))  # fmt: skip


def _chains(view: AccountsView, found: Chains | None) -> Html:
    if found is None:
        return Html("")
    words = view.words
    share = words.percent(1.0 - found.rest / found.total if found.total else 1.0)
    lead = words.html(
        "paths.lead",
        total=words.amount(found.total, found.unit),
        share=share,
        left=words.amount(found.rest, found.unit),
    )
    columns = [Column(words("paths.chain")), Column(words("paths.amount"), number=True)]
    columns.append(Column(words("paths.share"), number=True))
    cells = [
        (row["chain"], words.amount(row["amount"], found.unit), words.percent(row["share"]))
        for row in found.table.iter_rows(named=True)
    ]
    heading = words("paths.heading", sector=found.sector, of=found.of)
    return section("paths", heading, element("p", lead), table(columns, cells))


def _years(view: AccountsView, found: YearChange | None) -> Html:
    if found is None:
        return Html("")
    words = view.words
    names = cause_names(words)
    columns = [Column(words("accounts.region")), Column(found.first, number=True)]
    columns += [
        Column(found.second, number=True),
        *(Column(names[cause], number=True) for cause in found.causes),
    ]
    cells = [
        (row["region"], *(words.number(row[name]) for name in found.table.columns[1:]))
        for row in found.table.tail(MOST_ROWS).iter_rows(named=True)
    ]
    sum_line = element("p", words.html("years.sum", residual=words.small(found.residual)), class_="small")
    heading = words("years.heading", first=found.first, second=found.second)
    unit = element("p", words.html("gap.unit", unit=found.unit), class_="small")
    return section("years", heading, unit, table(columns, cells), sum_line)


def _gap(view: AccountsView, found: PriceGap | None) -> Html:
    """Labour values beside the prices of a plan."""
    if found is None:
        return Html("")
    words, parts = view.words, gap_parts(view.words)
    factor, unit = gap_scale(found, words)
    kept = [name for name in parts if abs(found.total[name]) > _NOTHING * abs(found.total["price"])]
    headings = [words(key) for key in ("gap.value", "gap.price", "gap.ratio")]
    columns = [Column(words("gap.product"))]
    columns += [Column(heading, number=True) for heading in (*headings, *(parts[name] for name in kept))]
    rows = gap_rows(found)
    cells = [
        (
            view.named(row),
            *(words.number(row[name] * factor) for name in ("labour_value", "price")),
            f"{row['ratio']:.2f}",
            *("–" if row[name] is None else words.number(row[name] * factor) for name in kept),
        )
        for row in rows.head(MOST_ROWS).iter_rows(named=True)
    ]
    total = found.total
    told = {name: words.number(total[name]) for name in ("labour_value", "price")}
    return section(
        "gap",
        words("gap.heading"),
        element("p", words.html("gap.lead", value=told["labour_value"], price=told["price"])),
        element("figure", gap_picture(view, found), element("figcaption", words("accounts.bars"))),
        element("p", words.html("gap.unit", unit=unit), class_="small"),
        table(columns, cells[:_SHOWN]),
        details(words("gap.more"), table(columns, cells[_SHOWN:])) if len(cells) > _SHOWN else "",
        unlisted(rows.height, words),
        element("p", gap_proof(found, words)),
    )


def _closing(view: AccountsView) -> Html:
    """The identities, and what was assumed."""
    words, accounts = view.words, view.accounts
    headings = ("accounts.check.residual", "accounts.check.allowed")
    columns = [Column(words("accounts.check")), *(Column(words(key), number=True) for key in headings)]
    columns.append(Column(words("accounts.check.holds")))
    cells = [
        (
            words.choice("identity", row["identity"]),
            words.small(row["residual"]),
            words.small(row["allowed"]),
            words("accounts.check.yes") if row["holds"] else words("accounts.check.no"),
        )
        for row in accounts["checks"].iter_rows(named=True)
    ]
    notes = element("ul", *(element("li", note, dir="auto") for note in accounts.notes), class_="small")
    version = f"commonweal {importlib.metadata.version('commonweal')}"
    return section(
        "checks",
        words("accounts.checks"),
        element("p", words("accounts.checks.lead")),
        table(columns, cells),
        joined([element("h3", words("accounts.notes")), notes]) if accounts.notes else "",
        element("dl", element("dt", words("version")), element("dd", element("bdi", version))),
    )
