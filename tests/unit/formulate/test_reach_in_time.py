"""A good is where and when something can have brought it; what is left out could only be 0."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from commonweal.formulate import formulate as formulating
from commonweal.formulate.formulate import formulate
from commonweal.formulate.index import Index
from commonweal.formulate.reach import Reach, find_reach
from commonweal.model import Economy
from economies import random_economy
from unit.formulate.small import Rows, day, small

ROAD = {"route": "road", "from_place": "here", "to_place": "there"}
AID = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}


def periods(economy: Economy, good: str, place: str) -> list[bool]:
    """Whether a good can be at a place, period by period."""
    index = Index(economy)
    reach = find_reach(index)
    return list(reach.in_period[index.goods.index(good), index.places.index(place)])


CASES: dict[str, tuple[Rows, str, str, list[bool]]] = {
    "a supply of the second period": ({"supplies": [AID | {"from": day(2)}]}, "bread", "here", [False, True]),
    "a supply of the first period": ({"supplies": [AID | {"until": day(1)}]}, "bread", "here", [True, False]),
    "kept in a store": (
        {"supplies": [AID | {"until": day(1)}], "stocks": [{"good": "bread", "place": "here"}]},
        "bread",
        "here",
        [True, True],
    ),
    "kept in a store that all places share": (
        {"supplies": [AID | {"until": day(1)}], "stocks": [{"good": "bread"}]},
        "bread",
        "there",
        [True, True],
    ),
    "in a store from the start": (
        {"stocks": [{"good": "salt", "place": "there", "opening": 1.0}]},
        "salt",
        "there",
        [True, True],
    ),
    "paid three days before": (
        {"supplies": [AID | {"price": 1.0, "lead_time": 3.0}]},
        "bread",
        "here",
        [False, True],
    ),
    "two days on the road": ({"routes": [ROAD | {"delay": 2.0}]}, "bread", "there", [False, True]),
    "half a day on the road": ({"routes": [ROAD | {"delay": 0.5}]}, "bread", "there", [True, True]),
    "on the road to the end": ({"routes": [ROAD | {"delay": 5.0}]}, "bread", "there", [False, False]),
    "a road that opens late": ({"routes": [ROAD | {"from": day(3)}]}, "bread", "there", [False, True]),
    "made a day after its input comes": (
        {
            "supplies": [AID | {"until": day(1)}],
            "activities": [{"activity": "bake", "place": "here"}],
            "activity_goods": [
                {"activity": "bake", "good": "bread", "amount": -1.0},
                {"activity": "bake", "good": "salt", "amount": 1.0, "delay": 2.0},
            ],
        },
        "salt",
        "here",
        [False, True],
    ),
    "made of what has not come yet": (
        {
            "supplies": [AID | {"from": day(2)}],
            "activities": [{"activity": "bake", "place": "here", "until": day(2)}],
            "activity_goods": [
                {"activity": "bake", "good": "bread", "amount": -1.0},
                {"activity": "bake", "good": "salt", "amount": 1.0},
            ],
        },
        "salt",
        "here",
        [False, False],
    ),
    "made of each other": (
        {
            "activities": [{"activity": "dig", "place": "here"}, {"activity": "burn", "place": "here"}],
            "activity_goods": [
                {"activity": "dig", "good": "salt", "amount": -1.0},
                {"activity": "dig", "good": "bread", "amount": 2.0},
                {"activity": "burn", "good": "bread", "amount": -1.0},
                {"activity": "burn", "good": "salt", "amount": 1.0},
            ],
            "supplies": [],
        },
        "salt",
        "here",
        [True, True],
    ),
}  # fmt: skip


@pytest.mark.parametrize("tables, good, place, expected", CASES.values(), ids=CASES.keys())
def test_a_good_is_where_and_when_something_brings_it(
    tables: Rows, good: str, place: str, expected: list[bool]
) -> None:
    assert periods(small(**tables), good, place) == expected


def everywhere(index: Index) -> Reach:
    """A reach that leaves nothing out."""
    found = find_reach(index)
    places = np.append(np.ones(index.pool, bool), False)
    in_period = np.broadcast_to(index.pooled[:, None, None] != places[None, :, None], found.in_period.shape)
    return Reach(in_period, np.ones_like(found.runs), found.activities)


@pytest.mark.parametrize("seed", range(12))
def test_columns_that_are_left_out_could_only_be_0(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    economy = random_economy(np.random.default_rng(seed), odds=0.8)
    lossy = economy["routes"].with_columns(pl.col("loss").fill_null(0.01))  # nothing goes round in circles
    economy = economy.with_table("routes", lossy)
    kept = formulate(economy).program
    monkeypatch.setattr(formulating, "find_reach", everywhere)
    full = formulate(economy).program
    labels = {kept.columns.label(column) for column in range(kept.n_columns)}
    left_out = np.array([full.columns.label(column) not in labels for column in range(full.n_columns)])
    assert full.n_columns - left_out.sum() == kept.n_columns
    rows = full.matrix
    below = np.isfinite(full.row_lower)
    above = np.isfinite(full.row_upper)
    answer = linprog(
        -left_out.astype(float),
        A_ub=np.vstack([-rows.toarray()[below], rows.toarray()[above]]),
        b_ub=np.concatenate([-full.row_lower[below], full.row_upper[above]]),
        bounds=np.column_stack([full.column_lower, np.minimum(full.column_upper, 1e4)]),
    )
    assert -answer.fun == pytest.approx(0.0, abs=1e-6)
