"""Countries behind the regions of tables, and how many people live there."""

from __future__ import annotations

import pytest

from commonweal.classify.countries import countries, countries_of, rest_of
from commonweal.classify.people import YEARS, people_of
from commonweal.classify.shipped import rows

EXIOBASE = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT"),
    *("LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GB", "US", "JP", "CN", "CA", "KR", "BR"),
    *("IN", "MX", "RU", "AU", "CH", "TR", "TW", "NO", "ID", "ZA", "WA", "WL", "WE", "WF", "WM"),
]


def test_countries_have_distinct_codes():
    every = countries().values()
    assert len(every) == 250
    assert len({country.alpha2 for country in every}) == 250
    assert all(len(country.alpha3) == 3 and country.name for country in every)


@pytest.mark.parametrize(
    ("region", "codes"),
    [
        ("DEU", ("DEU",)),
        ("de", ("DEU",)),
        ("276", ("DEU",)),
        ("Germany", ("DEU",)),
        ("ROM", ("ROU",)),
        ("EL", ("GRC",)),
        ("South Korea", ("KOR",)),
        ("SUD", ("SDN", "SSD")),
        ("NA", ("NAM",)),
        ("North", ()),
        ("RoW", ()),
    ],
)
def test_a_region_is_known_by_codes_and_names(region, codes):
    assert countries_of(region) == codes


def test_every_name_of_a_region_leads_to_countries():
    for row in rows("region_names.csv"):
        assert set(row["countries"].split()) <= set(countries())


def test_rests_are_of_the_world_or_of_continents():
    continents = {country.continent for country in countries().values()}
    assert rest_of("RoW") == ()
    assert rest_of("XAS") == ("Asia and Pacific", "Middle East")
    assert rest_of("DEU") is None
    assert {part for row in rows("rest_regions.csv") for part in row["of"].split(";")} <= continents


def test_people_are_those_of_the_world_bank():
    assert people_of(["LUX", "Germany"], 2011) == {"LUX": 518347.0, "Germany": 80274983.0}


def test_the_rest_of_the_world_is_the_world_less_the_others():
    found = people_of(["DEU", "CHN", "RoW"], 2011)
    assert sum(found.values()) == pytest.approx(7087120034)


def test_rests_of_continents_with_all_others_make_up_the_world():
    found = people_of(EXIOBASE, 2011)
    assert set(found) == set(EXIOBASE)
    assert sum(found.values()) == pytest.approx(7087120034, rel=1e-3)
    assert found["WF"] == pytest.approx(0.95e9, rel=0.02)


def test_a_rest_is_not_told_beside_a_region_that_nobody_knows():
    assert people_of(["DEU", "Atlantis", "RoW"], 2011) == {"DEU": 80274983.0}


def test_years_without_figures_have_no_people():
    assert people_of(["DEU", "RoW"], YEARS[0] - 1) == {}
    assert people_of(["DEU", "RoW"], 0) == {}


def test_every_row_of_people_has_every_year_and_a_source():
    for row in rows("people.csv"):
        assert all(row[str(year)] for year in range(YEARS[0], YEARS[1] + 1))
        assert row["source"]
