"""The scale of colour."""

import pytest

from commonweal.show.shades import legend, shade
from commonweal.show.words import words_in


@pytest.mark.parametrize(
    "share, name",
    [(0.0, "s0"), (0.1999, "s0"), (0.2, "s1"), (0.6, "s3"), (0.9, "s5"), (0.999998, "s5"), (1.0, "full")],
)
def test_shades_go_by_steps_and_full_is_apart(share, name):
    assert shade(share) == name


def test_no_need_has_a_mark_of_its_own():
    assert shade(None) == "none"


def test_the_legend_shows_every_shade():
    page = legend(words_in("en"))
    assert [f"swatch {name}" in page for name in ("s0", "s1", "s2", "s3", "s4", "s5", "full", "none")] == [
        True
    ] * 8
