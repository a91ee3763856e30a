"""People and needs count on the days on which both hold; changes within a period make one cell."""

from __future__ import annotations

import pytest

from commonweal.formulate.formulate import Formulation, formulate
from plans import verified_plan
from unit.formulate.small import FIRST, LAST, day, small


def cells(made: Formulation) -> list[tuple[float, ...]]:
    """Period, person-days, days and amount wanted of each cell."""
    return made.deliveries.cells.select("period", "person_days", "days", "wanted").rows()


def upper(made: Formulation, label: str) -> float:
    """The upper bound of a row."""
    return float(made.program.row_upper[made.program.rows.find(label)])


def test_an_amount_that_changes_within_a_period_is_one_cell_with_the_sum() -> None:
    needs = [
        {"good": "bread", "amount": 0.5, "until": day(1)},
        {"good": "bread", "amount": 1.0, "from": day(1)},
    ]
    assert cells(formulate(small(needs=needs))) == [(0, 20.0, 2.0, 15.0), (1, 30.0, 3.0, 30.0)]


def test_windows_that_meet_are_one_cell_over_all_their_periods() -> None:
    row = {"good": "bread", "amount": 0.5, "every": 5.0}
    made = formulate(small(needs=[row | {"until": day(3)}, row | {"from": day(3), "amount": 1.0}]))
    assert cells(made) == [(0, 50.0, 5.0, 35.0)]
    assert made.deliveries.cells["n_periods"].to_list() == [2]


def test_people_who_leave_before_a_need_begins_have_no_cell() -> None:
    people = [{"group": "all", "place": "here", "people": 10.0, "until": day(1)}]
    needs = [{"good": "bread", "amount": 0.5, "from": day(1)}]
    assert cells(formulate(small(people=people, needs=needs))) == []


def test_caps_that_change_within_a_period_are_one_row_with_the_sum() -> None:
    needs = [
        {"good": "bread", "amount": 0.5},
        {"good": "salt", "at_most": 5.0, "until": day(1)},
        {"good": "salt", "at_most": 7.0, "from": day(1)},
    ]
    made = formulate(small(needs=needs))
    assert upper(made, f"intake_cap[tier=1, place=here, group=all, good=salt, period={FIRST}]") == 120.0


def test_a_cap_holds_for_its_own_days_where_the_need_goes_on_without() -> None:
    needs = [
        {"good": "bread", "amount": 0.5, "at_most": 0.6, "until": day(1)},
        {"good": "bread", "amount": 0.5, "from": day(1)},
    ]
    made = formulate(small(needs=needs))
    assert upper(made, f"intake_cap[tier=1, place=here, group=all, good=bread, period={FIRST}]") == 6.0


def test_a_limit_per_person_counts_people_on_its_own_days() -> None:
    made = formulate(
        small(
            people=[{"group": "all", "place": "here", "people": 10.0, "until": day(3)}],
            limits=[{"limit": "rule", "at_most": 0.1, "per": "person", "from": day(1), "until": day(4)}],
            limit_terms=[{"limit": "rule", "selector": "delivery: good=bread"}],
        )
    )
    assert upper(made, f"limit[limit=rule, period={FIRST}, part=2031-01-02]") == pytest.approx(1.0)
    assert upper(made, f"limit[limit=rule, period={LAST}, part=2031-01-02]") == pytest.approx(1.0)


def test_a_limit_outside_the_calendar_has_no_row() -> None:
    made = formulate(
        small(
            limits=[{"limit": "rule", "at_least": 1.0, "per": "horizon", "from": day(9)}],
            limit_terms=[{"limit": "rule", "selector": "delivery: good=bread"}],
        )
    )
    assert made.program.rows["limit_floor"].size == 0


def test_a_floor_alone_makes_no_row_without_bounds() -> None:
    made = formulate(
        small(
            limits=[{"limit": "rule", "at_least": 1.0}],
            limit_terms=[{"limit": "rule", "selector": "delivery: good=bread"}],
        )
    )
    assert made.program.rows["limit"].size == 0
    assert made.program.rows["limit_floor"].size == 2


def test_people_of_a_cell_are_those_there_while_the_need_holds() -> None:
    plan = verified_plan(small(needs=[{"good": "bread", "amount": 0.5, "from": day(1), "until": day(4)}]))
    assert plan["coverage"].select("period", "people").rows() == [(FIRST, 10.0), (LAST, 10.0)]
