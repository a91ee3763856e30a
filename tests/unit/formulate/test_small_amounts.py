"""What is little of its own good is shown, however much there is of others."""

from __future__ import annotations

import polars as pl
import pytest

from plans import verified_plan
from unit.formulate.small import small


def test_a_good_counted_in_large_units_is_shown_beside_one_in_small_units() -> None:
    plan = verified_plan(
        small(
            goods=[{"good": "bread", "unit": "mg"}, {"good": "salt", "unit": "kt"}],
            needs=[{"good": "bread", "amount": 5e5}, {"good": "salt", "amount": 2e-6, "tier": 2.0}],
            activities=[{"activity": "bake", "place": "here"}, {"activity": "rake", "place": "here"}],
            activity_goods=[
                {"activity": "bake", "good": "bread", "amount": 1.0},
                {"activity": "rake", "good": "salt", "amount": 1.0},
            ],
            supplies=[],
        )
    )
    shown = plan["deliveries"].group_by("good").agg(pl.col("delivered").sum()).sort("good").rows()
    assert shown == [("bread", pytest.approx(2.5e7)), ("salt", pytest.approx(1e-4))]
    assert set(plan["activities"]["activity"]) == {"bake", "rake"}
