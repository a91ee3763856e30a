"""What a plan must not depend on: size, names, units, the order of rows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given

from commonweal.model import Economy
from economies import seeds
from plans import Cell
from property.relation import few, measure_in, modest, plan_of, same, scale, unchanged


@given(seed=seeds)
@few
@pytest.mark.parametrize("factor", [0.01, 1000.0])
def test_a_plan_for_more_people_with_as_much_more_of_everything_covers_as_much(
    factor: float, seed: int
) -> None:
    calendar, rows, more = unchanged(seed)
    scale(more, factor)
    same(plan_of(calendar, rows), plan_of(calendar, more), effort=factor)


def mirrored(name: str) -> str:
    """Another name, in another place of the alphabet."""
    return f"{name[::-1]}·%"


def renamed(value: object, names: set[object]) -> object:
    """A cell with its names changed, also inside selectors and lists of what a route carries."""
    if value in names:
        return mirrored(str(value))
    if isinstance(value, str) and ";" in value:
        return ";".join(mirrored(name) for name in value.split(";"))
    if isinstance(value, str):
        return re.sub(r"(?<=good=)\w+", lambda name: mirrored(name[0]), value)
    return value


NAMES = {
    "goods": ("good", "family"),
    "places": ("place",),
    "people": ("group",),
    "activities": ("activity",),
    "routes": ("route",),
    "supplies": ("supply",),
    "rations": ("ration",),
    "limits": ("limit",),
}
FREE = {"unit", "kind", "per", "mode", "origin", "supplier"}


@given(seed=seeds)
@modest
def test_other_names_give_the_same_plan(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    names = {row.get(c) for table, columns in NAMES.items() for row in rows[table] for c in columns} - {None}
    for table in other.values():
        for row in table:
            row.update({c: v if c in FREE else renamed(v, names) for c, v in row.items()})

    def name_of(cell: Cell) -> Cell:
        tier, place, group, good, period = cell
        return (tier, mirrored(place), mirrored(group), mirrored(good), period)

    changed = calendar.model_copy(update={"currency": mirrored("money")})
    same(plan_of(calendar, rows), plan_of(changed, other), name_of=name_of)


@given(seed=seeds)
@few
@pytest.mark.parametrize(
    "good, factor",
    [("grain", 0.001), ("beans", 1000.0), ("energy", 1000.0), ("money", 100.0), ("soap", 1 / 144)],
)
def test_the_unit_of_a_good_does_not_matter(good: str, factor: float, seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    measure_in(other, good, factor)
    same(plan_of(calendar, rows), plan_of(calendar, other))


@given(seed=seeds)
@modest
def test_the_order_of_rows_does_not_matter_to_the_last_digit(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    rng = np.random.default_rng(seed)
    for table in other.values():
        rng.shuffle(table)  # type: ignore[arg-type]
    before, after = plan_of(calendar, rows), plan_of(calendar, other)
    assert Economy.from_rows(calendar, rows) == Economy.from_rows(calendar, other)
    for name in ("coverage", "flows", "supplies", "activities", "stocks", "deliveries"):
        assert before[name].equals(after[name]), name


@given(seed=seeds)
@modest
def test_the_same_economy_gives_the_same_plan_to_the_last_digit(seed: int) -> None:
    calendar, rows, again = unchanged(seed)
    before, after = plan_of(calendar, rows), plan_of(calendar, again)
    for name in ("coverage", "flows", "supplies", "activities", "stocks", "deliveries"):
        assert before[name].equals(after[name]), name
