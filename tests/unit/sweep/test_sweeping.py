"""Sweeps on Dask: whole, resumed, with workers that die and points that kill."""

import os
import signal
from dataclasses import replace

import pytest

import commonweal as cw
from commonweal.sweep import sweeping
from commonweal.sweep.cluster import Cluster, connected
from commonweal.sweep.design_file import design_of
from commonweal.sweep.ground import Ground
from commonweal.sweep.ledger import Memory
from commonweal.sweep.running import Failure, on_workers
from commonweal.sweep.sampling import points_of
from commonweal.sweep.sweeping import sweep

MILK = {"name": "milk", "cell": "supplies:supply=goats:at_most", "by": "factor", "range": [0.5, 1.0]}
PEOPLE = {
    "name": "people",
    "values": [0.5, 1.5],
    "change": {"do": "surge", "where": "group=newcomers", "value": "{people}"},
}
GRID = {"periods": 2, "parameters": [MILK, PEOPLE]}


@pytest.fixture(scope="module")
def village():
    return cw.read("village")


@pytest.fixture(scope="module")
def client():
    """Two workers of this machine, begun once: it takes seconds."""
    with connected(Cluster(processes=2)) as found:
        yield found


@pytest.fixture
def here(client, monkeypatch):
    """Let sweeps run on these workers."""
    from contextlib import contextmanager  # noqa: PLC0415 - of this fixture alone

    asked = []

    @contextmanager
    def again(cluster):
        asked.append(cluster)
        yield client

    monkeypatch.setattr(sweeping, "connected", again)
    return asked


def share(client):
    """Something in common, put on all workers."""
    return lambda: [client.scatter("economy", broadcast=True, hash=False)]


def a_work(folder):
    """Work that says what it did; some points are poison."""

    def work(common, point):
        import os  # noqa: PLC0415 - this function travels alone
        import time  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        time.sleep(0.02)
        if point == "raise":
            raise ValueError("no such thing")
        if point == "kill":
            os._exit(1)
        with Path(folder, f"{point}").open("a") as file:
            file.write("x")
        return common, point

    return work


def test_every_point_comes_back_whatever_workers_die_and_poison_is_told(client, tmp_path):
    points = [(f"k{number}", number) for number in range(20)]
    points[3:3] = [("bad", "raise"), ("deadly", "kill")]
    found = {}
    for key, result in on_workers(client, a_work(tmp_path), share(client), points):
        assert key not in found
        found[key] = result
        if len(found) == 6:
            os.kill(next(iter(client.run(os.getpid, on_error="ignore").values())), signal.SIGKILL)
    failed = {key: result for key, result in found.items() if isinstance(result, Failure)}
    assert failed.keys() == {"bad", "deadly"}
    assert failed["bad"] == "ValueError: no such thing"
    assert "worker died" in failed["deadly"]
    assert {key: result for key, result in found.items() if key not in failed} == {
        f"k{number}": ("economy", number) for number in range(20)
    }


def test_cancelling_ends_it_at_once(client, tmp_path):
    found = []
    points = [(str(number), number) for number in range(50)]
    results = on_workers(client, a_work(tmp_path), share(client), points, cancelled=lambda: len(found) > 3)
    with pytest.raises(cw.Cancelled):
        found.extend(results)
    assert len(found) < 50


def test_points_are_the_plans_of_their_scenarios(here, village):
    found = sweep(GRID | {"measures": ["place"]}, village)
    assert found.counts()["done"] == found.asked.height == 6
    assert found.counts()["quality verified"] == 6
    row = found.points.filter(milk=0.75, people=1.5).row(0, named=True)
    changes = (
        cw.Change("scale", "supplies", "supply=goats", "at_most", 0.75),
        cw.Change("surge", "people", "group=newcomers", value=1.5),
    )
    short = village.with_settings(calendar=village.settings.calendar.shortened(2))
    plan = cw.plan(short, scenario=cw.Scenario("same", changes=changes))
    tier = plan.summary_data()["coverage"]
    assert row["mean_tier_1"] == pytest.approx(tier["mean"], abs=1e-9)
    assert row["people_fully_covered_tier_1"] == pytest.approx(tier["people_fully_covered"])
    assert row["effort"] == pytest.approx(plan.effort_used, rel=1e-9)
    by_place = plan.coverage_by("place", "tier").filter(place="hill", tier=1)["mean"][0]
    own = found.coverage.filter(number=row["number"], by="place", name="hill", tier=1)
    assert own["mean"][0] == pytest.approx(by_place, abs=1e-9)


def test_going_on_from_the_plan_in_force_gives_the_same_plans(here, village):
    given = {"periods": 2, "parameters": [MILK | {"steps": 4}]}
    again, anew = sweep(given, village), sweep(given, village, again=False)
    assert again.counts().get("how anew", 0) == 0
    assert anew.counts()["how anew"] == 4
    for name in ("mean_tier_1", "mean_tier_2", "effort"):
        assert again.points[name].to_list() == pytest.approx(anew.points[name].to_list(), rel=1e-6)
    assert again.counts()["quality verified"] == 4


def test_a_sweep_goes_on_where_it_was_and_plans_nothing_twice(here, village, tmp_path):
    told = []
    with pytest.raises(cw.Cancelled):
        sweep(GRID, village, folder=tmp_path / "found", told=told.append, cancelled=lambda: len(told) >= 2)
    kept = cw.read_sweep(tmp_path / "found")
    before = kept.counts()
    assert before["done"] + before["missing"] == 6
    assert 2 <= before["done"] < 6
    told.clear()
    found = sweep(GRID, village, folder=tmp_path / "found", told=told.append)
    assert found.resumed == before["done"]
    assert len(told) == before["missing"]
    assert told[-1].left == 0
    assert found.counts()["done"] == 6
    assert found.rows["key"].is_unique().all()
    again = sweep(GRID, village, folder=tmp_path / "found")
    assert again.resumed == 6
    assert len(here) == 2  # nothing was left to plan, so no workers were asked for
    assert again.points.equals(cw.read_sweep(tmp_path / "found").points)


def test_another_design_takes_over_the_points_they_share(here, village):
    ledger = Memory()
    sweep({"periods": 2, "parameters": [MILK | {"steps": 2}]}, village, ledger=ledger)
    found = sweep({"periods": 2, "parameters": [MILK | {"steps": 3}]}, village, ledger=ledger)
    assert found.resumed == 2
    assert found.counts()["done"] == 3


def test_points_out_of_time_fail_and_say_so(here, village):
    found = sweep({"periods": 2, "time_limit": 1e-9, "parameters": [MILK | {"steps": 2}]}, village)
    assert found.counts()["failed"] == 2
    assert all("time" in problem for problem in found.points["problem"])


def test_a_point_that_fits_nothing_fails_and_the_others_go_on(here, village):
    change = {"do": "set", "table": "supplies", "where": "supply=goats", "column": "at_most", "value": "{x}"}
    points = [{"x": value} for value in (10, -5)]
    parameters = [{"name": "x", "values": [1], "change": change}]
    given = {"design": "list", "points": points, "periods": 2, "parameters": parameters}
    with pytest.raises(cw.DataError, match="-5"):
        sweep(given, village)
    points[1]["x"] = 20
    assert sweep(given, village).counts()["done"] == 2


def test_news_is_not_foreseen(here, village):
    news = {
        "do": "close",
        "table": "routes",
        "where": "route=high-road",
        "known_from": "{day}",
        "from": "{day}",
    }
    given = {"parameters": [{"name": "day", "values": ["2031-03-10"], "change": news}]}
    assert sweep(given, village).counts()["how turns"] == 1


def test_rules_and_scenarios_that_there_are_not_are_refused_at_once(here, village):
    for more in ({"effort": "sweat"}, {"scenario": "flood"}):
        with pytest.raises(cw.ModelError):
            sweep(GRID | more, village)
    with pytest.raises(cw.DataError, match="goets"):
        sweep({"parameters": [MILK | {"cell": "supplies:supply=goets:at_most"}]}, village)
    assert here == []


def test_a_worker_of_another_version_ends_the_sweep(here, village, monkeypatch):
    real = Ground.of.__func__
    monkeypatch.setattr(Ground, "of", lambda *given: replace(real(Ground, *given), version="0.0.1"))
    with pytest.raises(cw.ModelError, match="same version"):
        sweep(GRID, village)


def test_a_key_says_what_is_planned_and_not_what_it_is_called(village):
    def keys(**more):
        design = design_of({"parameters": [MILK]} | more)
        ground = Ground.of(village, design)
        return [ground.key(values) for values in points_of(design)]

    named = {"parameters": [MILK | {"name": "goats"}], "title": "x", "time_limit": 5}
    assert keys() == keys(**named)
    assert len(set(keys())) == 3
    for more in (
        {"effort": "cost"},
        {"periods": 3},
        {"scenario": "second-landslide"},
        {"measures": ["good"]},
    ):
        assert not set(keys()) & set(keys(**more))
