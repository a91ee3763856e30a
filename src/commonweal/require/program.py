"""The linear program of an inverse question: the least package with which every target is reached."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from commonweal.errors import Cancelled, NoPlan
from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats, Integers, LinearProgram
from commonweal.require.offers import Offer
from commonweal.rules.cells import even_aim, floor_aims, floors_of_tier, tiers_of
from commonweal.solve.aims import solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.problem import Problem
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.warm import WarmSolver

__all__ = ["Targets", "asked_first", "highest_levels", "least_package", "targets_of", "up_to"]

_ROOM = 1e-9  # room, as a share, for a sum that is held


@dataclass(frozen=True)
class Targets:
    """What is to be lifted.

    Attributes
    ----------
    cells : shape (n_cells,)
        Which cells, by their place among all cells.
    floors : shape (n_floors,)
        Which floors, by their place among all floors.
    tiers : shape (n_cells + n_floors,)
        Tier of each.
    level
        What each should reach.
    """

    cells: Integers
    floors: Integers
    tiers: Integers
    level: float

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.tiers)

    def columns(self, formulation: Formulation) -> Integers:
        """Their columns in a program of the same needs, shape (size,)."""
        cells = formulation.deliveries.cells["column"].to_numpy()[self.cells]
        return np.concatenate([cells, formulation.floors.columns[self.floors]]).astype(np.int64)


def targets_of(formulation: Formulation, level: float, tier: int, first: int) -> Targets:
    """Cells up to a tier that begin in a period or later, and all floors of those tiers.

    Parameters
    ----------
    first
        Number of the period.
    """
    tiers, floors = formulation.deliveries.cells["tier"].to_numpy(), formulation.floors.tiers
    late = formulation.deliveries.cells["period"].to_numpy() >= first
    chosen, kept = np.flatnonzero((tiers <= tier) & late), np.flatnonzero((floors > 0) & (floors <= tier))
    return Targets(chosen, kept, np.concatenate([tiers[chosen], floors[kept]]), level)


def least_package(offer: Offer, targets: Targets, levels: Floats, limits: Limits) -> Floats | None:
    """The least package that lifts each target to its level, as late as it can be.

    What comes before all needs (floors without a tier) is kept as far as it can be with such a package.

    Parameters
    ----------
    levels : shape (n_targets,)

    Returns
    -------
    shape (n_offers,), in units of the columns of the offer; None if no package does it.

    Raises
    ------
    NoPlan
        If the solver gives no answer that can be trusted.
    Cancelled
        If a person ended the work.
    """
    first, cost = _first_aim(offer), _costs(offer, offer.cost)
    solver = WarmSolver(
        _with_sums(offer.problem, (first, cost)), seconds=limits.seconds, threads=limits.threads
    )
    sums = offer.problem.n_rows + np.arange(2)
    if first.any():
        kept = _solved(solver, first, limits)
        if kept is None:
            raise NoPlan("The floors of this economy could not be planned.", "floors")
        _hold(solver, sums[:1], float(first @ kept.levels))
    columns = targets.columns(offer.formulation)
    solver.set_columns(columns, levels, solver.problem.column_upper[columns])
    least = _solved(solver, cost, limits)
    if least is None:
        return None
    _hold(solver, sums[1:], float(cost @ least.levels))
    earliness = offer.cost * (offer.day.max(initial=0.0) - offer.day)
    if earliness.any():
        late = _solved(solver, _costs(offer, earliness), limits)
        least = least if late is None else late
    return np.maximum(least.levels[offer.columns], 0.0)


def highest_levels(offer: Offer, targets: Targets, limits: Limits) -> Floats:
    """What each target can reach with any package, tier by tier as evenly as can be, up to its level.

    Returns
    -------
    shape (n_targets,)
    """
    formulation, problem = offer.formulation, offer.problem
    package = SumAim("package", offer.measure, offer.columns, offer.cost, maximise=False)
    aims: tuple[Aim, ...] = (*floor_aims(formulation), *_asked_aims(formulation, targets), package)
    upper = problem.column_upper.copy()
    upper[targets.columns(formulation)] = targets.level
    capped = replace(problem, column_upper=upper)
    groups = np.full(problem.n_rows, -1, dtype=np.int64)
    no_tie_break = np.zeros(problem.n_columns)
    solution, _, _ = solve_aims(capped, aims, no_tie_break, limits, groups)
    return np.clip(solution.levels[targets.columns(formulation)], 0.0, targets.level)


def up_to(formulation: Formulation, targets: Targets, levels: Floats) -> LinearProgram:
    """The program in which no target rises above what is asked for it."""
    upper = formulation.program.column_upper.copy()
    upper[targets.columns(formulation)] = levels
    return replace(formulation.program, column_upper=upper)


def asked_first(formulation: Formulation, targets: Targets) -> tuple[Aim, ...]:
    """Floors, then what is asked tier by tier, then everything else tier by tier."""
    others = [aim for tier in tiers_of(formulation) for aim in _others(formulation, targets, tier)]
    return (*floor_aims(formulation), *_asked_aims(formulation, targets), *others)


def _others(formulation: Formulation, targets: Targets, tier: int) -> list[Aim]:
    """What is not asked in a tier."""
    floors = floors_of_tier(formulation, tier)
    if floors is not None:
        return [floors]
    return [*_part(even_aim(formulation, tier), targets.columns(formulation), inside=False)]


def _asked_aims(formulation: Formulation, targets: Targets) -> list[LevelAim]:
    """What is asked, tier by tier."""
    columns = targets.columns(formulation)
    return [
        replace(aim, name=f"{aim.name}, asked")
        for tier in tiers_of(formulation)
        for aim in _part(even_aim(formulation, tier), columns, inside=True)
    ]


def _part(aim: LevelAim, columns: Integers, *, inside: bool) -> list[LevelAim]:
    """A leximin aim over those of its cells that are among some columns, or are not; none if empty."""
    on = np.flatnonzero(np.isin(aim.columns, columns, invert=not inside))
    if not len(on):
        return []
    return [replace(aim, columns=aim.columns[on], item=np.arange(len(on)), weights=aim.weights[on])]


def _first_aim(offer: Offer) -> Floats:
    """What is made small before all needs, as a cost; 0 if there is nothing."""
    cost = np.zeros(offer.problem.n_columns)
    for aim in floor_aims(offer.formulation):
        np.add.at(cost, aim.columns, aim.weights)
    return cost


def _costs(offer: Offer, weights: Floats) -> Floats:
    """A cost of what is added."""
    cost = np.zeros(offer.problem.n_columns)
    cost[offer.columns] = weights
    return cost


def _with_sums(problem: Problem, sums: tuple[Floats, ...]) -> Problem:
    """The problem with rows for some sums, not yet held."""
    rows = sp.csr_array(np.stack(sums))
    free = np.full(len(sums), np.inf)
    return replace(
        problem,
        matrix=sp.csc_array(sp.vstack([problem.matrix, rows])),
        row_lower=np.append(problem.row_lower, -free),
        row_upper=np.append(problem.row_upper, free),
    )


def _hold(solver: WarmSolver, row: Integers, value: float) -> None:
    """Hold a sum to what was reached."""
    room = _ROOM * max(abs(value), 1e-6)
    solver.set_rows(row, np.array([-np.inf]), np.array([value + room]))


def _solved(solver: WarmSolver, cost: Floats, limits: Limits) -> Solution | None:
    """The optimum for a cost; None if there is none."""
    if limits.cancelled is not None and limits.cancelled():
        raise Cancelled("The work was stopped before the package was found.", "package")
    solver.set_cost(cost)
    solution = solver.solve()
    return solution if solution.stopped is Stopped.OPTIMAL else None
