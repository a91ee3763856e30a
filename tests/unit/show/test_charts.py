"""Small pictures over time."""

import re
from itertools import pairwise

from commonweal.show.charts import Strip, draw_area, draw_strips, ticks
from commonweal.show.words import words_in

EN = words_in("en")
PERIODS = ("2031-06-01", "2031-06-08", "2031-06-15")


def rectangles(page):
    return re.findall(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" class="(\w+)"', page)


def test_a_full_cell_is_a_thin_line_and_a_short_one_a_box():
    page = draw_strips("bread", [Strip("leeds", [(0, 1, 1.0, ""), (1, 1, 0.1, "")])], PERIODS, EN)
    (_, _, _, thin, full), (_, _, _, high, short) = rectangles(page)
    assert (full, short) == ("full", "s0")
    assert float(thin) < float(high) / 3


def test_a_window_is_as_wide_as_the_periods_it_spans():
    page = draw_strips("soap", [Strip("leeds", [(0, 2, 1.0, ""), (2, 1, 1.0, "")])], PERIODS, EN)
    (_, _, wide, _, _), (_, _, narrow, _, _) = rectangles(page)
    assert abs(float(wide) - 2 * float(narrow)) < 0.2


def test_days_on_an_axis_do_not_touch():
    shown = ticks(52, 4.0)
    assert shown[0] == 0
    assert all((after - before) * 4.0 >= 46 for before, after in pairwise(shown))


def test_an_area_starts_at_zero_and_reaches_its_highest_value():
    page = draw_area("wheat", [5.0, 10.0, 0.0], PERIODS[:2], EN)
    line = re.search(r'd="M([^"Z]*)" class="line"', page).group(1)
    heights = [float(point.split()[1]) for point in line.split("L")]
    assert heights == [40.0, 6.0, 74.0]


def test_an_empty_store_is_drawn_flat():
    assert "nan" not in draw_area("wheat", [0.0, 0.0, 0.0], PERIODS[:2], EN)


def test_hovering_and_long_names_are_escaped_and_shortened():
    page = draw_strips("<t>", [Strip("<script>" * 9, [(0, 1, 0.5, '"said"')])], PERIODS, EN)
    assert "<script>" not in page
    assert "…" in page
    assert "&quot;said&quot;" in page
