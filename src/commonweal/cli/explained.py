"""Explanations of a plan, made so that Ctrl-C and time limits leave the plan standing."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.cli.consoles import say
from commonweal.cli.solving import heard
from commonweal.errors import Cancelled, NoPlan, SolverStopped

if TYPE_CHECKING:
    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["for_report"]

_WITHOUT = "The report stands without explanations."
_MOST_SECONDS = 300.0


def for_report(plan: Plan, seconds: float, threads: int) -> tuple[tuple[Explanation, ...], ReliefList | None]:
    """Why the worst off are short, and what would help most; nothing where that can't be said in time.

    Parameters
    ----------
    seconds
        What planning may use; explanations get no more, and five minutes at most.

    Raises
    ------
    Cancelled
        After Ctrl-C.
    """
    from commonweal.explain.explaining import explain
    from commonweal.explain.ranking import relief
    from commonweal.solve.bench import Limits

    within = min(seconds, _MOST_SECONDS)
    try:
        return heard(
            lambda progress, cancelled: (
                explain(plan, limits=Limits(within, threads, cancelled, progress)),
                relief(plan, limits=Limits(within, threads, cancelled, progress)),
            ),
            undone=f"Interrupted. {_WITHOUT}",
        )
    except Cancelled:
        raise
    except (NoPlan, SolverStopped) as error:
        say(f"{error} {_WITHOUT}")
        return (), None
