"""What counts as the content of an economy."""

from __future__ import annotations

import pytest

from unit.formulate.small import small

AID = {"supply": "aid", "good": "bread", "place": "here"}


@pytest.mark.parametrize("closed, same", [(None, True), (False, True), (True, False)])
def test_a_flag_that_is_no_is_as_good_as_blank(closed: bool | None, same: bool) -> None:
    assert (small(supplies=[AID | {"closed": closed}]) == small(supplies=[AID])) is same
