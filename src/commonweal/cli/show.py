"""``commonweal show``: an economy at a glance, or one of its tables."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out
from commonweal.cli.opening import PathArgument, opened
from commonweal.model import TABLES, Economy
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["show"]


def show(
    path: PathArgument,
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE]", help=f"One of {', '.join(TABLES)}.", callback=one_of(TABLES)),
    ] = None,
    rows: Annotated[
        int, typer.Option("--rows", min=1, metavar="N", help="The most rows to show of a table.")
    ] = 50,
) -> None:
    """Show an economy: its calendar, people, needs and tables; or one table."""
    economy = opened(path)
    if table is None:
        _overview(economy, out())
    else:
        _one_table(economy, table, rows, out())


def _overview(economy: Economy, console: Console) -> None:
    """What the economy is about, and how much there is of each table."""
    from rich.text import Text

    settings, calendar = economy.settings, economy.settings.calendar
    lengths = "/".join(f"{days}" for days in sorted(set(calendar.lengths)))
    console.print(Text(visible(settings.name), style="bold"))
    if settings.description:
        console.print(Text(visible(settings.description)))
    console.print()
    facts = _grid()
    facts.add_row("calendar", f"{calendar.n_periods} periods of {lengths} days, from {calendar.start} "
                  f"to before {calendar.end}")  # fmt: skip
    facts.add_row("people", _people(economy))
    facts.add_row("needs", _needs(economy))
    facts.add_row("rule, effort", f"{settings.rule}, {visible(settings.effort)}")
    facts.add_row("content hash", economy.hash[:12])
    console.print(facts)
    console.print()
    counts = _grid("table", "rows", "one row is")
    for name, described in TABLES.items():
        counts.add_row(name, f"{economy[name].height:,}", described.meaning)
    console.print(counts)


def _people(economy: Economy) -> str:
    """How many people there are on the first day, in how many groups and places."""
    rows = economy["people"]
    start = economy.settings.calendar.start
    there = rows.filter(
        (pl.col("from").is_null() | (pl.col("from") <= start))
        & (pl.col("until").is_null() | (pl.col("until") > start))
    )
    groups, places = rows["group"].n_unique(), rows["place"].n_unique()
    return f"{there['people'].sum():,.0f} on the first day; {groups} groups in {places} places"


def _needs(economy: Economy) -> str:
    """What people need, tier by tier."""
    rows = economy["needs"].with_columns(pl.col("tier").fill_null(1.0)).sort("tier")
    tiers = rows.group_by("tier", maintain_order=True).agg(pl.col("good").unique(maintain_order=True))
    return "; ".join(f"tier {tier:.0f}: {', '.join(map(visible, goods))}" for tier, goods in tiers.rows())


def _one_table(economy: Economy, name: str, most: int, console: Console) -> None:
    """Rows of a table, without the columns that are blank throughout."""
    from rich.text import Text

    rows = economy[name]
    used = [column for column in rows.columns if rows[column].null_count() < rows.height]
    console.print(Text.assemble((name, "bold"), f": one row is {TABLES[name].meaning}"))
    shown = _grid(*used)
    for row in rows.select(used).head(most).iter_rows():
        shown.add_row(*(Text(_cell(cell)) for cell in row))
    console.print(shown)
    if rows.height > most:
        console.print(Text(f"and {rows.height - most:,} more rows (--rows {rows.height})", style="dim"))


def _cell(cell: object) -> str:
    """A cell as it is read: blank, yes or no, numbers without noise."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:,.6g}" if isinstance(cell, float) else visible(cell)


def _grid(*headings: str) -> Table:
    """A table without lines; headings are shown as they stand."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=bool(headings))
    for heading in headings or ("", ""):
        grid.add_column(Text(visible(heading), style="bold"), overflow="fold")
    return grid
