"""The plan that a PATH names: made now from an economy, or made before and saved in a folder."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal import examples
from commonweal.cli.opening import opened
from commonweal.cli.plan import asked_for
from commonweal.cli.solving import heard
from commonweal.errors import ModelError, NoPlan

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["PlanArgument", "Planning", "planned"]

PlanArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATH|PLAN",
        help="A folder, an .xlsx or .zip file, or the name of an economy that ships "
        f"({', '.join(examples.names())}), which is planned first; or a plan that 'plan --out' wrote.",
    ),
]


@dataclass(frozen=True)
class Planning:
    """How an economy is planned before it is asked about.

    Attributes
    ----------
    scenario
        What happens to it; None for nothing.
    periods
        Only so many periods; None for all.
    seconds, threads
        What the work may use.
    """

    scenario: str | None
    periods: int | None
    seconds: float
    threads: int


def planned(path: str, planning: Planning) -> Plan:
    """The plan of a path: read if it was saved, else made.

    Raises
    ------
    DataError
        With everything that is wrong with the economy, if anything is.
    ModelError
        If a saved plan is to be planned otherwise.
    NoPlan
        If what came out can't be relied on.
    """
    from commonweal.plan.saved import is_saved_plan, read_plan

    if is_saved_plan(path):
        if planning.scenario is not None or planning.periods is not None:
            raise ModelError(
                f"'{path}' is a plan that was made already: --scenario and --periods shape plans "
                "that are made. Name the economy instead."
            )
        return read_plan(path)
    return _made(path, planning)


def _made(path: str, planning: Planning) -> Plan:
    """The plan of an economy, made now."""
    from commonweal.run import plan as make_plan
    from commonweal.solve.bench import Limits

    economy, scenario = asked_for(opened(path), planning.scenario, planning.periods)
    made = heard(
        lambda progress, cancelled: make_plan(
            economy,
            scenario=scenario,
            limits=Limits(planning.seconds, planning.threads, cancelled, progress),
        )
    )
    if made.certificate.quality == "none":
        raise NoPlan(f"What the solver found is not a plan. {made.certificate.sentence}")
    return made
