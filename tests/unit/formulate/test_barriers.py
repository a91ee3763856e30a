"""Barriers: which bounds of a program each figure of the tables sets."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.formulate.barriers import Barrier, barriers_of, loosened
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Labels, LinearProgram
from commonweal.model import Economy
from economies import random_economy
from unit.formulate.small import day, small
from unit.plan.bakery import bakery

Bounds = Counter[tuple[str, float, float]]

LIMITED = ("route_capacity", "supply_limit", "limit", "intake_cap")


def bounds(program: LinearProgram) -> Bounds:
    """Every label with its bounds; supplies of a pooled good may share one."""

    def of(labels: Labels, lower: np.ndarray, upper: np.ndarray) -> Bounds:
        return Counter(
            (labels.label(position), float(f"{lower[position]:.12g}"), float(f"{upper[position]:.12g}"))
            for position in range(labels.size)
        )

    return of(program.rows, program.row_lower, program.row_upper) + of(
        program.columns, program.column_lower, program.column_upper
    )


def raised(economy: Economy, barrier: Barrier, more: float) -> Economy:
    """The economy with one figure raised, or what is closed opened."""
    rows = economy[barrier.table].to_dicts()
    row = rows[barrier.row]
    if barrier.kind == "closed":
        row["closed"] = None
    else:
        row[barrier.column] += -more if barrier.column == "at_least" else more
    return economy.with_table(barrier.table, pl.DataFrame(rows, schema=economy[barrier.table].schema))


def check_raising(economy: Economy) -> None:
    """Loosening each barrier sets the bounds that raising its figure sets."""
    formulation = formulate(economy, keep_closed=True)
    for barrier in barriers_of(formulation):
        if barrier.kind == "ration" or np.isinf(barrier.figure):
            continue
        more = barrier.figure if barrier.kind == "closed" else 0.75
        expected = bounds(formulate(raised(economy, barrier, more), keep_closed=True).program)
        assert bounds(loosened(formulation.program, barrier, more)) == expected, barrier


def check_covering(formulation: Formulation) -> None:
    """The figures of all barriers account for every bound that a figure sets."""
    program, index = formulation.program, formulation.index
    rows, lower = np.zeros(program.n_rows), np.zeros(program.n_rows)
    columns, n_of = np.zeros(program.n_columns), np.zeros(program.n_rows)
    for barrier in barriers_of(formulation):
        figure = 0.0 if barrier.kind == "closed" else barrier.figure
        n_of[barrier.rows] += not barrier.below
        np.add.at(lower if barrier.below else rows, barrier.rows, figure * barrier.row_step)
        np.add.at(columns, barrier.columns, figure * barrier.column_step + 1e-300)
    for name in LIMITED:
        positions = program.rows[name].positions
        finite = positions[np.isfinite(program.row_upper[positions])]
        assert rows[finite] == pytest.approx(program.row_upper[finite], rel=1e-12)
        assert (n_of[finite] >= 1).all()
        assert name == "intake_cap" or (n_of[finite] == 1).all()
    for name in ("level", "stock"):
        positions = program.columns[name].positions
        finite = positions[np.isfinite(program.column_upper[positions])]
        assert columns[finite] == pytest.approx(program.column_upper[finite], rel=1e-12)
        assert (columns[finite] > 0.0).all()
    balances = program.rows["material_balance"].positions
    assert lower[balances] == pytest.approx(-program.row_lower[balances], rel=1e-12)
    if "ration_tie" in program.rows:
        assert (n_of[program.rows["ration_tie"].positions] == 1).all()
    assert index.keep_closed


@pytest.mark.parametrize("seed", range(6))
def test_raising_a_figure_loosens_its_barrier_and_nothing_else(seed: int) -> None:
    rng = np.random.default_rng(seed)
    check_raising(random_economy(rng, odds=0.8, events=seed % 2 == 0, n_places=2, n_periods=2))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6, 60))
def test_raising_a_figure_loosens_its_barrier_and_nothing_else_in_many_economies(seed: int) -> None:
    check_raising(random_economy(np.random.default_rng(seed), odds=0.8, events=seed % 2 == 0))


@pytest.mark.parametrize("seed", range(100, 124))
def test_figures_account_for_every_bound(seed: int) -> None:
    economy = random_economy(np.random.default_rng(seed), odds=0.8, events=True, floors=seed % 2 == 0)
    check_covering(formulate(economy, keep_closed=True))


def test_all_kinds_of_the_bakery_are_found() -> None:
    formulation = formulate(bakery(), keep_closed=True)
    check_covering(formulation)
    check_raising(bakery())
    kinds = {barrier.kind for barrier in barriers_of(formulation)}
    assert kinds >= {"route", "supply", "activity", "opening", "store", "cap", "ration"}


@pytest.mark.parametrize("name", ["village", "syria"])
def test_figures_account_for_every_bound_of_the_examples(name: str) -> None:
    economy = cw.read(name)
    short = economy.settings.calendar.shortened(3)
    check_covering(formulate(economy.with_settings(calendar=short), keep_closed=True))


def test_supplies_of_a_pooled_good_that_share_a_name_are_told_apart() -> None:
    economy = small(
        goods=[{"good": "bread", "unit": "kg", "pooled": True}],
        supplies=[
            {"supply": "aid", "good": "bread", "place": "there", "at_most": 3.0, "per": "day"},
            {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"},
        ],
    )
    formulation = formulate(economy)
    found = {barrier.row: barrier for barrier in barriers_of(formulation)}
    for row, figure in ((0, 3.0), (1, 2.0)):
        assert formulation.program.row_upper[found[row].rows].tolist() == [2 * figure, 3 * figure]


def test_caps_that_meet_in_a_window_share_its_row() -> None:
    """Five days in two periods, joined by a window; the cap changes on the second day."""
    needs = [
        {"good": "bread", "amount": 0.5, "at_most": 0.6, "every": 5.0, "until": day(1)},
        {"good": "bread", "amount": 0.5, "at_most": 0.9, "every": 5.0, "from": day(1)},
    ]
    formulation = formulate(small(needs=needs))
    caps = [barrier for barrier in barriers_of(formulation) if barrier.kind == "cap"]
    assert [barrier.row_step.tolist() for barrier in caps] == [[10.0], [40.0]]
    assert caps[0].rows.tolist() == caps[1].rows.tolist()
    assert formulation.program.row_upper[caps[0].rows] == pytest.approx([0.6 * 10 + 0.9 * 40])


def test_a_closed_row_is_a_barrier_of_what_it_could_do() -> None:
    supplies = [
        {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day", "closed": True}
    ]
    (barrier,) = barriers_of(formulate(small(supplies=supplies), keep_closed=True))
    assert (barrier.kind, barrier.column, barrier.figure, barrier.unit) == ("closed", "closed", 2.0, "kg/day")
    assert barrier.row_step.tolist() == [2.0, 3.0]
    assert barriers_of(formulate(small(supplies=supplies))) == ()


def test_a_floor_that_is_not_above_zero_is_loosened_downwards() -> None:
    economy = small(
        limits=[{"limit": "balance", "at_least": -4.0, "per": "day"}],
        limit_terms=[{"limit": "balance", "selector": "supply: supply=aid", "coefficient": -1.0}],
    )
    check_raising(economy)
    found = [barrier for barrier in barriers_of(formulate(economy)) if barrier.kind == "limit"]
    assert [(barrier.column, barrier.below) for barrier in found] == [("at_least", True)]
