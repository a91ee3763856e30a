"""Edits and scenarios over the API: made together or not at all, checked like files."""

from __future__ import annotations

import pytest

import commonweal as cw


def set_amount(value, row=0):
    return {"do": "set", "table": "needs", "row": row, "column": "amount", "value": value}


def test_edits_are_made_together(served):
    path = served.village()
    edits = [
        set_amount(1950.0),
        {"do": "drop", "table": "stocks", "row": 0},
        {"do": "add", "table": "stocks", "cells": {"place": "valley", "good": "wheat", "opening": 12}},
    ]
    answer = served("POST", f"{path}/edits", at=1, json={"edits": edits, "what": "After the count."})
    assert answer.status_code == 200, answer.text
    version = answer.json()["economy"]["version"]
    assert (version["number"], version["what"], version["rows"]["stocks"]) == (2, "After the count.", 15)
    told = served("GET", f"{path}/tables/needs").json()
    amount = [column["name"] for column in told["columns"]].index("amount")
    assert told["rows"][0][amount] == 1950.0


def test_one_fault_keeps_all_edits_from_being_made(served):
    path = served.village()
    edits = [set_amount(1950.0), set_amount("lots", row=1)]
    answer = served("POST", f"{path}/edits", at=1, json={"edits": edits})
    (fault,) = answer.json()["findings"]
    assert answer.status_code == 422
    assert (fault["code"], fault["file"], fault["row"], fault["column"]) == ("B01", "needs", 3, "amount")
    assert served("GET", path).json()["version"]["number"] == 1


def test_a_dry_run_tells_what_would_be_wrong_and_changes_nothing(served):
    path = served.village()
    dry = {"edits": [set_amount(-5.0)], "dry_run": True}
    answer = served("POST", f"{path}/edits", at=1, json=dry).json()
    assert (answer["kept"], answer["economy"]["version"]["number"]) == (False, 1)
    assert [one["severity"] for one in answer["findings"]] == ["error"]


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (set_amount(1.0, row="0"), "edits[0].row"),
        (set_amount(1.0, row=-1), "edits[0].row"),
        (set_amount(1.0, row=1.5), "edits[0].row"),
        (set_amount([1.0]), "edits[0].value"),
        ({"do": "erase", "table": "needs"}, "edits[0]"),
        ({"do": "drop", "table": "needs"}, "edits[0].row"),
        (set_amount(1.0) | {"colour": "red"}, "edits[0].colour"),
    ],
)
def test_an_edit_of_another_form_is_refused_with_its_place(served, edit, place):
    answer = served("POST", f"{served.village()}/edits", at=1, json={"edits": [edit]})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "request")
    assert any(one["column"].startswith(place) for one in problem["findings"]), problem


def test_edits_that_contradict_each_other_are_refused(served):
    path = served.village()
    both = {"edits": [set_amount(1.0), {"do": "drop", "table": "needs", "row": 0}]}
    answer = served("POST", f"{path}/edits", at=1, json=both)
    assert (answer.status_code, answer.json()["code"]) == (422, "model")
    assert served("POST", f"{path}/edits", at=1, json={"edits": []}).status_code == 422


def test_a_scenario_is_put_read_and_taken_out(served):
    path = served.village()
    said = {
        "name": "dry",
        "title": "A dry spring",
        "parent": "second-landslide",
        "calendar": {"start": "2031-03-03", "lengths": [7, 7, 7, 7, 7]},
        "changes": [
            {"do": "scale", "table": "supplies", "column": "at_most", "value": 0.5, "from": "2031-03-10"}
        ],
    }
    put = served("PUT", f"{path}/scenarios/dry", at=1, json=said)
    assert put.status_code == 200, put.text
    assert "dry" in put.json()["economy"]["version"]["scenarios"]
    read = served("GET", f"{path}/scenarios/dry").json()
    assert {key: read[key] for key in said if key != "changes"} == {
        key: value for key, value in said.items() if key != "changes"
    }
    assert read["changes"][0]["from"] == "2031-03-10"
    again = served("PUT", f"{path}/scenarios/dry", at=2, json=read)
    assert again.json()["economy"]["version"]["number"] == 3
    assert served("GET", f"{path}/scenarios/dry").json() == read
    assert served("DELETE", f"{path}/scenarios/dry", at=3).json()["economy"]["version"]["number"] == 4
    assert served("GET", f"{path}/scenarios/dry").status_code == 404
    assert served("GET", f"{path}/scenarios/dry?version=2").status_code == 200


def test_the_scenarios_that_ship_go_over_the_wire_whole(served):
    path = served.village()
    told = served("GET", f"{path}/scenarios").json()["items"]
    ours = cw.read("village").scenarios
    assert [one["name"] for one in told] == sorted(ours)
    for one in told:
        number = served("GET", path).json()["version"]["number"]
        same = served("PUT", f"{path}/scenarios/{one['name']}", at=number, json=one)
        assert same.status_code == 200, same.text
    differs = served("GET", f"{path}/differences?before=1").json()
    assert differs["scenarios_changed"] == []


@pytest.mark.parametrize(
    ("name", "said", "status"),
    [
        ("dry", {"name": "wet"}, 422),
        ("dry", {"name": "dry", "parent": "nobody"}, 422),
        ("dry", {"name": "dry", "changes": [{"do": "scale", "table": "supplies", "value": 0.5}]}, 422),
        ("dry", {"name": "dry", "changes": [{"do": "set", "value": True}]}, 422),
        ("con:dry", {"name": "con:dry"}, 422),
    ],
)
def test_a_scenario_that_does_not_fit_is_refused(served, name, said, status):
    answer = served("PUT", f"{served.village()}/scenarios/{name}", at=1, json=said)
    assert answer.status_code == status, answer.text


def test_a_scenario_that_others_go_on_from_stays(served):
    path = served.village()
    answer = served("DELETE", f"{path}/scenarios/second-landslide", at=1)
    assert (answer.status_code, answer.json()["code"]) == (422, "findings")


CLOSED = {"do": "close", "table": "routes", "where": "route=high-road", "from": "2031-03-10"}


def test_a_scenario_that_is_tried_tells_what_each_change_would_do_and_is_not_kept(served):
    path = served.village()
    fewer = {"do": "scale", "table": "people", "column": "people", "value": 0.5}
    said = {"name": "snow", "changes": [CLOSED, fewer]}
    tried = served("POST", f"{path}/scenarios/snow/try", json=said).json()
    assert tried["sound"]
    first, second = tried["changes"]
    assert first["rows"] == first["total"] == 1
    assert first["cells"] == [
        {"table": "routes", "row": "route=high-road", "column": "closed", "before": "", "after": "yes"}
    ]
    assert second["rows"] == second["total"] == cw.read("village")["people"].height
    assert served("GET", f"{path}/scenarios/snow").status_code == 404


def test_what_is_wrong_with_a_tried_scenario_is_told_at_its_change(served):
    path = served.village()
    nowhere = CLOSED | {"where": "route=high-rod", "because": "several\nlines"}
    said = {"name": "snow", "changes": [CLOSED, nowhere, CLOSED | {"do": "clsoe"}]}
    tried = served("POST", f"{path}/scenarios/snow/try", json=said).json()
    assert not tried["sound"]
    written = [len(change["findings"]) for change in tried["changes"]]
    assert written == [0, 0, 1]  # how it is written comes before what it does
    assert tried["changes"][0]["rows"] is None
    tried = served("POST", f"{path}/scenarios/snow/try", json=said | {"changes": [CLOSED, nowhere]}).json()
    assert tried["changes"][0]["findings"] == []
    (found,) = tried["changes"][1]["findings"]
    assert (found["column"], found["value"]) == ("where", "route=high-rod")
    tried = served("POST", f"{path}/scenarios/snow/try", json={"name": "snow", "parent": "nobody"}).json()
    assert [found["column"] for found in tried["findings"]] == ["parent"]


def test_a_tried_scenario_is_named_as_in_its_address(served):
    answer = served("POST", f"{served.village()}/scenarios/snow/try", json={"name": "rain"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request")


def test_settings_are_read_and_changed(served):
    path = served.village()
    before = served("GET", f"{path}/settings").json()
    change = {"calendar": {"start": "2031-03-10", "lengths": [7, 7, 7]}, "rule": "total"}
    answer = served("PATCH", f"{path}/settings", at=1, json=change)
    assert answer.status_code == 200, answer.text
    version = answer.json()["economy"]["version"]
    assert (version["number"], version["what"]) == (2, "Settings: calendar, rule changed.")
    assert served("GET", f"{path}/settings").json() == before | change
    assert served("GET", f"{path}/settings?version=1").json() == before


def test_settings_that_do_not_fit_are_refused_with_their_key(served):
    path = served.village()
    answer = served("PATCH", f"{path}/settings", at=1, json={"currency": "shells"})
    assert (answer.status_code, answer.json()["findings"][0]["column"]) == (422, "currency")
    dry = served("PATCH", f"{path}/settings", at=1, json={"currency": "shells", "dry_run": True}).json()
    assert (dry["kept"], dry["findings"][0]["column"]) == (False, "currency")
    assert served("GET", path).json()["version"]["number"] == 1


def test_settings_changed_meanwhile_are_not_overwritten(served):
    path = served.village()
    assert served("PATCH", f"{path}/settings", at=1, json={"rule": "total"}).status_code == 200
    assert served("PATCH", f"{path}/settings", at=1, json={"rule": "equal"}).status_code == 412


def test_the_file_of_a_scenario_is_read_as_what_it_was_written_from(served):
    path = f"{served.village()}/scenarios/hard-spring"
    file = served("GET", f"{path}/file")
    assert file.headers["content-type"].startswith("application/toml")
    assert 'filename="hard-spring.toml"' in file.headers["content-disposition"]
    read = served("POST", f"{path}/read", json={"text": file.text}).json()
    assert read == {"scenario": served("GET", path).json(), "findings": []}


def test_a_file_that_is_no_scenario_is_told_with_its_lines(served):
    path = f"{served.village()}/scenarios/snow/read"
    read = served("POST", path, json={"text": 'title = "Snow"\nfrom = 2031-03-10\n'}).json()
    assert read["scenario"] is None
    assert [(found["row"], found["column"]) for found in read["findings"]] == [(2, "from")]
