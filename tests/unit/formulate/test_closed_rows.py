"""Closed rows: planned as if they weren't there, and kept for explanations without a difference."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.formulate.formulate import Formulation, formulate
from commonweal.model import Economy
from commonweal.rules.rules import aims_of
from commonweal.solve.aims import solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.problem import Problem
from economies import random_economy
from golden.as_text import as_text
from unit.formulate.small import Rows, day, small

ROAD = {"route": "road", "from_place": "here", "to_place": "there"}
AID = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}
BAKE = {"activity": "bake", "place": "here", "capacity": 3.0}
FLOUR = {"supply": "flour", "good": "salt", "place": "here"}
OF_SALT = [
    {"activity": "bake", "good": "salt", "amount": -1.0},
    {"activity": "bake", "good": "bread", "amount": 1.0},
]
TWO_PLACES: Rows = {
    "people": [
        {"group": "all", "place": "here", "people": 10.0, "ration": "basket"},
        {"group": "all", "place": "there", "people": 10.0, "ration": "basket"},
    ],
    "rations": [{"ration": "basket", "everywhere": True}],
    "composition": [{"good": "bread", "nutrient": "salt", "amount": 0.1}],
}


@pytest.mark.parametrize(
    "table, row, others",
    [
        ("routes", ROAD, {}),
        ("routes", ROAD | {"capacity": 1.0, "both_ways": True}, {}),
        ("supplies", AID, {}),
        ("activities", BAKE, {"activity_goods": OF_SALT, "supplies": [AID, FLOUR]}),
    ],
)
def test_a_closed_row_gives_the_program_without_it(table: str, row: dict[str, object], others: Rows) -> None:
    tables = TWO_PLACES | others
    closed = small(**tables | {table: [*others.get(table, []), row | {"closed": True}]})
    without = small(**tables | {table: others.get(table, [])})
    assert as_text(formulate(closed).program) == as_text(formulate(without).program)


def test_what_a_closed_route_uses_up_falls_on_no_other_route() -> None:
    mine = {"routes": [ROAD], "goods": [{"good": "bread", "unit": "kg", "mass": 1.0},
            {"good": "salt", "unit": "kg"}, {"good": "fuel", "unit": "L"}],
            "supplies": [AID, {"supply": "pump", "good": "fuel", "place": "here"}]}  # fmt: skip
    track = ROAD | {"route": "track", "closed": True}
    uses = [{"route": "road", "good": "fuel", "amount": 2.0}]
    both = [*uses, {"route": "track", "good": "fuel", "amount": 50.0}]
    closed = small(**TWO_PLACES | mine | {"routes": [ROAD, track], "route_goods": both})
    without = small(**TWO_PLACES | mine | {"route_goods": uses})
    assert as_text(formulate(closed).program) == as_text(formulate(without).program)


def test_what_a_closed_route_would_use_is_not_used_on_others() -> None:
    routes = [ROAD, ROAD | {"route": "pass", "closed": True}]
    used = [{"route": "pass", "good": "salt", "amount": 5.0}]
    economy = small(routes=routes, route_goods=used, **TWO_PLACES)
    assert as_text(formulate(economy).program) == as_text(
        formulate(small(routes=[ROAD], **TWO_PLACES)).program
    )


def test_a_row_may_be_closed_for_some_days() -> None:
    parted = small(supplies=[AID | {"until": day(3)}, AID | {"from": day(3), "closed": True}])
    short = small(supplies=[AID | {"until": day(3)}])
    assert as_text(formulate(parted).program) == as_text(formulate(short).program)


def held_rows(formulation: Formulation, family: str) -> list[str]:
    """Labels of the rows of a family that allow nothing."""
    program = formulation.program
    positions = program.rows[family].positions
    return [program.rows.label(row) for row in positions if program.row_upper[row] == 0.0]


def test_kept_routes_are_held_by_their_capacity_over_all_goods() -> None:
    goods = [{"good": "bread", "unit": "kg", "mass": 1.0}, {"good": "salt", "unit": "kg"}]
    economy = small(goods=goods, routes=[ROAD | {"carries": "bread;salt", "closed": True}],
                    supplies=[AID, FLOUR])  # fmt: skip
    kept = formulate(economy, keep_closed=True)
    sent = kept.program.columns["sent"]
    assert sent.size == 4
    assert set(sent.positions) == set(kept.held)
    labels = held_rows(kept, "route_capacity")
    assert len(labels) == 2
    row = kept.program.rows.find(labels[0])
    assert sorted(kept.program.matrix.tocsr()[[row]].data) == [0.001, 1.0]


def test_kept_supplies_are_held_by_their_limit() -> None:
    kept = formulate(small(supplies=[{"supply": "aid", "good": "bread", "closed": True}]), keep_closed=True)
    assert held_rows(kept, "supply_limit") == ["supply_limit[supply=aid, good=bread]"]
    assert set(kept.program.columns["supplied"].positions) == set(kept.held)


def test_kept_activities_are_held_by_their_bounds() -> None:
    economy = small(
        activities=[BAKE | {"closed": True}], activity_goods=OF_SALT, supplies=[FLOUR | {"at_most": None}]
    )
    kept = formulate(economy, keep_closed=True)
    levels = kept.program.columns["level"].positions
    assert len(levels) == 2
    assert not kept.program.column_upper[levels].any()


def test_what_a_closed_row_could_bring_has_columns_and_leaves_ties_alone() -> None:
    economy = small(**TWO_PLACES, routes=[ROAD | {"closed": True}])
    kept = formulate(economy, keep_closed=True)
    delivered = kept.program.columns["delivered"].frame()
    assert set(delivered["place"]) == {"here", "there"}
    assert set(kept.program.rows["ration_tie"].frame()["place"]) == {"here"}
    assert not kept.reach.in_period[kept.index.code_of_good["bread"], kept.index.places.index("there")].any()


@pytest.mark.parametrize(
    "tables, family, wanted",
    [
        ({"supplies": [AID | {"at_least": 1.0, "closed": True}]}, "supply_kept", [2.0, 3.0]),
        (
            {"activities": [BAKE | {"minimum": 1.0, "closed": True}], "activity_goods": OF_SALT},
            "minimum_kept",
            [2.0, 3.0],
        ),
    ],
)
@pytest.mark.parametrize("keep_closed", [False, True])
def test_a_floor_on_a_closed_row_is_told(
    tables: Rows, family: str, wanted: list[float], keep_closed: bool
) -> None:
    formulation = formulate(small(**tables), keep_closed=keep_closed)
    assert formulation.program.columns[family].size == 2
    assert sorted(formulation.floors.wanted) == wanted


def test_closed_rows_do_not_set_what_counts_as_a_leftover() -> None:
    goods = [
        {"good": "bread", "unit": "kg", "disposal": "no"},
        {"good": "salt", "unit": "kg"},
    ]
    big = [{"activity": "bake", "good": "bread", "amount": 1000.0}]
    economy = small(goods=goods, activities=[BAKE | {"closed": True}], activity_goods=big)
    plain, kept = formulate(economy), formulate(economy, keep_closed=True)
    assert set(plain.leftovers.scale) == set(kept.leftovers.scale) == {1.0}


def solved_levels(economy: Economy, rule: str, *, keep_closed: bool) -> dict[str, float]:
    """Coverage of each cell under a rule."""
    formulation = formulate(economy, keep_closed=keep_closed)
    program = formulation.program
    problem = Problem(
        program.matrix,
        np.zeros(program.n_columns),
        program.row_lower,
        program.row_upper,
        program.column_lower,
        program.column_upper,
    )
    aims = aims_of(formulation, rule, "labour")  # type: ignore[arg-type]
    groups = np.full(program.n_rows, -1)
    solution, _, _ = solve_aims(problem, aims, np.zeros(program.n_columns), Limits(), groups)
    cells = program.columns["coverage"].positions
    assert not solution.levels[formulation.held].any()
    return {program.columns.label(cell): float(solution.levels[cell]) for cell in cells}


@pytest.mark.parametrize("rule", ["leximin", "equal"])
@pytest.mark.parametrize("seed", range(5))
def test_keeping_closed_rows_changes_no_coverage(seed: int, rule: str) -> None:
    economy = random_economy(np.random.default_rng(seed), n_periods=2, odds=0.9, events=True)
    plain = solved_levels(economy, rule, keep_closed=False)
    kept = solved_levels(economy, rule, keep_closed=True)
    assert kept == pytest.approx(plain, abs=1e-6)
