"""Rows in a folder: each kept at once, each once, whatever ends the writing."""

import json

import polars as pl
import pytest

from commonweal.errors import ModelError, StoreInUse
from commonweal.sweep import keeping
from commonweal.sweep.keeping import OfLedger, Parts, read_parts
from commonweal.sweep.ledger import Memory


def row(mean=0.5, status="done"):
    if status == "failed":
        return {"status": "failed", "problem": "no plan", "seconds": 0.1}
    tier = {"tier": 1, "people": 9.0, "people_fully_covered": 3.0, "mean": mean, "lowest": 0.1}
    coverage = [["place", "hill", 1, mean, 0.1, 63.0]]
    return {"status": "done", "problem": "", "quality": "verified", "how": "anew", "seconds": 0.1,
            "effort": 2.0, "effort_unit": "h", "tiers": [tier], "coverage": coverage}  # fmt: skip


def test_a_row_is_on_the_disk_before_the_sweep_goes_on(tmp_path):
    with Parts(tmp_path / "found") as parts:
        parts.put("a", row())
        assert read_parts(tmp_path / "found")[0]["key"].to_list() == ["a"]
        assert json.loads((tmp_path / "found" / "newest.jsonl").read_text())["key"] == "a"


def test_what_was_kept_is_known_again(tmp_path):
    with Parts(tmp_path) as parts:
        parts.put("a", row())
        parts.put("b", row(status="failed"))
    with Parts(tmp_path) as parts:
        assert parts.known() == {"a": "done", "b": "failed"}
        points, coverage = parts.frames()
    assert points.sort("key")["mean_tier_1"].to_list() == [0.5, None]
    assert coverage.rows() == [("a", "place", "hill", 1, 0.5, 0.1, 63.0)]


def test_a_part_that_was_cut_off_is_no_part(tmp_path):
    with Parts(tmp_path) as parts:
        parts.put("a", row())
    part = next((tmp_path / "parts").glob("*.points.parquet"))
    part.with_name("000001-x.coverage.parquet").write_bytes(b"half")  # its points were never renamed
    with Parts(tmp_path) as parts:
        assert list(parts.known()) == ["a"]
    assert read_parts(tmp_path)[1].height == 1


def test_a_death_between_a_part_and_its_log_counts_rows_once(tmp_path):
    with Parts(tmp_path) as parts:
        parts.put("a", row())
        log = (tmp_path / "newest.jsonl").read_text()
    (tmp_path / "newest.jsonl").write_text(log + '{"key": "b", "sta')
    with Parts(tmp_path) as parts:
        assert list(parts.known()) == ["a"]
        parts.put("c", row())
        assert parts.frames()[0]["key"].sort().to_list() == ["a", "c"]


def test_a_point_that_failed_may_be_planned_anew(tmp_path):
    with Parts(tmp_path) as parts:
        parts.put("a", row(status="failed"))
    with Parts(tmp_path) as parts:
        parts.forget(["a"])
        parts.put("a", row(0.7))
        assert read_parts(tmp_path)[0]["status"].to_list() == ["done"]  # also if it died here
    with Parts(tmp_path) as parts:
        assert parts.known() == {"a": "done"}
        assert parts.frames()[0]["mean_tier_1"].to_list() == [0.7]


def test_rows_move_into_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "_AT_ONCE", 2)
    with Parts(tmp_path) as parts:
        for number in range(5):
            parts.put(str(number), row(number / 10))
        assert len(list((tmp_path / "parts").glob("*.points.parquet"))) == 2
        assert parts.frames()[0]["key"].n_unique() == 5


def test_one_sweep_at_a_time_writes_to_a_folder(tmp_path):
    with Parts(tmp_path), pytest.raises(StoreInUse), Parts(tmp_path):
        pass


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ModelError), Parts(tmp_path / "file"):
        pass


def test_any_ledger_will_do():
    ledger = Memory()
    OfLedger(ledger, ["a"]).put("a", row())
    again = OfLedger(ledger, ["a", "b"])
    assert again.known() == {"a": "done"}
    assert again.frames()[0].select(pl.col("mean_tier_1").first()).item() == 0.5
