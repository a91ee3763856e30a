"""A plan, or the findings about an economy, in a terminal."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from commonweal.findings import Finding, errors_in
from commonweal.show.aims import aims_reached, floor_name
from commonweal.show.headline import certificate_phrase, covered_phrase, span_phrase, worst_phrase
from commonweal.show.people import FULL, NeedFacts, TierFacts, need_facts, shortfalls
from commonweal.show.totals import binding_totals, money_totals, open_floors, supply_totals
from commonweal.show.traffic import traffic
from commonweal.show.view import View
from commonweal.show.words import Names, Words, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from commonweal.plan.plan import Plan

__all__ = ["print_findings", "print_plan"]

_MOST_LINES, _MOST_NEEDS = 6, 12
_WIDEST_NEED = 20  # letters; longer names are folded
_BAR = 8  # letters of a bar that stands for 100 %
_STYLES = {"verified": "green", "approximate": "bold yellow", "none": "bold white on red"}

Lines = list[tuple[str, ...]]


def print_plan(plan: Plan, console: Console, *, language: str = "en") -> None:
    """Show a plan in a terminal: people first, then what is short, what is done and what is proved.

    Parameters
    ----------
    plan
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
    view = View.of(plan, language)
    if plan.certificate.quality == "none":
        _print_certificate(view, console)
    _print_headline(view, console)
    widest = max((len(view.names.good(good)) for good in plan["coverage"]["good"].unique()), default=0)
    for facts in view.tiers:
        _print_tier(view, facts, min(widest, _WIDEST_NEED), console)
    _print_lines(view, "short.heading", _short_lines(view), 2, console)
    _print_lines(view, "floors.heading", _floor_lines(view), 1, console)
    _print_lines(view, "supplies.heading", _supply_lines(view), 2, console)
    _print_lines(view, "map.routes", _route_lines(view), 2, console)
    _print_lines(view, "binding.heading", _binding_lines(view), 2, console)
    _print_lines(view, "effort.heading", _effort_lines(view), 1, console)
    console.print()
    _print_certificate(view, console)


def print_findings(findings: Iterable[Finding], console: Console) -> None:
    """Show findings by file, errors before warnings, each with what to do about it."""
    from rich.padding import Padding

    found = list(findings)
    by_file: dict[str, list[Finding]] = {}
    for finding in found:
        by_file.setdefault(finding.file, []).append(finding)
    for file, group in by_file.items():
        console.print(_text(file or "The economy as a whole", "bold"))
        for finding in sorted(group, key=lambda one: (one.severity != "error", one.row or 0, one.column)):
            console.print(Padding(_finding(finding), (0, 0, 0, 2)))
        console.print()
    n_errors = len(errors_in(found))
    style = "bold red" if n_errors else "yellow" if found else "green"
    console.print(_text(_count(n_errors, len(found) - n_errors), style))


def _print_headline(view: View, console: Console) -> None:
    plan, words = view.plan, view.words
    span, span_values = span_phrase(plan.economy, words)
    console.print(_text(plan.economy.settings.name, "bold"))
    console.print(_text(words(span, **span_values), "dim"))
    console.print()
    if not view.tiers:
        console.print(_text(words("headline.nobody")))
        return
    key, values = covered_phrase(view.tiers[0], words)
    console.print(_text(words(key, **values), "bold"))
    worse = view.short_tier
    if worse is not None:
        key, values = worst_phrase(worse.lowest, words, view.names)
        console.print(_text(words(key, **values)))


def _print_tier(view: View, facts: TierFacts, width: int, console: Console) -> None:
    """The needs of a tier that are short, and one line for those that are not."""
    words, names = view.words, view.names
    needs = need_facts(view.plan["coverage"], view.calendar, facts.tier)
    short = [need for need in needs if need.lowest.coverage < FULL]
    full = [names.good(need.good) for need in needs if need.lowest.coverage >= FULL]
    console.print()
    if short:
        table = _table(
            (
                words("tier", tier=facts.tier),
                "",
                words("people.fully.short"),
                words("average"),
                words("lowest"),
                "",
            ),
            (False, False, True, True, True, False),
        )
        table.columns[0].min_width = width
        for need in short[:_MOST_NEEDS]:
            table.add_row(*_need_row(need, words, names, _ink(console)))
        console.print(table)
        _print_more(view, len(short) - _MOST_NEEDS, console)
    else:
        console.print(_text(words("tier", tier=facts.tier), "bold"))
    if full:
        goods = words("list.comma").join(full)
        console.print(_text(words("coverage.full", goods=goods), "green"))


def _need_row(need: NeedFacts, words: Words, names: Names, ink: tuple[str, str]) -> list[Text]:
    filled = int(need.average * _BAR)
    return [
        _cell(names.good(need.good)),
        _cell(ink[0] * filled + ink[1] * (_BAR - filled), _shade_style(need.average)),
        _cell(words.number(need.people_fully_covered)),
        _cell(words.percent(need.average)),
        _cell(words.percent(need.lowest.coverage), _shade_style(need.lowest.coverage)),
        _cell(names.place(need.lowest.place), "dim"),
    ]


def _short_lines(view: View) -> Lines:
    plan, words, names = view.plan, view.words, view.names
    rows = shortfalls(plan["coverage"])
    return [
        (
            f"{names.place(row['place'])}, {row['group']}",
            names.good(row["good"]),
            words.percent(row["lowest"]),
            words.day(row["period"]),
            words("of", part=row["n_short"], whole=row["n_rows"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def _floor_lines(view: View) -> Lines:
    plan, words, names = view.plan, view.words, view.names
    return [
        (
            _named(floor_name(row["kind"], row["what"], words, names), names.place(row["place"])),
            words("of", part=words.number(row["shortfall"]), whole=words.number(row["wanted"])),
        )
        for row in open_floors(plan).iter_rows(named=True)
    ]


def _supply_lines(view: View) -> Lines:
    names = view.names
    return [
        (
            row["supply"],
            names.good(row["good"]),
            view.words.amount(row["supplied"], names.unit(row["good"])),
        )
        for row in supply_totals(view.plan).iter_rows(named=True)
    ]


def _route_lines(view: View) -> Lines:
    """The directions that are used, the busiest first."""
    used = sorted((line for line in traffic(view.plan) if line.used), key=lambda line: -line.tonnes)
    return [
        (
            line.route,
            f"{view.names.place(line.from_place)} → {view.names.place(line.to_place)}",
            view.words.amount(line.tonnes, "t"),
        )
        for line in used
    ]


def _binding_lines(view: View) -> Lines:
    plan, words, names = view.plan, view.words, view.names
    n_periods = plan.economy.settings.calendar.n_periods
    return [
        (
            _named(row["what"], names.place(row["place"])),
            words.choice("limit", row["limit"]),
            words("text.periods", part=row["n_periods"], whole=n_periods),
        )
        for row in binding_totals(plan).iter_rows(named=True)
    ]


def _effort_lines(view: View) -> Lines:
    plan, words, names = view.plan, view.words, view.names
    aims = aims_reached(plan, words)
    paid = [
        (words("paid"), words.amount(cost, names.good(good))) for good, cost in money_totals(plan).iter_rows()
    ]
    return [*aims, *paid]


def _named(what: str, place: str) -> str:
    return f"{what}, {place}" if place else what


def _print_lines(view: View, heading: str, lines: Lines, n_text: int, console: Console) -> None:
    """A heading and the first lines in columns: ``n_text`` columns of words, then figures."""
    if not lines:
        return
    console.print()
    console.print(_text(view.words(heading), "bold"))
    table = _table(None, [number >= n_text for number in range(len(lines[0]))])
    for line in lines[:_MOST_LINES]:
        table.add_row(*(_cell(cell) for cell in line))
    console.print(table)
    _print_more(view, len(lines) - _MOST_LINES, console)


def _print_more(view: View, n_more: int, console: Console) -> None:
    if n_more > 0:
        console.print(_text(view.words("text.more", n=view.words.number(n_more)), "dim"))


def _print_certificate(view: View, console: Console) -> None:
    words = view.words
    key, values = certificate_phrase(view.plan, words)
    quality = view.plan.certificate.quality
    console.print(_text(f"{words(f'quality.{quality}')} {words(key, **values)}", _STYLES[quality]))


def _table(headings: Sequence[str] | None, numbers: Sequence[bool]) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=headings is not None, pad_edge=False)
    for heading, number in zip(headings or [""] * len(numbers), numbers, strict=True):
        table.add_column(_text(heading, "bold"), justify="right" if number else "left", overflow="ellipsis")
    return table


def _text(value: object, style: str = "") -> Text:
    """Text that is shown as it stands: no markup, no control characters."""
    from rich.text import Text

    return Text(visible(value), style=style)


def _cell(value: object, style: str = "") -> Text:
    """Text in a table: on one line, its end cut off where there is no room."""
    text = _text(value, style)
    text.no_wrap, text.overflow = True, "ellipsis"
    return text


def _ink(console: Console) -> tuple[str, str]:
    """Letters of a bar: filled and empty."""
    return ("#", ".") if console.options.ascii_only else ("█", "░")


def _shade_style(share: float) -> str:
    return "green" if share >= FULL else "yellow" if share >= 0.8 else "red"


def _finding(finding: Finding) -> Text:
    from rich.text import Text

    style = "bold red" if finding.severity == "error" else "yellow"
    inside = [
        finding.sheet and f"sheet {finding.sheet}",
        finding.row and f"row {finding.row}",
        finding.column,
    ]
    where = ", ".join(str(part) for part in inside if part)
    value = f"'{finding.value}': " if finding.value else ""
    more = f" (and {finding.more} more like this)" if finding.more else ""
    return Text.assemble(
        _text(f"{finding.code} {finding.severity}", style),
        _text(f" {where}" if where else "", "bold"),
        _text(f"  {value}{finding.why}"),
        _text(f" {finding.remedy}{more}", "dim"),
    )


def _count(n_errors: int, n_warnings: int) -> str:
    if not n_errors and not n_warnings:
        return "Nothing to find fault with."
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((n_errors, "error"), (n_warnings, "warning"))
        if n
    ]
    return " and ".join(parts) + "."
