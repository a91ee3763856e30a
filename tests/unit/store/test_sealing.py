"""Seals: the same for the same fields, whatever way they went."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from commonweal.store.sealing import canonical, sealed

HERE = dt.timezone(dt.timedelta(hours=3))


def test_order_and_kind_of_sequences_do_not_matter() -> None:
    assert sealed({"a": (1, 2), "b": {"y": 1, "x": None}}) == sealed({"b": {"x": None, "y": 1}, "a": [1, 2]})


def test_fields_that_went_through_json_have_the_same_seal() -> None:
    fields = {"share": 0.1, "third": 1 / 3, "text": "é ؟ \u0000", "numbers": {3: [1.0, 1e300]}, "no": False}
    assert sealed(json.loads(json.dumps(fields))) == sealed(fields)


def test_a_moment_has_one_seal_in_every_zone() -> None:
    moment = dt.datetime(2031, 6, 1, 12, 0, 0, 7, tzinfo=dt.UTC)
    assert sealed({"at": moment}) == sealed({"at": moment.astimezone(HERE)})
    assert canonical({"at": moment}) == '{"at":"2031-06-01T12:00:00.000007+00:00"}'


@pytest.mark.parametrize(
    "other", [{"a": 2}, {"a": "1"}, {"a": [1]}, {"b": 1}, {"a": 1, "b": None}, {"a": True}]
)
def test_other_fields_have_another_seal(other: dict[str, object]) -> None:
    assert sealed(other) != sealed({"a": 1})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal(1), b"bytes", {1, 2}])
def test_what_json_does_not_know_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        sealed({"a": value})
