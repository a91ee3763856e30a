"""How long something is gone, in whole periods."""

import datetime as dt

import pytest

import commonweal as cw

WEEKS = cw.Calendar(start=dt.date(2030, 1, 1), lengths=(7,) * 5)


def test_by_default_things_are_gone_throughout():
    assert cw.Outage().shares(WEEKS).tolist() == [0.0] * 5


def test_a_period_that_is_hit_is_hit_throughout():
    outage = cw.Outage(dt.date(2030, 1, 10), 7)
    assert outage.shares(WEEKS).tolist() == [1.0, 0.0, 0.0, 1.0, 1.0]
    assert outage.first_day(WEEKS) == 7.0


def test_capacity_comes_back_step_by_step():
    outage = cw.Outage(dt.date(2030, 1, 1), 7, (0.0, 0.5))
    assert outage.shares(WEEKS).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]


def test_recovery_stops_at_the_end_of_the_calendar():
    assert cw.Outage(dt.date(2030, 1, 29), 7, (0.1, 0.2)).shares(WEEKS).tolist() == [1.0] * 4 + [0.0]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"days": 0}, "0 days"),
        ({"days": 7, "recovery": (1.5,)}, "1.5"),
        ({"recovery": (0.5,)}, "never recovers"),
    ],
)
def test_an_outage_that_is_none_is_refused(asked, told):
    with pytest.raises(cw.ModelError, match=told):
        cw.Outage(**asked)


def test_an_outage_outside_the_calendar_is_refused():
    with pytest.raises(cw.ModelError, match="misses the calendar"):
        cw.Outage(dt.date(2031, 1, 1), 7).shares(WEEKS)
