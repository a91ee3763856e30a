"""Explanations in sentences: every kind of reason and step, in every language, safe on a page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from rich.console import Console

from commonweal.explain.records import Cell, Explanation, Reason, Relief, ReliefLine, ReliefList, Step
from commonweal.language import LANGUAGES
from commonweal.model import Calendar, Economy, Settings
from commonweal.show.explaining import Teller
from commonweal.show.explaining_section import explaining_section
from commonweal.show.explaining_text import print_explanations
from commonweal.show.relief_table import print_relief, relief_html
from commonweal.show.view import View

KINDS = {
    "route": ("routes", "capacity", "t/day", {"route": "m5", "from_place": "homs", "to_place": "hama"}),
    "supply": ("supplies", "at_most", "kg/day", {"supply": "aid", "good": "flour", "place": "homs"}),
    "activity": ("activities", "capacity", "level/day", {"activity": "mill", "place": "homs"}),
    "opening": ("stocks", "opening", "kg", {"good": "flour", "place": "homs"}),
    "store": ("stocks", "capacity", "kg", {"good": "flour"}),
    "limit": ("limits", "at_most", "kg/person/day", {"limit": "beans-a-day", "place": "*"}),
    "cap": ("needs", "at_most", "kcal/person/day", {"good": "energy"}),
    "ration": ("rations", "ration", "", {"ration": "table"}),
}
CLOSED = {"routes": KINDS["route"], "supplies": KINDS["supply"], "activities": KINDS["activity"]}


def economy_of() -> Economy:
    """Four periods."""
    rows: dict[str, list[dict[str, object]]] = {
        "goods": [{"good": "flour", "name": "Wheat flour", "name_ar": "طحين", "unit": "kg"}],
        "places": [{"place": "homs", "name": "Homs <b>"}, {"place": "hama", "name": "Hama"}],
    }
    settings = Settings(name="small", calendar=Calendar(start="2031-01-01", lengths=(7,) * 4))
    return Economy.from_rows(settings, rows)


def reason_of(kind: str, **changes: object) -> Reason:
    table, column, unit, names = KINDS[kind]
    reason = Reason(kind, table, 2, column, 40.0, unit, names, "", "", "", (), f"{table}.csv", "", 9)
    return replace(reason, **changes)


def closed_of(table: str) -> Reason:
    _, _, unit, names = CLOSED[table]
    why = ("the siege", "the <mayor>", "a map")
    return Reason("closed", table, 1, "closed", 40.0, unit, names, *why, (), f"{table}.csv", "", 3)


def explanation_of(*reasons: Reason, **changes: object) -> Explanation:
    cell = Cell(1, "homs", "residents", "flour", "2031-01-08", 0.35, 700.0)
    steps = tuple(Step(reason, 4.0, "share") for reason in reasons)
    reliefs = (Relief(steps, 0.4, 35.0),) if steps else ()
    explanation = Explanation(cell, 0.35, reasons, reliefs, ("flour",), 3)
    return replace(explanation, **changes)


def told(explanation: Explanation, width: int = 500) -> str:
    """What a terminal shows; only the economy of a plan matters."""
    text = io.StringIO()
    plan = SimpleNamespace(economy=economy_of())
    print_explanations(plan, [explanation], Console(file=text, width=width))
    return text.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_reason_names_the_figure_and_where_it_stands(kind: str, language: str) -> None:
    teller = Teller.of(economy_of(), language)
    reason = reason_of(kind)
    sentence = teller.reason(reason).text(teller.words)
    assert kind == "ration" or "40" in sentence
    assert teller.place_in_tables(reason).text(teller.words) in sentence
    own = {"route", "supply", "activity", "limit", "ration"}
    assert all(name in sentence for column, name in reason.names.items() if column in own)


def test_a_row_is_numbered_as_the_person_sees_it() -> None:
    teller = Teller.of(economy_of(), "en")
    in_sheet = reason_of("store", file="all.xlsx", sheet="stocks", file_row=5)
    places = [teller.place_in_tables(reason).text(teller.words) for reason in (reason_of("route"), in_sheet)]
    assert places == ["routes.csv, row 9", "all.xlsx, sheet stocks, row 5"]


def test_a_row_that_is_in_no_file_is_not_numbered() -> None:
    teller = Teller.of(economy_of(), "en")
    made = teller.place_in_tables(reason_of("route", file_row=0)).text(teller.words)
    assert made == "a row of routes that the scenario made"


@pytest.mark.parametrize("table", CLOSED)
def test_what_is_shut_says_why_and_who_says_so(table: str) -> None:
    sentence = told(explanation_of(closed_of(table)))
    assert "shut" in sentence
    assert "because: the siege; claimed by the <mayor>; source: a map" in sentence


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ((), ""),
        (("2031-01-08",), "in the period from 8\u00a0January\u00a02031"),
        (("2031-01-08", "2031-01-15", "2031-01-22"), "in 3 of 4 periods"),
        (("2031-01-01", "2031-01-08", "2031-01-15", "2031-01-22"), ""),
    ],
)
def test_periods_are_told_shortly(periods: tuple[str, ...], words: str) -> None:
    sentence = told(explanation_of(reason_of("route", periods=periods)))
    assert words in sentence
    assert ("period" in sentence) == bool(words)


def test_one_reason_is_told_in_one_sentence_and_several_in_a_list() -> None:
    one, two = explanation_of(reason_of("route")), explanation_of(reason_of("route"), reason_of("store"))
    assert "It can't rise, because the route m5" in told(one)
    assert "all of this holds at once:\n  – the route m5" in told(two)


def test_without_reasons_the_goods_that_nothing_brings_are_named() -> None:
    assert "brings any of: Wheat flour." in told(explanation_of())
    assert "contains it" in told(explanation_of(carriers=()))


def test_a_relief_tells_its_steps_and_its_gain() -> None:
    sentence = told(explanation_of(reason_of("route"), reason_of("store")))
    line = next(line for line in sentence.splitlines() if "person-days more" in line)
    assert "10\u00a0% more room on the route m5" in line
    assert "together with 10\u00a0% more room for Wheat flour" in line
    assert "35\u00a0% → 40\u00a0%, 35 person-days more" in line


def test_a_relief_that_gives_nothing_says_so() -> None:
    explanation = explanation_of(reason_of("route"))
    nothing = replace(explanation.reliefs[0], coverage=0.35, person_days=0.0)
    assert "nothing yet" in told(replace(explanation, reliefs=(nothing,)))


def test_what_another_rule_would_give_is_told() -> None:
    sentence = told(explanation_of(reason_of("route"), highest=0.5))
    assert "It could be 50\u00a0%" in sentence
    assert "the route m5" in sentence


def test_what_was_known_then_is_told_and_what_hindsight_would_give() -> None:
    sentence = told(explanation_of(reason_of("route"), known_on="2031-01-08", hindsight=0.9))
    assert "It can't rise, because the route m5" in sentence
    assert "As things were known on 8\u00a0January\u00a02031." in sentence
    assert "With what became known later it could have been 90\u00a0%." in sentence
    assert "later" not in told(explanation_of(known_on="2031-01-08", hindsight=0.35))


def test_where_the_knowledge_of_then_is_lost_hindsight_is_told() -> None:
    assert "if the plan had known what became known later" in told(explanation_of(highest=1.0, hindsight=1.0))


def test_nobody_short_is_told() -> None:
    text = io.StringIO()
    print_explanations(SimpleNamespace(economy=economy_of()), [], Console(file=text))
    assert "Nobody is short" in text.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_lines_fit_the_terminal(width: int) -> None:
    explanation = explanation_of(
        *(reason_of(kind) for kind in KINDS), *(closed_of(table) for table in CLOSED)
    )
    assert max(map(len, told(explanation, width=width).splitlines())) <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_escapes_names_and_sets_them_apart(make_plan, language: str) -> None:
    explanation = explanation_of(*(closed_of(table) for table in CLOSED), reason_of("store"))
    page = explaining_section(View.of(make_plan(economy_of()), language), [explanation])
    assert "<b>" not in page
    assert "<mayor>" not in page
    assert "<bdi>the &lt;mayor&gt;</bdi>" in page
    assert page.count("<li>") == 4 + 1
    assert not re.search(r"[{}]", page)


def test_a_page_without_explanations_has_no_such_part(make_plan) -> None:
    assert explaining_section(View.of(make_plan(economy_of()), "en"), []) == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("share", "10\u00a0% more room"),
        ("unit", "4\u00a0t a day more of room"),
        ("day", "for one day (4\u00a0t a day), in the period from 8\u00a0January\u00a02031"),
        ("open", "open, in the period from 8\u00a0January\u00a02031"),
        ("lift", "without"),
    ],
)
def test_every_step_is_told(word: str, said: str) -> None:
    reasons = {"day": closed_of("routes"), "open": closed_of("routes"), "lift": reason_of("ration")}
    step = Step(
        reasons.get(word, reason_of("route")), 4.0, word, "2031-01-08" if word in {"day", "open"} else ""
    )
    teller = Teller.of(economy_of(), "en")
    assert said in teller.steps((step,)).text(teller.words)


def test_a_need_that_the_rule_holds_down_says_so() -> None:
    assert "The rule of this plan gives it to others" in told(explanation_of(highest=1.0))


def relief_of(n_lines: int) -> ReliefList:
    steps = (Step(reason_of("route"), 4.0, "share"), Step(closed_of("routes"), 40.0, "day", "2031-01-08"))
    lines = tuple(
        ReliefLine(steps[:count], 100.0 - k, None) for k in range(n_lines) for count in (1 + k % 2,)
    )
    return ReliefList((explanation_of().cell,), 455.0, lines, 3)


def ranked(relief: ReliefList, width: int = 200) -> str:
    text = io.StringIO()
    print_relief(SimpleNamespace(economy=economy_of()), relief, Console(file=text, width=width))
    return text.getvalue()


def test_a_ranked_line_tells_from_where_to_where_and_what_is_gained() -> None:
    lines = ranked(relief_of(2)).splitlines()
    alone = next(line for line in lines if "more room" in line and "together" not in line)
    assert re.search("40\u00a0t a day +44\u00a0t a day +100$", alone.rstrip())
    both = next(line for line in lines if "shut" in line)
    assert "40\u00a0t a day; shut" in both
    assert "44\u00a0t a day; open" in both


def test_ranked_lines_beyond_the_first_are_counted() -> None:
    assert "5 more things would help" in ranked(relief_of(20))


def test_nothing_that_helps_is_told() -> None:
    assert "No figure of the tables" in ranked(relief_of(0))
    assert "Nobody is short" in ranked(ReliefList((), 0.0, (), 0))


def test_a_ranked_list_says_of_which_day_it_is_and_what_it_leaves_out() -> None:
    table = ranked(replace(relief_of(2), known_on="2031-01-08", n_elsewhere=7))
    assert "As things were known on 8\u00a0January\u00a02031." in table
    assert "could last be changed when other things were known: 7." in table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ranked_list_stands_on_the_page(language: str) -> None:
    page = relief_html(Teller.of(economy_of(), language), relief_of(2))
    assert page.count("<tr>") == 3
    assert "routes.csv" in page
    assert not re.search(r"[{}]", page)


def test_a_small_rise_is_told_with_decimals() -> None:
    explanation = explanation_of(reason_of("route"))
    little = replace(explanation.reliefs[0], coverage=0.3504, person_days=0.28)
    assert "35.00\u00a0% → 35.04\u00a0%" in told(replace(explanation, reliefs=(little,)))


def test_reasons_that_were_told_are_not_told_again(make_plan) -> None:
    first = explanation_of(reason_of("route"), reason_of("store"))
    second = replace(first, cell=replace(first.cell, group="guests"))
    text = io.StringIO()
    plan = SimpleNamespace(economy=economy_of())
    print_explanations(plan, [first, second], Console(file=text, width=300))
    assert "for the same reasons as Wheat flour in Homs <b> (residents)" in text.getvalue()
    page = explaining_section(View.of(make_plan(economy_of()), "en"), [first, second])
    assert page.count("is full") == 1
