"""``commonweal replan``: a saved plan made anew from a day on, moving as little as it can."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.options import (
    ListsOption,
    PlanLanguageOption,
    ReportOption,
    TablesOption,
    ThreadsOption,
    TimeLimitOption,
)
from commonweal.cli.solving import heard
from commonweal.cli.writing import Outputs
from commonweal.errors import DataError
from commonweal.findings import errors_in

if TYPE_CHECKING:
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
    report: ReportOption = None,
    tables: TablesOption = None,
    form: FormOption = "csv",
    lists: ListsOption = None,
    time_limit: TimeLimitOption = math.inf,
    threads: ThreadsOption = 1,
    language: PlanLanguageOption = "en",
) -> None:
    """Make a plan anew from a day on: what was done stays, what comes moves as little as it can.

    Without a scenario, actuals or consignments, nothing changes. Where life differed from the plan comes
    first, then what moves, then the plan.
    """
    from commonweal.plan.saved import read_plan
    from commonweal.run import replan as make_anew
    from commonweal.solve.bench import Limits

    outputs = Outputs(report, tables, form, lists, language)
    outputs.check()
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
    _refuse_unsound(made)
    _show(made, as_json, language)
    outputs.write(made.plan)


def _refuse_unsound(made: Replan) -> None:
    """Refuse a plan in which something comes from nothing after what became known.

    Raises
    ------
    DataError
        With everything that is wrong with how the rows work together now.
    """
    from commonweal.check import check_structure

    faults = errors_in(check_structure(made.plan.economy))
    if faults:
        raise DataError(faults)


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
