"""Options that several commands take, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.choices import one_of
from commonweal.language import LANGUAGES
from commonweal.solve.names import DEVICES, SOLVERS

__all__ = [
    "AnswerLanguageOption",
    "DeviceOption",
    "JsonOption",
    "ListsOption",
    "PeriodsOption",
    "PlanLanguageOption",
    "PlanReportOption",
    "ProjectOption",
    "ReportOption",
    "ServerOption",
    "SolverOption",
    "TablesOption",
    "ThreadsOption",
    "TimeLimitOption",
]

ReportOption = Annotated[
    Path | None, typer.Option(metavar="FILE.html", help="Write a report to read, print and pass on.")
]
PlanReportOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.html|FILE.pdf", help="Write a report to read, print and pass on."),
]
TablesOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER|FILE",
        help="Write all tables: to a folder, an .xlsx or a .zip of CSV files.",
    ),
]
ListsOption = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write what to send from each place, and what to buy, as CSV files."),
]
PeriodsOption = Annotated[int | None, typer.Option(min=1, metavar="N", help="Plan only the first N periods.")]
TimeLimitOption = Annotated[
    float,
    typer.Option(
        min=0.0,
        metavar="SECONDS",
        help="Stop without a plan after this time. Default: none.",
        show_default=False,
    ),
]
ThreadsOption = Annotated[int, typer.Option(min=1, metavar="N", help="Processor cores to use.")]
SolverOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(SOLVERS),
        help="Solver of the programs: chosen by what they are, or one that is tried first.",
        callback=one_of(SOLVERS),
    ),
]
DeviceOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(DEVICES),
        help="Where first-order methods work: processor cores, or an NVIDIA GPU.",
        callback=one_of(DEVICES),
    ),
]
PlanLanguageOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(LANGUAGES),
        help="Language of the plan and the report.",
        callback=one_of(LANGUAGES),
    ),
]
AnswerLanguageOption = Annotated[
    str,
    typer.Option(metavar="|".join(LANGUAGES), help="Language of the answer.", callback=one_of(LANGUAGES)),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the numbers as JSON, and nothing else.")]
ServerOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL|FOLDER",
        envvar="COMMONWEAL_SERVER",
        show_envvar=False,
        help="Have a server do it, named by its address or by the folder of its store. PATH is then an "
        "economy of its project, or one of this machine that is sent there first. Default: "
        "COMMONWEAL_SERVER, else this machine.",
    ),
]
ProjectOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        envvar="COMMONWEAL_PROJECT",
        show_envvar=False,
        help="The project on the server. Default: COMMONWEAL_PROJECT, else the only one there is.",
    ),
]
