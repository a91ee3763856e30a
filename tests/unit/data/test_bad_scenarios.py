"""Each way to break a scenario file is told once, at its place; the economy can be planned without it."""

from __future__ import annotations

from pathlib import Path

import pytest

import commonweal as cw
from commonweal.data import examine, read, write
from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding
from unit.data.bad_scenarios import APPLYING, READING, SOUND_SCENARIO, Bad


def _broken(bad: Bad) -> dict[str, str]:
    assert bad.old in SOUND_SCENARIO
    return {"scenarios/month.toml": SOUND_SCENARIO.replace(bad.old, bad.new, 1)}


def _is_told(found: Finding, bad: Bad) -> None:
    assert (found.code, found.file, found.row) == (bad.code, "scenarios/month.toml", bad.row), found
    assert (found.column, found.severity) == (bad.column, "error")
    assert found.value == bad.value
    assert bad.says in f"{found.why} {found.remedy}"


def test_in_the_sound_scenario_nothing_is_wrong(laid) -> None:
    economy, findings = examine(laid({"scenarios/month.toml": SOUND_SCENARIO}))
    assert findings == ()
    assert economy is not None
    assert [change.do for change in economy.scenarios["month"].changes] == ["close", "tariff", "aid"]
    assert [change.line for change in economy.scenarios["month"].changes] == [4, 13, 18]
    assert cw.apply(economy, "month").economy != economy
    assert cw.check(economy) == ()


@pytest.mark.parametrize("bad", READING, ids=lambda bad: f"{bad.code}-{bad.column}-{bad.value}")
def test_a_broken_scenario_is_told_once_on_reading(laid, bad: Bad) -> None:
    economy, findings = examine(laid(_broken(bad)))
    assert len(findings) == 1, findings
    _is_told(findings[0], bad)
    assert economy is not None
    with pytest.raises(DataError) as refused:
        cw.apply(economy, "month")
    assert refused.value.findings == findings


@pytest.mark.parametrize("bad", APPLYING, ids=lambda bad: f"{bad.code}-{bad.value}")
def test_a_scenario_that_does_not_fit_is_told_when_it_is_tried(laid, bad: Bad) -> None:
    economy = read(laid(_broken(bad)))
    with pytest.raises(DataError) as refused:
        cw.apply(economy, "month")
    assert len(refused.value.findings) == 1, refused.value.findings
    _is_told(refused.value.findings[0], bad)
    assert cw.check(economy) == refused.value.findings


def test_every_fault_of_every_file_is_told_in_one_pass(laid) -> None:
    several = SOUND_SCENARIO.replace('"close"', '"cloze"').replace("0.2", "-3")
    folder = laid({"scenarios/one.toml": several, "scenarios/two.toml": 'parent = "three"\n'})
    found = [(each.file, each.code) for each in examine(folder)[1]]
    assert found == [
        ("scenarios/one.toml", "C01"), ("scenarios/one.toml", "B06"), ("scenarios/two.toml", "C01")
    ]  # fmt: skip


def test_a_child_of_a_broken_scenario_is_refused_and_a_stranger_is_not(laid) -> None:
    files = {
        "scenarios/broken.toml": SOUND_SCENARIO.replace("0.2", "-3"),
        "scenarios/child.toml": 'parent = "broken"\n',
        "scenarios/stranger.toml": SOUND_SCENARIO,
    }
    economy = read(laid(files))
    for name in ("broken", "child"):
        with pytest.raises(DataError, match="B06"):
            cw.apply(economy, name)
    cw.apply(economy, "stranger")


def test_a_name_that_no_scenario_has_is_told_with_the_nearest(laid) -> None:
    with pytest.raises(ModelError, match="Did you mean 'month'"):
        cw.apply(read(laid({"scenarios/month.toml": SOUND_SCENARIO})), "moth")


def test_names_that_differ_only_in_case_are_told(laid) -> None:
    folder = laid({"scenarios/month.toml": SOUND_SCENARIO, "scenarios/Month.toml": SOUND_SCENARIO})
    if len(list((folder / "scenarios").iterdir())) == 2:  # not every file system tells them apart
        assert [found.code for found in examine(folder)[1]] == ["C02"]


def test_what_can_not_be_read_is_not_written(laid, tmp_path: Path) -> None:
    economy = read(laid({"scenarios/month.toml": SOUND_SCENARIO.replace("0.2", "-3")}))
    with pytest.raises(DataError, match="B06"):
        write(economy, tmp_path / "out")
    assert not (tmp_path / "out").exists()
