"""``commonweal pool``: each region by itself, all together, and what that gains."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
import math
from typing import Annotated, Any

import typer

from commonweal.cli.consoles import out
from commonweal.cli.opening import PathArgument, opened
from commonweal.cli.options import (
    AnswerLanguageOption,
    JsonOption,
    PeriodsOption,
    ProjectOption,
    ServerOption,
    ThreadsOption,
)
from commonweal.cli.plan import asked_for
from commonweal.cli.solving import heard

__all__ = ["pool"]


def pool(
    path: PathArgument,
    by: Annotated[
        str,
        typer.Option(
            metavar="places.COLUMN",
            help="What makes a region: places.parent (places in the same outermost place), or another "
            "column.",
        ),
    ] = "places.parent",
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask it under one of the economy's scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    as_json: JsonOption = False,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop without an answer where a plan takes longer than this. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: AnswerLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Plan each region by itself, then all together, and say what is gained.

    A region by itself has its own places and what lies within it; what has no place is shared out by
    person-days.
    """
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import answered, limits_of

        wanted: dict[str, Any] = {"by": by, "scenario": scenario, "periods": periods, "language": language}
        remote = Remote(server, project)
        answered(remote, path, "pool", wanted | limits_of(time_limit, threads), as_json=as_json)
        return
    from commonweal.pool import pool as ask
    from commonweal.show.pooling_text import print_pooling
    from commonweal.solve.bench import Limits

    economy, happening = asked_for(opened(path), scenario, periods)
    found = heard(
        lambda progress, cancelled: ask(
            economy,
            by=by,
            scenario=happening,
            limits=Limits(time_limit, threads, cancelled, progress),
        )
    )
    if as_json:
        typer.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        print_pooling(found, out(), language=language)
