"""Leximin once more, after something was taken away: only what changes is raised again.

What a tier came to before is *known*. Cells that can't keep it are *loose*: their least is maximised,
while the others are held at what is known. The prices then say whether that was right:

- A held cell above the level with a price of its own keeps the loose ones down although it is better off.
  It is *blamed*, becomes loose too, and the level is sought again. Where no such cell is left, the
  prices prove the level for all cells, as in ``solve.leximin``.
- Held cells at or below the level are settled at what is known if their old proof still holds: its
  bound is computed anew with the floors as they are now, which costs no program. Where it does not
  hold, since somebody below them left something over, they become loose.

So each result is proved in the same way as one from nothing, and where all cells become loose, it is
found in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.errors import NoPlan
from commonweal.formulate.aims import LevelAim
from commonweal.solve.bench import Bench
from commonweal.solve.certify import Proof, proof_bound
from commonweal.solve.leximin import FULL, PROVED
from commonweal.solve.methods import Task
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.status import Known, Stopped

__all__ = ["raise_again"]

Columns = NDArray[np.int64]
Booleans = NDArray[np.bool_]

_NOISE = 1e-7  # weights below this (of 1 in all) say nothing about a cell
_ROUNDING = 1e-13  # no gap is known better than this, and no level below it is more than rounding
_GOOD = 1e-8  # a level this well proved needs no second opinion
_NOTHING = 1e-12  # coverage that is bounded by less can only be 0
_BAD = 1e-3  # a level this badly proved is no level
_STEP = 1e-3  # how far cells in doubt may rise in a test
_SAME = 1e-9  # levels this near are one
_ROSE = 1e-7  # a cell in doubt that rose by more is free
_ROUNDS = 6  # tests of cells in doubt at one level


@dataclass
class _Tier:
    """One tier while it is raised again.

    Attributes
    ----------
    bench
        Settled cells are fixed in its problem; held ones have what is known as their floor there,
        and the level as their floor in its base, which proofs are about.
    columns, known : each shape (n_cells,)
        The cells, and their coverage before.
    proofs
        Why they could not rise before.
    loose, settled : each shape (n_cells,)
        Neither of both is held.
    level
        The level so far.
    rise
        The most that any settled cell could still rise.
    last
        The level at which loose cells were settled last.
    """

    bench: Bench
    columns: Columns
    known: Floats
    proofs: Sequence[Proof]
    loose: Booleans
    settled: Booleans
    level: float = 0.0
    rise: float = 0.0
    last: float = -1.0

    @property
    def held(self) -> Booleans:
        """Cells that are neither loose nor settled."""
        return ~(self.loose | self.settled)

    def loosen(self, cells: Booleans) -> None:
        """Let held cells fall to the level."""
        self.loose |= cells
        columns = self.columns[cells]
        lower = self.bench.problem.column_lower.copy()
        lower[columns] = self.level
        self.bench.problem = replace(self.bench.problem, column_lower=lower)

    def settle(self, cells: Booleans, at: float | Floats, rises: Floats) -> None:
        """Fix cells where they are proved stuck."""
        self.bench.settle(self.columns[cells], at, rises)
        self.rise = max(self.rise, float(rises.max(initial=0.0)))
        self.loose &= ~cells
        self.settled |= cells

    def floor_at(self, level: float) -> None:
        """From now on every cell that is not settled is known to reach a level."""
        self.level = max(level, self.level)
        lower = self.bench.base.column_lower.copy()
        for cells, floor in ((self.held, np.minimum(self.known, level)), (self.loose, level)):
            columns = self.columns[cells]
            lower[columns] = np.maximum(lower[columns], np.broadcast_to(floor, cells.shape)[cells])
        self.bench.base = replace(self.bench.base, column_lower=lower)


@dataclass(frozen=True)
class _Level:
    """A level of the loose cells, and the proof that it is their highest."""

    level: float
    proof: Proof
    gap: float


def raise_again(
    bench: Bench, aim: LevelAim, known: Floats, proofs: Sequence[Proof], falls: Booleans
) -> float:
    """Raise the cells of an aim as evenly as can be, and hold them on the bench.

    Parameters
    ----------
    bench
        With the earlier aims held.
    aim
        Exact leximin, each cell an item of its own.
    known : shape (n_cells,)
        What the cells came to before something was taken away; a plan in which all that don't fall keep it
        must be possible.
    proofs
        Why they could not rise then.
    falls : shape (n_cells,)
        Cells that can't all keep it.

    Returns
    -------
    float
        The most that any of the cells could still rise.

    Raises
    ------
    NoPlan
        If a level can't be solved to the accuracy that holding it needs.
    """
    n_cells = len(aim.columns)
    tier = _Tier(bench, aim.columns, known, proofs, np.zeros(n_cells, bool), np.zeros(n_cells, bool))
    dead = _without_entries(bench, aim.columns) | (bench.upper[aim.columns] < _NOTHING)
    tier.settle(dead, 0.0, np.zeros(int(dead.sum())))
    lower = bench.problem.column_lower.copy()
    lower[tier.columns[tier.held]] = known[tier.held]
    bench.problem = replace(bench.problem, column_lower=lower)
    tier.loosen(falls & ~dead)
    while True:
        found = _highest(tier) if tier.loose.any() else None
        top = 1.0 if found is None else found.level
        if _settle_known(tier, top):
            continue
        if found is None:
            return tier.rise
        _settle_found(tier, found)
        bench.report(level=1, value=top, left=int(tier.loose.sum()), gap=found.gap)


def _without_entries(bench: Bench, columns: Columns) -> Booleans:
    """Cells that nothing can ever cover: their row of intake holds nothing else."""
    matrix = bench.problem.matrix
    entries = np.diff(sp.csr_array(matrix).indptr)
    dead: Booleans = entries[matrix.indices[matrix.indptr[columns]]] == 1
    return dead


def _highest(tier: _Tier) -> _Level:
    """Maximise the least of the loose cells; cells that keep them down wrongly become loose."""
    task, best = Task.LEVEL, None
    while True:
        cells = tier.columns[tier.loose]
        solution = tier.bench.solve(tier.bench.with_common_column(cells), task)
        found = _level_of(tier, solution, cells)
        if found is not None and found.gap <= _GOOD:
            return found
        blamed = _blamed(tier, found) if found is not None else tier.held & (task is Task.SUM)
        if blamed.any():
            tier.loosen(blamed)
            task, best = Task.LEVEL, None
            continue
        if found is not None and (best is None or found.gap < best.gap):
            best = found
        if task is Task.SUM:
            break
        task = Task.SUM
    if best is None or best.gap > _BAD:
        raise NoPlan(f"{tier.bench.aim}: no level could be proved.", tier.bench.aim)
    return best


def _level_of(tier: _Tier, solution: Solution, cells: Columns) -> _Level | None:
    """The level a solution reaches, lowered to what its prices allow if it oversteps by a hair."""
    if solution.of_levels is Known.NOTHING or solution.of_prices is Known.NOTHING:
        return None
    if solution.stopped is Stopped.INFEASIBLE:
        return None
    level = float(min(max(solution.levels[-1], tier.level), 1.0))
    level = 0.0 if level < _ROUNDING else level
    if level >= FULL and solution.stopped is Stopped.OPTIMAL:
        nothing = tier.bench.proof_from(np.zeros(tier.bench.base.n_rows), cells, np.zeros(len(cells)))
        return _Level(1.0, nothing, 0.0)
    before = tier.bench.base
    tier.bench.base = _floored(tier, level)
    proof, bound = tier.bench.proof(solution, cells)
    tier.bench.base = before
    if not np.isfinite(bound):
        return None
    proved = max(min(level, bound), tier.level) if bound >= _ROUNDING else tier.level
    return _Level(proved, proof, abs(bound - level))


def _floored(tier: _Tier, level: float) -> Problem:
    """The base with every cell that is not settled at a level, or at what is known if that is lower."""
    lower = tier.bench.base.column_lower.copy()
    open_cells = ~tier.settled
    floor = np.where(tier.loose, level, np.minimum(tier.known, level))
    columns = tier.columns[open_cells]
    lower[columns] = np.maximum(lower[columns], floor[open_cells])
    return replace(tier.bench.base, column_lower=lower)


def _blamed(tier: _Tier, found: _Level) -> Booleans:
    """Held cells above the level whose floor the proof of the level leans on."""
    own_price = -(tier.bench.base.matrix.T @ found.proof.prices)[tier.columns]
    leaning = np.abs(own_price) * (tier.known - found.level)
    blamed: Booleans = tier.held & (leaning > max(found.gap, _ROUNDING) / (100.0 * len(tier.columns)))
    return blamed


def _settle_known(tier: _Tier, top: float) -> bool:
    """Settle held cells up to a level at what is known; whether some became loose instead."""
    due = tier.held & (tier.known <= top)
    for value in np.unique(tier.known[due & (tier.known < FULL)]):
        at = due & (tier.known == value)
        tier.floor_at(float(value))
        for proof in tier.proofs:
            _settle_by(tier, proof, at, float(value))
        at &= tier.held
        if at.any():
            tier.loosen(at)
            return True
    whole = due & tier.held
    tier.settle(whole, 1.0, np.zeros(int(whole.sum())))
    return False


def _settle_by(tier: _Tier, proof: Proof, at: Booleans, value: float) -> None:
    """Settle the cells that an old proof still proves stuck, with the floors as they are now."""
    fixed = np.isin(tier.columns, proof.fixed) & at
    if not fixed.any():
        return
    base = tier.bench.base
    reached = float(proof.weights @ base.column_lower[proof.cells])
    gap = max(proof_bound(base, proof.among(base), tier.bench.upper) - reached, _ROUNDING)
    weights = np.zeros(base.n_columns)
    weights[proof.cells] = proof.weights
    own = weights[tier.columns]
    sure = fixed & (own > _NOISE) & (own * PROVED > gap)
    tier.settle(sure, value, gap / np.maximum(own[sure], _NOISE))


def _settle_found(tier: _Tier, found: _Level) -> None:
    """Settle the loose cells that can't rise above their level."""
    tier.floor_at(found.level)
    if found.level >= FULL:
        tier.settle(tier.loose.copy(), 1.0, np.zeros(int(tier.loose.sum())))
        return
    tier.bench.hold(tier.columns[tier.loose], found.level)
    again = found.level <= tier.last + _SAME
    tier.last = found.level
    if _settle_priced(tier, found.proof, found.gap, found.level, np.ones(len(tier.columns), bool)):
        if again and tier.loose.any():  # prices name few of the cells that are stuck here: ask for all
            _test(tier, found, tier.loose)
        return
    if tier.held.any():  # a test must not lean on cells that are held
        tier.loosen(tier.held)
        return
    if not _test(tier, found, tier.loose & (_weights(tier, found.proof) > _NOISE)):
        # the prices hold these cells down, if less surely than asked: the certificate says how much
        own = _weights(tier, found.proof)
        stuck = tier.loose & (own > _NOISE)
        stuck = stuck if stuck.any() else tier.loose & (own == own[tier.loose].max())
        tier.settle(stuck, found.level, found.gap / np.maximum(own[stuck], _NOISE))


def _weights(tier: _Tier, proof: Proof) -> Floats:
    """What each cell counts in a proof."""
    weights = np.zeros(tier.bench.base.n_columns)
    weights[proof.cells] = proof.weights
    own: Floats = weights[tier.columns]
    return own


def _settle_priced(tier: _Tier, proof: Proof, gap: float, level: float, allowed: Booleans) -> bool:
    """Settle the loose cells that a proof proves stuck; whether there are any."""
    gap = max(gap, _ROUNDING)
    own = _weights(tier, proof)
    sure = tier.loose & allowed & (own > _NOISE) & (own * PROVED > gap)
    tier.settle(sure, level, gap / np.maximum(own[sure], _NOISE))
    return bool(sure.any())


def _test(tier: _Tier, found: _Level, in_doubt: Booleans) -> bool:
    """Settle cells in doubt that don't rise when raised together; whether there were any."""
    doubtful = tier.columns[in_doubt]
    any_settled = False
    for _ in range(_ROUNDS):
        if not len(doubtful):
            break
        loose = tier.columns[tier.loose]
        program = tier.bench.with_rises(loose, doubtful, found.level, _STEP)
        solution = tier.bench.solve(program, Task.TEST)
        if solution.stopped is not Stopped.OPTIMAL:
            break
        rise = solution.levels[doubtful] - found.level
        proof, bound = tier.bench.proof(solution, loose)
        stayed = np.isin(tier.columns, doubtful[rise <= _ROSE])
        any_settled |= _settle_priced(tier, proof, abs(bound - found.level), found.level, stayed)
        rest = doubtful[(rise <= _ROSE) & np.isin(doubtful, tier.columns[tier.loose])]
        if not len(rest) or len(rest) == len(doubtful):
            break
        doubtful = rest
    return any_settled
