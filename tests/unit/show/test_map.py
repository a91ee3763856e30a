"""The map of a plan."""

import re

import pytest

from commonweal.show.map import draw_map
from commonweal.show.people import place_facts
from commonweal.show.spots import ground_of
from commonweal.show.traffic import Traffic, traffic
from commonweal.show.words import Names, words_in

EN = words_in("en")


@pytest.fixture
def drawn(plan):
    """Draws the map of the made-up plan with the routes given."""
    facts = place_facts(plan["coverage"], plan.economy.settings.calendar, 1)
    names = Names.of(plan.economy, "en")
    return lambda routes: draw_map(ground_of(plan.economy, facts, names), routes, EN, names)


def line(tonnes, *, full=False, end="Homs", used=True):
    return Traffic("road", "Aleppo", end, tonnes, used, 1.0 if full else 0.5, int(full))


def widths(svg):
    return [float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg)]


def test_a_line_is_as_wide_as_its_share_of_the_most_that_is_carried(drawn):
    assert widths(drawn([line(1000.0), line(500.0, end="Hama")]).svg) == [8.0, 4.0]


def test_the_legend_can_tell_what_the_widest_line_stands_for(drawn):
    assert drawn([line(1000.0)]).widest == 1000.0
    assert drawn([]).widest == 0.0


def test_what_weighs_nothing_is_drawn_as_a_thin_line(drawn):
    assert widths(drawn([line(0.0)]).svg) == [1.2]


def test_a_full_route_has_a_bar_across_it(drawn):
    assert 'class="stop"' in drawn([line(1.0, full=True)]).svg
    assert 'class="stop"' not in drawn([line(1.0)]).svg


def test_the_way_back_lies_beside_the_way_there(drawn):
    back = Traffic("road", "Homs", "Aleppo", 10.0, True, None, 0)
    there_path, back_path = re.findall(r'd="M[\d. ]+Q([\d.]+ [\d.]+)', drawn([line(10.0), back]).svg)
    assert there_path != back_path


def test_a_route_used_one_way_is_not_drawn_as_unused_the_other_way(drawn):
    back = Traffic("road", "Homs", "Aleppo", 0.0, False, None, 0)
    assert 'class="route idle"' not in drawn([line(10.0), back]).svg


def test_a_route_to_a_place_that_is_not_on_the_map_is_left_to_the_table(drawn):
    assert 'class="route' not in drawn([line(10.0, end="nowhere")]).svg


def test_hovering_over_a_place_tells_what_it_gets(plan, drawn):
    svg = drawn(traffic(plan)).svg.replace("\u00a0", " ")
    assert "Deir ez-Zor: 940,000 people, 89 % on average; lowest 63 % (energy, 16 December 2016)" in svg
    assert "Beirut: nobody with needs of this tier" in svg


def test_places_below_a_governorate_are_circles_that_grow_with_people(drawn):
    svg = drawn([]).svg
    assert svg.count("<circle") == 6
    assert svg.count('class="area') == 15
    assert svg.count("<rect") == 2
