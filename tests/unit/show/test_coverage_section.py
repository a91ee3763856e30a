"""Coverage by need, by place and over time, in large economies too."""

import re
from types import SimpleNamespace

import polars as pl
import pytest

from commonweal.model import Calendar, Economy, Settings
from commonweal.show.coverage_section import coverage_section
from commonweal.show.view import View


@pytest.fixture
def section_of(make_plan):
    def build(n_places, n_periods, shares, n_groups=1):
        """A section on one need; ``shares(at)`` gives its coverage at a place, period and group."""
        calendar = Calendar(start="2031-01-01", lengths=(7,) * n_periods)
        places = [{"place": f"place {number:03}"} for number in range(n_places)]
        goods = [{"good": "bread", "unit": "kg"}]
        economy = Economy.from_rows(Settings(name="x", calendar=calendar), {"places": places, "goods": goods})
        rows = [
            {"tier": 1, "place": f"place {place:03}", "group": f"group {group}", "good": "bread"}
            | {"period": name, "n_periods": 1, "people": 10.0, "wanted": 70.0, "delivered": 70.0}
            | {"coverage": shares(SimpleNamespace(place=place, period=period, group=group))}
            for place in range(n_places)
            for period, name in enumerate(calendar.names)
            for group in range(n_groups)
        ]
        return coverage_section(View.of(make_plan(economy, tables={"coverage": pl.DataFrame(rows)}), "en"))

    return build


def shaded(page):
    svg = re.search(r"<svg.*?</svg>", page, flags=re.DOTALL).group()
    return re.findall(r'class="(s\d|full)"', svg)


def test_of_two_groups_the_one_that_has_less_is_shown(section_of):
    page = section_of(1, 2, lambda at: (0.1, 0.95)[at.group], n_groups=2)
    assert shaded(page) == ["s0", "s0"]


def test_full_periods_that_follow_each_other_are_one_line(section_of):
    page = section_of(1, 5, lambda at: 0.5 if at.period == 2 else 1.0)
    assert shaded(page) == ["full", "s2", "full"]


def test_many_periods_are_put_together_and_each_column_shows_its_lowest(section_of):
    page = section_of(1, 104, lambda at: 0.1 if at.period == 51 else 1.0)
    assert shaded(page) == ["full", "s0", "full"]
    assert "Each column puts <bdi>2</bdi> periods together" in page


def test_of_many_places_the_worst_covered_are_shown_and_the_rest_counted(section_of):
    page = section_of(60, 1, lambda at: (60 - at.place) / 100)
    assert "place 059" in page
    assert "place 000" not in re.search(r'<table class="matrix">.*?</table>', page, re.DOTALL).group()
    assert "<bdi>20</bdi> more are in the tables" in page


def test_with_one_period_there_is_nothing_to_show_over_time(section_of):
    assert "<svg" not in section_of(2, 1, lambda _: 0.5)


def test_an_average_that_rounds_to_full_is_not_shown_as_full(section_of):
    page = section_of(1, 40, lambda at: 1 - 1e-5 if at.period == 0 else 1.0)
    matrix = re.search(r'<table class="matrix">.*?</table>', page, re.DOTALL).group()
    assert 'class="full"' not in matrix
