"""Plans with equipment: what stands, wears, is built, is lost and is used."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

import commonweal as cw
from commonweal.model import Calendar, Economy, Settings
from commonweal.plan.audit import audit
from commonweal.pool.regions import alone, regions_of
from commonweal.show.explaining import Teller
from commonweal.validate import validate
from plans import verified_plan

START = dt.date(2031, 1, 1)
YEARS = (365, 365, 365)


def weaving(**changes: object) -> Economy:
    """A hundred people want a metre of cloth a year each; ten looms weave five metres a year each.

    A carpenter builds a loom from an hour of work; a tenth of the looms wears out each year.
    """
    loom: dict[str, object] = {
        "equipment": "loom",
        "unit": "looms",
        "opening": 10.0,
        "wear_per_year": 0.1,
    }
    rows: dict[str, list[dict[str, object]]] = {
        "goods": [{"good": "cloth", "unit": "m"}, {"good": "work", "unit": "h", "kind": "labour"}],
        "places": [{"place": "mill"}, {"place": "shed"}],
        "people": [{"group": "all", "place": "mill", "people": 100.0}],
        "needs": [{"good": "cloth", "amount": 1.0 / 365}],
        "activities": [{"activity": "weave", "place": "mill"}, {"activity": "carpenter", "place": "shed"}],
        "activity_goods": [
            {"activity": "weave", "good": "work", "amount": -1.0},
            {"activity": "weave", "good": "cloth", "amount": 1.0},
            {"activity": "carpenter", "good": "work", "amount": -1.0},
        ],
        "supplies": [{"supply": "hands", "good": "work", "at_most": 1000.0, "per": "period", "place": "*"}],
        "equipment": [loom | changes],
        "equipment_use": [{"equipment": "loom", "activity": "weave", "amount": 365.0 / 5.0}],
    }
    settings = Settings(name="weaving", effort="labour", calendar=Calendar(start=START, lengths=YEARS))
    return Economy.from_rows(settings, rows)


def built(**changes: object) -> Economy:
    """The same with a carpenter who builds looms, ready a year later."""
    return weaving(**{"built_by": "carpenter", "delay": 365.0} | changes)


def coverage(plan: cw.Plan) -> list[float]:
    """Coverage year by year."""
    return plan["coverage"].sort("period")["coverage"].to_list()


def test_what_is_woven_follows_the_looms_as_they_wear_out() -> None:
    plan = verified_plan(weaving())
    assert coverage(plan) == pytest.approx([0.45, 0.405, 0.3645], abs=1e-9)
    table = plan["equipment"]
    assert table["stands"].to_list() == pytest.approx([9.0, 8.1, 7.29])
    assert table["used"].to_list() == pytest.approx([9.0, 8.1, 7.29])
    assert table["built"].to_list() == [0.0, 0.0, 0.0]


def test_looms_that_are_built_can_be_used_a_delay_later() -> None:
    plan = verified_plan(built())
    assert coverage(plan) == pytest.approx([0.45, 1.0, 1.0], abs=1e-9)
    assert plan["equipment"]["stands"].to_list()[1:] == pytest.approx([20.0, 20.0])
    assert plan["equipment"]["built"].to_list() == pytest.approx([0.0, 11.9, 2.0])


def test_one_level_builds_as_much_as_the_row_says() -> None:
    levels = verified_plan(built(per_level=2.0))["activities"].filter(pl.col("activity") == "carpenter")
    assert levels["level"].sum() == pytest.approx((11.9 + 2.0) / 2.0)


def test_what_is_lost_on_a_day_is_gone_from_its_period_on() -> None:
    lost = pl.DataFrame([{"equipment": "loom", "share": 0.5, "on": dt.date(2032, 6, 1)}])
    plan = verified_plan(weaving().with_table("equipment_losses", lost))
    assert plan["equipment"]["stands"].to_list() == pytest.approx([9.0, 4.05, 3.645])


def test_a_loss_in_a_scenario_takes_what_stands_on_its_day() -> None:
    economy = weaving()
    change = cw.Change("loss", "equipment", "equipment=loom", value=0.5, begin=dt.date(2032, 6, 1))
    plan = cw.plan(economy, scenario=cw.Scenario("fire", changes=(change,)))
    assert plan["equipment"]["stands"].to_list() == pytest.approx([9.0, 4.05, 3.645])
    change = cw.Change("loss", "equipment", "equipment=loom", value=0.5)
    plan = cw.plan(economy, scenario=cw.Scenario("fire", changes=(change,)))
    assert plan["equipment"]["stands"].to_list() == pytest.approx([4.5, 4.05, 3.645])


def test_what_should_stand_at_the_end_is_a_floor() -> None:
    plan = verified_plan(weaving(closing=14.58))
    floor = plan["floors"].row(0, named=True)
    assert (floor["kind"], floor["what"], floor["tier"]) == ("equipment", "loom", 0)
    assert floor["kept"] == pytest.approx(0.5)
    plan = verified_plan(built(closing=30.0))
    assert plan["floors"]["kept"].to_list() == pytest.approx([1.0])
    assert plan["equipment"]["stands"].to_list()[-1] == pytest.approx(30.0)


def test_equipment_that_is_all_in_use_binds_with_a_price() -> None:
    binding = verified_plan(weaving())["binding"].filter(pl.col("limit") == "equipment")
    assert binding["what"].to_list() == ["loom"] * 3
    assert binding["allowed"].to_list() == pytest.approx([9.0, 8.1, 7.29])
    assert binding["used"].to_list() == pytest.approx(binding["allowed"].to_list())
    assert (binding["price"] > 0.0).any()


def test_activities_that_run_on_other_days_take_turns_with_equipment() -> None:
    economy = weaving(wear_per_year=None)
    half = dt.date(2031, 7, 2)  # 182 days after the start
    rows = pl.DataFrame(
        [
            {"activity": "weave", "place": "mill", "until": half},
            {"activity": "knit", "place": "mill", "from": half},
        ]
    )
    goods = economy["activity_goods"].filter(pl.col("activity") == "weave")
    knit = goods.with_columns(activity=pl.lit("knit"))
    uses = pl.DataFrame(
        [{"equipment": "loom", "activity": name, "amount": 73.0} for name in ("weave", "knit")]
    )
    economy = (
        economy.with_table("activities", rows)
        .with_table("activity_goods", pl.concat([goods, knit]))
        .with_table("equipment_use", uses)
    )
    plan = verified_plan(economy)
    assert coverage(plan) == pytest.approx([0.5, 0.5, 0.5], abs=1e-9)
    first = plan["activities"].filter(pl.col("period") == "2031-01-01").sort("activity")["level"].to_list()
    assert first == pytest.approx([50.0 * 183 / 365, 50.0 * 182 / 365])


def test_an_activity_can_not_run_where_what_it_uses_does_not_stand() -> None:
    economy = weaving(place="shed")
    assert coverage(cw.plan(economy)) == [0.0, 0.0, 0.0]
    assert [(found.code, found.file) for found in validate(economy) if found.code == "C17"] == [
        ("C17", "equipment_use")
    ]


def test_a_builder_who_does_not_run_there_is_told() -> None:
    economy = built(place="mill")
    told = [(found.code, found.file, found.column) for found in validate(economy) if found.code == "C17"]
    assert told == [("C17", "equipment", "built_by")]
    assert [found.code for found in validate(built())] == []


@pytest.mark.parametrize(
    "changes, code",
    [({"wear_per_year": 1.5}, "B06"), ({"opening": -1.0}, "B05"), ({"built_by": "smith"}, "C01")],
)
def test_values_that_can_not_be_are_told(changes: dict[str, object], code: str) -> None:
    assert code in {found.code for found in validate(weaving(**changes))}


@pytest.mark.parametrize(
    "column, what",
    [("stands", "stands of equipment"), ("used", "used of equipment"), ("built", "built of equip")],
)
def test_a_table_of_equipment_that_does_not_follow_is_found_out(column: str, what: str) -> None:
    plan = cw.plan(built())
    tables = dict(plan.tables)
    assert audit(plan.economy, tables).error < 1e-9
    tables["equipment"] = tables["equipment"].with_columns(pl.col(column) * 1.01)
    found = audit(plan.economy, tables)
    assert found.error > 1e-3
    assert found.worst[0].what.startswith(what)


def test_more_use_than_stands_is_found_out() -> None:
    plan = cw.plan(weaving())
    fewer = audit(weaving(opening=8.0), plan.tables)
    assert "equipment in use" in {line.what for line in fewer.worst}


def test_looms_are_named_as_the_reason_and_more_of_them_as_the_help() -> None:
    plan = cw.plan(weaving())
    explanation = cw.explain(plan)[0]
    assert [(reason.kind, reason.figure, reason.unit) for reason in explanation.reasons] == [
        ("equipment", 10.0, "looms")
    ]
    (step,) = explanation.reliefs[0].steps
    assert step.more == pytest.approx(1.0)
    assert explanation.reliefs[0].coverage == pytest.approx(1.1 * explanation.cell.coverage)
    teller = Teller.of(plan.economy, "en")
    said = teller.reason(explanation.reasons[0]).text(teller.words)
    assert said.startswith("all of loom is in use: 10\xa0looms at the start")


def test_a_plan_made_anew_keeps_what_was_built() -> None:
    plan = cw.plan(built())
    again = cw.replan(plan, dt.date(2032, 12, 31)).plan
    assert again.certificate.quality == "verified"
    for column in ("stands", "built"):
        assert again["equipment"][column].to_list() == pytest.approx(plan["equipment"][column].to_list())


def test_a_saved_plan_opens_again_with_its_equipment(tmp_path: Path) -> None:
    plan = cw.plan(built())
    cw.export_plan(plan, tmp_path / "plan")
    again = cw.read_plan(tmp_path / "plan")
    assert again.hash == plan.hash
    assert again["equipment"].equals(plan["equipment"])


def test_equipment_survives_every_format(tmp_path: Path) -> None:
    economy = built()
    for name in ("folder", "book.xlsx", "pack.zip"):
        cw.write(economy, tmp_path / name)
        assert cw.read(tmp_path / name).hash == economy.hash


def test_a_region_has_its_share_of_what_all_places_share() -> None:
    people = pl.DataFrame([{"group": "all", "place": place, "people": 50.0} for place in ("mill", "shed")])
    economy = built().with_table("people", people)
    mill, shed = (alone(economy, region) for region in regions_of(economy, "places.name"))
    assert mill["equipment"]["opening"].to_list() == pytest.approx([5.0])
    assert mill["equipment"]["built_by"].to_list() == [None]
    assert shed["equipment"]["built_by"].to_list() == ["carpenter"]
    assert shed["equipment_use"].is_empty()


def test_an_economy_without_equipment_has_no_table_of_it() -> None:
    assert "equipment" not in cw.plan(cw.read("village")).tables
