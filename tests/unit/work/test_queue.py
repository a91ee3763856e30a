"""The queue: one job for one answer, a bounded number, cancelled when asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from commonweal.errors import ModelError, NotThere, TooMany
from commonweal.store.scope import SYSTEM, of_project
from commonweal.work.leases import claim
from commonweal.work.queue import ask, cancel, job, jobs_of, log_of
from stores import given_person, given_project
from unit.work.given import Village, asked, kept_economy, rows_of_jobs, small
from unit.work.given import village as the_village


def test_a_job_that_is_asked_for_waits(village):
    found = village.ask(good="bread")
    assert (found.state, found.kind, found.created_by) == ("queued", "why", village.who)
    assert found.request["good"] == "bread"
    assert found.work["version"] == 1


def test_the_same_question_is_the_same_job(village):
    first = village.ask(good="bread")
    assert village.ask(good="bread", threads=2, time_limit=9.0).id == first.id
    assert len(rows_of_jobs(village.store)) == 1


@pytest.mark.parametrize("other", [{"good": "flour"}, {"language": "ar"}, {"scenario": "hard-spring"}])
def test_another_question_is_another_job(village, other):
    first = village.ask(good="bread")
    assert village.ask(**{"good": "bread", **other}).key != first.key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [("require", "money", "stock"), ("criticality", ("routes",), ("places",))],
)
def test_what_is_asked_for_makes_another_question(village, kind, one, other):
    first, second = (village.ask(kind=kind, of=of) for of in (one, other))
    assert first.key != second.key


def test_the_same_question_at_once_is_one_job(village):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: village.ask(good="bread").id, range(8)))
    assert len(set(found)) == 1


def test_the_same_content_in_another_economy_has_the_same_key(sqlite_village):
    village = sqlite_village
    twin = kept_economy(village.store, village.project, the_village(), village.who, "twin")
    first = village.ask(good="bread")
    second = ask(village.store, village.project, asked(twin, good="bread"), village.who)
    assert second.id == first.id


def test_a_question_about_what_is_not_there_is_refused(village):
    with pytest.raises(NotThere):
        ask(village.store, village.project, asked("0" * 32), village.who)
    with pytest.raises(NotThere):
        village.ask(version=7)
    with pytest.raises(ModelError, match=r"no scenario 'hard-winter'.*hard-spring"):
        village.ask(scenario="hard-winter")


def test_what_another_project_has_is_not_there(village):
    other = given_project(village.store, "other")
    with pytest.raises(NotThere):
        ask(village.store, other, asked(village.economy), village.who)
    found = village.ask(good="bread")
    with village.store.database.reading(of_project(other)) as connection:
        assert jobs_of(connection, other) == []
        with pytest.raises(NotThere):
            job(connection, other, found.id)
        with pytest.raises(NotThere):
            log_of(connection, other, found.id)
    with pytest.raises(NotThere):
        cancel(village.store, other, found.id, village.who)


def test_a_person_may_have_so_many_jobs(village):
    limits = small(per_person=2)
    village.ask(limits, good="bread")
    village.ask(limits, good="flour")
    with pytest.raises(TooMany, match=r"You have as many .*2") as caught:
        village.ask(limits, good="grain")
    assert caught.value.seconds > 0
    assert village.ask(limits, good="bread").state == "queued"  # it is there already


def test_a_project_may_have_so_many_jobs(village):
    other = given_person(village.store, "bob")
    village.ask(good="bread")
    request = asked(village.economy, good="flour")
    with pytest.raises(TooMany, match=r"The project has as many .*1"):
        ask(village.store, village.project, request, other, small(per_project=1))


def test_cancelling_a_job_that_waits_ends_it(village):
    found = cancel(village.store, village.project, village.ask().id, village.who)
    assert (found.state, found.is_over) == ("cancelled", True)
    assert claim(village.store, "here:1") is None


def test_cancelling_a_job_that_runs_asks_its_worker(village):
    ident = village.ask().id
    claim(village.store, "here:1")
    found = cancel(village.store, village.project, ident, village.who)
    assert (found.state, found.cancel_asked) == ("running", True)


def test_cancelling_what_is_over_changes_nothing(village):
    ident = village.ask().id
    first = cancel(village.store, village.project, ident, village.who)
    assert cancel(village.store, village.project, ident, village.who) == first


def test_jobs_are_listed_the_newest_first_in_parts(village):
    goods = ("bread", "flour", "grain")
    idents = [village.ask(good=good).id for good in goods]
    with village.store.database.reading(SYSTEM) as connection:
        first = jobs_of(connection, village.project, limit=2)
        rest = jobs_of(connection, village.project, after=first[-1].id)
        assert [one.id for one in (*first, *rest)] == idents[::-1]
        assert jobs_of(connection, village.project, {"running"}) == []


def test_the_oldest_job_is_next(village):
    first = village.ask(good="bread")
    village.ask(good="flour")
    lease = claim(village.store, "here:1")
    assert lease.job.id == first.id


def test_a_project_with_fewer_jobs_under_way_goes_first(village):
    for good in ("bread", "flour", "grain"):
        village.ask(good=good)
    claim(village.store, "here:1")
    other = Village(village.store, "other")
    late = other.ask()
    assert claim(village.store, "here:1").job.id == late.id
