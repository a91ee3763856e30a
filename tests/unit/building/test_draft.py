"""An economy in the making: rows are completed, coefficients summed, sources kept."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.model import TABLES, Economy
from unit.building.tables import built, coefficients, sectors


def drafted() -> Draft:
    return Draft(1e-9, "a table")


def finished(draft: Draft) -> Economy:
    return draft.finished(built(sectors()).settings)


def test_one_value_stands_for_all_rows() -> None:
    draft = drafted()
    draft.add("goods", {"good": ["a", "b"], "unit": "kg", "kind": None})
    goods = finished(draft)["goods"]
    assert goods["unit"].to_list() == ["kg", "kg"]
    assert goods.schema == TABLES["goods"].schema


def test_columns_without_rows_add_nothing() -> None:
    draft = drafted()
    draft.add("goods", {"good": [], "unit": "kg"})
    assert not finished(draft)["goods"].height


def test_coefficients_of_one_thing_are_summed() -> None:
    draft = drafted()
    draft.coefficients(["mill", "mill"], "flour", np.array([1.0, -0.25]))
    draft.coefficients(["mill"], "flour", np.array([-0.1]), at=["north"])
    assert coefficients(finished(draft), "mill") == {
        ("mill", "flour", None): 0.75,
        ("mill", "flour", "north"): -0.1,
    }


def test_rows_say_their_own_source_or_that_of_the_table() -> None:
    draft = drafted()
    draft.add("goods", {"good": ["a"], "unit": "kg"})
    draft.add("goods", {"good": ["b"], "unit": "kg"}, source="assumed")
    assert finished(draft)["goods"]["source"].to_list() == ["a table", "assumed"]


def test_what_is_too_small_is_counted_and_what_is_nothing_is_not() -> None:
    draft = drafted()
    draft.coefficients(["mill"] * 3, ["a", "b", "c"], np.array([1e-12, 0.0, 1e-3]))
    assert draft.left_out == 1
    assert finished(draft)["activity_goods"]["good"].to_list() == ["c"]
