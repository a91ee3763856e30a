"""The cheapest package against a second formulation of the economy, cell by cell and unit by unit."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.model import Economy
from commonweal.require import Requirement, require
from economies import random_economy
from reference.exact_leximin import Reference, solved

Cell = tuple[int, str, str, str, str]

EVERYDAY = range(5)
LONG = range(5, 25)


def with_free(economy: Economy, good: str) -> Economy:
    """The economy with as much of a good as anybody wants."""
    pooled = dict(economy["goods"].select("good", "pooled").iter_rows())[good]
    row = pl.DataFrame([{"supply": "extra", "good": good, "place": None if pooled else "*"}])
    table = pl.concat([economy["supplies"], row.cast(pl.String)], how="diagonal_relaxed")
    return economy.with_table("supplies", table)


def asked_of(economy: Economy, found: Requirement) -> dict[Cell, float]:
    """What each cell should have: the level, or the highest that it can."""
    names = ["place", "group", "good", "period"]
    cells = found.proof.plan["coverage"].filter(pl.col("tier") <= found.tier)
    asked = {(int(row[0]), *row[1:]): found.coverage for row in cells.select("tier", *names).iter_rows()}
    low = found.cannot.select("tier", *names, "highest").iter_rows()
    return asked | {(tier, *rest): highest - 1e-9 for tier, *rest, highest in low}


def cheapest(economy: Economy, good: str, asked: dict[Cell, float]) -> float:
    """The least extra amount of a good, by the second formulation."""
    reference = Reference.of(with_free(economy, good))
    for cell, level in asked.items():
        reference.lower[reference.index["coverage", *cell]] = level
    cost = reference.cost({key: 1.0 for key in reference.index if key[:2] == ("supplied", "extra")})
    return reference.least(cost)[0]


def check(economy: Economy, good: str, of: str) -> None:
    """The same cost to a millionth; and what can't be lifted can't be lifted in the second either."""
    found = require(economy, of=of)
    assert found.proof.plan.certificate.quality == "verified"
    assert found.proof.missing <= 1e-6
    expected = cheapest(economy, good, asked_of(economy, found))
    assert found.total == pytest.approx(expected, rel=1e-6, abs=1e-5)
    if found.cannot.height:
        highest = solved(with_free(economy, good)).coverage
        names = ["tier", "place", "group", "good", "period"]
        for row in found.cannot.iter_rows(named=True):
            assert row["highest"] == pytest.approx(highest[tuple(row[name] for name in names)], abs=1e-6)


@pytest.mark.parametrize("good", ["coin", "flour"])
def test_a_package_for_the_village_costs_what_the_second_formulation_says(good: str) -> None:
    check(cw.read("village"), good, "money" if good == "coin" else good)


def small(seed: int) -> Economy:
    return random_economy(np.random.default_rng(seed), n_places=2, n_periods=2)


@pytest.mark.parametrize("seed", EVERYDAY)
def test_packages_cost_what_the_second_formulation_says(seed: int) -> None:
    good, of = [("money", "money"), ("grain", "grain"), ("work", "labour")][seed % 3]
    check(small(seed), good, of)


@pytest.mark.slow
@pytest.mark.parametrize("seed", LONG)
@pytest.mark.parametrize("good, of", [("money", "money"), ("bread", "bread"), ("work", "labour")])
def test_packages_of_many_economies_cost_what_the_second_formulation_says(
    seed: int, good: str, of: str
) -> None:
    check(small(seed), good, of)
