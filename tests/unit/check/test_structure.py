"""What the rows make together is told once, at its place; what only looks like a fault is not told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

import commonweal as cw
from commonweal.check import check_structure
from commonweal.findings import Origin
from commonweal.model import Economy
from commonweal.validate import CODES, validate
from unit.check.foundry import DAY, HANDS, MARKET, MINING, RECYCLING, ROAD, Row, foundry, techniques

PURSE: Row = {"supply": "purse", "good": "coin", "at_most": 50.0, "per": "day"}
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Case:
    """What is told of a fault: code, table, row, column, and words that it must hold."""

    code: str
    table: str
    row: int
    column: str
    says: tuple[str, ...]
    tables: dict[str, list[Row]]


CASES = {
    "two techniques": Case(
        "F01", "activity_goods", 2, "activity", ("0.02 t of 'steel'", "recycle +1.02 steel (row 3)", "wear"),
        techniques(recycle={"scrap": -1.0, "steel": 1.02}, wear={"steel": -1.0, "scrap": 1.0}, **MINING),
    ),
    "one technique": Case(
        "F01", "activity_goods", 7, "activity", ("'rest' at level 1", "3 h of 'labour'", "row 7"),
        techniques(dig=MINING["dig"], burn={"coal": -2.0, "power": 1.0}, rest={"labour": 3.0}),
    ),
    "buying and selling": Case(
        "F01", "activity_goods", 2, "activity", ("'sell'", "'buy'"),
        techniques(sell={"tools": -1.0, "coin": 3.0}, buy={"coin": -2.0, "tools": 1.0}, **MINING),
    ),
    "a mine that burns more than it digs": Case(
        "F04", "activity_goods", 2, "activity", ("1.07 t of 'coal'", "coal → power → coal", "(row 4)"),
        techniques(**MINING | {"dig": {"power": -0.535, "coal": 1.0, "labour": -3.0}}),
    ),
    "a technique that uses what it makes": Case(
        "F04", "activity_goods", 7, "activity", ("1.2 t of 'steel'", "steel → steel"),
        {
            **techniques(**MINING),
            "activity_goods": [
                *techniques(**MINING)["activity_goods"],
                {"activity": "roll", "good": "steel", "amount": -1.2},
                {"activity": "roll", "good": "steel", "amount": 1.0, "delay": 1.0},
            ],
            "activities": [*techniques(**MINING)["activities"], {"activity": "roll"}],
        },
    ),
    "two techniques of one good": Case(
        "F04", "activity_goods", 2, "activity", ("at least as much", "'coal', 'power'"),
        techniques(
            **MINING | {"dig": {"power": -0.6, "coal": 1.0}},
            scrape={"power": -0.7, "coal": 1.0, "labour": -1.0},
        ),
    ),
    "money without end": Case(
        "F06", "supplies", 4, "at_most", ("'coin'",),
        {"supplies": [HANDS, MARKET, {"supply": "purse", "good": "coin"}]},
    ),
    "hands without end": Case(
        "F06", "supplies", 2, "at_most", ("'labour'",),
        {"supplies": [{"supply": "hands", "good": "labour"}, MARKET]},
    ),
    "a closed road": Case(
        "E01", "places", 3, "place", ("'energy'", "closed: 'road'"), {"routes": [ROAD | {"capacity": 0.0}]}
    ),
    "a road that is said to be closed": Case(
        "E01", "places", 3, "place", ("'energy'", "closed: 'road'"), {"routes": [ROAD | {"closed": True}]}
    ),
    "a closed market": Case(
        "E01", "needs", 2, "good", ("closed",),
        {"supplies": [HANDS, MARKET | {"closed": True}], "stocks": []},
    ),
    "no road": Case("E01", "places", 3, "place", ("no route",), {"routes": []}),
    "a road the wrong way": Case(
        "E01", "places", 3, "place", ("no route",),
        {"routes": [ROAD | {"from_place": "south", "to_place": "north"}]},
    ),
    "a road for other things": Case(
        "E01", "places", 3, "place", ("not carrying it: 'road'",), {"routes": [ROAD | {"carries": "coal"}]}
    ),
    "a road closed further off": Case(
        "E01", "places", 3, "place", ("closed: 'road'",),
        {
            "routes": [
                ROAD | {"to_place": "west", "capacity": 0.0},
                ROAD | {"route": "lane", "from_place": "west", "capacity": 1.0},
            ]
        },
    ),
    "a forge that may not run": Case(
        "E01", "needs", 2, "good", ("lacks an input",),
        {
            "composition": [{"good": "tools", "nutrient": "energy", "amount": 1.0}],
            **techniques(forge={"labour": -1.0, "tools": 1.0}, **MINING),
            "activities": [
                {"activity": "forge", "capacity": 0.0}, {"activity": "burn"}, {"activity": "dig"}
            ],
        },
    ),
    "a road that takes over a week": Case(
        "E05", "needs", 2, "good", ("'south' 2031-01-08",), {"routes": [ROAD | {"delay": 8.0}]}
    ),
    "a purchase that comes late": Case(
        "E05", "needs", 2, "good", ("'north' 2031-01-08, 'south' 2031-01-08",),
        {
            "supplies": [HANDS, MARKET | {"price": 1.0, "lead_time": 7.0}, PURSE],
            "stocks": [],
            "routes": [ROAD | {"delay": 1.0}],
        },
    ),
    "a road that takes longer than the plan": Case(
        "E01", "places", 3, "place", ("it is at 'north'",), {"routes": [ROAD | {"delay": 15.0}]}
    ),
    "empty stores": Case(
        "E07", "stocks", 2, "closing", ("'bread', 'coal'",),
        {
            "stocks": [
                {"good": "bread", "place": "north", "opening": 5.0},
                {"good": "coal", "place": "north"},
                {"good": "coal", "place": "south"},
            ]
        },
    ),
}  # fmt: skip

SOUND = {
    "the foundry": {},
    "a purse without end that is closed": {
        "supplies": [HANDS, MARKET, {"supply": "purse", "good": "coin", "closed": True}]
    },
    "a loop that takes labour": techniques(
        **MINING, **RECYCLING | {"recycle": {"scrap": -1.0, "steel": 1.02, "labour": -1.0}}
    ),
    "a loop whose good is bought": techniques(
        **MINING | {"dig": {"power": -0.6, "coal": 1.0, "labour": -3.0}}
    )
    | {"supplies": [HANDS, MARKET, {"supply": "imports", "good": "coal"}]},
    "a loop that starts from a store": techniques(**MINING, **RECYCLING)
    | {"stocks": [{"good": "scrap", "place": "north", "opening": 5.0, "closing": 0.0}]},
    "a container that comes back": techniques(
        **MINING,
        fill={"scrap": -1.0, "labour": -0.1, "steel": 1.0},
        empty={"steel": -1.0, "scrap": 1.0, "tools": 1.0},
    ),
    "money that a limit caps": {
        "supplies": [HANDS, MARKET, {"supply": "purse", "good": "coin"}],
        "limits": [{"limit": "budget", "at_most": 9.0}],
        "limit_terms": [{"limit": "budget", "selector": "supply: good.kind=currency"}],
    },
    "tools that are kept by themselves": {"stocks": [{"good": "tools", "place": "north", "opening": 5.0}]},
    "a road that takes under a week": {"routes": [ROAD | {"delay": 6.5}]},
    "people who come after the first goods": {
        "routes": [ROAD | {"delay": 8.0}],
        "people": [{"group": "all", "place": "south", "people": 5.0, "from": DAY + dt.timedelta(days=7)}],
    },
    "a need that is counted over two weeks": {
        "routes": [ROAD | {"delay": 8.0}],
        "needs": [{"good": "energy", "amount": 2000.0, "every": 14.0}],
    },
    "a lane beside the closed road": {
        "routes": [ROAD | {"capacity": 0.0}, ROAD | {"route": "lane", "capacity": 1.0}]
    },
}


def _told(economy: Economy) -> list[str]:
    return [finding.code for finding in check_structure(economy)]


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_structure_is_told_once_at_its_place(name: str) -> None:
    case = CASES[name]
    economy = foundry(**case.tables)
    findings = check_structure(economy)
    assert [(found.code, found.file, found.row, found.column) for found in findings] == [
        (case.code, case.table, case.row, case.column)
    ], findings
    for words in case.says:
        assert words in str(findings[0])


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_like_a_fault_is_not_told(name: str) -> None:
    assert check_structure(foundry(**SOUND[name])) == ()


def test_every_code_of_structure_has_a_case() -> None:
    assert {case.code for case in CASES.values()} == {code for code in CODES if code[0] in "EF"}


def test_check_tells_of_rows_first_and_of_structure_once_no_row_is_wrong() -> None:
    doubtful = foundry(
        routes=[], people=[{"group": "all", "place": "south", "people": 5.0, "until": DAY + YEAR}]
    )
    early = {"group": "old", "place": "south", "people": 1.0, "until": DAY}
    people = [*doubtful["people"].to_dicts(), early]
    assert [found.code for found in cw.check(foundry(routes=[], people=people))] == ["B15", "E01"]
    wrong = foundry(routes=[], needs=[{"good": "energy", "amount": -1.0}])
    assert cw.check(wrong) == validate(wrong)
    assert [found.code for found in cw.check(wrong)] == ["B04"]


def test_structure_is_told_where_the_rows_stand() -> None:
    economy = foundry(**techniques(rest={"labour": 3.0}, **MINING))
    rows = tuple(range(11, 11 + economy["activity_goods"].height))
    placed = Economy(
        economy.settings, economy.tables, {"activity_goods": Origin("x.xlsx", "techniques", rows)}
    )
    [found] = check_structure(placed)
    assert found.place == "x.xlsx, sheet techniques, row 11, activity"
    assert "rest +3 labour (row 11)" in found.remedy


def test_each_loop_is_told_by_itself() -> None:
    loops = {
        "recycle": {"scrap": -1.0, "steel": 1.02},
        "wear": {"steel": -1.0, "scrap": 1.0},
        "sell": {"tools": -1.0, "coin": 3.0},
        "buy": {"coin": -2.0, "tools": 1.0},
    }
    assert _told(foundry(**techniques(**MINING, **loops))) == ["F01", "F01"]


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("gain", [0.99, 1.01])
def test_a_gain_is_told_whatever_the_units(size: float, gain: float) -> None:
    loop = {
        "recycle": {"scrap": -size, "steel": gain},
        "wear": {"steel": -size, "scrap": size * size},
        "spare": {"labour": -1.0, "scrap": 0.01},
    }
    assert _told(foundry(**techniques(**MINING, **loop))) == (["F01"] if gain > 1 else [])


@pytest.mark.parametrize("uses", [0.499, 0.501])
def test_a_loop_gives_nothing_once_it_takes_all_it_makes(uses: float) -> None:
    mining = MINING | {"dig": {"power": -uses, "coal": 1.0, "labour": -3.0}}
    assert _told(foundry(**techniques(**mining))) == (["F04"] if uses > 0.5 else [])
