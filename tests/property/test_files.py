"""An economy that goes through files has the same plan."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import commonweal as cw
from commonweal.data import read, write
from economies import random_economy


@pytest.mark.parametrize("name", ["folder", "book.xlsx", "packed.zip"])
@pytest.mark.parametrize("seed", [3, 4])
def test_written_and_read_again_it_has_the_same_plan_to_the_last_digit(
    tmp_path: Path, seed: int, name: str
) -> None:
    economy = random_economy(np.random.default_rng(seed), n_places=2, n_periods=2)
    write(economy, tmp_path / name)
    again = read(tmp_path / name)
    assert again == economy
    before, after = cw.plan(economy), cw.plan(again)
    for table in ("coverage", "flows", "supplies", "activities", "stocks", "deliveries"):
        assert before[table].equals(after[table]), table
