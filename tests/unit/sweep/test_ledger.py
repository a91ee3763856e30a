"""Results are kept line by line, and found again."""

import json

from commonweal.sweep.ledger import JsonLines, Memory


def test_what_was_put_is_found_by_another_reader(tmp_path):
    file = tmp_path / "deep" / "results.jsonl"
    JsonLines(file).put("a", {"value": 1.5})
    assert JsonLines(file).get("a")["value"] == 1.5
    assert JsonLines(file).get("b") is None


def test_a_line_that_was_cut_off_is_passed_over(tmp_path):
    file = tmp_path / "results.jsonl"
    kept = JsonLines(file)
    kept.put("a", {"value": 1})
    with file.open("a") as end:
        end.write('{"key": "b", "val')
    again = JsonLines(file)
    assert again.get("b") is None
    again.put("c", {"value": 3})
    read = JsonLines(file)
    assert (read.get("a")["value"], read.get("c")["value"]) == (1, 3)


def test_what_is_no_result_is_passed_over(tmp_path):
    file = tmp_path / "results.jsonl"
    file.write_text('[1, 2]\n"text"\n{"no": "key"}\n' + json.dumps({"key": "a", "value": 2}) + "\n")
    assert JsonLines(file).get("a")["value"] == 2


def test_memory_keeps_results_too():
    kept = Memory()
    kept.put("a", {"value": 1})
    assert kept.get("a")["value"] == 1
    assert kept.get("b") is None
