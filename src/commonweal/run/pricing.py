"""What one more, and one less, of a good somewhere would change, re-solved."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.formulate.formulate import formulate
from commonweal.model import Economy, Rule
from commonweal.plan.certifying import problem_of
from commonweal.plan.price_range import PriceRange, balance_row, largest_flow, shifted
from commonweal.run.making import Asked, aims_for, solved_aims
from commonweal.solve.bench import Limits

__all__ = ["price_range"]

_STEP = 1e-4  # share of what comes or goes somewhere that a price is tried with


def price_range(
    economy: Economy,
    good: str,
    place: str,
    period: str,
    *,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    amount: float | None = None,
    limits: Limits | None = None,
) -> PriceRange:
    """What one more, and one less, of a good somewhere would change, aim by aim, re-solved.

    Prices of a plan are valid for small changes in one direction only: with coverage at its best,
    one unit less of a scarce good may be impossible. Here the plan is made twice more.

    Parameters
    ----------
    economy, rule, effort, limits
        As for ``plan``.
    good, place, period
        Where the good is more or less; ``place`` is blank for a pooled good.
    amount
        How much more and less, in the unit of the good; by default a ten-thousandth of what
        comes or goes there.

    Raises
    ------
    ModelError
        If the good can't be at that place in that period.
    """
    formulation = formulate(economy)
    asked = Asked(rule, effort, None, limits or Limits())
    aims = aims_for(formulation, asked)
    problem = problem_of(formulation.program)
    row = balance_row(formulation.program, good, place, period)
    levels, before, _ = solved_aims(formulation, problem, aims, asked.limits)
    step = amount or _STEP * largest_flow(problem, row, levels)
    changes = []
    for sign in (1.0, -1.0):
        moved = shifted(problem, row, sign * step)
        _, after, _ = solved_aims(formulation, moved, aims, asked.limits)
        changes.append(
            {new.aim.name: (new.value - old.value) / step for new, old in zip(after, before, strict=True)}
        )
    return PriceRange(good, place, period, step, *changes)
