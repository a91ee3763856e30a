"""What nobody needs yet stays in store; it is not thrown away."""

from __future__ import annotations

import pytest

import commonweal as cw
from unit.formulate.small import LAST, small

STORE = {"good": "bread", "place": "here", "opening": 80.0, "capacity": 90.0}
PLENTY = {"supply": "aid", "good": "bread", "place": "here", "at_most": 10.0, "per": "day"}


@pytest.mark.parametrize("supplies", [[], [PLENTY]], ids=["store alone", "store and aid"])
def test_a_store_gives_only_what_is_eaten(supplies: list[dict[str, object]]) -> None:
    plan = cw.plan(small(stocks=[STORE], supplies=supplies))
    [left] = plan["stocks"].filter(period=LAST)["stock"]
    came = plan["supplies"]["supplied"].sum()
    assert left == pytest.approx(STORE["opening"] + came - plan["deliveries"]["delivered"].sum())
    assert left >= 80.0 - 25.0 - 1e-6


def test_what_has_no_room_may_go() -> None:
    plan = cw.plan(small(stocks=[STORE | {"capacity": 60.0}], supplies=[]))
    assert plan.certificate.quality == "verified"
    assert plan["stocks"]["stock"].max() <= 60.0 + 1e-6
