"""Our answers agree with HiGHS's on small random and degenerate instances: a sample of the long benchmark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import agreement
import pytest
from families.catalogue import with_instance
from families.degenerate import degenerate_instance
from measuring import agreeing
from measuring.agreeing import AGREES, BAD, CRASHED, DENIED, HIGHS_CRASHED, load, no_reference, outcomes
from measuring.textbook_leximin import textbook_leximin

from commonweal.solve.names import AUTO, BLOCKS, CAPACITIES, FIRST_ORDER, HIGHS, OWN, POLICY

FEW = range(8)  # first-order methods use all the time they have where there is no answer
EXACT = (AUTO, *(name for name in OWN if name != FIRST_ORDER))


@pytest.mark.parametrize(
    ("methods", "seeds"),
    [
        pytest.param(EXACT, range(150), id="exact"),
        pytest.param((FIRST_ORDER,), FEW, id="first-order"),
        pytest.param(EXACT, range(150, 3000), id="exact, many", marks=pytest.mark.slow),
    ],
)
def test_nothing_that_must_not_be_happens_on_a_sample(methods, seeds):
    load(methods)
    agree, bad = Counter(), []
    for seed in seeds:
        for name, outcome in outcomes(degenerate_instance(seed), methods).items():
            agree[name] += outcome.kind == AGREES
            bad += [(seed, name, outcome)] if outcome.kind in BAD else []
    assert not bad
    assert all(agree[name] for name in methods)


DIED = agreement.Death("died (-11): Segmentation fault", raised=False)
RAISED = agreement.Death("died (1): KeyError", raised=True)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[list[str]], bool]], None]:
    """Puts in the place of processes some that die over one seed, with some methods."""

    def put(seed: int, dies: Callable[[list[str]], bool], death: agreement.Death = DIED) -> None:
        def process(first: int, count: int, methods: list[str], *, alone: bool = False) -> object:
            if first <= seed < first + count and dies(methods) and not (alone and methods == [POLICY]):
                return death
            kind = "alone" if alone else AGREES
            counts = {name: {kind: count} for name in methods}
            return {"first": first, "count": count, "counts": counts, "told": []}

        monkeypatch.setattr(agreement, "_process", process)

    return put


def test_where_highs_crashes_only_that_seed_is_lost_and_our_methods_are_asked_alone(processes):
    processes(1237, lambda _: True)
    found = agreement._chunk(1000, 500, [AUTO, POLICY])
    assert (found["first"], found["count"]) == (1000, 500)
    assert found["counts"] == {
        HIGHS: {HIGHS_CRASHED: 1},
        AUTO: {AGREES: 499, HIGHS_CRASHED: 1},
        POLICY: {AGREES: 499, "alone": 1},
    }
    assert [line.partition(",")[0] for line in found["told"]] == ["seed 1237", "seed 1237"]


def test_where_a_method_of_ours_crashes_it_is_named(processes):
    processes(1499, lambda methods: CAPACITIES in methods)
    found = agreement._chunk(1000, 500, [POLICY, CAPACITIES])
    assert found["counts"] == {POLICY: {AGREES: 500}, CAPACITIES: {AGREES: 499, CRASHED: 1}}
    assert found["told"] == [f"seed 1499, {CAPACITIES}: {CRASHED}: the process {DIED.why}"]


def test_an_exception_is_never_laid_at_the_door_of_highs(processes):
    processes(7, lambda _: True, RAISED)
    found = agreement._chunk(0, 10, [POLICY, CAPACITIES])
    assert found["counts"] == {name: {AGREES: 9, CRASHED: 1} for name in (POLICY, CAPACITIES)}


def test_a_crash_that_only_happens_in_company_is_not_forgotten(processes):
    processes(3, lambda methods: len(methods) == 2)
    found = agreement._chunk(0, 10, [POLICY, CAPACITIES])
    assert found["counts"]["all"] == {CRASHED: 1}
    assert found["counts"][POLICY] == {AGREES: 10}


def test_a_process_that_died_says_where():
    found = agreement._process(0, 1, ["no such method"])
    assert found == agreement.Death("died (1): KeyError: 'no such method'", raised=True)
    words = [
        "Fatal Python error: Aborted",
        "",
        "Current thread 0x7 (most recent call first):",
        "  File a",
        "  b",
    ]
    assert agreement._last_words("\n".join(words)) == "Fatal Python error: Aborted, File a"


def test_without_highs_answers_are_held_against_the_certificate_only():
    found = [
        outcomes(instance, (POLICY,), no_reference(instance))[POLICY].kind
        for instance in map(degenerate_instance, range(40))
    ]
    assert "certified, where HiGHS crashes" in found
    assert not {AGREES, *BAD} & set(found)


def test_an_answer_that_highs_denies_for_a_last_digit_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch):
    load((BLOCKS,))
    monkeypatch.setattr(agreeing, "ALONE", 60.0)  # a busy machine is not what is asked about
    instance = degenerate_instance(303080)  # one of its equations is the double of another
    assert outcomes(instance, (BLOCKS,))[BLOCKS].kind in {DENIED, AGREES}  # a HiGHS that finds it is welcome


def test_both_ways_of_the_textbook_raise_the_same_coverages():
    instance = with_instance("N", "3x2x2", 1)
    one, other = (textbook_leximin(instance, solver, 20.0, 1) for solver in ("simplex", "ipx"))
    assert one.ended
    assert sorted(one.coverage) == pytest.approx(sorted(other.coverage), abs=1e-6)
