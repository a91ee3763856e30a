"""Leximin: raise the worst, then the next worst, with a proof for every cell that stays.

One level: (a) maximise the least coverage ``t`` of the free cells with an interior-point method,
whose central prices name (almost) all cells that can't rise; (b) cells the prices leave in doubt
are tested together: how far can their sum rise above ``t``? (c) cells proved stuck are held; the rest
go on rising. Each proof is a set of prices, kept for the certificate.

Sources: Ogryczak, Pióro, Tomaszewski 2005, *Journal of Telecommunications and Information
Technology* 3 (max-min by levels, with duals); Nace, Pióro 2008, *IEEE Communications Surveys*
10(4); Freund, Roundy, Todd 1985 (all always-active constraints by one LP). Cost: one LP a level
and, where prices leave doubt, one more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.errors import NoPlan
from commonweal.formulate.aims import LevelAim
from commonweal.solve.bench import Bench
from commonweal.solve.certify import Proof, proof_bound
from commonweal.solve.methods import Task
from commonweal.solve.problem import Floats
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped

__all__ = ["LevelResult", "raise_levels"]

Columns = NDArray[np.int64]

_log = logging.getLogger("commonweal.solve")

FULL = 1.0 - 1e-9
"""A coverage from here on counts as whole while levels are sought."""
PROVED = 5e-7
"""A cell is proved stuck when it could not rise by more (half of what certificates allow)."""
_NOISE = 1e-7  # multipliers below this (of 1 in all) say nothing about a cell
_ROUNDING = 1e-13  # no gap is known better than this, and no level below it is more than rounding
_GOOD = 1e-8  # a level this well proved needs no second opinion
_BAD = 1e-3  # a level this badly proved is no level
_SAME = 1e-6  # levels this near are reported as one
_STEP = 1e-3  # how far doubtful cells may rise in a test
_ROSE = 1e-7  # a doubtful cell that rose by more is free
_LARGE = 20_000  # nonzeros from which on programs are counted
_SPARE = 6  # programs that a large tier may take beyond one a level
_ROUNDS = 6  # tests of doubtful cells in one level before the most certain one is held anyway


@dataclass(frozen=True)
class LevelResult:
    """What raising the cells of one aim came to.

    Attributes
    ----------
    levels
        The distinct levels found, rising.
    proofs
        Proofs, in the order they were made.
    n_programs
        Linear programs solved.
    """

    levels: tuple[float, ...]
    proofs: tuple[Proof, ...]
    n_programs: int


def raise_levels(bench: Bench, aim: LevelAim) -> LevelResult:
    """Raise the coverages of an aim as evenly as can be, and hold them on the bench.

    Where that takes many more programs than there are levels, or proofs fail, levels hang by a hair: the aim
    is then begun anew in the corner that proofs leave (``solve.corner``), and so are those after it.

    Raises
    ------
    NoPlan
        If a level can't be solved to the accuracy that holding it needs.
    """
    start, before = bench.n_programs, bench.state()
    found = _raised(bench, aim)
    if found is None and not bench.in_corner:
        _log.info("%s: levels hang by a hair; begun anew, settled cells kept where they are", aim.name)
        bench.restore(before)
        bench.in_corner = True
        found = _raised(bench, aim)
    if found is None:
        raise NoPlan(f"{aim.name}: no level could be proved.", aim.name)
    return LevelResult(*found, bench.n_programs - start)


def _raised(bench: Bench, aim: LevelAim) -> tuple[tuple[float, ...], tuple[Proof, ...]] | None:
    """Levels and proofs of an aim, held on the bench; None where one isn't proved, or it takes too much."""
    free = np.unique(aim.item)
    alone = len(free) == len(aim.item)
    dead = _without_entries(bench, aim)
    free = free[~np.isin(free, dead)]
    levels: list[float] = [0.0] if len(dead) else []
    proofs: list[Proof] = []
    last, start = -1.0, bench.n_programs
    while len(free):
        cells = np.flatnonzero(np.isin(aim.item, free))
        found = _solve_level(bench, aim, cells)
        if found is None or (alone and _is_entangled(bench, bench.n_programs - start, len(levels))):
            return None
        if found.level >= FULL:
            bench.hold_exactly(aim.columns[cells], 1.0)
            bench.measure(found.levels)
            levels.append(1.0)
            break
        stuck, proved = _settle_level(bench, aim, cells, found, again=found.level <= last + _NOISE)
        last = found.level
        proofs.extend(proved)
        if not levels or found.level > levels[-1] + _SAME:
            levels.append(found.level)
        bench.report(level=len(levels), value=found.level, left=len(free) - len(stuck), gap=found.gap)
        free = free[~np.isin(free, stuck)]
    if not alone:
        bench.release(aim.columns)  # cells that share an item may differ once its share is settled
    return tuple(levels), tuple(proofs)


def _is_entangled(bench: Bench, n_programs: int, n_levels: int) -> bool:
    """Whether a large tier outside the corner takes many more programs than it finds levels."""
    large = bench.problem.n_nonzeros >= _LARGE and not bench.in_corner
    return large and n_programs > n_levels + 1 + _SPARE


def _settle_level(
    bench: Bench, aim: LevelAim, cells: Columns, found: _Level, *, again: bool
) -> tuple[Columns, list[Proof]]:
    """Hold the free cells at their level, and those proved stuck exactly there; items stuck, and proofs."""
    alone = len(np.unique(aim.item)) == len(aim.item)
    stuck, proved = _find_stuck(bench, aim, cells, found)
    if alone and again and bench.in_corner:
        stuck, proved = _find_all(bench, aim, cells, found, (stuck, proved))
    bench.hold(aim.columns[cells], found.level)
    bench.hold_exactly(aim.columns[np.isin(aim.item, stuck)], found.level)
    if alone and bench.in_corner:
        _narrow(bench, aim.columns[np.isin(aim.item, stuck)], found, proved)
    elif alone:
        _settle(bench, proved, found.level)
    bench.measure(found.levels)
    return stuck, proved


@dataclass(frozen=True)
class _Level:
    """One level: its value, the plan that reaches it, and the proof that it is highest.

    ``gap`` is how far the weighted coverage of the free cells might exceed the level.
    """

    level: float
    levels: Floats
    proof: Proof
    gap: float


def _without_entries(bench: Bench, aim: LevelAim) -> Columns:
    """Items with a cell that nothing can ever cover: its row of intake holds nothing else."""
    matrix = bench.problem.matrix
    by_row = sp.csr_array(matrix)
    entries = np.diff(by_row.indptr)
    rows = matrix.indices[matrix.indptr[aim.columns]]
    return np.unique(aim.item[entries[rows] == 1])


def _solve_level(bench: Bench, aim: LevelAim, cells: Columns) -> _Level | None:
    """Maximise the least coverage of the free cells: all of them are one column ``t``.

    Interior point first; where it can't prove its level well enough, a vertex is asked for, and
    the answer with the smaller gap is taken. Where rounding has left nothing in the corner of the
    proofs so far, this level is sought outside it. None where none is proved.
    """
    found = _proved_level(bench, aim, cells)
    if found is None and bench.in_corner:
        bench.in_corner = False
        found = _proved_level(bench, aim, cells)
        bench.in_corner = True
    return found


def _proved_level(bench: Bench, aim: LevelAim, cells: Columns) -> _Level | None:
    """The level of the free cells, as the bench stands; None where none is proved."""
    columns = aim.columns[cells]
    problem = bench.with_common_column(columns)
    best: _Level | None = None
    for task in (Task.LEVEL, Task.SUM):
        found = _level_of(bench, columns, bench.solve(problem, task))
        if found is not None and (best is None or found.gap < best.gap):
            best = found
        if best is not None and best.gap <= _GOOD:
            return best
    return None if best is None or best.gap > _BAD else best


def _level_of(bench: Bench, columns: Columns, solution: Solution) -> _Level | None:
    """The level a solution reaches, lowered to what its prices allow if it oversteps by a hair."""
    if solution.of_levels is Known.NOTHING or solution.of_prices is Known.NOTHING:
        return None
    level = float(min(max(solution.levels[-1], 0.0), 1.0))
    level = 0.0 if level < _ROUNDING else level
    levels = solution.levels[:-1].copy()
    levels[columns] = np.maximum(levels[columns], level)
    if level >= FULL and solution.stopped is Stopped.OPTIMAL:
        whole = bench.proof_from(np.zeros(bench.base.n_rows), columns, np.zeros(len(columns)))
        return _Level(1.0, levels, whole, 0.0)
    proof, bound = bench.proof(solution, columns)
    if not np.isfinite(bound):
        return None
    proved = min(level, bound) if bound >= _ROUNDING else 0.0
    return _Level(proved, levels, proof, abs(bound - level))


def _settle(bench: Bench, proofs: list[Proof], level: float) -> None:
    """Cap cells at what their proofs let them reach."""
    for proof in proofs:
        gap = max(proof_bound(bench.base, proof, bench.upper) - level, _ROUNDING)
        on = np.isin(proof.cells, proof.fixed)
        bench.settle(proof.cells[on], level, gap / np.maximum(proof.weights[on], _NOISE))


def _narrow(bench: Bench, stuck: Columns, found: _Level, proofs: list[Proof]) -> None:
    """Leave no room for what proofs exclude: stuck cells stay where they are while others go on rising."""
    bench.settle(stuck, found.level, np.zeros(len(stuck)))
    free = np.setdiff1d(found.proof.cells, stuck)
    for proof in proofs:
        gap = max(proof_bound(bench.base, proof, bench.upper) - found.level, _ROUNDING)
        bench.narrow(proof, found.levels, gap, free)


def _find_all(
    bench: Bench, aim: LevelAim, cells: Columns, found: _Level, known: tuple[Columns, list[Proof]]
) -> tuple[Columns, list[Proof]]:
    """All items stuck at a level that comes again, as prices name few of them: the others are tested too."""
    stuck, proofs = known
    rest = cells[~np.isin(aim.item[cells], stuck)]
    if not len(rest):
        return known
    more, tested = _test_doubtful(bench, aim, rest, aim.columns[rest], found.level)
    return np.union1d(stuck, aim.item[np.isin(aim.columns, more)]), [*proofs, *tested]


def _find_stuck(bench: Bench, aim: LevelAim, cells: Columns, found: _Level) -> tuple[Columns, list[Proof]]:
    """Items that can't rise above the level, each with a proof."""
    columns = aim.columns[cells]
    gap = max(found.gap, _ROUNDING)
    priced = found.proof.weights > _NOISE
    sure = priced & (found.proof.weights * PROVED > gap)
    doubtful = priced & ~sure
    stuck, proofs = columns[sure], [replace(found.proof, fixed=columns[sure])]
    if doubtful.any():
        more, tested = _test_doubtful(bench, aim, cells, columns[doubtful], found.level)
        stuck, proofs = np.concatenate([stuck, more]), [*proofs, *tested]
    if not len(stuck):
        # the prices hold these cells down, if less surely than asked: the certificate says how much
        stuck = columns[doubtful] if doubtful.any() else columns[[int(np.argmax(found.proof.weights))]]
        proofs = [replace(found.proof, fixed=stuck)]
    items = np.unique(aim.item[np.isin(aim.columns, stuck)])
    return items, [proof for proof in proofs if len(proof.fixed)]


def _test_doubtful(
    bench: Bench, aim: LevelAim, cells: Columns, doubtful: Columns, level: float
) -> tuple[Columns, list[Proof]]:
    """Which doubtful cells can't rise: maximise their joint rise, drop those that rose, repeat."""
    columns = aim.columns[cells]
    order = np.argsort(columns)
    proofs: list[Proof] = []
    for _ in range(_ROUNDS):
        solution = bench.solve(bench.with_rises(columns, doubtful, level, _STEP), Task.TEST)
        if solution.stopped is not Stopped.OPTIMAL:
            break
        rise = solution.levels[doubtful] - level
        proof, bound = bench.proof(solution, columns)
        gap = max(abs(bound - level), _ROUNDING)
        weight = proof.weights[order[np.searchsorted(columns, doubtful, sorter=order)]]
        proved = (weight * PROVED > gap) & (weight > _NOISE) & (rise <= _ROSE)
        if proved.any():
            proofs.append(replace(proof, fixed=doubtful[proved]))
        rest = ~proved & (rise <= _ROSE)
        if not rest.any() or rest.all():
            break
        doubtful = doubtful[rest]
    return np.concatenate([np.zeros(0, np.int64), *(proof.fixed for proof in proofs)]), proofs
