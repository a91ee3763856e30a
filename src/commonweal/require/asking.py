"""The inverse question: the cheapest package with which coverage reaches a level, and its proof."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl

from commonweal.errors import ModelError, NoPlan
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats
from commonweal.model import Economy
from commonweal.model.changes import Scenario
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan
from commonweal.require.granting import granted
from commonweal.require.offers import Offer, offered
from commonweal.require.program import (
    Targets,
    asked_first,
    highest_levels,
    least_package,
    targets_of,
    up_to,
)
from commonweal.require.requirement import CANNOT, PACKAGE, Proof, Requirement
from commonweal.run.making import Asked, aims_for, made_plan
from commonweal.scenario import apply
from commonweal.solve.bench import Limits

__all__ = ["require"]

_REACHED = 1e-6  # a share; the tolerance of a verified plan (conventions §8)
_HAIRS = (1e-10, 1e-9, 1e-8, 1e-7)  # room for coverages that are the highest there can be, tried in turn
_MARGIN = 1e-7  # share by which amounts are rounded up: a plan on the very edge is hard to prove
_NOTHING = 1e-9  # amounts below this share of the largest of their kind are left out


def require(
    economy: Economy,
    *,
    coverage: float = 1.0,
    tier: int = 1,
    by: dt.date | None = None,
    of: str = "money",
    scenario: str | Scenario | None = None,
    limits: Limits | None = None,
) -> Requirement:
    """The cheapest package of something that lifts every need up to a tier to a level of coverage.

    One linear program: the economy with as much more of it as is wanted, each unit at its cost, and every
    cell held to the level. Of all packages that cost least, the one that is needed latest. Then it is
    proved: the package becomes ordinary rows of the tables, and the economy is planned anew.

    Parameters
    ----------
    economy
        A checked economy.
    coverage
        The level, above 0 and at most 1.
    tier
        The least urgent tier for which it is asked; more urgent ones are lifted to it too.
    by
        The day from which on: needs (and windows of needs) that begin on it or later. None: all.
    of
        ``money`` (of the economy's currency), ``stock`` (more in every store at the start), ``labour``,
        ``capacity`` (of routes, activities and stores), or the name of a good (more of it, anywhere).
    scenario
        What happens to the economy, foreseen from the start.
    limits
        Time, cores, a cancel token and who is told of progress.

    Raises
    ------
    ModelError
        If the economy can't be asked that.
    NoPlan
        If no answer was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> needed = cw.require(cw.read("village"), of="money")
    >>> needed.proof.missing <= 1e-6
    True
    """
    if not 0.0 < coverage <= 1.0:
        raise ModelError(f"A coverage of {coverage:g} can't be asked for: give one above 0, up to 1.")
    if scenario is not None:
        economy = apply(economy, scenario).economy
    limits = limits or Limits()
    offer = offered(economy, of)
    targets = targets_of(offer.formulation, coverage, tier, _first_period(economy, by))
    if not targets.size:
        raise ModelError(f"Nobody has a need of tier 1 to {tier} then, so there is nothing to lift.")
    levels, amounts = _lifted(offer, targets, limits)
    package, rows = _package(offer, amounts)
    return Requirement(
        of=of,
        coverage=coverage,
        tier=tier,
        by="" if by is None else by.isoformat(),
        measure=offer.measure,
        package=package,
        total=float(package["cost"].sum()),
        cannot=_cannot(offer.formulation, targets, levels),
        proof=_proof(granted(economy, of, package, rows), targets, levels, limits),
    )


def _lifted(offer: Offer, targets: Targets, limits: Limits) -> tuple[Floats, Floats]:
    """What each target is lifted to, and the least package: to the level, or as high as any package can."""
    levels = np.full(targets.size, targets.level)
    amounts = least_package(offer, targets, levels, limits)
    if amounts is not None:
        return levels, amounts
    levels = highest_levels(offer, targets, limits)
    levels = np.where(levels >= targets.level - _REACHED, targets.level, levels)
    for hair in _HAIRS:
        amounts = least_package(offer, targets, np.maximum(levels - hair, 0.0), limits)
        if amounts is not None:
            return levels, amounts
    raise NoPlan("No package was found with which what is asked can be reached.", "package")


def _first_period(economy: Economy, by: dt.date | None) -> int:
    """The first period that begins on a day or later."""
    if by is None:
        return 0
    calendar = economy.settings.calendar
    first = int(np.searchsorted(calendar.edges[:-1], (by - calendar.start).days))
    if first == calendar.n_periods:
        raise ModelError(
            f"No period begins on {by} or later: the last one begins on {calendar.names[-1]}. "
            "Choose an earlier day."
        )
    return first


def _package(offer: Offer, amounts: Floats) -> tuple[pl.DataFrame, list[int]]:
    """The package line by line, and the row of the table that each line is about."""
    amounts = amounts * (1.0 + _MARGIN)
    lines = offer.items.with_columns(
        amount=pl.Series(amounts * offer.per_unit), cost=pl.Series(amounts * offer.cost)
    )
    keys = [name for name in lines.columns if name not in {"amount", "cost"}]
    lines = lines.group_by(keys, maintain_order=True).agg(pl.col("amount").sum(), pl.col("cost").sum())
    lines = lines.filter(pl.col("cost") > _NOTHING * pl.col("cost").sum())
    lines = lines.sort("period", "what", "place")
    return lines.select(*(pl.col(name).cast(kind) for name, kind in PACKAGE.items())), lines["row"].to_list()


def _cannot(formulation: Formulation, targets: Targets, levels: Floats) -> pl.DataFrame:
    """Cells that stay below the level whatever is added."""
    index, matrix = formulation.index, formulation.program.matrix
    entries = np.diff(matrix.tocsr().indptr)
    low = np.flatnonzero(levels[: len(targets.cells)] < targets.level - _REACHED)
    cells = formulation.deliveries.cells[targets.cells[low]]
    alone = entries[matrix.indices[matrix.indptr[cells["column"].to_numpy()]]] <= 1
    found = cells.select(
        pl.col("tier").cast(pl.Int64),
        *(
            pl.Series(name, [names[code] for code in cells[name]], dtype=pl.String)
            for name, names in (
                ("place", index.places),
                ("group", index.groups),
                ("good", index.goods),
                ("period", index.periods),
            )
        ),
        people=pl.col("person_days") / pl.col("days"),
        highest=pl.Series(levels[low], dtype=pl.Float64),
        why=pl.Series(np.where(alone, "unreached", "limited"), dtype=pl.String),
    )
    return found.select(list(CANNOT)).sort("tier", "highest", "place", "group", "good", "period")


def _proof(economy: Economy, targets: Targets, levels: Floats, limits: Limits) -> Proof:
    """The economy with its package, planned by leximin; if need be, what was asked (and no more) first."""
    formulation = formulate(economy)
    asked = Asked(rule="leximin", limits=limits)
    aims = aims_for(formulation, asked)
    plan = made_plan(formulation, problem_of(formulation.program), aims, asked)
    reached = _reached(plan, formulation, targets)
    by_rule = bool((reached >= levels - _REACHED).all())
    if not by_rule:
        formulation = replace(formulation, program=up_to(formulation, targets, levels))
        first = (*asked_first(formulation, targets), aims[-1])
        plan = made_plan(formulation, problem_of(formulation.program), first, asked)
        reached = _reached(plan, formulation, targets)
    missing = float(np.maximum(levels - reached, 0.0).max(initial=0.0))
    if missing > _REACHED:
        raise NoPlan(f"The package that was found does not reach what was asked: {missing:.1e} is missing.")
    full = levels >= targets.level - _REACHED
    return Proof(
        economy=economy,
        plan=plan,
        by_rule=by_rule,
        lowest=float(reached[full].min(initial=1.0)),
        missing=missing,
    )


def _reached(plan: Plan, formulation: Formulation, targets: Targets) -> Floats:
    """What a plan gives each target, read from its tables, shape (size,)."""
    index, names = formulation.index, ("tier", "place", "group", "good", "period")
    given = {
        tuple(row[name] for name in names): row["coverage"] for row in plan["coverage"].iter_rows(named=True)
    }
    cells = formulation.deliveries.cells[targets.cells]
    covered = [
        given[tier, index.places[place], index.groups[group], index.goods[good], index.periods[period]]
        for tier, place, group, good, period in cells.select(names).iter_rows()
    ]
    return np.concatenate([covered, plan["floors"]["kept"].to_numpy()[targets.floors]])
