"""A store that all places share loses nothing of what may not be left over for free."""

from __future__ import annotations

import polars as pl
import pytest

from plans import verified_plan
from unit.formulate.small import small


def waste(disposal: str, capacity: float) -> dict[str, list[dict[str, object]]]:
    """Ten of a waste in a store for both places, of which less may stay."""
    return {
        "goods": [
            {"good": "bread", "unit": "kg"},
            {"good": "waste", "unit": "kg", "disposal": disposal},
            {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True},
        ],
        "stocks": [
            {"good": "waste", "opening": 10.0, "capacity": capacity},
            {"good": "coin", "opening": 100.0},
        ],
    }


@pytest.mark.parametrize("disposal, kind", [("no", "left_over"), ("2", "disposed")])
def test_what_does_not_fit_is_told(disposal: str, kind: str) -> None:
    plan = verified_plan(small(**waste(disposal, capacity=4.0)))
    told = plan["leftovers"].group_by("good", "kind").agg(pl.col("amount").sum()).rows()
    assert told == [("waste", kind, pytest.approx(6.0))]


def test_what_fits_stays() -> None:
    plan = verified_plan(small(**waste("no", capacity=10.0)))
    stocks = plan["stocks"]
    assert stocks.filter(stocks["good"] == "waste")["stock"].to_list() == pytest.approx([10.0, 10.0])
    assert plan["leftovers"].is_empty()


def test_what_may_be_left_for_free_may_vanish() -> None:
    plan = verified_plan(small(**waste("free", capacity=4.0)))
    assert plan["leftovers"].is_empty()
