"""E8, limits: caps and floors on declared sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from commonweal.formulate.builder import Builder
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import Index
from commonweal.formulate.places import at_each_place
from commonweal.formulate.presence import Presence
from commonweal.formulate.program import Floats
from commonweal.formulate.time import active_periods, validity
from commonweal.model.selectors import Selector, parse_selector

__all__ = ["CAP_FLOOR", "LIMIT", "LIMIT_FLOOR", "SumTerms", "add_limits"]

LIMIT = RowFamily(
    name="limit",
    formula="at_least ≤ Σ coefficient·term ≤ at_most, per day, period, horizon or person and day",
    unit="unit of the terms",
    price="change of the aim for one more unit allowed",
    golden="limit",
)

LIMIT_FLOOR = RowFamily(
    name="limit_floor",
    formula="Σ coefficient·term − at_least·kept ≥ 0, per day, period, horizon or person and day",
    unit="unit of the terms",
    price="coverage of the floor lost for one more unit asked for",
    golden="limit_floor",
)

CAP_FLOOR = RowFamily(
    name="cap_floor",
    formula="− Σ coefficient·term + at_most·kept ≥ 0, for a cap below 0",
    unit="unit of the terms",
    price="coverage of the floor lost for one unit less allowed",
    golden="cap_floor",
)

SumTerms = Callable[[], pl.DataFrame]
"""Makes the terms a kind of selector may pick: a row for each column of the program, with the
names a selector may use, ``place``, ``period`` (code), ``position`` and ``weight``."""


@dataclass(frozen=True)
class _Line:
    """One row of a limit in the making."""

    name: str
    place: int
    period: int
    part: str
    tier: float
    at_most: float
    at_least: float
    positions: np.ndarray
    values: Floats


def add_limits(builder: Builder, floors: Floors, terms: Mapping[str, SumTerms], presence: Presence) -> None:
    """Add the rows of all limits.

    A cap that doing nothing would break, or a floor that asks for something, is kept as far as
    can be (``limit_floor``); the others are plain rows (``limit``).
    """
    index = builder.index
    rows = at_each_place(index.economy["limits"], index, blank=False)
    picked = _picked_terms(index, terms) if rows.height else {}
    begin, end = validity(rows, index.calendar)
    lines = [
        line
        for number, row in enumerate(rows.iter_rows(named=True))
        for line in _lines_of(index, row, picked[row["limit"]], presence, (begin[number], end[number]))
    ]
    _add_hard(
        builder, [line for line in lines if 0.0 <= line.at_most < np.inf or -np.inf < line.at_least <= 0.0]
    )
    _add_soft(builder, floors, [line for line in lines if line.at_least > 0.0], 1.0)
    _add_soft(builder, floors, [line for line in lines if line.at_most < 0.0], -1.0)


def _picked_terms(index: Index, terms: Mapping[str, SumTerms]) -> dict[str, pl.DataFrame]:
    """For each limit, its terms: place, period, position, value."""
    frames: dict[str, pl.DataFrame] = {}
    picked: dict[str, list[pl.DataFrame]] = {}
    columns = ["place", "period", "position", "value"]
    for row in index.economy["limit_terms"].sort("limit", "selector").iter_rows(named=True):
        selector = parse_selector(row["selector"])
        if selector.kind not in frames:
            frames[selector.kind] = terms[selector.kind]()
        chosen = _select(frames[selector.kind], selector)
        factor = 1.0 if row["coefficient"] is None else row["coefficient"]
        picked.setdefault(row["limit"], []).append(
            chosen.with_columns(value=pl.col("weight") * factor).select(columns)
        )
    return {name: pl.concat(parts) for name, parts in picked.items()}


def _select(frame: pl.DataFrame, selector: Selector) -> pl.DataFrame:
    """Rows that meet all conditions of a selector."""
    for column, value in selector.conditions:
        frame = frame.filter(pl.col(column).eq_missing(value))
    return frame


def _lines_of(
    index: Index, row: Mapping[str, Any], terms: pl.DataFrame, presence: Presence, days: tuple[float, float]
) -> list[_Line]:
    """The rows of one limit that holds on some days at one place: one a period, or one in all."""
    place = index.pool if row["place"] is None else index.places.index(row["place"])
    if row["place"] is not None:
        terms = terms.filter(pl.col("place") == row["place"])
    active = active_periods(np.array(days[:1]), np.array(days[1:]), index.calendar)
    terms = terms.filter(pl.col("period").is_in(active.period.tolist()))
    if row["per"] == "horizon":
        return [_line(row, place, len(index.periods), 1.0, terms)] if len(active.period) else []
    if row["per"] == "person":
        people = presence.person_days(*days)
        at_place = people.sum(axis=0) if row["place"] is None else people[place]
        factors = at_place.sum(axis=0)[active.period]
    else:
        factors = active.days if row["per"] == "day" else np.ones(len(active.period))
    return [
        _line(row, place, int(period), float(factor), terms.filter(pl.col("period") == period))
        for period, factor in zip(active.period, factors, strict=True)
    ]


def _line(row: Mapping[str, Any], place: int, period: int, factor: float, terms: pl.DataFrame) -> _Line:
    """One row with its bounds."""
    at_most, at_least = row["at_most"], row["at_least"]
    return _Line(
        name=row["limit"],
        place=place,
        period=period,
        part="" if row["from"] is None else str(row["from"]),
        tier=row["tier"] or 0.0,
        at_most=np.inf if at_most is None else at_most * factor,
        at_least=-np.inf if at_least is None else at_least * factor,
        positions=terms["position"].to_numpy(),
        values=terms["value"].to_numpy(),
    )


def _add_hard(builder: Builder, lines: list[_Line]) -> None:
    """Rows that doing nothing keeps."""
    rows = builder.add_rows(
        LIMIT.name,
        LIMIT.unit,
        _dimensions(builder.index, lines),
        np.array([line.at_least if line.at_least <= 0.0 else -np.inf for line in lines]),
        np.array([line.at_most if line.at_most >= 0.0 else np.inf for line in lines]),
    )
    for row, line in zip(rows, lines, strict=True):
        builder.add_entries(row, line.positions, line.values)


def _add_soft(builder: Builder, floors: Floors, lines: list[_Line], sign: float) -> None:
    """Rows kept as far as can be: floors, and caps below 0 as floors of the negative sum."""
    what = "limit" if sign > 0 else "cap"
    dimensions = _dimensions(builder.index, lines)
    wanted = np.array([line.at_least if sign > 0 else -line.at_most for line in lines])
    kept = floors.add(
        what=what,
        names=[line.name for line in lines],
        places=dimensions["place"][0],
        periods=dimensions["period"][0],
        tiers=np.array([line.tier for line in lines]),
        wanted=wanted,
        apart={"part": dimensions["part"]},
    )
    family = LIMIT_FLOOR if sign > 0 else CAP_FLOOR
    rows = builder.add_rows(family.name, family.unit, dimensions, 0.0, np.inf)
    for row, line in zip(rows, lines, strict=True):
        builder.add_entries(row, line.positions, sign * line.values)
    builder.add_entries(rows, kept, -wanted)


def _dimensions(index: Index, lines: list[_Line]) -> dict[str, tuple[np.ndarray, tuple[str, ...]]]:
    """Dimensions of rows of limits."""
    names = tuple(sorted({line.name for line in lines}))
    parts = tuple(sorted({line.part for line in lines}))
    return {
        "limit": (np.array([names.index(line.name) for line in lines], dtype=np.int64), names),
        "place": (np.array([line.place for line in lines], dtype=np.int64), (*index.places, "")),
        "period": (np.array([line.period for line in lines], dtype=np.int64), (*index.periods, "")),
        "part": (np.array([parts.index(line.part) for line in lines], dtype=np.int64), parts),
    }
