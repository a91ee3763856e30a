"""Which pairs are worth solving."""

from commonweal.sweep.pairs import chosen_pairs
from commonweal.sweep.results import Loss

KEYS = ["a", "b", "c"]


def loss(lost, uses, how="again"):
    harm = {"lost": (lost,), "gained": (0.0,), "hardest_lost": 0.0, "spared": None, "cells": 0}
    place = {"worst_place": "", "worst_coverage": 1.0, "worst_before": 1.0, "hardest_hit": ""}
    work = {"effort_more": 0.0, "quality": "verified", "problem": "", "seconds": 0.0, "n_programs": 1}
    return Loss("routes", "x", "", "", **harm, **place, **work, how=how, uses=uses)


def test_a_pair_of_which_one_plan_makes_no_use_is_settled():
    singles = [loss(5.0, {"c": 1.0}), loss(3.0, {"a": 1.0, "c": 1.0}), loss(1.0, {"a": 1.0})]
    pairs, settled = chosen_pairs(singles, KEYS, {}, set())
    assert (pairs, settled) == ([(0, 2)], 2)


def test_stand_ins_come_before_heavy_pairs_in_turn():
    singles = [
        loss(9.0, {"b": 1.0, "c": 1.0}),
        loss(0.0, {"a": 1.0, "c": 3.0}),
        loss(8.0, {"a": 1.0, "b": 3.0}),
    ]
    pairs, _ = chosen_pairs(singles, KEYS, {"a": 1.0, "b": 1.0, "c": 1.0}, set())
    assert pairs == [(1, 2), (0, 2), (0, 1)]


def test_a_thing_and_its_part_are_no_pair():
    singles = [loss(1.0, {"a": 1.0, "b": 1.0}), loss(1.0, {"a": 1.0, "b": 1.0})]
    assert chosen_pairs(singles, ["a", "b"], {}, {(0, 1)}) == ([], 1)


def test_nothing_is_settled_by_a_loss_without_a_plan():
    singles = [loss(0.0, {}, how="none"), loss(1.0, {"a": 1.0})]
    assert chosen_pairs(singles, ["a", "b"], {}, set()) == ([(0, 1)], 0)
