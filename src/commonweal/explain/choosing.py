"""Which cells are explained: those asked about that are short, the worst first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from commonweal.errors import ModelError
from commonweal.explain.records import Cell
from commonweal.model import Calendar
from commonweal.validate.report import shown, suggestion

__all__ = ["SHORT", "Asked", "cell_of", "short_cells", "worst_of_each"]

SHORT = 1e-6
"""A cell is short if more than this share of it is lacking (conventions §8)."""


@dataclass(frozen=True)
class Asked:
    """What is asked about; None for everything.

    Attributes
    ----------
    place, need, group, period
        Names; the need is a good, the period its first day.
    tier
        A tier; None for the most urgent in which anything that is asked about is short.
    """

    place: str | None = None
    need: str | None = None
    group: str | None = None
    period: str | None = None
    tier: int | None = None


def short_cells(cells: pl.DataFrame, asked: Asked, calendar: Calendar) -> pl.DataFrame:
    """The cells asked about that are short, of one tier.

    Parameters
    ----------
    cells
        All cells, as the table ``coverage`` of a plan.

    Raises
    ------
    ModelError
        If a name is not among the cells.
    """
    for name, column in ((asked.place, "place"), (asked.need, "good"), (asked.group, "group")):
        if name is not None:
            _refuse_unknown(name, column, cells[column].unique().to_list())
            cells = cells.filter(pl.col(column) == name)
    if asked.period is not None:
        cells = _in_period(cells, asked.period, calendar)
    if asked.tier is not None:
        if asked.tier not in cells["tier"]:
            known = ", ".join(str(tier) for tier in cells["tier"].unique().sort())
            raise ModelError(f"There is no need of tier {asked.tier} there. Tiers are: {known or 'none'}.")
        cells = cells.filter(pl.col("tier") == asked.tier)
    short = cells.filter(pl.col("coverage") < 1.0 - SHORT)
    return short.filter(pl.col("tier") == pl.col("tier").min())


def worst_of_each(short: pl.DataFrame, most: int) -> pl.DataFrame:
    """The worst period of each need of each group at each place, with ``alike``: how many are short.

    The lowest coverage comes first; of equals, the first period, and where most people are.
    """
    who = ("tier", "place", "group", "good")
    return (
        short.with_columns(alike=pl.len().over(who))
        .sort(pl.col("coverage").round(6), "period", maintain_order=True)
        .unique(who, keep="first", maintain_order=True)
        .sort(
            pl.col("coverage").round(6), -pl.col("person_days"), "place", "group", "good", maintain_order=True
        )
        .head(most)
    )


def cell_of(row: dict[str, object]) -> Cell:
    """A row of the cells as a record."""
    return Cell(**{name: row[name] for name in Cell.__dataclass_fields__})  # type: ignore[arg-type]


def _refuse_unknown(name: str, column: str, known: Collection[str]) -> None:
    """Stop at a name that no cell has."""
    if name not in known:
        what = "need" if column == "good" else column
        otherwise = f"There are: {', '.join(sorted(known))}."
        remedy = suggestion(name, known, otherwise)
        raise ModelError(f"Nobody in this plan has a need with {what} '{shown(name)}'. {remedy}")


def _in_period(cells: pl.DataFrame, period: str, calendar: Calendar) -> pl.DataFrame:
    """Cells whose window holds a period."""
    if period not in calendar.names:
        raise ModelError(
            f"There is no period '{shown(period)}'. Name one by its first day: {', '.join(calendar.names)}."
        )
    number = pl.DataFrame({"period": calendar.names, "number": range(calendar.n_periods)})
    asked = calendar.names.index(period)
    begins, ends = pl.col("number"), pl.col("number") + pl.col("n_periods")
    joined = cells.join(number, on="period", maintain_order="left")
    return joined.filter((begins <= asked) & (asked < ends)).drop("number")
