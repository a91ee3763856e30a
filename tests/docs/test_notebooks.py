"""Notebooks run from the first cell to the last, say what they find, and keep no output."""

import runpy
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"


@pytest.fixture(scope="module")
def answer():
    """What the notebook's cells show, and the names they define."""
    pytest.importorskip("marimo")
    patch = pytest.MonkeyPatch()
    patch.delenv("COMMONWEAL_WIOD", raising=False)
    try:
        return runpy.run_path(str(NOTEBOOKS / "who_works_for_whom.py"))["app"].run()
    finally:
        patch.undo()


def test_it_tells_who_works_for_whom_with_figures(answer):
    _, names = answer
    regions = names["regions"]
    assert regions["balance"].sum() == pytest.approx(0.0, abs=1e-6 * regions["done"].sum())
    for figure in ("ring", "per_head", "coverage"):
        assert str(names[figure]).startswith("<svg")
        assert all(region in str(names[figure]) for region in regions["region"])


def test_its_answer_is_planned_and_proved(answer):
    _, names = answer
    assert names["today"].certificate.quality == "verified"
    assert names["later"].certificate.quality == "verified"
    assert 0.2 < names["needed"] / names["worked"] < 1.0
    assert f"{names['needed'] / names['worked']:.0%}" in names["conclusion"]


def test_more_plant_takes_nothing_from_anybody(answer):
    _, names = answer
    rows = names["answer"]
    assert (rows["lowest_later"] >= rows["lowest"] - 1e-9).all()


def test_it_keeps_no_output(answer):
    source = (NOTEBOOKS / "who_works_for_whom.py").read_text(encoding="utf-8")
    assert "<svg" not in source
    assert [
        path.name for path in NOTEBOOKS.iterdir() if path.suffix != ".py" and path.name != "__pycache__"
    ] == []
