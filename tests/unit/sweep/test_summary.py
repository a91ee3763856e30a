"""What a sweep says, where the answer is known."""

import warnings

import numpy as np
import pytest

from commonweal.sweep.summary import csv_text, export_sweep, summarize_sweep
from sweeps import AID, FUEL, RAIN, made_up


def of(table, **which):
    return table.filter(**which).row(0, named=True)


def test_quantiles_are_those_of_the_points():
    found = summarize_sweep(made_up(lambda p: p["rain"], RAIN | {"steps": 21}))
    row = of(found["outcomes"], outcome="mean_tier_1")
    assert [row[name] for name in ("least", "q05", "median", "q95", "most")] == pytest.approx(
        [0.0, 0.05, 0.5, 0.95, 1.0]
    )
    assert of(found["coverage"], by="place", name="hill", tier=1)["q25"] == pytest.approx(0.25)
    assert of(found["coverage"], by="place", name="town", tier=1)["least"] == 1.0
    assert found["over_time"].filter(tier=1)["median"].to_list() == pytest.approx([0.5, 0.25])


def test_points_without_a_plan_are_left_out_and_counted():
    sweep = made_up(lambda p: None if p["rain"] < 0.1 else p["rain"], RAIN | {"steps": 11})
    assert sweep.counts()["failed"] == 1
    assert of(summarize_sweep(sweep)["outcomes"], outcome="mean_tier_1")["points"] == 10


def test_the_tornado_has_the_widest_swing_first():
    found = summarize_sweep(made_up(lambda p: 0.5 + 0.4 * p["rain"] - 0.1 * p["fuel"], FUEL, RAIN))["tornado"]
    rows = found.filter(outcome="mean_tier_1")
    assert rows["parameter"].to_list() == ["rain", "fuel"]
    assert rows["swing"].to_list() == pytest.approx([0.4, 0.1])
    assert rows["at_high"][1] < rows["at_low"][1]


def test_words_swing_between_their_worst_and_their_best():
    found = summarize_sweep(made_up(lambda p: 0.5 + 0.2 * (p["aid"] == "none"), RAIN, AID))["tornado"]
    row = of(found, outcome="mean_tier_1", parameter="aid")
    assert (row["low"], row["high"], row["swing"]) == ("some", "none", pytest.approx(0.2))


def test_regret_is_against_the_best_choice_in_the_same_future():
    def formula(point):  # aid helps where it is dry, and costs where it rains
        return 0.5 * point["rain"] + (0.3 * (0.6 - point["rain"]) if point["aid"] == "some" else 0.0)

    found = summarize_sweep(made_up(formula, RAIN | {"steps": 11}, AID))["regret"]
    none, some = (of(found, outcome="mean_tier_1", way=f"aid={word}") for word in ("none", "some"))
    assert (none["most"], some["most"]) == (pytest.approx(0.18), pytest.approx(0.12))
    assert (none["best_in"], some["best_in"]) == (pytest.approx(5 / 11), pytest.approx(7 / 11))
    assert none["futures"] == 11


def test_without_choices_regret_is_against_the_best_point():
    row = of(summarize_sweep(made_up(lambda p: p["rain"], RAIN))["regret"], outcome="mean_tier_1")
    assert (row["way"], row["mean"], row["most"]) == ("", pytest.approx(0.5), pytest.approx(1.0))


def test_sobol_indices_of_a_sum_are_its_shares_of_variance():
    sweep = made_up(lambda p: 0.1 + 0.8 * p["rain"] / 2 + 0.4 * p["fuel"] / 2, RAIN, FUEL,
                    design="saltelli", count=256)  # fmt: skip
    rows = summarize_sweep(sweep)["sensitivity"].filter(outcome="mean_tier_1")
    assert rows["method"].unique().to_list() == ["sobol"]
    assert rows["first"].to_list() == pytest.approx([0.8, 0.2], abs=0.05)
    assert rows["total"].to_list() == pytest.approx([0.8, 0.2], abs=0.05)


def test_morris_effects_of_a_sum_are_its_slopes():
    sweep = made_up(lambda p: 0.5 + 0.3 * p["rain"] - 0.2 * p["fuel"], RAIN, FUEL, design="morris", count=6)
    rows = summarize_sweep(sweep)["sensitivity"].filter(outcome="mean_tier_1")
    assert rows["first"].to_list() == pytest.approx([0.3, -0.2])
    assert rows["total"].to_list() == pytest.approx([0.3, 0.2])


def test_delta_ranks_parameters_and_leaves_everything_as_it_was():
    before, state = warnings.formatwarning, np.random.get_state()[1].copy()
    sweep = made_up(lambda p: 0.2 + 0.7 * p["rain"], RAIN, FUEL, design="latin-hypercube", count=64)
    rows = summarize_sweep(sweep)["sensitivity"].filter(outcome="mean_tier_1")
    assert rows["total"][0] > 3 * abs(rows["total"][1])
    assert warnings.formatwarning is before
    assert (np.random.get_state()[1] == state).all()


def test_a_block_with_a_failure_is_left_out_of_indices():
    failing = []

    def formula(point):
        failing.append(point)
        return None if len(failing) == 6 else 0.1 + 0.8 * point["rain"]

    rows = summarize_sweep(made_up(formula, RAIN, FUEL, design="saltelli", count=64))["sensitivity"]
    assert rows["futures"].unique().to_list() == [4 * 63]


def test_an_outcome_that_does_not_vary_has_no_indices():
    sweep = made_up(lambda _: 1.0, RAIN, FUEL, design="saltelli", count=8)
    assert not summarize_sweep(sweep)["sensitivity"].height


def test_nothing_planned_says_nothing():
    found = summarize_sweep(made_up(lambda _: None, RAIN))
    assert all(table.height == 0 for table in found.tables.values())


def test_tables_are_written_and_are_no_formulas(tmp_path):
    evil = AID | {"alternatives": {"=1+1": [], "none": []}}
    found = summarize_sweep(made_up(lambda p: p["rain"], RAIN, evil))
    written = export_sweep(found, tmp_path / "out")
    assert {path.stem for path in written} == {*found.tables, "points"}
    assert "'=1+1" in csv_text(found.sweep.points)
    assert "'=1+1" in (tmp_path / "out" / "points.csv").read_text()
    assert len(export_sweep(found, tmp_path / "out", format="parquet")) == 7
