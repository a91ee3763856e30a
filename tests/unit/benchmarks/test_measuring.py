"""One process a solve, rows of figures, and how they are judged."""

from __future__ import annotations

import math

import numpy as np
import pytest
from compare_solvers import _parser, jobs
from measuring import running
from measuring.growth import exponents, plotted
from measuring.row import FAILS, Job, Row, late
from measuring.running import run, run_often, run_strictly
from measuring.tables import printed, written
from measuring.worker import verdict
from peers.peer import PEERS

from commonweal.solve.certify import Check

TINY = Job("C", "20", 1, "highs-simplex", limit=20.0, threads=1)
GOOD, BAD = Check(0.0, 0.0, 1e-12), Check(0.0, 0.0, 1e-3)


def solved(**values: object) -> Row:
    """A row that is borne out."""
    return Row(**{**Row.of(TINY).__dict__, "verdict": "verified", "solve_s": 1.0, "peak_mib": 80.0, **values})


def test_a_row_survives_being_written_as_json():
    row = solved(gap=1e-9, failed_at=(1e-8,))
    back = Row.from_json(row.as_json())
    assert math.isnan(back.compile_s)
    assert (back.gap, back.failed_at, back.solver) == (1e-9, (1e-8,), "highs-simplex")


def test_one_solve_is_made_checked_and_measured_in_a_process_of_its_own():
    row = run(TINY)
    assert row.verdict == "verified", row
    assert (row.rows, row.columns) == (20, 60)
    assert row.gap <= 1e-8
    assert row.peak_mib > 10.0
    assert row.solve_s < 5.0


def test_a_solver_that_is_not_there_is_told():
    assert "There is no solver 'none'" in run(Job("C", "20", 1, "none")).verdict


def test_a_solve_that_overruns_is_ended_and_counts_as_over_the_limit(monkeypatch, tmp_path):
    worker = tmp_path / "worker.py"
    worker.write_text(
        "import sys, time\n"
        f"print({solved(verdict='', claim='solving', limit=0.2).as_json()!r}, flush=True)\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setattr(running, "WORKER", worker)
    monkeypatch.setattr(running, "GRACE", 0.1)
    assert run(Job("C", "20", 1, "highs-simplex", limit=0.2)).verdict == "> 0.2 s"
    assert late(Row.of(TINY)).verdict == "> 20 s"


def test_a_process_that_dies_says_what_it_said_last(monkeypatch, tmp_path):
    worker = tmp_path / "worker.py"
    worker.write_text("import sys\nsys.exit('out of luck')\n")
    monkeypatch.setattr(running, "WORKER", worker)
    assert run(TINY).verdict == "died (1): out of luck"


def test_a_claim_that_fails_is_asked_again_more_strictly(monkeypatch):
    asked = []

    def pretended(job: Job) -> Row:
        asked.append(job.told)
        return solved(verdict=FAILS if len(asked) < 3 else "verified", told=job.told)

    monkeypatch.setattr(running, "run", pretended)
    row = run_strictly(TINY)
    assert asked == [0.0, pytest.approx(1e-9), pytest.approx(1e-10)]
    assert row.failed_at == (1e-8, pytest.approx(1e-9))
    assert row.verdict == "verified"


def test_times_are_medians_and_a_failure_is_not_repeated(monkeypatch):
    times = iter([3.0, 1.0, 2.0])
    monkeypatch.setattr(running, "run", lambda _: solved(solve_s=next(times)))
    assert run_often(TINY, 3).solve_s == 2.0
    monkeypatch.setattr(running, "run", lambda _: solved(verdict="> 20 s"))
    assert run_often(TINY, 3).runs == 1


@pytest.mark.parametrize(
    ("check", "claims", "accuracy", "told"),
    [
        (GOOD, True, 1e-8, "verified"),
        (GOOD, False, 1e-8, "verified"),
        (BAD, True, 1e-8, FAILS),
        (BAD, False, 1e-8, "no answer as accurate as asked (unsure)"),
        (Check(0.0, 0.0, 5e-5), True, 1e-4, "approximate"),
        (Check(5e-5, 5e-5, 5e-5), True, 1e-4, "approximate"),
        (Check(0.0, 0.0, 5e-5), True, 1e-6, FAILS),
        (Check(math.nan, 0.0, math.nan), True, 1e-8, FAILS),
    ],
)
def test_an_answer_is_worth_what_the_certificate_says(check, claims, accuracy, told):
    row = solved(claim="unsure")
    assert verdict(check, accuracy, claims=claims, row=row) == told


def test_growth_is_the_slope_of_logarithms():
    rows = [solved(nonzeros=size, solve_s=size**1.5, peak_mib=float(size)) for size in (100, 1000, 10_000)]
    [line] = exponents(rows)
    assert "nonzeros^1.50" in line
    assert "memory with ^1.00" in line


def test_growth_is_not_told_from_one_size():
    [line] = exponents([solved(nonzeros=100), solved(nonzeros=200, verdict="> 1 s")])
    assert "no growth can be told" in line


def test_a_picture_and_lines_are_written(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    rows = [solved(nonzeros=size, solve_s=float(size)) for size in (100, 1000)]
    assert plotted(rows).read_bytes().startswith(b"\x89PNG")
    assert written(rows).read_text("utf-8").count("\n") == 2
    printed(rows, "Title")
    assert "highs-simplex" in capsys.readouterr().out


def test_words_become_jobs():
    asked = _parser().parse_args(["--family", "C", "--size", "20,40", "--peers", "quick,clp", "--seed", "7"])
    made = jobs(asked)
    assert {job.size for job in made} == {"20", "40"}
    assert {job.seed for job in made} == {7}
    assert next(job.solver for job in made if job.size == "20") == "ours"
    assert "clp" in {job.solver for job in made}
    assert np.isclose(made[0].limit, 60.0)


@pytest.mark.parametrize(
    "solver",
    [
        name if name in {"pdlp", "clp", "clarabel"} else pytest.param(name, marks=pytest.mark.slow)
        for name in PEERS
    ],
)
def test_each_peer_solves_a_small_problem_in_its_own_process(solver):
    row = run_strictly(Job("C", "30", 1, solver, limit=20.0, threads=1))
    if row.verdict.startswith("not installed"):
        pytest.skip(f"{solver} is {row.verdict}; the extra 'bench' has it")
    assert row.verdict == "verified", row
