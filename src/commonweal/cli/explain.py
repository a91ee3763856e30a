"""``commonweal explain``: why people are short, and what would help."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out
from commonweal.cli.options import PeriodsOption, ProjectOption, ServerOption, ThreadsOption
from commonweal.cli.planned import PlanArgument, Planning, planned
from commonweal.cli.relieving import refuse_unsavable, save_relief
from commonweal.cli.solving import heard
from commonweal.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.explain.records import Explanation, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["explain"]

_UNEXPLAINED = "Interrupted. Nothing was explained."


def explain(
    path: PlanArgument,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Only people at this place.")] = None,
    need: Annotated[str | None, typer.Option(metavar="GOOD", help="Only this need.")] = None,
    group: Annotated[str | None, typer.Option(metavar="NAME", help="Only this group of people.")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only the period with this first day.")
    ] = None,
    tier: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only this tier. Default: the most urgent that is short."),
    ] = None,
    most: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many needs to explain, the worst first.")
    ] = 5,
    with_relief: Annotated[
        bool,
        typer.Option("--relief", help="Rank what would help most, over all needs that were asked about."),
    ] = False,
    save_scenario: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml", help="Write the scenario that makes one of the things that would help."
        ),
    ] = None,
    apply: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Which of them --save-scenario writes: its number in the order in which they are told, with "
            "--relief in that list.",
        ),
    ] = 1,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Plan the economy under one of its scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answers as JSON, and nothing else.")
    ] = False,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop after this time for the plan, and as much again for the answers. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: Annotated[
        str,
        typer.Option(
            metavar="|".join(LANGUAGES), help="Language of the answers.", callback=one_of(LANGUAGES)
        ),
    ] = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Say why people are short: the figures of the tables that hold a need down, and what would help.

    Each need is explained in its worst period. Reasons and gains are proved by solving again.
    """
    from commonweal.explain.export import explanations_json
    from commonweal.show.explaining_text import print_explanations
    from commonweal.show.relief_table import print_relief

    scope = {"place": place, "need": need, "group": group, "period": period, "tier": tier}
    if save_scenario is not None:
        refuse_unsavable(save_scenario, from_server=server is not None)
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import answered, limits_of

        wanted: dict[str, Any] = {
            "most": most,
            "relief": with_relief,
            "scenario": scenario,
            "periods": periods,
        }
        wanted |= {"language": language, **scope, **limits_of(time_limit, threads)}
        answered(Remote(server, project), path, "explain", wanted, as_json=as_json)
        return
    plan = planned(path, Planning(scenario, periods, time_limit, threads))
    explanations, relief = _answers(plan, scope, most, with_relief, (time_limit, threads))
    if as_json:
        typer.echo(explanations_json(explanations, relief))
    else:
        print_explanations(plan, explanations, out(), language=language)
        if relief is not None and relief.cells:
            out().print()
            print_relief(plan, relief, out(), language=language)
    if save_scenario is not None:
        save_relief(plan, (explanations, relief), apply, save_scenario)


def _answers(
    plan: Plan,
    scope: Mapping[str, str | int | None],
    most: int,
    with_relief: bool,
    means: tuple[float, int],
) -> tuple[tuple[Explanation, ...], ReliefList | None]:
    """Explanations, and the ranked list if it was asked for; ``means`` are seconds and cores."""
    from commonweal.explain.explaining import explain as explained
    from commonweal.explain.ranking import relief as ranked
    from commonweal.solve.bench import Limits

    def answer(progress: object, cancelled: object) -> tuple[tuple[Explanation, ...], ReliefList | None]:
        limits = Limits(*means, cancelled, progress)  # type: ignore[arg-type]
        found = explained(plan, **scope, most=most, limits=limits)  # type: ignore[arg-type]
        return found, ranked(plan, **scope, limits=limits) if with_relief else None  # type: ignore[arg-type]

    return heard(answer, undone=_UNEXPLAINED)
