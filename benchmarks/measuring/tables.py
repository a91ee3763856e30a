"""Rows as a table for people, and as JSON lines for programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from measuring.row import FAILS, Row

__all__ = ["printed", "written"]

OUT = Path("out/bench")
_WIDTH = 150  # of a table where there is no terminal


def written(rows: Iterable[Row], name: str = "") -> Path:
    """A new file with rows as JSON lines."""
    path = out_path("jsonl", name)
    path.write_text("".join(row.as_json() + "\n" for row in rows), encoding="utf-8")
    return path


def out_path(kind: str, name: str = "") -> Path:
    """Where a new file of some kind goes: named for the moment."""
    OUT.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return OUT / f"{stamp}{'-' if name else ''}{name}.{kind}"


def printed(rows: list[Row], title: str) -> None:
    """Print rows as one table, the fastest that is borne out first within an instance."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("solver", no_wrap=True)
    for heading in ("build", "1st call", "solve", "processor", "MiB", "iterations"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("rows off", "prices off", "gap"):
        table.add_column(heading, no_wrap=True)
    table.add_column("verdict")
    for instance in dict.fromkeys(_instance(row) for row in rows):
        of_one = sorted((row for row in rows if _instance(row) == instance), key=_order)
        table.add_row(_name(of_one), style="bold")
        for row in of_one:
            table.add_row(*_figures(row), style=_style(row))
        table.add_section()
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    console.print(table)


def _instance(row: Row) -> tuple[str, str, int, str]:
    """What tells instances apart."""
    return row.family, row.size, row.seed, row.table


def _order(row: Row) -> tuple[bool, float]:
    """Borne out first, then by time."""
    return not row.solved, row.solve_s if row.solve_s == row.solve_s else float("inf")


def _name(rows: list[Row]) -> str:
    """The instance that rows are of."""
    row = max(rows, key=lambda row: row.rows)
    size = f"real table, {row.size}" if row.table else f"{row.size}, seed {row.seed}"
    return f"{row.family} {size}\n{row.rows:,} × {row.columns:,}, {row.nonzeros:,}"


def _figures(row: Row) -> tuple[str, ...]:
    """The rest of a line."""
    return (
        row.solver + (f" → {row.method}" if row.method and not row.solver.endswith(row.method) else ""),
        _seconds(row.build_s),
        _seconds(row.compile_s),
        _seconds(row.solve_s),
        _seconds(row.processor_s),
        f"{row.peak_mib:,.0f}" if row.peak_mib == row.peak_mib else "",
        f"{row.iterations:,}" if row.iterations else "",
        *(f"{error:.0e}" if error == error else "" for error in (row.primal, row.dual, row.gap)),  # noqa: PLR0124
        row.verdict + (f" (told {row.told:g})" if row.told else ""),
    )


def _seconds(seconds: float) -> str:
    """Seconds with two figures that count."""
    if seconds != seconds:  # noqa: PLR0124 - NaN
        return ""
    return f"{seconds:,.0f} s" if seconds >= 10.0 else f"{seconds:.2g} s"


def _style(row: Row) -> str:
    """Colour of a line."""
    if row.verdict == FAILS:
        return "red"
    return "" if row.solved else "dim"
