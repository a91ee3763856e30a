"""``commonweal require``: the cheapest package with which needs are covered to a level."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.consoles import out, say
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

if TYPE_CHECKING:
    import polars as pl

    from commonweal.cli.remote import Remote

__all__ = ["require"]

_UNANSWERED = "Interrupted. There is no answer, nothing was written."


def require(
    path: PathArgument,
    coverage: Annotated[
        float, typer.Option(min=0.0, max=1.0, metavar="SHARE", help="How far needs should be covered.")
    ] = 1.0,
    tier: Annotated[
        int, typer.Option(min=1, metavar="N", help="The least urgent tier; more urgent ones are lifted too.")
    ] = 1,
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Needs that begin on this day or later. Default: all.")
    ] = None,
    of: Annotated[
        str,
        typer.Option(
            metavar="money|stock|labour|capacity|GOOD",
            help="What there should be more of: money, more in store at the start, labour, capacity of "
            "routes, activities and stores, or a good by its name.",
        ),
    ] = "money",
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Ask it under one of the economy's scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    as_json: JsonOption = False,
    table: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the package as a CSV file.")
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop a solve without an answer after this time. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: AnswerLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Find the cheapest package of something that lifts needs to a level, and prove that it does.

    The package is dated, and comes as late as it can. Needs that no such package can lift are named. Exit
    code 1 where there is no answer.
    """
    day = _day(by)
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import limits_of

        wanted: dict[str, Any] = {
            "coverage": coverage,
            "tier": tier,
            "by": day,
            "of": of,
            "scenario": scenario,
        }
        wanted |= {"periods": periods, "language": language, **limits_of(time_limit, threads)}
        _at_server(Remote(server, project), path, wanted, table, as_json=as_json)
        return
    from commonweal.require import require as ask
    from commonweal.show.requiring_text import print_requirement
    from commonweal.solve.bench import Limits

    economy, happening = asked_for(opened(path), scenario, periods)
    found = heard(
        lambda progress, cancelled: ask(
            economy,
            coverage=coverage,
            tier=tier,
            by=day,
            of=of,
            scenario=happening,
            limits=Limits(time_limit, threads, cancelled, progress),
        ),
        _UNANSWERED,
    )
    if as_json:
        typer.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        print_requirement(found, out(), language=language)
    if table is not None:
        _write(found.package, table)
        say(f"The package is in {table}.")


def _at_server(
    remote: Remote, path: str, asked: Mapping[str, Any], table: Path | None, *, as_json: bool
) -> None:
    """The answer of a server; its package as a CSV file."""
    from commonweal.cli.remote_jobs import asked_about, found_by, print_result

    with remote.open() as site:
        found = found_by(site, "require", {**asked_about(site, path), **asked})
        print_result(found, as_json=as_json)
        if table is not None:
            _write(found.table("package"), table)
            say(f"The package is in {table}.")


def _write(package: pl.DataFrame, table: Path) -> None:
    """Write a package as CSV, in which no text is taken for a formula."""
    from commonweal.plan.export import delimited

    table.write_bytes(delimited(package))


def _day(text: str | None) -> dt.date | None:
    """A day as it is written."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        why = f"'{text}' is not a day: write 2016-07-01."
        raise typer.BadParameter(why, param_hint="--by") from error
