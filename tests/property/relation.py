"""How relations between plans are told and held: an economy, a changed one, and what must not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from hypothesis import HealthCheck, Phase, settings

import commonweal as cw
from commonweal.model import Economy, Settings
from economies import Row, Rows, copied, random_rows
from plans import Cell, cells_of, effort_of, verified_plan

__all__ = [
    "COVERAGE",
    "EFFORT",
    "change_numbers",
    "drawn",
    "few",
    "measure_in",
    "modest",
    "plan_of",
    "same",
    "scale",
    "unchanged",
]

COVERAGE = 1e-6  # a share; the tolerance of a verified plan (conventions §8)
EFFORT = 1e-6  # relative

modest = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=(Phase.generate,),  # a smaller seed is not a simpler economy
    suppress_health_check=[HealthCheck.too_slow],
)
"""Few examples, the same every time: the long search for faults is that of the second formulation."""

few = settings(modest, max_examples=3)
"""Fewer still, for relations that are tried in several forms."""


def drawn(seed: int, **size: object) -> tuple[Settings, Rows]:
    """Settings and rows of the economy of a seed: small, so that a relation costs little."""
    small = {"n_places": 2 + seed % 2, "n_periods": 2 + seed // 2 % 2}
    return random_rows(np.random.default_rng(seed), **(small | size))


def same(
    before: cw.Plan,
    after: cw.Plan,
    *,
    name_of: Callable[[Cell], Cell] = lambda cell: cell,
    effort: float | None = 1.0,
) -> None:
    """Each cell keeps its coverage under its new name, and effort changes by a known factor."""
    expected = {name_of(cell): value for cell, value in cells_of(before).items()}
    found = cells_of(after)
    assert found.keys() == expected.keys()
    moved = {
        cell: (value, found[cell]) for cell, value in expected.items() if abs(found[cell] - value) > COVERAGE
    }
    assert not moved
    if effort is not None:
        np.testing.assert_allclose(
            effort_of(after), effort * effort_of(before), rtol=EFFORT, atol=EFFORT * effort
        )


def plan_of(settings_of: Settings, rows: Mapping[str, list[Row]], **options: object) -> cw.Plan:
    """A verified leximin plan of some rows."""
    return verified_plan(Economy.from_rows(settings_of, rows), **({"rule": "leximin"} | options))


def change_numbers(
    rows: Rows,
    table: str,
    columns: tuple[str, ...],
    factor: float,
    where: Callable[[Row], bool] = lambda _: True,
) -> None:
    """Multiply some columns of some rows, in place; blanks stay blank."""
    for row in rows.get(table, []):
        for column in columns:
            if where(row) and row.get(column) is not None:
                row[column] = float(str(row[column])) * factor


def unchanged(seed: int, **size: object) -> tuple[Settings, Rows, Rows]:
    """The economy of a seed twice: as it is, and to be changed."""
    settings_of, rows = drawn(seed, **size)
    return settings_of, rows, copied(rows)


def scale(rows: Rows, factor: float) -> None:
    """Everything there is and everyone there is, so many times over."""
    change_numbers(rows, "people", ("people",), factor)
    change_numbers(rows, "activities", ("capacity", "minimum"), factor)
    change_numbers(rows, "routes", ("capacity",), factor)
    change_numbers(rows, "supplies", ("at_most", "at_least"), factor)
    change_numbers(rows, "stocks", ("opening", "capacity", "closing"), factor)
    change_numbers(rows, "equipment", ("opening", "closing"), factor)
    change_numbers(rows, "limits", ("at_most", "at_least"), factor, lambda row: row.get("per") != "person")


def measure_in(rows: Rows, good: str, factor: float) -> None:
    """Count a good in units ``1 / factor`` as large: amounts grow, prices and contents shrink."""

    def is_good(row: Row) -> bool:
        return row.get("good") == good

    change_numbers(rows, "goods", ("mass",), 1 / factor, is_good)
    change_numbers(rows, "needs", ("amount", "at_most"), factor, is_good)
    change_numbers(rows, "composition", ("amount",), 1 / factor, is_good)
    change_numbers(rows, "composition", ("amount",), factor, lambda row: row["nutrient"] == good)
    change_numbers(rows, "activity_goods", ("amount",), factor, is_good)
    change_numbers(rows, "route_goods", ("amount",), factor, is_good)
    change_numbers(rows, "supplies", ("at_most", "at_least"), factor, is_good)
    change_numbers(rows, "supplies", ("price",), 1 / factor, is_good)
    change_numbers(rows, "stocks", ("opening", "capacity", "closing"), factor, is_good)
    for row in rows["limit_terms"]:
        named = f"good={good}" in str(row["selector"]) or (
            good == "beans" and row["selector"] == "supply: kind=market"
        )
        if named:
            row["coefficient"] = float(str(row.get("coefficient") or 1.0)) / factor
    if good == "money":
        change_numbers(rows, "supplies", ("price",), factor)
