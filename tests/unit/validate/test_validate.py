"""Checks of economies that were made in memory, and of the finer rules."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import polars as pl
import pytest

from commonweal.findings import Origin
from commonweal.model import Calendar, Economy, Settings
from commonweal.validate import CODES, validate

DAY = dt.date(2031, 1, 1)
ROOT = Path(__file__).parents[3]

Rows = list[dict[str, object]]


def _economy(lengths: tuple[int, ...] = (7, 7), **tables: Rows) -> Economy:
    """A sound economy with some of its tables replaced."""
    sound: dict[str, Rows] = {
        "goods": [
            {"good": "bread", "unit": "kg", "kind": "food", "mass": 1.0},
            {"good": "coin", "unit": "coin", "kind": "currency"},
            {"good": "labour", "unit": "h", "kind": "labour"},
        ],
        "places": [{"place": "north"}, {"place": "south"}],
        "people": [{"group": "all", "place": "north", "people": 10.0}],
        "needs": [{"good": "bread", "amount": 1.0}],
        "supplies": [{"supply": "market", "good": "bread", "place": "north"}],
    }
    settings = Settings(name="x", calendar=Calendar(start=DAY, lengths=lengths))
    return Economy.from_rows(settings, sound | tables)


def _told(economy: Economy) -> list[tuple[str, str, int | None]]:
    return [(found.code, found.file, found.row) for found in validate(economy)]


def test_a_sound_economy_has_no_findings() -> None:
    assert validate(_economy()) == ()


def test_rows_without_an_origin_are_numbered_as_they_would_be_written() -> None:
    assert _told(_economy(needs=[{"good": "bread", "amount": 1.0}, {"good": "beans", "amount": 1.0}])) == [
        ("C01", "needs", 3)
    ]


def test_rows_with_an_origin_are_told_where_they_stand() -> None:
    economy = _economy(needs=[{"good": "beans", "amount": 1.0}])
    placed = Economy(economy.settings, economy.tables, {"needs": Origin("x.xlsx", "needs", (17,))})
    found = validate(placed)[0]
    assert found.place == "x.xlsx, sheet needs, row 17, good"


def test_numbers_that_are_none_are_told() -> None:
    economy = _economy(stocks=[{"good": "bread", "place": "north", "opening": float("nan")},
                               {"good": "bread", "place": "south", "opening": float("inf")}])  # fmt: skip
    assert _told(economy) == [("B02", "stocks", 2), ("B03", "stocks", 3)]


def _supply(**cells: object) -> dict[str, object]:
    return {"supply": "market", "good": "bread", "place": "north"} | cells


@pytest.mark.parametrize(
    "rows, told",
    [
        ([_supply(), _supply()], [3]),
        ([_supply(), _supply(place="south")], []),
        ([_supply(), _supply(supply="other")], []),
        ([_supply(), _supply(place=None)], [3]),
        ([_supply(place="*"), _supply()], [2]),
        ([_supply(place=None), _supply(place="*")], [3]),
        ([_supply(until=dt.date(2031, 1, 5)), _supply(**{"from": dt.date(2031, 1, 5)})], []),
        ([_supply(until=dt.date(2031, 1, 6)), _supply(**{"from": dt.date(2031, 1, 5)})], [3]),
        ([_supply(place=None, until=dt.date(2031, 1, 5)), _supply(**{"from": dt.date(2031, 1, 5)})], []),
        ([_supply(), _supply(until=dt.date(2031, 1, 3)), _supply(**{"from": dt.date(2031, 1, 9)})], [3, 4]),
    ],
)  # fmt: skip
def test_rows_for_the_same_thing_at_the_same_time_are_told(rows: Rows, told: list[int]) -> None:
    assert _told(_economy(supplies=rows)) == [("B12", "supplies", row) for row in told]


def test_blank_overlaps_each_name_in_more_than_one_column() -> None:
    people = [
        {"group": "all", "place": "north", "people": 1.0},
        {"group": "old", "place": "south", "people": 1.0},
    ]
    needs: Rows = [
        {"good": "bread", "amount": 1.0, "group": "all"},
        {"good": "bread", "amount": 2.0, "place": "south"},
        {"good": "bread", "amount": 3.0, "place": "south", "tier": 2.0},
    ]
    assert _told(_economy(people=people, needs=needs)) == [("B12", "needs", 2)]


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_row_overlaps_like_any(closed: bool) -> None:
    rows = [_supply(), _supply(closed=closed)]
    assert _told(_economy(supplies=rows)) == [("B12", "supplies", 3)]


def _losses(*rows: dict[str, object]) -> list[tuple[str, str, int | None]]:
    """What is told of losses from a store of bread at each place and a shared one of labour."""
    lost = [{"good": "bread", "place": "north", "share": 0.5, "on": DAY} | row for row in rows]
    stocks = [{"good": "bread", "place": "*"}, {"good": "labour"}]
    return _told(_economy(stocks=stocks, losses=lost))


def test_losses_from_stores_on_days_of_the_plan_are_sound() -> None:
    shared = {"good": "labour", "place": None}
    assert _losses({}, {"place": "south"}, shared, {"good": "coin"}, {"on": dt.date(2031, 1, 14)}) == []


@pytest.mark.parametrize(
    "row, code",
    [
        ({"on": dt.date(2031, 1, 15)}, "B15"),
        ({"on": dt.date(2030, 12, 31)}, "B15"),
        ({"place": None}, "C16"),
        ({"good": "labour"}, "C16"),
        ({"good": "labour", "place": "*"}, "C16"),
        ({"share": 1.5}, "B06"),
        ({"share": None}, "B02"),
        ({"on": None}, "B02"),
        ({"place": "west"}, "C01"),
    ],
)
def test_a_loss_that_can_take_nothing_is_told(row: dict[str, object], code: str) -> None:
    assert code in {told[0] for told in _losses(row)}


def test_a_loss_twice_on_a_day_is_told() -> None:
    assert _losses({}, {"place": "*", "share": 0.1}) == [("B12", "losses", 3)]


def test_a_coefficient_may_have_two_places_and_two_delays() -> None:
    rows = [
        {"activity": "bake", "good": "bread", "amount": 1.0},
        {"activity": "bake", "good": "bread", "amount": 1.0, "at": "south"},
        {"activity": "bake", "good": "bread", "amount": 1.0, "delay": 7.0},
        {"activity": "bake", "good": "bread", "amount": 1.0, "delay": 0.0},
    ]
    economy = _economy(activities=[{"activity": "bake"}], activity_goods=rows)
    assert _told(economy) == [("B12", "activity_goods", 5)]


def test_a_technique_that_draws_on_land_may_grow_what_it_makes() -> None:
    goods = [
        {"good": "seed", "unit": "kg", "kind": "good", "mass": 1.0},
        {"good": "bread", "unit": "kg", "kind": "food", "mass": 1.0},
        {"good": "land", "unit": "ha", "kind": "resource"},
    ]
    supplies = [{"supply": "s", "good": good} for good in ("seed", "land")]
    grown: Rows = [
        {"activity": "grow", "good": "seed", "amount": -1.0},
        {"activity": "grow", "good": "bread", "amount": 20.0},
    ]
    activities = [{"activity": "grow"}]
    on_land = [*grown, {"activity": "grow", "good": "land", "amount": -0.01}]
    tables = {"goods": goods, "supplies": supplies, "activities": activities}
    economy = _economy(**tables, activity_goods=on_land).with_settings(effort="cost")
    assert _told(economy) == []
    assert _told(_economy(**tables, activity_goods=grown))[0][0] == "B14"


def test_a_figure_far_from_its_like_is_doubted_and_a_close_one_not() -> None:
    names = [f"bakery {number}" for number in range(5)]
    goods = _economy()["goods"].to_dicts()
    rows: Rows = []
    for name, hours in zip(names, (0.4, 0.5, 0.6, 1.1, 800.0), strict=True):
        rows += [{"activity": name, "good": "labour", "amount": -hours}]
        rows += [{"activity": name, "good": "bread", "amount": 1.0}]
    tables = {"goods": goods, "activities": [{"activity": name} for name in names], "activity_goods": rows}
    supplies = [{"supply": "hands", "good": "labour"}]
    assert _told(_economy(**tables, supplies=supplies)) == [("D04", "activity_goods", 10)]


def test_a_word_for_effort_that_no_good_has_is_told() -> None:
    assert _told(_economy().with_settings(effort="labor")) == [("C01", "economy.toml", None)]
    for effort in ("labour", "cost", "outside", "bread", {"cost": 1.0, "labour": 0.5}):
        assert _told(_economy().with_settings(effort=effort)) == []


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_would_reward_effort_is_told(weight: float) -> None:
    economy = _economy().with_settings(effort={"labour": weight, "cost": 1.0})
    assert _told(economy) == [("B05", "economy.toml", None)]


def test_a_cost_of_leaving_over_needs_a_currency_to_pay_it_in() -> None:
    goods = [{"good": "bread", "unit": "kg", "disposal": "0.5"}, {"good": "coin", "unit": "coin"}]
    assert _told(_economy(goods=goods).with_settings(effort="cost")) == [("B02", "goods", 2)]
    assert _told(_economy(goods=goods).with_settings(effort="cost", currency="coin")) == []


def test_names_with_spaces_around_are_told_in_memory() -> None:
    economy = _economy(places=[{"place": "north"}, {"place": "south "}])
    assert _told(economy) == [("C03", "places", 3)]


def test_a_long_list_of_faults_counts_the_rest() -> None:
    economy = _economy()
    many = pl.DataFrame(
        {
            "good": ["bread"] * 100,
            "amount": [-1.0] * 100,
            "tier": [float(tier % 12) + 1 for tier in range(100)],
        }
    )
    codes = [found.code for found in validate(economy.with_table("needs", many))]
    assert codes.count("B04") == 20
    assert max(found.more for found in validate(economy.with_table("needs", many))) == 80


def test_every_code_in_the_source_is_in_the_catalogue_and_documented() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| ([A-FST]\d\d) \|", page, flags=re.MULTILINE)
    assert documented == list(CODES)
    for code in CODES.values():
        assert f"| {code.code} | {code.severity} | {code.title} |" in page
    folders = (
        ROOT / "src" / "commonweal" / name for name in ("check", "data", "importing", "scenario", "validate")
    )
    sources = [
        path.read_text() for folder in folders for path in folder.glob("*.py") if path.name != "codes.py"
    ]
    raised = {code for source in sources for code in re.findall(r'"([A-GST]\d\d)"', source)}
    assert raised == set(CODES)


def test_very_many_unknown_names_are_told_quickly() -> None:
    names = [f"good number {number}" for number in range(3000)]
    economy = _economy().with_table("needs", pl.DataFrame({"good": names, "amount": [1.0] * 3000}))
    goods = pl.DataFrame({"good": [f"item number {number}" for number in range(3000)], "unit": ["kg"] * 3000})
    found = [each for each in validate(economy.with_table("goods", goods)) if each.file == "needs"]
    assert [each.more for each in found if each.more] == [2980]
