"""An economy in, a proven plan out."""

from __future__ import annotations

from collections.abc import Mapping

from commonweal.formulate.formulate import formulate
from commonweal.model import Economy, Rule
from commonweal.model.changes import Scenario
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan
from commonweal.run.making import Asked, aims_for, made_plan
from commonweal.run.turns import planned_in_turns
from commonweal.solve.bench import Limits

__all__ = ["plan"]


def plan(
    economy: Economy,
    *,
    scenario: str | Scenario | None = None,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    resolution: float | None = None,
    limits: Limits | None = None,
) -> Plan:
    """Plan an economy: needs in their order of urgency, as evenly as the rule says, least effort.

    Parameters
    ----------
    economy
        A checked economy, as ``commonweal.read`` gives it.
    scenario
        What happens to it: the name of one of its scenarios, or a scenario. Changes with a
        ``known_from`` are not foreseen: the plan is made in turns, each knowing what was known by
        then and keeping what had been done (``plan.turns``).
    rule
        ``leximin``, ``total``, ``equal`` or ``money``; by default the economy's.
    effort
        What is made least once needs are met: ``labour``, ``cost``, ``outside``, a good, a kind of
        good, or weights of those; by default the economy's.
    resolution
        Raise coverage in steps of this size instead of exactly (rule ``leximin`` only): quicker,
        and nobody gives up more than this for the gain of others.
    limits
        Time, cores, a cancel token and who is told of progress.

    Returns
    -------
    Plan
        With its certificate; look at ``plan.certificate.quality``.

    Raises
    ------
    ModelError
        If the economy has no such scenario, rule or effort.
    DataError
        If a change of the scenario fits nothing.
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> cw.plan(cw.read("village")).certificate.quality
    'verified'
    """
    asked = Asked(rule, effort, resolution, limits or Limits())
    if scenario is not None:
        return planned_in_turns(economy, scenario, asked)
    formulation = formulate(economy)
    return made_plan(formulation, problem_of(formulation.program), aims_for(formulation, asked), asked)
