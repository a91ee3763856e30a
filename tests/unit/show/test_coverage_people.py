"""Coverage told in people."""

import polars as pl
import pytest

from commonweal.model import Calendar
from commonweal.plan.measures import with_days
from commonweal.show.people import need_facts, place_facts, shortfalls, tier_facts

CALENDAR = Calendar(start="2031-06-01", lengths=(7, 7, 14))
FIRST, SECOND, THIRD = CALENDAR.names


def coverage(*rows):
    """Rows of (tier, place, good, period, n_periods, people, coverage); a person wants 1 a period."""
    return pl.DataFrame(
        [
            {"tier": tier, "place": place, "group": "all", "good": good, "period": period, "n_periods": span}
            | {"people": people, "wanted": people, "delivered": people * share, "coverage": share}
            for tier, place, good, period, span, people, share in rows
        ]
    )


def test_a_person_counts_only_if_every_need_is_full_in_every_period():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 100.0, 1.0),
        (1, "leeds", "bread", SECOND, 1, 100.0, 0.99),
        (1, "york", "bread", FIRST, 1, 50.0, 1.0),
        (1, "york", "bread", SECOND, 1, 50.0, 1.0),
    )
    (facts,) = tier_facts(rows, CALENDAR)
    assert (facts.people, facts.people_fully_covered) == (150.0, 50.0)


def test_a_coverage_a_millionth_below_one_still_counts_as_full_and_less_does_not():
    barely = coverage((1, "leeds", "bread", FIRST, 1, 10.0, 1 - 0.9e-6))
    short = coverage((1, "leeds", "bread", FIRST, 1, 10.0, 1 - 2e-6))
    assert tier_facts(barely, CALENDAR)[0].people_fully_covered == 10.0
    assert tier_facts(short, CALENDAR)[0].people_fully_covered == 0.0


def test_person_days_count_the_days_of_each_period():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 1.0),
        (1, "leeds", "bread", SECOND, 1, 10.0, 0.5),
        (1, "leeds", "bread", THIRD, 1, 10.0, 1.0),
    )
    (facts,) = tier_facts(rows, CALENDAR)
    assert (facts.person_days, facts.person_days_covered) == (280.0, 210.0)


def test_a_window_makes_all_of_its_days_short():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 1.0),
        (1, "leeds", "bread", SECOND, 1, 10.0, 1.0),
        (1, "leeds", "soap", FIRST, 2, 10.0, 0.9),
    )
    (facts,) = tier_facts(rows, CALENDAR)
    assert (facts.person_days, facts.person_days_covered) == (140.0, 0.0)


def test_a_window_that_passes_the_end_is_cut_there():
    rows = with_days(coverage((1, "leeds", "soap", SECOND, 4, 1.0, 1.0)), CALENDAR)
    assert rows["days"].to_list() == [21.0]


def test_averages_weigh_people_and_days():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 0.0),  # 70 person-days
        (1, "leeds", "bread", THIRD, 1, 10.0, 1.0),  # 140
        (1, "york", "bread", THIRD, 1, 15.0, 1.0),  # 210
    )
    assert tier_facts(rows, CALENDAR)[0].average == pytest.approx(350 / 420)
    assert place_facts(rows, CALENDAR, 1)["leeds"].average == pytest.approx(140 / 210)


def test_tiers_are_told_apart_and_the_most_urgent_comes_first():
    rows = coverage(
        (2, "leeds", "school", FIRST, 1, 10.0, 0.2),
        (1, "leeds", "bread", FIRST, 1, 10.0, 1.0),
    )
    first, second = tier_facts(rows, CALENDAR)
    assert (first.tier, first.people_fully_covered) == (1, 10.0)
    assert (second.tier, second.people_fully_covered) == (2, 0.0)


def test_of_equally_short_cells_the_one_with_the_most_people_is_named():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 0.5),
        (1, "york", "bread", SECOND, 1, 30.0, 0.5 + 1e-12),
    )
    lowest = tier_facts(rows, CALENDAR)[0].lowest
    assert (lowest.place, lowest.period) == ("york", SECOND)


def test_needs_come_worst_covered_first():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 0.9),
        (1, "leeds", "water", FIRST, 1, 10.0, 0.4),
        (2, "leeds", "school", FIRST, 1, 10.0, 0.1),
    )
    assert [need.good for need in need_facts(rows, CALENDAR, 1)] == ["water", "bread"]


def test_shortfalls_count_short_rows_only():
    rows = coverage(
        (1, "leeds", "bread", FIRST, 1, 10.0, 0.5),
        (1, "leeds", "bread", SECOND, 1, 10.0, 0.8),
        (1, "leeds", "bread", THIRD, 1, 10.0, 1.0),
        (1, "york", "bread", FIRST, 1, 10.0, 1.0),
    )
    (row,) = shortfalls(rows).iter_rows(named=True)
    assert (row["place"], row["lowest"], row["period"]) == ("leeds", 0.5, FIRST)
    assert (row["n_short"], row["n_rows"], row["missing"]) == (2, 3, pytest.approx(7.0))


def test_nobody_short_gives_no_shortfalls():
    assert shortfalls(coverage((1, "leeds", "bread", FIRST, 1, 10.0, 1.0))).is_empty()
