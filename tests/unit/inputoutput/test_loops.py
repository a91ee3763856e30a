"""Products that take more of themselves than is made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.inputoutput import loops
from commonweal.inputoutput.loops import unproductive
from commonweal.inputoutput.tables import SupplyUse
from unit.inputoutput.two_regions import joint, two_regions


def losing() -> SupplyUse:
    """The South's farm (output 80) and mill take too much of each other; the North is sound."""
    use = two_regions().use.copy()
    use[2:, :2], use[:2, 2:] = 0, 0
    use[2, 3], use[3, 2] = 60.0, 90.0
    return replace(two_regions(), use=use)


def test_a_productive_table_has_no_such_block():
    assert unproductive(two_regions()) == ()
    assert unproductive(joint()) == ()


def test_a_block_is_told_with_its_radius_and_loop():
    (found,) = unproductive(losing())
    output = two_regions().industry_output
    coefficients = losing().use[2:, 2:] / output[2:]
    assert found.products == (2, 3)
    assert found.radius == pytest.approx(np.abs(np.linalg.eigvals(coefficients)).max())
    assert set(found.loop) == {2, 3}


def test_every_such_block_is_told_the_worst_first():
    use = losing().use.copy()
    use[0, 0] = 2 * two_regions().industry_output[0]
    first, second = unproductive(replace(losing(), use=use))
    assert first.products == (0, 1)
    assert first.loop == (0,)
    assert second.products == (2, 3)
    assert first.radius > second.radius > 1


def test_in_a_large_table_the_heaviest_products_are_looked_at(monkeypatch):
    monkeypatch.setattr(loops, "_AT_MOST", 2)
    (found,) = unproductive(losing())
    assert found.products == (2, 3)


def test_with_joint_products_the_loop_goes_through_the_industry():
    table = joint()
    use = table.use.copy()
    use[1] = [20.0, 90.0]  # the mill takes more flour than it makes
    found = unproductive(replace(table, use=use, imports=np.zeros(3)))
    assert found
    assert 1 in found[0].products
