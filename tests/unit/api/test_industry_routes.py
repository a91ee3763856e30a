"""Sectors and regions over the API."""

from __future__ import annotations

from commonweal.wire.industry import Industry
from unit.api.test_pictures_routes import kept


def test_an_economy_from_a_table_has_what_the_table_observed(served):
    made = served("POST", "~/economies?example=leontief&name=leontief").json()["economy"]["id"]
    path = f"~/economies/{made}/industry"
    answer = served("GET", path)
    told = Industry.model_validate_json(answer.content)
    assert told.made.output == (200.0, 250.0)
    assert [sector.name for sector in told.sectors] == ["agriculture", "manufacture"]
    assert served("GET", path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_an_economy_from_no_table_has_names_alone(served):
    told = Industry.model_validate_json(served("GET", f"{served.village()}/industry").content)
    assert told.basis == "none"
    assert told.made.output == ()
    assert "mill" in {sector.name for sector in told.sectors}
    assert {region.titles["ar"] for region in told.regions} >= {"قرية الوادي"}


def test_a_plan_says_what_is_made_and_by_whose_work(served):
    path = f"{kept(served)}/industry"
    answer = served("GET", path)
    told = Industry.model_validate_json(answer.content)
    assert told.basis == "plan"
    assert told.labour_unit == "h"
    assert told.unit == ""  # bread in kg, water in litres
    assert sum(told.work.used) > 0
    assert served("GET", path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
