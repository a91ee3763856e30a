"""``commonweal why``: which needs something in a plan serves, and what makes up a price."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from typing import Annotated, Any

import typer

from commonweal.cli.consoles import out
from commonweal.cli.options import (
    AnswerLanguageOption,
    JsonOption,
    PeriodsOption,
    ProjectOption,
    ServerOption,
    ThreadsOption,
)
from commonweal.cli.planned import PlanArgument, Planning, planned

__all__ = ["why"]


def why(
    path: PlanArgument,
    supply: Annotated[str | None, typer.Option(metavar="NAME", help="What this supply is for.")] = None,
    activity: Annotated[str | None, typer.Option(metavar="NAME", help="What this activity is for.")] = None,
    route: Annotated[str | None, typer.Option(metavar="NAME", help="What this route is for.")] = None,
    good: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What this good is for; with another option: only this good."),
    ] = None,
    place: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only there; of a route: only what goes there."),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Only in the period of this day. With --good and --place: its prices too, and what makes "
            "them up.",
        ),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Plan the economy under one of its scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    as_json: JsonOption = False,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop without an answer after this time. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: AnswerLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Say which needs a supply, an activity, a route or a good serves in a plan, as shares.

    What is followed goes on in equal shares wherever it comes together with more of its kind, until
    it reaches people, or ends otherwise: in store, on the way, lost or left over.
    """
    from commonweal.explain.export import why_json
    from commonweal.explain.tracing import why as find
    from commonweal.explain.tracing_asked import Question
    from commonweal.show.explaining_text import print_why

    question = Question(activity, supply, route, good, place, period)
    _ = question.kind  # refused before the work
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import answered, limits_of

        wanted: dict[str, Any] = {
            **vars(question),
            "scenario": scenario,
            "periods": periods,
            "language": language,
        }
        remote = Remote(server, project)
        answered(remote, path, "why", wanted | limits_of(time_limit, threads), as_json=as_json)
        return
    plan = planned(path, Planning(scenario, periods, time_limit, threads))
    answer = find(plan, **vars(question))
    if as_json:
        typer.echo(why_json(answer))
    else:
        print_why(plan, answer, out(), language=language)
