"""Each word does what its plain meaning says, and no more."""

from __future__ import annotations

import datetime as dt

import pytest

from commonweal.errors import DataError
from commonweal.model import TABLES, Change
from commonweal.model.words import PLAIN, WORDS
from commonweal.scenario.words import MEANINGS
from unit.scenario.changing import applied, cells, day, village


def test_every_word_has_a_meaning_in_plain_changes() -> None:
    assert set(MEANINGS) == set(WORDS)
    assert set(PLAIN) < set(WORDS)


def test_set_changes_a_cell_and_blank_empties_it() -> None:
    made = applied(
        Change("set", "routes", "route=high-road", "capacity", 0.5),
        Change("set", "routes", "route=high-road", "mode", "mule-path"),
        Change("set", "routes", "route=high-road", "both_ways", "no"),
        Change("set", "routes", "route=high-road", "carries", "(blank)"),
    )
    assert cells(made, "routes", "capacity", "mode", "both_ways", "carries", route="high-road") == [
        (0.5, "mule-path", False, None)
    ]


def test_scale_and_add_change_numbers() -> None:
    made = applied(
        Change("scale", "routes", "route=high-road", "capacity", 0.5),
        Change("add", "routes", "route=cart-track", "delay", 2.0),
        Change("add", "stocks", "good=wheat", "opening", -2000.0),
    )
    assert cells(made, "routes", "capacity", route="high-road") == [(0.3,)]
    assert cells(made, "routes", "delay", route="cart-track") == [(2.0,)] * 3
    assert cells(made, "stocks", "opening", good="wheat") == [(40000.0,)]


def test_close_shuts_rows_for_some_days_only() -> None:
    made = applied(Change("close", "routes", "route=high-road", begin=day(7), until=day(14)))
    assert cells(made, "routes", "from", "until", "closed", route="high-road") == [
        (None, day(7), None),
        (day(7), day(14), True),
        (day(14), None, None),
    ]


def test_closing_a_place_closes_every_route_from_it_and_to_it() -> None:
    made = applied(Change("close", "places", "place=hill"))
    assert cells(made, "routes", "closed", to_place="hill") == [(True,)] * 3
    assert cells(made, "routes", "closed", route="high-road") == [(None,)]
    assert [plain.where for plain in made.changes[0].plain] == ["to_place=hill"]


def test_closing_people_limits_and_needs() -> None:
    made = applied(
        Change("close", "people", "group=newcomers", begin=day(14)),
        Change("close", "limits", "limit=beans-a-day", until=day(7)),
        Change("close", "needs", "good=soap", begin=day(28)),
    )
    assert cells(made, "people", "people", "from", group="newcomers") == [(100.0, None), (0.0, day(14))]
    assert cells(made, "limits", "at_most", "until", limit="beans-a-day") == [(None, day(7)), (0.15, None)]
    assert cells(made, "needs", "from", "until", good="soap") == [(None, day(28))]


def test_open_opens_what_is_closed_and_fills_the_days_in_which_nothing_holds() -> None:
    shut = Change("close", "routes", "route=high-road")
    made = applied(shut, Change("open", "routes", "route=high-road", begin=day(7), until=day(14)))
    assert cells(made, "routes", "from", "closed", route="high-road") == [
        (None, True), (day(7), None), (day(14), True)
    ]  # fmt: skip
    made = applied(Change("open", "routes", "route=cart-track"))
    spans = cells(made, "routes", "from", "until", route="cart-track")
    assert sorted(spans, key=str) == sorted(
        [(None, day(14)), (day(14), day(28)), (day(28), None)], key=str
    )  # fmt: skip


def test_new_adds_a_row_in_the_unit_of_its_good() -> None:
    values = {
        "supply": "gift",
        "good": "flour",
        "place": "hill",
        "at_most": "0.02",
        "unit": "t",
        "per": "day",
    }
    made = applied(Change("new", "supplies", values=values, begin=day(7), source="the abbey"))
    assert cells(made, "supplies", "at_most", "from", "source", supply="gift") == [
        (20.0, day(7), "the abbey")
    ]


def test_a_window_is_open_within_and_closed_without() -> None:
    made = applied(Change("window", "", "route=high-road", begin=day(7), until=day(14)))
    assert cells(made, "routes", "from", "closed", route="high-road") == [
        (None, True), (day(7), None), (day(14), True)
    ]  # fmt: skip


def test_limit_lowers_what_is_higher_or_unlimited_and_never_raises() -> None:
    made = applied(Change("limit", "routes", "", value=0.5))
    assert cells(made, "routes", "capacity") == [(0.5,), (0.4,), (0.4,), (0.4,)]
    made = applied(Change("limit", "stocks", "good=flour", value=1000.0))
    assert cells(made, "stocks", "capacity", good="flour") == [(1000.0,), (450.0,), (1000.0,)]
    assert applied(Change("limit", "routes", "", value=5.0)).undo() == village()


def test_sanction_closes_supplies() -> None:
    made = applied(Change("sanction", where="supplier=market, origin=coast", begin=day(14)))
    assert cells(made, "supplies", "closed", good="oranges") == [(None,), (True,)]
    assert cells(made, "supplies", "closed", good="oil") == [(None,)]


def test_tariff_raises_prices_by_a_share() -> None:
    made = applied(Change("tariff", where="kind=market", value=0.2))
    assert cells(made, "supplies", "price", kind="market") == [(0.3,), (2.4,), (1.2,)]


def test_strike_withdraws_labour_and_nothing_else() -> None:
    made = applied(Change("strike", where="place=town", value=0.5))
    assert cells(made, "supplies", "at_most", good="labour") == [(900.0,), (220.0,), (550.0,)]
    assert cells(made, "supplies", "at_most", good="beans") == [(90.0,)]
    assert cells(applied(Change("strike", where="place=town")), "supplies", "closed", place="town")[0] == (
        True,
    )
    made = applied(Change("strike", "activities", "activity=mill"))
    assert cells(made, "activities", "closed", activity="mill") == [(True,)]


def test_loss_on_the_way_adds_up_with_what_is_lost_already() -> None:
    made = applied(Change("loss", "routes", "route=high-road", value=0.1))
    assert cells(made, "routes", "loss", route="high-road") == [(pytest.approx(1 - 0.99 * 0.9),)]
    twice = applied(Change("loss", "routes", value=0.1), Change("loss", "routes", value=0.1))
    assert cells(twice, "routes", "loss") == [(pytest.approx(1 - 0.99 * 0.81),)] * 4


def test_loss_of_capacity_of_a_supply_and_of_a_store() -> None:
    made = applied(
        Change("loss", "activities", "activity=mill", value=0.5),
        Change("loss", "supplies", "supply=goats", value=0.2),
        Change("loss", "stocks", "good=wheat", value=0.5),
        Change("seize", "", "good=flour", begin=day(10)),
        Change("seize", "", "good=soap", value=0.25),
    )
    assert cells(made, "activities", "capacity", activity="mill") == [(425.0,)]
    assert cells(made, "supplies", "at_most", supply="goats") == [(36.0,)]
    assert cells(made, "stocks", "opening", good="wheat") == [(21000.0,)]
    assert cells(made, "losses", "good", "place", "share", "on", good="flour") == [
        ("flour", place, 1.0, day(10)) for place in ("valley", "hill", "town")
    ]
    assert cells(made, "stocks", "opening", good="soap") == [(None,), (None,), (150.0,)]


def test_surge_multiplies_people_or_needs() -> None:
    made = applied(
        Change("surge", where="group=newcomers", value=1.5), Change("surge", "needs", "good=water", value=2.0)
    )
    assert cells(made, "people", "people", group="newcomers") == [(150.0,)]
    assert cells(made, "needs", "amount", good="water") == [(30.0,)]


def test_crash_raises_what_is_paid_in_a_currency() -> None:
    made = applied(Change("crash", value=0.5))
    assert cells(made, "supplies", "price", kind="market") == [(0.5,), (4.0,), (2.0,)]
    assert cells(applied(Change("crash", where="paid_in=coin", value=0.5)), "supplies", "price") == cells(
        made, "supplies", "price"
    )


def test_a_currency_that_loses_everything_buys_nothing() -> None:
    with pytest.raises(DataError, match="B06"):
        applied(Change("crash", value=1.0))


def test_austerity_cuts_money_only() -> None:
    made = applied(Change("austerity", value=0.25))
    assert cells(made, "supplies", "at_most", good="coin") == [(30.0,)]
    assert cells(made, "supplies", "at_most", good="milk") == [(45.0,)]


def test_aid_is_a_new_supply_or_more_of_one() -> None:
    values = {"supply": "convoy", "good": "beans", "place": "hill", "at_most": "300", "per": "horizon"}
    made = applied(Change("aid", values=values), Change("aid", where="supply=common-purse", value=10.0))
    assert cells(made, "supplies", "kind", "at_most", supply="convoy") == [("contribution", 300.0)]
    assert cells(made, "supplies", "at_most", supply="common-purse") == [(50.0,)]


def test_delay_lengthens_the_way_of_what_sets_out_on_its_days() -> None:
    made = applied(Change("delay", where="route=high-road", value=2.0, begin=day(7), until=day(9)))
    assert cells(made, "routes", "from", "delay", route="high-road") == [
        (None, 1.0), (day(7), 3.0), (day(9), 1.0)
    ]  # fmt: skip


def test_a_row_for_every_place_is_parted_where_one_is_meant() -> None:
    made = applied(Change("close", "activities", "activity=bake, place=hill"))
    assert cells(made, "activities", "place", "closed", activity="bake") == [
        ("valley", None), ("hill", True), ("town", None)
    ]  # fmt: skip
    assert cells(made, "activities", "capacity", activity="bake") == [(400.0,)] * 3
    everywhere = applied(Change("close", "activities", "activity=bake"))
    assert cells(everywhere, "activities", "place", "closed", activity="bake") == [("*", True)]


def test_a_need_of_everybody_is_parted_by_group_and_place() -> None:
    made = applied(Change("surge", "needs", "good=water, group=newcomers", value=2.0))
    assert sorted(cells(made, "needs", "group", "amount", good="water")) == [
        ("newcomers", 30.0), ("residents", 15.0)
    ]  # fmt: skip


def test_conditions_compare_numbers_and_look_into_what_is_named() -> None:
    made = applied(Change("close", "supplies", "good.kind=food, price>=1"))
    assert cells(made, "supplies", "good", closed=True) == [("oil",), ("oranges",)]
    made = applied(Change("close", "supplies", "good!=milk|labour, kind=harvest|labour"))
    assert cells(made, "supplies", "supply", closed=True) == [("woods",)]
    made = applied(Change("close", "supplies", "lead_time=(blank), kind=market"))
    assert cells(made, "supplies", "good", closed=True) == [("beans",), ("oil",)]


def test_days_at_the_ends_of_the_calendar_part_nothing() -> None:
    calendar = village().settings.calendar
    made = applied(Change("scale", "people", "", "people", 2.0, begin=calendar.start, until=calendar.end))
    assert made.economy["people"].height == village()["people"].height


def test_the_lines_tell_each_cell_with_its_reason() -> None:
    change = Change(
        "close", "routes", "route=high-road", begin=day(7), because="Snow", claimed_by="the warden",
        confidence="reported",
    )  # fmt: skip
    (line,) = applied(change, source="the weather book").lines.to_dicts()
    assert (line["table"], line["row"], line["column"]) == ("routes", 1, "closed")
    assert (line["before"], line["after"], line["from"]) == ("", "yes", day(7))
    assert (line["because"], line["source"]) == ("Snow", "the weather book")
    assert (line["claimed_by"], line["confidence"]) == ("the warden", "reported")


def test_lines_follow_their_rows_through_later_changes() -> None:
    made = applied(
        Change("scale", "routes", "route=high-road", "capacity", 0.5, because="mud"),
        Change("close", "places", "place=town", begin=day(7), until=day(14), because="fever"),
    )
    rows = made.economy["routes"]
    for line in made.lines.iter_rows(named=True):
        assert rows["route"][line["row"]] == "high-road"
    assert made.lines.filter(made.lines["because"] == "mud")["row"].to_list() == [0, 1, 2]
    assert made.lines.filter(made.lines["because"] == "fever")["row"].to_list() == [1]
    assert rows["note"].to_list()[:3] == ["mud", "mud; fever", "mud"]


def test_every_word_names_tables_and_columns_that_there_are() -> None:
    for word in WORDS.values():
        assert set(word.tables) <= set(TABLES)
        for table, column in word.default_columns.items():
            assert column in TABLES[table].column_names


def test_the_helpers_count_days_from_the_first() -> None:
    assert day(0) == village().settings.calendar.start == dt.date(2031, 3, 3)
