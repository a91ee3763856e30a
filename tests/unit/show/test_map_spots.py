"""Where places lie, and what shape they have."""

import polars as pl
import pytest

from commonweal.show.people import place_facts
from commonweal.show.spots import ground_of
from commonweal.show.words import Names


def ground(economy, coverage=None):
    facts = {} if coverage is None else place_facts(coverage, economy.settings.calendar, 1)
    return ground_of(economy, facts, Names.of(economy, "en"))


@pytest.fixture
def places_of(plan):
    def build(*rows):
        return plan.economy.with_table("places", pl.DataFrame(list(rows), infer_schema_length=None))

    return build


def test_places_with_a_known_code_get_their_boundary_and_others_none(plan):
    spots = {spot.place: spot for spot in ground(plan.economy).spots}
    assert spots["Aleppo"].rings
    assert not spots["Manbij"].rings


def test_boundaries_that_no_place_has_are_ground_only_and_the_source_is_named(plan):
    shown = ground(plan.economy)
    assert len(shown.others) == 1
    assert "Natural Earth" in shown.source


def test_an_economy_without_known_codes_shows_no_boundaries(places_of):
    shown = ground(places_of({"place": "leeds", "latitude": 53.8, "longitude": -1.5, "code": "GB-LDS"}))
    assert [spot.place for spot in shown.spots] == ["leeds"]
    assert (shown.others, shown.source) == ((), "")


def test_a_place_without_coordinates_lies_at_the_centre_of_its_boundary(places_of):
    shown = ground(places_of({"place": "homs", "code": "SY-HI", "code_system": "ISO 3166-2"}))
    (spot,) = shown.spots
    assert 36 < spot.longitude < 40
    assert 33.5 < spot.latitude < 35.5


def test_a_place_without_coordinates_or_boundary_is_named_as_missing(places_of):
    shown = ground(places_of({"place": "nowhere", "name": "Nowhere"}))
    assert (shown.spots, shown.missing) == ((), ("Nowhere",))


def test_a_place_is_coloured_full_only_if_all_its_people_are(plan):
    spots = {spot.place: spot for spot in ground(plan.economy, plan["coverage"]).spots}
    assert spots["Tartus"].coverage == 1.0
    assert spots["Daraa"].coverage < 1 - 1e-6
    assert spots["Beirut"].coverage is None
