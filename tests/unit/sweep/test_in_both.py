"""Rows in a folder and in a ledger: each takes over what the other has."""

import pytest

from commonweal.sweep import in_both
from commonweal.sweep.in_both import InBoth
from commonweal.sweep.keeping import OfLedger, Parts, frames_of, rows_of
from commonweal.sweep.ledger import Memory

FAILED = {"status": "failed", "problem": "no plan", "seconds": 0.1}


def done(mean=0.5, tiers=(1, 3)):
    told = [
        {"tier": tier, "people": 9.0, "people_fully_covered": 3.0, "mean": mean, "lowest": 0.1}
        for tier in tiers
    ]
    coverage = [("place", "hill", tier, mean, 0.1, 63.0) for tier in tiers]
    return {"status": "done", "problem": "", "quality": "verified", "how": "anew", "seconds": 0.1,
            "effort": 2.0, "effort_unit": "h", "tiers": told, "coverage": coverage}  # fmt: skip


def test_a_second_folder_takes_over_what_the_ledger_has(tmp_path, monkeypatch):
    monkeypatch.setattr(in_both, "_AT_ONCE", 2)
    ledger, rows = Memory(), {"a": done(), "b": FAILED, "c": done(0.25)}
    with Parts(tmp_path / "first") as parts:
        both = InBoth(parts, ledger, rows)
        for key, row in rows.items():
            both.put(key, row)
    with Parts(tmp_path / "second") as parts:
        both = InBoth(parts, ledger, [*rows, "d", "a"])
        assert both.known() == {"a": "done", "b": "failed", "c": "done"}
        points, coverage = both.frames()
    assert dict(rows_of(points, coverage)) == rows


def test_a_ledger_gets_what_the_folder_had_before(tmp_path):
    ledger = Memory()
    with Parts(tmp_path) as parts:
        parts.put("a", done())
        parts.put("b", FAILED)
        parts.put("of another design", done())
    with Parts(tmp_path) as parts:
        InBoth(parts, ledger, ["a", "b", "c"])
    assert (ledger.get("a"), ledger.get("b"), ledger.get("c")) == (done(), FAILED, None)
    assert ledger.get("of another design") is None


def test_a_plan_counts_more_than_a_failure_wherever_it_is(tmp_path):
    ledger = Memory()
    ledger.put("a", FAILED)
    ledger.put("b", done())
    with Parts(tmp_path) as parts:
        parts.put("a", done())
        parts.put("b", FAILED)
        both = InBoth(parts, ledger, ["a", "b"])
        assert both.known() == {"a": "done", "b": "done"}
    assert ledger.get("a") == done()
    with Parts(tmp_path) as parts:
        assert parts.known() == {"a": "done", "b": "done"}


def test_what_the_ledger_does_not_take_the_folder_does_not_have(tmp_path):
    class Full(Memory):
        def put(self, key, entry):
            raise OSError(f"no room for {key}: {entry}")

    with Parts(tmp_path) as parts:
        both = InBoth(parts, Full(), ["a"])
        with pytest.raises(OSError, match="no room"):
            both.put("a", done())
        assert both.known() == {}


def test_a_failure_that_is_forgotten_is_planned_anew_and_its_plan_kept_in_both(tmp_path):
    ledger = Memory()
    with Parts(tmp_path) as parts:
        both = InBoth(parts, ledger, ["a"])
        both.put("a", FAILED)
        both.forget(["a"])
        assert both.known() == {}
        both.put("a", done())
        assert both.frames()[0]["status"].to_list() == ["done"]
    assert ledger.get("a") == done()


def test_a_ledger_forgets_failures_too():
    ledger = Memory()
    ledger.put("a", FAILED)
    kept = OfLedger(ledger, ["a"])
    kept.forget(["a", "b"])
    assert kept.known() == {}


@pytest.mark.parametrize(
    "rows", [{}, {"a": FAILED}, {"a": done(tiers=(1,)), "b": done(tiers=(2, 3)), "c": FAILED}]
)
def test_rows_come_back_from_their_tables(rows):
    assert dict(rows_of(*frames_of(rows))) == rows
