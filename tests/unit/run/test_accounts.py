"""What was counted, received, handed out and sent off, beside what was planned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

import commonweal as cw
from commonweal.errors import DataError
from unit.run.depot import DAYS, depot, stock_of

DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def plan() -> cw.Plan:
    """Flour at the camp: 0, 75, 25 and 0 kg in store; 350, 500, 500 and 500 kg handed out."""
    return cw.plan(depot())


def actual(kind: str, amount: float, date: dt.date, **more: str) -> dict[str, object]:
    return {"kind": kind, "good": "flour", "place": "camp", "amount": amount, "date": date} | more


def consignment(status: str, **more: object) -> dict[str, object]:
    return {
        "consignment": "lorry 7", "good": "flour", "place": "depot", "amount": 200.0, "supply": "market",
        "status": status,
    } | more  # fmt: skip


def made(plan: cw.Plan, *rows: dict[str, object], at: dt.date = DAYS[2]) -> cw.Replan:
    new = cw.replan(plan, at, actuals=pl.DataFrame(list(rows), infer_schema_length=None))
    assert new.plan.certificate.quality == "verified"
    return new


def sent_off(plan: cw.Plan, *rows: dict[str, object], at: dt.date = DAYS[2]) -> cw.Replan:
    new = cw.replan(plan, at, consignments=pl.DataFrame(list(rows), infer_schema_length=None))
    assert new.plan.certificate.quality == "verified"
    return new


def told(new: cw.Replan) -> list[tuple[object, ...]]:
    return new.differences.select("kind", "planned", "real", "became").rows()


def eaten_in(plan: cw.Plan, t: int) -> float:
    return float(plan["coverage"].filter(period=DAYS[t].isoformat())["delivered"][0])


def test_what_is_missing_from_a_store_is_lost(plan: cw.Plan) -> None:
    new = made(plan, actual("counted", 15.0, DAYS[2]))
    assert told(new) == [("counted", pytest.approx(75.0), 15.0, "lost")]
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(15.0)
    # in the third period half of the 450 kg before and half of the 450 kg sent out then arrive
    assert eaten_in(new.plan, 2) == pytest.approx(15.0 + 225.0 + 225.0)


def test_what_turns_up_is_a_supply_of_its_own_kind(plan: cw.Plan) -> None:
    new = made(plan, actual("counted", 95.0, DAYS[2]))
    assert told(new) == [("counted", pytest.approx(75.0), 95.0, "found")]
    found = new.plan.economy["supplies"].filter(kind="counted")
    assert found["at_most"].to_list() == [pytest.approx(20.0)]
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(95.0)


def test_a_count_that_agrees_changes_nothing(plan: cw.Plan) -> None:
    new = made(plan, actual("counted", stock_of(plan["stocks"], "flour", "camp", 1), DAYS[2]))
    assert new.moved.is_empty()
    assert new.differences.is_empty()


def test_what_was_not_handed_out_is_in_store(plan: cw.Plan) -> None:
    new = made(plan, actual("distributed", 100.0, DAYS[0], group="all"),
               actual("distributed", 50.0, DAYS[0] + DAY, group="all"))  # fmt: skip
    assert told(new) == [("distributed", pytest.approx(350.0), 150.0, "less_given")]
    assert stock_of(new.plan["stocks"], "flour", "camp", 0) == pytest.approx(200.0)
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(275.0)
    assert new.plan["coverage"]["coverage"][0] == pytest.approx(0.3)


def test_what_was_handed_out_must_have_been_there(plan: cw.Plan) -> None:
    new = made(plan, actual("distributed", 400.0, DAYS[0], group="all"))
    assert ("books", 0.0, pytest.approx(50.0), "found") in told(new)


def test_what_did_not_come_in_is_lost(plan: cw.Plan) -> None:
    # half of the 700 and half of the 450 kg that set out arrive in the second period: 575
    new = made(plan, actual("received", 565.0, DAYS[1]))
    assert told(new) == [("received", pytest.approx(575.0), 565.0, "lost")]
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(65.0)


def test_more_than_was_expected_came_in(plan: cw.Plan) -> None:
    new = made(plan, actual("received", 600.0, DAYS[1]))
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(100.0)


def test_a_loss_is_felt_in_the_periods_that_follow(plan: cw.Plan) -> None:
    new = made(plan, actual("distributed", 300.0, DAYS[0], group="all"), at=DAYS[3])
    assert [stock_of(new.plan["stocks"], "flour", "camp", t) for t in (0, 1, 2)] == [
        pytest.approx(amount) for amount in (50.0, 125.0, 75.0)
    ]


def test_a_consignment_that_is_late_comes_when_it_is_expected(plan: cw.Plan) -> None:
    new = sent_off(plan, consignment("customs", expected=DAYS[3]))
    assert told(new) == [("consignment", pytest.approx(200.0), 200.0, "on_the_way")]
    supplied = new.plan["supplies"].filter(good="flour", period=DAYS[2].isoformat())
    assert supplied["supplied"].sum() == pytest.approx(250.0)
    late = new.plan.economy["supplies"].filter(kind="on_the_way")
    assert late.select("supply", "at_most", "from").rows() == [("lorry 7", 200.0, DAYS[3])]
    paid = new.plan["supplies"].filter(supply="market")["supplied"].sum()
    assert paid == pytest.approx(700.0)


def test_a_consignment_that_was_cancelled_does_not_come(plan: cw.Plan) -> None:
    new = sent_off(plan, consignment("cancelled"))
    assert told(new) == [("consignment", pytest.approx(200.0), 0.0, "cancelled")]
    supplied = new.plan["supplies"].filter(good="flour", period=DAYS[2].isoformat())
    assert supplied["supplied"].sum() == pytest.approx(250.0)


@pytest.mark.parametrize(
    "row",
    [consignment("ordered"), consignment("shipped", expected=DAYS[2] + DAY)],
    ids=["ordered", "on time"],
)
def test_a_consignment_as_planned_changes_nothing(plan: cw.Plan, row: dict[str, object]) -> None:
    new = sent_off(plan, row)
    assert new.moved.is_empty()
    assert new.differences.is_empty()


def test_lorries_that_are_held_up_on_the_road_arrive_later(plan: cw.Plan) -> None:
    held = consignment("shipped", place="camp", supply=None, route="road", expected=DAYS[3], amount=225.0)
    new = sent_off(plan, held)
    # 75 kg in store, and of the 450 kg that may set out now half arrives in time
    assert eaten_in(new.plan, 2) == pytest.approx(75.0 + 225.0)
    assert eaten_in(new.plan, 3) == pytest.approx(500.0)


def test_what_should_have_come_before_and_did_not_is_missed_then(plan: cw.Plan) -> None:
    missed = consignment("shipped", place="camp", supply=None, amount=30.0, planned=DAYS[1], expected=DAYS[2])
    new = sent_off(plan, missed)
    assert stock_of(new.plan["stocks"], "flour", "camp", 1) == pytest.approx(45.0)
    assert new.plan["supplies"].filter(supply="lorry 7")["supplied"].sum() == pytest.approx(30.0)


def test_accounts_are_read_from_files_in_any_unit(plan: cw.Plan, tmp_path: Path) -> None:
    path = tmp_path / "actuals.csv"
    path.write_text("kind,good,place,amount,unit,date\ncounted,flour,camp,0.015,t,2031-01-21\n")
    new = cw.replan(plan, DAYS[2], actuals=path)
    assert told(new) == [("counted", pytest.approx(75.0), pytest.approx(15.0), "lost")]
    pl.DataFrame([actual("counted", 15.0, DAYS[2])]).write_excel(tmp_path / "log.xlsx", worksheet="actuals")
    assert told(cw.replan(plan, DAYS[2], actuals=tmp_path / "log.xlsx")) == told(new)


WRONG = {
    "no such kind": (actual("weighed", 1.0, DAYS[1]), "B01.*weighed"),
    "no such good": (actual("counted", 1.0, DAYS[2]) | {"good": "flower"}, "C01.*flour"),
    "no such place": (actual("counted", 1.0, DAYS[2]) | {"place": "kamp"}, "C01.*camp"),
    "a negative amount": (actual("counted", -1.0, DAYS[2]), "B05.*amount"),
    "a count within a period": (actual("counted", 1.0, DAYS[1] + DAY), "B11.*2031-01-12.*2031-01-21"),
    "a count in the future": (actual("counted", 1.0, DAYS[3]), "B11.*2031-01-31"),
    "a day that is not past": (actual("received", 1.0, DAYS[2]), "B11.*2031-01-21"),
    "nobody to give to": (actual("distributed", 1.0, DAYS[0]), "B02.*group"),
    "no such group": (actual("distributed", 1.0, DAYS[0], group="guests"), "C01.*guests.*all"),
    "a count for a group": (actual("counted", 1.0, DAYS[2], group="all"), "B06.*group"),
    "no such store": (actual("counted", 1.0, DAYS[2]) | {"good": "work", "place": None}, "C16.*stocks"),
    "more than the store holds": (actual("counted", 2500.0, DAYS[2]), "B06.*2,?000"),
    "a place for a pooled good": (actual("counted", 1.0, DAYS[2]) | {"good": "money"}, "C13.*place"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_an_actual_that_is_wrong_is_told_with_its_row(plan: cw.Plan, name: str) -> None:
    row, words = WRONG[name]
    right = actual("received", 575.0, DAYS[1])
    with pytest.raises(DataError, match="actuals, row 3") as raised:
        cw.replan(plan, DAYS[2], actuals=pl.DataFrame([right, row], infer_schema_length=None))
    assert len(raised.value.findings) == 1
    with pytest.raises(DataError, match=words):
        raise raised.value


WRONG_CONSIGNMENTS = {
    "no such supply": (consignment("paid", expected=DAYS[3], supply="markt"), "C01.*markt"),
    "a name that is taken": (consignment("paid", expected=DAYS[3], consignment="market"), "B12.*market"),
    "not expected": (consignment("paid"), "B11.*expected"),
    "expected in the past": (consignment("paid", expected=DAYS[1]), "B11.*2031-01-11"),
    "planned for the future": (consignment("cancelled", planned=DAYS[3]), "B11.*planned"),
    "nowhere to go": (consignment("cancelled", place=None), "B02.*place"),
    "no such status": (consignment("lost"), "B01.*lost"),
}


@pytest.mark.parametrize("name", WRONG_CONSIGNMENTS)
def test_a_consignment_that_is_wrong_is_told(plan: cw.Plan, name: str) -> None:
    row, words = WRONG_CONSIGNMENTS[name]
    with pytest.raises(DataError, match=words) as raised:
        cw.replan(plan, DAYS[2], consignments=pl.DataFrame([row]))
    assert len(raised.value.findings) == 1
