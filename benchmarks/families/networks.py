"""Family N: food over roads to places, week by week, with too little of it.

Places lie on a plane and are joined to their six nearest, both ways. Foods come from eight supply points,
travel (up to two weeks), share the capacity of roads, can be stored with a loss, and are eaten for eight
nutrients. What is minimised is the coverage that people lack, with a small share for the tonnes that
travel and are bought, so that of equal plans the cheap one is taken.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from families.instance import Instance

__all__ = ["supply_network"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NEIGHBOURS = 6
NUTRIENTS = 8
SUPPLY_POINTS = 8
LOSS = (0.0, 0.03)  # of a store in a week, by food
LATEST = 2  # weeks on the longest roads
PLENTY = 0.9  # supplies, as a share of what everybody needs
ROADS = 1.5  # capacity of all roads, as a multiple of what must travel if roads were used evenly
CHEAP = 1e-3  # weight of all cost beside all coverage


def supply_network(places: int, foods: int, weeks: int, seed: int) -> Instance:
    """Family N: one problem."""
    return _Network(places, foods, weeks, seed).instance()


class _Network:
    """Roads, supplies, people and foods drawn from a seed."""

    def __init__(self, places: int, foods: int, weeks: int, seed: int) -> None:
        random = np.random.default_rng([seed, 2])
        self.places, self.foods, self.weeks, self.seed = places, foods, weeks, seed
        self.start, self.end, self.length = _roads(random.random((places, 2)))
        self.delay = np.minimum(
            (self.length / max(self.length.max(), 1e-9) * (LATEST + 0.7)).astype(np.int64), LATEST
        )
        self.people = np.exp(random.normal(10.0, 1.0, places))
        self.contents = random.gamma(1.0, 1.0, (foods, NUTRIENTS)) * (random.random((foods, NUTRIENTS)) < 0.6)
        self.contents[:, 0] += 0.2
        self.contents[
            random.permutation(max(foods, NUTRIENTS))[:NUTRIENTS] % foods, np.arange(NUTRIENTS)
        ] += 0.5
        self.wanted = np.exp(random.normal(0.0, 0.2, NUTRIENTS)) * self.contents.mean(axis=0)
        self.loss = random.uniform(*LOSS, foods)
        per_week = float(self.people.sum())
        points = random.choice(places, min(SUPPLY_POINTS, places), replace=False)
        self.points = np.sort(points)
        shares = random.dirichlet(np.full(len(points) * foods, 2.0)).reshape(len(points), foods)
        swing = random.uniform(0.3, 1.7, (len(points), foods, weeks))
        self.supply = PLENTY * per_week * shares[:, :, None] * swing
        self.price = random.uniform(0.5, 2.0, (len(points), foods))
        travel = per_week * self.length.mean() * np.sqrt(places) / max(len(self.start), 1)
        self.capacity = (
            ROADS * travel * np.exp(random.normal(0.0, 0.8, len(self.start))) / max(self.length.mean(), 1e-9)
        )

    def instance(self) -> Instance:
        """The problem with its rows and columns in the order of ``_Layout``."""
        blocks = self._matrix()
        people = np.repeat(self.people[:, None], NUTRIENTS * self.weeks, axis=1).ravel()
        n = self._sizes()
        matrix = sp.csc_array(blocks)
        matrix.sort_indices()
        scale = CHEAP * self.people.sum() * self.weeks * NUTRIENTS / (self.people.sum() * self.weeks * 4.0)
        sent_cost = np.repeat(self.length / max(self.length.mean(), 1e-9), self.foods * self.weeks)
        cost = np.concatenate(
            [
                scale * sent_cost,
                np.zeros(n["stock"]),
                np.zeros(n["eaten"]),
                -people,
                scale * np.repeat(self.price.ravel(), self.weeks),
            ]
        )
        upper = np.concatenate(
            [np.full(n["sent"] + n["stock"] + n["eaten"], np.inf), np.ones(n["covered"]), self.supply.ravel()]
        )
        balances = self.places * self.foods * self.weeks
        roads = len(self.start) * self.weeks
        needs = self.places * NUTRIENTS * self.weeks
        row_lower = np.concatenate([np.zeros(balances), np.full(roads, -np.inf), np.zeros(needs)])
        row_upper = np.concatenate(
            [np.full(balances, np.inf), np.repeat(self.capacity, self.weeks), np.full(needs, np.inf)]
        )
        problem = Problem(matrix, cost, row_lower, row_upper, np.zeros(len(cost)), upper)
        covered = n["sent"] + n["stock"] + n["eaten"] + np.arange(n["covered"])
        return Instance(
            "N",
            f"{self.places}x{self.foods}x{self.weeks}",
            self.seed,
            problem,
            self._marks(),
            covered,
            self._upper(n),
        )

    def _sizes(self) -> dict[str, int]:
        """How many columns there are of each kind, in their order."""
        one = self.places * self.weeks
        return {
            "sent": len(self.start) * self.foods * self.weeks,
            "stock": one * self.foods,
            "eaten": one * self.foods,
            "covered": one * NUTRIENTS,
            "bought": len(self.points) * self.foods * self.weeks,
        }

    def _matrix(self) -> sp.coo_array:
        """Balances (place, food, week), capacities (road, week) and needs (place, nutrient, week)."""
        P, F, W, R = self.places, self.foods, self.weeks, len(self.start)
        n = self._sizes()
        first = dict(zip(n, np.cumsum([0, *n.values()])[:-1], strict=True))
        balance = lambda p, f, w: (p * F + f) * W + w  # noqa: E731 - position of a row
        entries: list[tuple[Integers, Integers, Floats]] = []
        r, f, w = (a.ravel() for a in np.meshgrid(np.arange(R), np.arange(F), np.arange(W), indexing="ij"))
        sent = first["sent"] + np.arange(n["sent"])
        entries.append((balance(self.start[r], f, w), sent, np.full(len(r), -1.0)))
        there = w + self.delay[r] < W
        entries.append(
            (balance(self.end[r], f, w + self.delay[r])[there], sent[there], np.ones(int(there.sum())))
        )
        entries.append((P * F * W + r * W + w, sent, np.ones(len(r))))
        p, f, w = (a.ravel() for a in np.meshgrid(np.arange(P), np.arange(F), np.arange(W), indexing="ij"))
        stock = first["stock"] + np.arange(n["stock"])
        entries.append((balance(p, f, w), stock, np.full(len(p), -1.0)))
        on = w + 1 < W
        entries.append((balance(p, f, w + 1)[on], stock[on], (1.0 - self.loss[f])[on]))
        eaten = first["eaten"] + np.arange(n["eaten"])
        entries.append((balance(p, f, w), eaten, np.full(len(p), -1.0)))
        needs = P * F * W + R * W
        for k in range(NUTRIENTS):
            has = self.contents[f, k] > 0.0
            entries.append(((needs + (p * NUTRIENTS + k) * W + w)[has], eaten[has], self.contents[f, k][has]))
        p, k, w = (
            a.ravel() for a in np.meshgrid(np.arange(P), np.arange(NUTRIENTS), np.arange(W), indexing="ij")
        )
        covered = first["covered"] + np.arange(n["covered"])
        entries.append((needs + (p * NUTRIENTS + k) * W + w, covered, -self.wanted[k] * self.people[p]))
        s, f, w = (
            a.ravel()
            for a in np.meshgrid(np.arange(len(self.points)), np.arange(F), np.arange(W), indexing="ij")
        )
        entries.append(
            (balance(self.points[s], f, w), first["bought"] + np.arange(n["bought"]), np.ones(len(s)))
        )
        row, column, value = (np.concatenate(part) for part in zip(*entries, strict=True))
        shape = (needs + P * NUTRIENTS * W, sum(n.values()))
        return sp.coo_array((value, (row, column)), shape=shape)

    def _marks(self) -> Marks:
        """Period, place and good of the rows; roads belong to where they start."""
        P, F, W, R = self.places, self.foods, self.weeks, len(self.start)
        week = np.arange(W)
        return Marks(
            period=np.concatenate([np.tile(week, P * F), np.tile(week, R), np.tile(week, P * NUTRIENTS)]),
            place=np.concatenate(
                [
                    np.repeat(np.arange(P), F * W),
                    np.repeat(self.start, W),
                    np.repeat(np.arange(P), NUTRIENTS * W),
                ]
            ),
            good=np.concatenate(
                [
                    np.tile(np.repeat(np.arange(F), W), P),
                    np.full(R * W, -1),
                    np.tile(np.repeat(F + np.arange(NUTRIENTS), W), P),
                ]
            ),
        )

    def _upper(self, n: dict[str, int]) -> Floats:
        """What no plan exceeds: all of a food that there is, and capacities."""
        everything = self.supply.sum(axis=(0, 2))
        foods = np.repeat(everything, self.weeks)
        sent = np.minimum(np.tile(foods, len(self.start)), np.repeat(self.capacity, self.foods * self.weeks))
        return np.concatenate(
            [
                sent,
                np.tile(foods, self.places),
                np.tile(foods, self.places),
                np.ones(n["covered"]),
                self.supply.ravel(),
            ]
        )


def _roads(at: Floats) -> tuple[Integers, Integers, Floats]:
    """Start, end and length of the roads between places and their nearest, both ways, each once."""
    far = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    near = np.argsort(far, axis=1)[:, : min(NEIGHBOURS, len(at) - 1)]
    joined = np.zeros(far.shape, dtype=bool)
    joined[np.arange(len(at))[:, None], near] = True
    start, end = np.nonzero(joined | joined.T)
    return start, end, far[start, end]
