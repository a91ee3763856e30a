"""Days count one by one where people come and go, and needs change, within a period (conventions §2)."""

from __future__ import annotations

import datetime as dt

import pytest

from commonweal.model import Calendar, Economy, Settings
from economies import START, Row
from plans import cells_of, verified_plan
from reference.exact_leximin import solved


def day(number: int) -> dt.date:
    """A day of the calendar, from 0."""
    return START + dt.timedelta(days=number)


def soap_economy(people: list[Row], needs: list[Row]) -> Economy:
    """Two weeks, one place, ten pieces of soap each week."""
    return Economy.from_rows(
        Settings(name="dates", calendar=Calendar(start=START, lengths=(7, 7))),
        {
            "goods": [{"good": "soap", "unit": "piece", "kind": "good"}],
            "places": [{"place": "here"}],
            "people": [{"place": "here", "group": "all", "people": 10.0} | row for row in people],
            "needs": [{"good": "soap", "amount": 1.0} | row for row in needs],
            "supplies": [
                {"supply": "works", "good": "soap", "place": "here", "at_most": 10.0, "per": "period"}
            ],
        },
    )


CASES: dict[str, tuple[list[Row], list[Row], dict[str, float]]] = {
    "people come in the middle": ([{"from": day(5)}], [{}], {"2031-01-01": 0.5, "2031-01-08": 1 / 7}),
    "a need begins in the middle": ([{}], [{"from": day(5)}], {"2031-01-01": 0.5, "2031-01-08": 1 / 7}),
    "both at once": ([{"from": day(5)}], [{"from": day(5)}], {"2031-01-01": 0.5, "2031-01-08": 1 / 7}),
    "people go before the need begins": ([{"until": day(3)}], [{"from": day(4)}], {}),
    "a need changes in the middle": (
        [{}],
        [{"until": day(2)}, {"from": day(2), "amount": 2.0}],
        {"2031-01-01": 1 / 12, "2031-01-08": 1 / 14},
    ),
}


@pytest.mark.parametrize("people, needs, expected", CASES.values(), ids=CASES.keys())
def test_days_are_counted_one_by_one(people: list[Row], needs: list[Row], expected: dict[str, float]) -> None:
    economy = soap_economy(people, needs)
    assert {cell[4]: value for cell, value in solved(economy).coverage.items()} == pytest.approx(expected)
    assert {cell[4]: value for cell, value in cells_of(verified_plan(economy)).items()} == pytest.approx(
        expected
    )
