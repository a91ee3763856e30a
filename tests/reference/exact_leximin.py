"""Leximin by the textbook: raise the worst, ask of each cell whether it can rise further, fix, repeat.

Ogryczak, Pióro, Tomaszewski, *Telecommunications network design and max-min optimization problem*, Journal
of Telecommunications and Information Technology 3/2005, algorithm 1: every cell that is not yet fixed gets a
linear program of its own. A cell that stands higher in any of those programs can rise, and is not asked
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, vstack

from commonweal.model import Economy
from reference.second_formulation import Key, Program, Terms, formulate

__all__ = ["Answer", "Reference", "Unsolved", "least_effort", "leximin", "most_total", "solved"]

RISE = 1e-7  # a cell rises when it can stand this much above the level
SLACKS = (1e-11, 1e-10, 1e-9)  # what is held is held to the first of these that rounding allows
OPTIONS = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


class Unsolved(RuntimeError):
    """A program of the reference that SciPy does not solve to 1e-10."""


@dataclass
class Reference:
    """A program as arrays in columns of comparable size; lower bounds are raised as cells are fixed.

    Attributes
    ----------
    index
        Number of each column.
    rows, bounds
        ``rows @ y ≤ bounds``.
    equal
        ``equal @ y = 0``.
    lower, upper
        Bounds of ``y``.
    scale
        A column of the program is ``scale · y``; shares (coverage, shortfalls) have scale 1.
    slack
        How far below its value what is held may fall.
    """

    program: Program
    index: dict[Key, int]
    rows: csr_array
    bounds: NDArray[np.float64]
    equal: csr_array
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    scale: NDArray[np.float64]
    slack: float = SLACKS[-1]

    @classmethod
    def of(cls, economy: Economy) -> Reference:
        """The second formulation of an economy."""
        program = formulate(economy)
        index = {key: number for number, key in enumerate(program.upper)}
        shares = np.array([key[0] in {"coverage", "short"} for key in program.upper])
        terms = [terms for terms, _ in program.at_most] + program.equal_zero
        bounds = np.array([bound for _, bound in program.at_most])
        row_scale, scale = balanced(matrix(terms, index), shares)
        scaled = csr_array(matrix(terms, index) * row_scale[:, None] * scale)
        n = len(bounds)
        return cls(
            program=program,
            index=index,
            rows=scaled[:n],
            bounds=bounds * row_scale[:n],
            equal=scaled[n:],
            lower=np.zeros(len(index)),
            upper=np.array(list(program.upper.values())) / scale,
            scale=scale,
        )

    def cost(self, terms: Mapping[Key, float]) -> NDArray[np.float64]:
        """An objective."""
        cost = np.zeros(len(self.index))
        for key, value in terms.items():
            cost[self.index[key]] += value
        return cost * self.scale

    def least(self, cost: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """The least value of an objective, and ``y`` there."""
        equal = self.equal if self.equal.shape[0] else None
        for presolve in (True, False):  # presolve calls a program infeasible now and then that is not
            answer = linprog(
                cost,
                A_ub=self.rows,
                b_ub=self.bounds,
                A_eq=equal,
                b_eq=None if equal is None else np.zeros(equal.shape[0]),
                bounds=np.column_stack([self.lower, self.upper]),
                method="highs-ds",
                options=OPTIONS | {"presolve": presolve},
            )
            if answer.status == 0:
                return float(answer.fun), answer.x
        raise Unsolved(answer.message)

    def hold(self, terms: Mapping[Key, float], value: float) -> None:
        """Keep ``terms ≤ value`` from now on."""
        self.rows = csr_array(vstack([self.rows, matrix([dict(terms)], self.index) * self.scale]))
        self.bounds = np.append(self.bounds, value + self.slack * max(1.0, abs(value)))


def matrix(rows: list[Terms], index: dict[Key, int]) -> csr_array:
    """Rows of terms as a sparse matrix."""
    entries = [
        (row, index[key], value) for row, terms in enumerate(rows) for key, value in terms.items() if value
    ]
    i, j, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array(coo_array((values, (i, j)), shape=(len(rows), len(index))))


def balanced(rows: csr_array, fixed: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Factors of rows and columns that bring entries near 1; ``fixed`` columns keep theirs."""
    entries = abs(rows).tocoo()
    i, j = entries.coords
    sizes = np.log2(entries.data)
    row, column = np.zeros(rows.shape[0]), np.zeros(rows.shape[1])
    for _ in range(8):
        row = -_middle(sizes + column[j], i, len(row))
        column = np.where(fixed, 0.0, -_middle(sizes + row[i], j, len(column)))
    return np.exp2(np.round(row)), np.exp2(np.round(column))


def _middle(sizes: NDArray[np.float64], of: NDArray[np.int_], n: int) -> NDArray[np.float64]:
    """Halfway between the least and the largest size in each of ``n`` rows; 0 for an empty one."""
    least, largest = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(least, of, sizes)
    np.maximum.at(largest, of, sizes)
    filled = np.isfinite(least)
    return np.where(filled, (np.where(filled, least, 0.0) + np.where(filled, largest, 0.0)) / 2, 0.0)


def settle_floors(reference: Reference) -> float:
    """Level 0: the least sum of relative shortfalls of floors, which is then held."""
    floors = dict.fromkeys(reference.program.floors, 1.0)
    if not floors:
        return 0.0
    value, _ = reference.least(reference.cost(floors))
    reference.hold(floors, value)
    return value


@dataclass(frozen=True)
class Answer:
    """What the second formulation says of an economy.

    Attributes
    ----------
    coverage
        Of every cell (tier, place, group, good, first period).
    effort
        The least, with all coverage held.
    """

    coverage: dict[Key, float]
    effort: float


def solved(economy: Economy, effort: str = "labour") -> Answer:
    """Leximin and then the least effort, everything held as tightly as rounding allows."""
    for slack in SLACKS:
        reference = Reference.of(economy)
        reference.slack = slack
        try:
            return Answer(leximin(reference), least_effort(reference, economy, effort))
        except Unsolved:
            continue
    raise Unsolved


def leximin(reference: Reference) -> dict[Key, float]:
    """Coverage of every cell (tier, place, group, good, period), tier by tier."""
    settle_floors(reference)
    found: dict[Key, float] = {}
    for tier in sorted(reference.program.cells):
        free = list(reference.program.cells[tier])
        while free:
            level, stuck = next_level(reference, free)
            for cell in stuck:
                found[cell[1:]] = level
                reference.lower[reference.index[cell]] = max(0.0, level - reference.slack)
            free = [cell for cell in free if cell not in stuck]
    return found


def next_level(reference: Reference, free: list[Key]) -> tuple[float, set[Key]]:
    """The highest level all free cells can reach together, and the cells that can't pass it."""
    columns = [reference.index[cell] for cell in free]
    level = highest_common(reference, columns)
    if level > 1.0 - RISE:
        return 1.0, set(free)
    before = reference.lower[columns]
    reference.lower[columns] = max(0.0, level - reference.slack)
    rises: set[int] = set()
    for column in columns:
        if column not in rises:
            _, x = reference.least(-np.eye(1, len(reference.index), column)[0])
            rises |= {other for other in columns if x[other] > level + RISE}
    reference.lower[columns] = before
    return level, {cell for cell, column in zip(free, columns, strict=True) if column not in rises}


def highest_common(reference: Reference, columns: list[int]) -> float:
    """Max t with every given column at least t."""
    n = len(reference.index)
    above = coo_array((-np.ones(len(columns)), (range(len(columns)), columns)), shape=(len(columns), n))
    rows = vstack([reference.rows, above])
    t = np.concatenate([np.zeros(reference.rows.shape[0]), np.ones(len(columns))])
    wider = Reference(
        reference.program,
        reference.index,
        csr_array(np.hstack([rows.toarray(), t[:, None]])),
        np.concatenate([reference.bounds, np.zeros(len(columns))]),
        csr_array((reference.equal.shape[0], n + 1))
        if not reference.equal.shape[0]
        else csr_array(np.hstack([reference.equal.toarray(), np.zeros((reference.equal.shape[0], 1))])),
        np.append(reference.lower, 0.0),
        np.append(reference.upper, 1.0),
        np.append(reference.scale, 1.0),
        reference.slack,
    )
    return -wider.least(-np.eye(1, n + 1, n)[0])[0]


def effort_terms(reference: Reference, economy: Economy, effort: str) -> dict[Key, float]:
    """What an effort counts: draws on labour, on currency (``cost``), or on one good."""
    kind = {"labour": "labour", "cost": "currency"}.get(effort)
    goods = [
        row["good"] for row in economy["goods"].to_dicts() if row["kind"] == kind or row["good"] == effort
    ]
    terms: dict[Key, float] = {}
    for good in goods:
        for key, value in reference.program.draws[good].items():
            terms[key] = terms.get(key, 0.0) + value
    return terms


def least_effort(reference: Reference, economy: Economy, effort: str) -> float:
    """The least effort with everything held that ``leximin`` has fixed."""
    return reference.least(reference.cost(effort_terms(reference, economy, effort)))[0]


def most_total(reference: Reference, weights: Mapping[Key, float], tiers: list[int]) -> float:
    """The largest weighted sum of coverages of some tiers, which is then held."""
    terms = {cell: -weights[cell[1:]] for tier in tiers for cell in reference.program.cells[tier]}
    value, _ = reference.least(reference.cost(terms))
    reference.hold(terms, value)
    return -value
