"""A plan and findings in a terminal."""

import io

import polars as pl
import pytest
from rich.console import Console

from commonweal.findings import Finding
from commonweal.show import print_findings, print_plan


def shown(show, thing, **options):
    console = Console(file=io.StringIO(), width=80, **options)
    show(thing, console)
    return console.file.getvalue()


def words_of(page):
    return " ".join(page.split())


def test_a_plan_fits_80_columns_and_has_no_colour_where_there_is_none(plan):
    page = shown(print_plan, plan)
    assert max(len(line.rstrip()) for line in page.splitlines()) <= 80
    assert "\x1b" not in page


def test_a_plan_starts_with_people(plan):
    page = words_of(shown(print_plan, plan))
    assert "19.4 million people: 14 % have every need of tier 1 covered" in page
    assert "Worst off: residents in Al-Hasakah" in page


def test_a_plan_tells_what_is_short_done_and_proved(plan):
    page = words_of(shown(print_plan, plan))
    for said in (
        "Tier 3",
        "imports wheat 533 million kg",
        "Homs → Hama",
        "13 of 13 periods",
        "and 79 more",
        "3e-12",
    ):
        assert said in page


@pytest.mark.parametrize("quality, said", [("approximate", "Approximate."), ("none", "Not a plan.")])
def test_a_plan_that_is_not_verified_says_so(make_plan, certificate_of, quality, said):
    certificate = certificate_of(quality)
    assert said in shown(print_plan, make_plan(certificate=certificate))


def test_names_are_shown_as_they_stand(make_plan, plan):
    evil = "[red]x[/red]\x1b[2J"
    tables = {
        name: rows.with_columns(pl.col(pl.String).replace({"Al-Hasakah": evil}))
        for name, rows in plan.tables.items()
    }
    page = shown(print_plan, make_plan(tables=tables), force_terminal=True, color_system=None)
    assert "[red]x[/red]␛[2J" in page
    assert "\x1b[2J" not in page


def test_bars_are_plain_letters_where_the_terminal_has_no_others(plan):
    class Ascii(io.StringIO):
        encoding = "ascii"

    console = Console(file=Ascii(), width=80)
    print_plan(plan, console)
    assert "█" not in console.file.getvalue()
    assert "#" in console.file.getvalue()


@pytest.mark.parametrize("table", ["coverage", "flows", "supplies", "binding", "floors"])
def test_an_empty_table_is_no_trouble(make_plan, plan, table):
    assert "Verified." in shown(print_plan, make_plan(tables=plan.tables | {table: plan[table].clear()}))


FINDINGS = [
    Finding("B07", "warning", "It has no source.", "Name one.", file="goods.csv", more=3),
    Finding("B01", "error", "It is not a number.", "Write one.", "needs.csv", "", 9, "amount", "two\x1b["),
    Finding("B02", "error", "No such good.", "Add it to goods.csv.", "needs.csv", "", 3, "good", "flower"),
]


def test_findings_are_grouped_by_file_and_told_with_their_remedy():
    page = words_of(shown(print_findings, FINDINGS))
    assert page.index("goods.csv") < page.index("needs.csv")
    assert page.index("B02 error row 3, good 'flower'") < page.index("B01 error row 9, amount")
    assert "Write one." in page
    assert "(and 3 more like this)" in page
    assert page.endswith("2 errors and 1 warning.")


def test_values_of_findings_can_not_steer_the_terminal():
    assert "\x1b" not in shown(print_findings, FINDINGS)


def test_no_findings_is_said():
    assert "Nothing to find fault with." in shown(print_findings, [])


def test_what_is_not_a_plan_is_said_before_anything_else(make_plan, certificate_of):
    certificate = certificate_of("none")
    page = shown(print_plan, make_plan(certificate=certificate))
    assert page.startswith("Not a plan.")
    assert page.count("Not a plan.") == 2
