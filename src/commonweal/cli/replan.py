"""``commonweal replan``: a saved plan made anew from a day on, moving as little as it can."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.options import (
    ListsOption,
    PlanLanguageOption,
    PlanReportOption,
    ProjectOption,
    ServerOption,
    TablesOption,
    ThreadsOption,
    TimeLimitOption,
)
from commonweal.cli.solving import heard
from commonweal.cli.writing import Outputs
from commonweal.errors import NotThere

if TYPE_CHECKING:
    from commonweal.cli.remote import Remote
    from commonweal.run.replanning import Replan

__all__ = ["replan"]


def replan(
    path: Annotated[
        Path, typer.Argument(metavar="PLAN", help="A folder or .zip that 'commonweal plan --out' wrote.")
    ],
    date: Annotated[
        dt.datetime,
        typer.Option(
            "--from",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="First day to plan anew, the first of a period: 2031-03-17.",
        ),
    ],
    scenario: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A scenario of the economy that begins now. Default: none."),
    ] = None,
    actuals: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What was counted, received and distributed: a .csv, .parquet or .xlsx file."
        ),
    ] = None,
    consignments: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What is on the way: a .csv, .parquet or .xlsx file."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the moves and the numbers as JSON, and nothing else.")
    ] = False,
    report: PlanReportOption = None,
    tables: TablesOption = None,
    form: FormOption = "csv",
    lists: ListsOption = None,
    time_limit: TimeLimitOption = math.inf,
    threads: ThreadsOption = 1,
    language: PlanLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Make a plan anew from a day on: what was done stays, what comes moves as little as it can.

    Without a scenario, actuals or consignments, nothing changes. Where life differed from the plan comes
    first, then what moves, then the plan.
    """
    from commonweal.check.soundness import doubts
    from commonweal.plan.saved import read_plan
    from commonweal.run import replan as make_anew
    from commonweal.solve.bench import Limits

    outputs = Outputs(report, tables, form, lists, language)
    outputs.check()
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import limits_of

        wanted = {"from": date.date(), "scenario": scenario, **limits_of(time_limit, threads)}
        files = {"actuals": actuals, "consignments": consignments}
        _at_server(Remote(server, project), str(path), wanted, files, outputs, as_json=as_json)
        return
    before = read_plan(path)
    made = heard(
        lambda progress, cancelled: make_anew(
            before,
            date.date(),
            scenario=scenario,
            actuals=actuals,
            consignments=consignments,
            limits=Limits(time_limit, threads, cancelled, progress),
        )
    )
    doubts(made.plan.economy)  # refuses a plan in which something comes from nothing by now
    _show(made, as_json, language)
    outputs.write(made.plan)


def _at_server(
    remote: Remote,
    path: str,
    wanted: Mapping[str, Any],
    files: Mapping[str, Path | None],
    outputs: Outputs,
    *,
    as_json: bool,
) -> None:
    """A plan of a server, made anew there; shown as the server worded it, written from its tables.

    Raises
    ------
    NotThere
        If the server has no such plan.
    """
    from commonweal.cli.remote_jobs import found_by, print_result, write_report

    with remote.open() as site:
        before = site.plan_of(path)
        if before is None:
            raise NotThere(f"Project '{site.project.name}' has no plan '{path}'. Name one by its id.")
        sent = {name: site.project.attach(file).id for name, file in files.items() if file is not None}
        found = found_by(site, "replan", {"plan": before.id, "language": outputs.language, **wanted, **sent})
        print_result(found, as_json=as_json)
        made = found.plan()
        if made.certificate.quality != "verified":
            say(f"WARNING: this plan is not verified. {made.certificate.sentence}")
        replace(outputs, report=None).write(made)
        if outputs.report is not None:
            write_report(found, outputs.report)
        say(f"On the server this is plan {found.id} of project '{site.project.name}'.")


def _show(made: Replan, as_json: bool, language: str) -> None:
    """The moves and the plan on stdout; loudly on stderr where it is not verified."""
    from commonweal.plan.export import as_json_text
    from commonweal.show import print_plan
    from commonweal.show.replanned import print_replan

    if as_json:
        typer.echo(as_json_text(made.data()))
    else:
        print_replan(made, out(), language=language)
        print_plan(made.plan, out(), language=language)
    if made.plan.certificate.quality != "verified":
        say(f"WARNING: this plan is not verified. {made.plan.certificate.sentence}")
