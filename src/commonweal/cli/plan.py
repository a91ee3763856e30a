"""``commonweal plan``: the plan that meets needs first, shown, proved and written."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, cast

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.opening import PathArgument, doubted, opened
from commonweal.cli.options import (
    DeviceOption,
    JsonOption,
    ListsOption,
    PeriodsOption,
    PlanLanguageOption,
    PlanReportOption,
    ProjectOption,
    ServerOption,
    SolverOption,
    TablesOption,
    ThreadsOption,
    TimeLimitOption,
)
from commonweal.cli.solving import heard, tell_of_solvers
from commonweal.cli.writing import Outputs
from commonweal.errors import NoPlan
from commonweal.model import RULES, Economy, Scenario
from commonweal.solve.names import AUTO

if TYPE_CHECKING:
    from commonweal.cli.remote import Remote
    from commonweal.plan.plan import Plan

__all__ = ["asked_for", "plan"]


@dataclass(frozen=True)
class _Asked:
    """What a plan should be like, and what making it may use."""

    rule: str | None
    effort: str | Mapping[str, float] | None
    resolution: float | None
    seconds: float
    threads: int
    solver: str
    device: str


def plan(
    path: PathArgument,
    rule: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(RULES),
            help="Rule of sharing: the worst off first, the greatest total, equal shares, or who can pay. "
            "Default: the economy's.",
            callback=one_of(RULES),
        ),
    ] = None,
    effort: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="What to spare once needs are met: labour, cost, outside, a good, a kind of good, or "
            "weights such as 'labour=1,diesel=5'. Default: the economy's.",
        ),
    ] = None,
    resolution: Annotated[
        float | None,
        typer.Option(
            min=0.0,
            metavar="SHARE",
            help="Even out coverage in steps of this share (0.01), which is faster. Default: exactly.",
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Plan for this scenario of the economy. Default: none."),
    ] = None,
    periods: PeriodsOption = None,
    as_json: JsonOption = False,
    report: PlanReportOption = None,
    explained: Annotated[
        bool,
        typer.Option(
            "--explain/--no-explain",
            help="Whether the report says why the worst off are short, and what would help.",
        ),
    ] = True,
    tables: TablesOption = None,
    form: FormOption = "csv",
    lists: ListsOption = None,
    time_limit: TimeLimitOption = math.inf,
    threads: ThreadsOption = 1,
    language: PlanLanguageOption = "en",
    solver: SolverOption = AUTO,
    device: DeviceOption = AUTO,
    solver_log: Annotated[
        bool,
        typer.Option("--solver-log", help="Tell on stderr how each large program was solved, and why so."),
    ] = False,
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Make the plan that meets people's needs first, and prove that it is best.

    Warnings about the economy come first, then the plan: people, what is short, what is done, and
    what is proved. Exit code 1 where there is no plan.
    """
    outputs = Outputs(report, tables, form, lists, language, explained, time_limit, threads)
    outputs.check()
    asked = _Asked(rule, _weights(effort), resolution or None, time_limit, threads, solver, device)
    if solver_log:
        tell_of_solvers()
    if server is not None:
        from commonweal.cli.remote import Remote

        if (solver, device) != (AUTO, AUTO) or solver_log:
            raise typer.BadParameter(
                "A server chooses for itself.", param_hint="--solver, --device, --solver-log"
            )
        _at_server(Remote(server, project), path, asked, (scenario, periods), outputs, as_json=as_json)
        return
    economy, happening = asked_for(opened(path), scenario, periods)
    made = _planned(economy, happening, asked)
    _show(made, as_json, language)
    outputs.write(made)


def _at_server(
    remote: Remote,
    path: str,
    asked: _Asked,
    shape: tuple[str | None, int | None],
    outputs: Outputs,
    *,
    as_json: bool,
) -> None:
    """The plan that a server makes, opened and shown here; ``shape`` is the scenario and the periods."""
    from commonweal.cli.remote_jobs import asked_about, found_by, limits_of, write_report

    scenario, periods = shape
    with remote.open() as site:
        found = found_by(
            site,
            "plan",
            {
                **asked_about(site, path),
                **limits_of(asked.seconds, asked.threads),
                "scenario": scenario,
                "periods": periods,
                "rule": asked.rule,
                "effort": asked.effort,
                "resolution": asked.resolution,
                "explain": outputs.explained and outputs.report is not None,
                "language": outputs.language,
            },
        )
        made = found.plan()
        _show(made, as_json, outputs.language)
        replace(outputs, report=None).write(made)
        if outputs.report is not None:
            write_report(found, outputs.report)
        say(f"On the server this is plan {found.id} of project '{site.project.name}'.")


def _weights(effort: str | None) -> str | Mapping[str, float] | None:
    """An effort as one word, or as weights of words."""
    if effort is None or "=" not in effort:
        return effort
    weights = {}
    for part in effort.split(","):
        word, _, number = part.rpartition("=")
        try:
            weights[word.strip()] = float(number)
        except ValueError as error:
            why = f"'{part.strip()}' is not of the form WORD=NUMBER."
            raise typer.BadParameter(why, param_hint="--effort") from error
    return weights


def asked_for(economy: Economy, name: str | None, n_periods: int | None) -> tuple[Economy, Scenario | None]:
    """The economy, checked as the scenario makes it, and the scenario; with only the first periods."""
    from commonweal.run.asked import asked_for as asked

    found = asked(economy, name, n_periods)
    doubted(found.doubts)
    if found.remark:
        say(found.remark)
    return found.economy, found.scenario


def _planned(economy: Economy, scenario: Scenario | None, asked: _Asked) -> Plan:
    """The plan.

    Raises
    ------
    NoPlan
        If what came out can't be relied on.
    """
    from commonweal.model import Rule
    from commonweal.run import plan as make_plan
    from commonweal.solve.bench import Limits

    made = heard(
        lambda progress, cancelled: make_plan(
            economy,
            scenario=scenario,
            rule=cast(Rule | None, asked.rule),
            effort=asked.effort,
            resolution=asked.resolution,
            limits=Limits(asked.seconds, asked.threads, cancelled, progress, asked.solver, asked.device),
        )
    )
    if made.certificate.quality == "none":
        raise NoPlan(f"What the solver found is not a plan. {made.certificate.sentence} Nothing was written.")
    return made


def _show(made: Plan, as_json: bool, language: str) -> None:
    """The plan on stdout; loudly on stderr where it is not verified."""
    from commonweal.plan.export import summary_json
    from commonweal.show import print_plan
    from commonweal.show.replanned import print_turns

    if as_json:
        typer.echo(summary_json(made))
    else:
        print_plan(made, out(), language=language)
        print_turns(made, out(), language=language)
    if made.certificate.quality != "verified":
        say(f"WARNING: this plan is not verified. {made.certificate.sentence}")
