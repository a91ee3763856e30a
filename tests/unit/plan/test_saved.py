"""A plan that was written can be opened again, as it was and no otherwise."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest

import commonweal as cw
from commonweal.errors import DataError
from commonweal.plan.export import LEVELS, plan_files
from commonweal.plan.saved import is_saved_plan, plan_of_files


@pytest.fixture(scope="module")
def plan() -> cw.Plan:
    return cw.plan(cw.read("village"))


@pytest.fixture(scope="module")
def written(plan: cw.Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans") / "plan"
    cw.export_plan(plan, folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """The folder of the plan, to be changed."""
    return Path(shutil.copytree(written, tmp_path / "plan"))


def test_a_plan_is_read_as_it_was_written(plan: cw.Plan, written: Path) -> None:
    again = cw.read_plan(written)
    assert again.hash == plan.hash
    assert again.economy == plan.economy
    assert again.levels.equals(plan.levels)
    assert [aim.name for aim in again.aims] == [aim.name for aim in plan.aims]
    assert again.summary() == plan.summary()
    assert all(again[name].equals(plan[name]) for name in plan.tables)


@pytest.mark.parametrize(("name", "form"), [("plan", "parquet"), ("plan.zip", "csv")])
def test_so_is_one_in_parquet_and_one_in_an_archive(
    plan: cw.Plan, tmp_path: Path, name: str, form: str
) -> None:
    cw.export_plan(plan, tmp_path / name, format=form)  # type: ignore[arg-type]
    assert is_saved_plan(tmp_path / name)
    assert cw.read_plan(tmp_path / name).hash == plan.hash


def test_the_scenarios_of_the_economy_are_kept(plan: cw.Plan, written: Path) -> None:
    assert cw.read_plan(written).economy.scenarios == plan.economy.scenarios


def test_balances_are_recomputed_on_opening(written: Path) -> None:
    certificate = cw.read_plan(written).certificate
    assert certificate.quality == "verified"
    assert certificate.tables < 1e-12


def test_a_plan_made_anew_keeps_what_moved(plan: cw.Plan, tmp_path: Path) -> None:
    made = cw.replan(plan, dt.date(2031, 3, 17), scenario="second-landslide").plan
    cw.export_plan(made, tmp_path / "plan")
    again = cw.read_plan(tmp_path / "plan")
    assert again["moved"].equals(made["moved"])
    assert (again.hash, again.scenario) == (made.hash, "second-landslide")
    cw.export_plan(plan, tmp_path / "plan")
    assert not (tmp_path / "plan" / "moved.csv").exists()


@pytest.mark.parametrize("file", ["coverage.csv", "economy/stocks.csv", "levels.parquet"])
def test_a_plan_whose_files_were_changed_is_refused(folder: Path, file: str) -> None:
    content = (folder / file).read_bytes()
    changed = content.replace(b"hill", b"mill", 1) if file.endswith("csv") else content[:-9] + content[-8:]
    if file == "economy/stocks.csv":
        changed = content.replace(b"200", b"201", 1)
    assert changed != content
    (folder / file).write_bytes(changed)
    with pytest.raises(DataError, match="A01"):
        cw.read_plan(folder)


def test_a_figure_that_was_changed_in_the_summary_is_refused(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["options"]["rule"] = "total"
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    with pytest.raises(DataError, match="changed"):
        cw.read_plan(folder)


@pytest.mark.parametrize("file", ["summary.json", "levels.parquet", "flows.csv"])
def test_a_plan_that_lacks_a_file_is_refused(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(DataError, match="A01"):
        cw.read_plan(folder)


def test_files_in_memory_open_as_those_of_a_folder_do(plan: cw.Plan) -> None:
    files = {name: partial(bytes, content) for name, content in plan_files(plan, "parquet").items()}
    opened = plan_of_files(files)
    assert (opened.hash, opened.certificate.quality) == (plan.hash, "verified")
    assert opened.economy.scenarios == plan.economy.scenarios
    with pytest.raises(DataError, match="A01"):
        plan_of_files({name: content for name, content in files.items() if "/" not in name})


def test_a_heading_that_was_changed_is_refused(folder: Path) -> None:
    content = (folder / "deliveries.csv").read_bytes()
    (folder / "deliveries.csv").write_bytes(content.replace(b"delivered", b"received", 1))
    with pytest.raises(DataError, match="changed"):
        cw.read_plan(folder)


def test_a_damaged_archive_is_refused(plan: cw.Plan, tmp_path: Path) -> None:
    cw.export_plan(plan, tmp_path / "plan.zip")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        levels = archive.getinfo(LEVELS)
    content = bytearray((tmp_path / "plan.zip").read_bytes())
    start = levels.header_offset + 30 + len(LEVELS)  # of the content: some of the header before is not used
    content[start + levels.compress_size // 2] ^= 0xFF
    (tmp_path / "plan.zip").write_bytes(content)
    with pytest.raises(DataError, match="damaged"):
        cw.read_plan(tmp_path / "plan.zip")


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.zip").write_bytes(b"no archive")
    (tmp_path / "summary").mkdir()
    for name in ("plan.zip", "summary", "nowhere", "nowhere.zip"):
        assert not is_saved_plan(tmp_path / name)
        with pytest.raises(DataError, match="A01"):
            cw.read_plan(tmp_path / name)
