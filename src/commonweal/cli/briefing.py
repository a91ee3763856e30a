"""``commonweal briefing``: one page for a minister or a donor."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.consoles import say
from commonweal.cli.options import (
    PeriodsOption,
    PlanLanguageOption,
    ProjectOption,
    ServerOption,
    ThreadsOption,
)
from commonweal.cli.planned import PlanArgument, Planning, planned
from commonweal.cli.solving import heard
from commonweal.cli.writing import refuse_ending
from commonweal.errors import Cancelled, NoPlan, SolverStopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.cli.remote import Remote
    from commonweal.explain.records import ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["briefing"]

_MOST_SECONDS = 300.0
_NOTHING = "nothing"
_UNASKED = "The briefing asks for nothing, and says that it was not worked out."


def briefing(
    path: PlanArgument,
    target: Annotated[
        Path,
        typer.Option("--out", metavar="FILE.html|FILE.pdf|FILE.docx", help="The page to write."),
    ],
    of: Annotated[
        str | None,
        typer.Option(
            metavar="money|stock|labour|capacity|GOOD|nothing",
            help="What to ask for: the least of this that covers tier 1 in full (as 'require'), or nothing. "
            "Default: what would help most (as 'explain --relief').",
        ),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Plan the economy under one of its scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop after this time for the plan, and as much again (five minutes at most) for what is "
            "asked for. Default: none for the plan.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: PlanLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Write one page for a minister or a donor: who is short, when stocks break, what is asked for by date.

    As a page, a PDF, or a document to edit. What is asked for is proved by solving again.
    """
    refuse_ending(target, "--out", (".html", ".pdf", ".docx"))
    planning = Planning(scenario, periods, time_limit, threads)
    if server is not None:
        from commonweal.cli.remote import Remote

        _at_server(Remote(server, project), path, planning, of, (target, language))
    else:
        _here(planned(path, planning), planning, of, target, language)
    say(f"Briefing: {target}")


def _here(plan: Plan, planning: Planning, of: str | None, target: Path, language: str) -> None:
    """Write the page of a plan, with what is asked for worked out here."""
    from commonweal.data.writing import file_written
    from commonweal.printing.making import briefing_bytes, form_of

    package, relief = _asks(plan, planning, of)
    form = form_of(target, ("html", "pdf", "docx"))
    made = briefing_bytes(plan, form, language=language, package=package, relief=relief)
    file_written(target.resolve(), made)


def _asks(
    plan: Plan, planning: Planning, of: str | None
) -> tuple[Mapping[str, Any] | None, ReliefList | None]:
    """What it would take, or what would help most; neither where that can't be said in time.

    Raises
    ------
    Cancelled
        After Ctrl-C.
    """
    from commonweal.explain.ranking import relief
    from commonweal.require import require
    from commonweal.solve.bench import Limits

    if of == _NOTHING:
        return None, None
    within = min(planning.seconds, _MOST_SECONDS)
    try:
        if of is not None:
            found = heard(
                lambda progress, cancelled: require(
                    plan.economy, of=of, limits=Limits(within, planning.threads, cancelled, progress)
                )
            )
            return found.data(), None
        return None, heard(
            lambda progress, cancelled: relief(
                plan, limits=Limits(within, planning.threads, cancelled, progress)
            )
        )
    except Cancelled:
        raise
    except (NoPlan, SolverStopped) as error:
        say(f"{error} {_UNASKED}")
        return None, None


def _at_server(remote: Remote, path: str, planning: Planning, of: str | None, page: tuple[Path, str]) -> None:
    """Have a server plan and work out what is asked for, and write the page that it makes of it.

    Raises
    ------
    ModelError
        If a plan that was made before is to be planned otherwise.
    """
    from commonweal.cli.remote_jobs import asked_about, found_by, limits_of

    target, language = page
    limits = limits_of(planning.seconds, planning.threads)
    shape = {"scenario": planning.scenario, "periods": planning.periods}
    with remote.open() as site:
        plan = site.plan_of(path)
        if plan is None:
            about = asked_about(site, path)
            plan = found_by(site, "plan", {**about, **limits, **shape, "explain": False})
        if of is None:
            found_by(site, "relief", {"plan": plan.id, **limits})
        elif of != _NOTHING:
            told = plan.told
            about = {"economy": told.economy, "version": told.version, "scenario": told.scenario or None}
            asked = {**about, **limits, "periods": told.options.get("periods"), "of": of}
            found_by(site, "require", asked)
        plan.briefing(target, language)
