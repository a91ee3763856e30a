"""Requests: what is asked is whole, bounded, and told in words where it isn't."""

import pytest
from pydantic import ValidationError

from commonweal.store.schema import JOB_KINDS
from commonweal.wire.requests import request_of

ID = "0" * 32

WHOLE = {
    "plan": {"economy": ID, "effort": {"labour": 1, "diesel": 5.0}, "resolution": 0.01},
    "replan": {"plan": ID, "from": "2031-03-17", "actuals": ID},
    "rules": {"economy": ID, "version": 3},
    "compare": {"of": [{"economy": ID}], "scenarios": ["hard-spring"]},
    "explain": {"plan": ID, "place": "hill", "relief": True},
    "relief": {"economy": ID, "scenario": "hard-spring", "periods": 2},
    "why": {"economy": ID, "good": "bread"},
    "require": {"economy": ID, "coverage": 0.5, "by": "2031-03-17", "of": "stock"},
    "pool": {"economy": ID, "by": "places.kind"},
    "criticality": {"economy": ID, "from": "2031-03-17", "of": ["routes"], "recovery": [0, 0.5, 1]},
    "import": {"table": ID, "source": "wiod2016", "name": "World", "aggregate_regions": "continents"},
}


def test_every_kind_of_job_has_a_request():
    assert set(WHOLE) == set(JOB_KINDS)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_request_is_the_same_after_a_journey(kind):
    request = request_of({"kind": kind, **WHOLE[kind]})
    said = request.model_dump(mode="json", by_alias=True)
    assert request_of(said) == request
    assert request_of(type(request).model_validate_json(request.model_dump_json(by_alias=True)).model_dump(
        mode="json", by_alias=True
    )) == request  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "dance"}, "dance"),
        ({"kind": "plan"}, "economy"),
        ({"kind": "plan", "economy": "../x"}, "economy"),
        ({"kind": "plan", "economy": ID, "periods": 0}, "periods"),
        ({"kind": "plan", "economy": ID, "time_limit": float("nan")}, "time_limit"),
        ({"kind": "plan", "economy": ID, "threads": 0}, "threads"),
        ({"kind": "plan", "economy": ID, "language": "xx"}, "language"),
        ({"kind": "plan", "economy": ID, "colour": "red"}, "colour"),
        ({"kind": "plan", "economy": ID, "scenario": "a\x00b"}, "scenario"),
        ({"kind": "plan", "economy": ID, "scenario": "s" * 201}, "scenario"),
        ({"kind": "why"}, "either an economy or a plan"),
        ({"kind": "why", "economy": ID, "plan": ID}, "either an economy or a plan"),
        ({"kind": "why", "plan": ID, "periods": 2}, "shape plans that are made"),
        ({"kind": "replan", "plan": ID}, "from"),
        ({"kind": "compare", "of": [{}], "rules": ["total"]}, "either an economy or a plan"),
        ({"kind": "compare", "of": [{"plan": ID, "version": 2}], "rules": ["total"]}, "no versions"),
        ({"kind": "compare", "of": []}, "of"),
        ({"kind": "compare", "of": [{"economy": ID}]}, "what to compare with"),
        ({"kind": "compare", "of": [{"plan": ID}], "rules": ["total"]}, "second one"),
        ({"kind": "compare", "of": [{"economy": ID}] * 2, "scenarios": ["a"]}, "not for several"),
        (
            {"kind": "compare", "of": [{"economy": ID}], "scenarios": ["a"], "rules": ["total", "equal"]},
            "under one rule",
        ),
        ({"kind": "compare", "of": [{"economy": ID}], "methods": ["ghosh"]}, "give one of lose"),
        ({"kind": "compare", "of": [{"economy": ID}], "lose": "a", "cut": "b"}, "give one of lose"),
        ({"kind": "compare", "of": [{"plan": ID}], "lose": "a"}, "for one economy"),
        ({"kind": "compare", "of": [{"economy": ID}], "lose": "a", "periods": 2}, "no meaning"),
        ({"kind": "import", "table": ID, "source": "x", "name": ""}, "name"),
    ],
)
def test_a_request_that_is_not_whole_is_refused(said, why):
    with pytest.raises(ValidationError) as caught:
        request_of(said)
    assert why in str(caught.value)


def test_the_shock_of_a_comparison_is_told_by_its_kind():
    request = request_of({"kind": "compare", "of": [{"economy": ID}], "cut": "a>b=1"})
    assert (request.by_methods, request.shock) == (True, ("cut", "a>b=1"))
