"""What breaks first: ranks, pairs, resuming, processes."""

import datetime as dt

import polars as pl
import pytest

import commonweal as cw
from commonweal.sweep.ledger import Memory


@pytest.fixture(scope="module")
def village():
    return cw.criticality(cw.read("village"), of=["routes", "suppliers", "places"], pairs=2)


def test_every_thing_is_lost_once(village):
    names = [(loss.kind, loss.name) for loss in village.singles]
    assert len(set(names)) == len(names)
    assert {kind for kind, _ in names} == {"routes", "suppliers", "places"}


def test_the_heaviest_loss_comes_first(village):
    lost = [tuple(float(f"{round(days, 3):.6g}") for days in loss.lost) for loss in village.singles]
    assert lost == sorted(lost, reverse=True)


def test_person_days_lost_follow_from_the_coverages():
    economy = cw.read("village")
    (loss,) = [one for one in cw.criticality(economy, of=["routes"]).singles if one.name == "cart-track"]
    closed = economy.with_table("routes", economy["routes"].filter(pl.col("route") != "cart-track"))
    before, after = (cw.plan(one)["coverage"].filter(tier=1) for one in (economy, closed))
    both = before.join(after, on=["place", "group", "good", "period"], suffix="_after")
    drop = (both["coverage"] - both["coverage_after"]).clip(lower_bound=0.0) * both["people"] * 7
    assert loss.lost[0] == pytest.approx(drop.sum(), rel=1e-6)


@pytest.mark.parametrize("name", ["cart-track", "high-road"])
def test_the_time_to_survive_is_as_long_as_plans_of_the_first_periods_keep_what_was(name):
    economy = cw.read("village")
    (loss,) = [one for one in cw.criticality(economy, of=["routes"]).singles if one.name == name]
    closed = economy.with_table("routes", economy["routes"].filter(pl.col("route") != name))
    before = (
        cw.plan(economy)["coverage"].filter(tier=1).select("place", "group", "good", "period", "coverage")
    )
    lasts = 0
    for n_periods in range(1, economy.settings.calendar.n_periods + 1):
        short = closed.with_settings(calendar=economy.settings.calendar.shortened(n_periods))
        after = cw.plan(_capped(short, before))["coverage"].filter(tier=1)
        if after["coverage"].min() < 1.0 - 1e-5:
            break
        lasts = n_periods
    assert loss.spared == 7.0 * lasts


def _capped(economy, before):
    """Needs of tier 1 lowered to what they were covered to, period by period."""
    needs = economy["needs"].filter(tier=1).drop("group", "place", "from", "until")
    names = economy.settings.calendar.names
    rows = (
        needs.join(before, on="good")
        .filter(pl.col("period").is_in(list(names)))
        .with_columns(
            pl.col("amount") * pl.col("coverage"),
            pl.col("period").str.to_date().alias("from"),
            (pl.col("period").str.to_date() + dt.timedelta(days=7)).alias("until"),
        )
    )
    return economy.with_table("needs", rows.drop("period", "coverage"))


def test_pairs_are_counted(village):
    n_things = len(village.singles)
    counts = village.screened
    assert counts.pairs == n_things * (n_things - 1) // 2 == counts.settled + counts.solved + counts.left
    assert counts.solved == len(village.pairs) == 2


def test_a_pair_that_was_screened_out_is_no_worse_than_one_of_its_losses():
    economy = cw.read("village")
    alone = {loss.name: loss for loss in cw.criticality(economy, of=["routes", "places"]).singles}
    closed = economy.with_table("routes", economy["routes"].filter(pl.col("route") != "cart-track"))
    again = {loss.name: loss for loss in cw.criticality(closed, of=["places"]).singles}
    for name, loss in again.items():
        if f"places: {name}" not in alone["cart-track"].uses:
            assert sum(loss.lost) == pytest.approx(0.0, abs=1e-6)


def test_a_sweep_goes_on_where_it_was():
    economy, kept = cw.read("village"), Memory()
    first = cw.criticality(economy, of=["routes"], ledger=kept)
    more = cw.criticality(economy, of=["routes", "places"], ledger=kept)
    assert (first.resumed, more.resumed) == (0, 2)
    assert [loss for loss in more.singles if loss.kind == "routes"] == list(first.singles)


def test_another_question_takes_nothing_over():
    economy, kept = cw.read("village"), Memory()
    cw.criticality(economy, of=["routes"], ledger=kept)
    assert cw.criticality(economy, of=["routes"], ledger=kept, outage=cw.Outage(days=7)).resumed == 0
    assert cw.criticality(economy, of=["routes"], ledger=kept, effort="cost").resumed == 0


def test_a_sweep_can_be_cancelled_and_keeps_what_it_found():
    economy, kept, found = cw.read("village"), Memory(), []
    with pytest.raises(cw.Cancelled):
        cw.criticality(
            economy,
            of=["routes", "supplies"],
            ledger=kept,
            told=found.append,
            limits=cw.Limits(cancelled=lambda: len(found) >= 2),
        )
    assert cw.criticality(economy, of=["routes"], ledger=kept).resumed == len(found) == 2


def test_other_rules_are_swept_too():
    found = cw.criticality(cw.read("village"), of=["routes"], rule="total")
    assert all(loss.quality == "verified" for loss in found.singles)


def test_an_unknown_kind_is_refused():
    with pytest.raises(cw.ModelError, match=r"'roads'.*routes"):
        cw.criticality(cw.read("village"), of=["roads"])


@pytest.mark.slow
def test_several_processes_find_the_same():
    economy = cw.read("village")
    one, two = (cw.criticality(economy, of=["routes", "places"], processes=n) for n in (1, 2))
    assert [loss.name for loss in one.singles] == [loss.name for loss in two.singles]
    for a, b in zip(one.singles, two.singles, strict=True):
        assert a.lost == pytest.approx(b.lost, rel=1e-6)
