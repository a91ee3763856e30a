"""``commonweal compare``: plans side by side, of scenarios, of rules, or saved before."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.comparing import ComparisonOutputs, Making, made
from commonweal.cli.comparing_methods import (
    CutOption,
    DemandOption,
    LoseOption,
    MethodOption,
    MethodsAsked,
    compare_by_methods,
)
from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.opening import opened, sound
from commonweal.cli.options import PeriodsOption, ProjectOption, ServerOption, TablesOption, ThreadsOption
from commonweal.cli.writing import Outputs
from commonweal.errors import ModelError
from commonweal.language import LANGUAGES
from commonweal.model import RULES, Economy

if TYPE_CHECKING:
    from commonweal.cli.remote import Remote
    from commonweal.compare.comparison import Comparison
    from commonweal.plan.plan import Plan

__all__ = ["compare"]


def compare(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="One economy (a folder, a file, or the name of one that ships), planned with and without "
            "its scenarios; or several economies or plans that 'plan --out' wrote, the first to compare "
            "with.",
        ),
    ],
    scenario: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A scenario to compare with the economy as it is (repeat for more)."
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(RULES),
            help="Rule of sharing of all plans; without scenarios, a rule to compare with the first (or with "
            "the economy's), and may be repeated.",
        ),
    ] = None,
    method: MethodOption = None,
    lose: LoseOption = None,
    cut: CutOption = None,
    demand: DemandOption = None,
    good: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The good whose way the report draws. Default: what changes most."),
    ] = None,
    periods: PeriodsOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the differences as JSON, and nothing else.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write a report with maps and flows.")
    ] = None,
    tables: TablesOption = None,
    form: FormOption = "csv",
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop when one plan takes longer than this. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: Annotated[
        str,
        typer.Option(
            metavar="|".join(LANGUAGES), help="Language of the comparison.", callback=one_of(LANGUAGES)
        ),
    ] = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Compare plans: who gains and who loses, what is done otherwise, and at what cost.

    The first plan is the one to compare with. Its words come first, then the tables; the report adds
    maps on one scale and the way of one good from its sources to the people. With --method, one
    shock to an economy that was imported from a table is followed by several methods.
    """
    from commonweal.compare.comparison import compare as compare_plans
    from commonweal.show.comparing_text import print_comparison

    outputs = ComparisonOutputs(report, tables, form, language)
    outputs.check()
    for word in rule or ():
        one_of(RULES)(word)
    others = {
        "--scenario": bool(scenario),
        "--rule": len(rule or ()) > 1,
        "--good": good is not None,
        "--periods": periods is not None,
        "--report": report is not None,
    }
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import limits_of

        wanted: dict[str, Any] = {"scenarios": scenario or (), "rules": rule or (), "good": good}
        wanted |= {"methods": _parts(method), "lose": lose, "cut": cut, "demand": demand}
        wanted |= {"periods": periods, "language": language, **limits_of(time_limit, threads)}
        _at_server(Remote(server, project), paths, wanted, outputs, as_json=as_json)
        return
    one_rule = rule[0] if rule else None
    asked = MethodsAsked(method or (), lose, cut, demand, others, one_rule, time_limit, threads)
    if asked.any:
        compare_by_methods(paths, asked, Outputs(None, tables, form, None, language), as_json=as_json)
        return
    making = Making(periods, time_limit, threads)
    comparison = compare_plans(_plans(paths, scenario or [], rule or [], making))
    if as_json:
        from commonweal.compare.export import comparison_json

        typer.echo(comparison_json(comparison))
    else:
        print_comparison(comparison, out(), language=language)
    _write(outputs, comparison, good)


def _parts(words: Sequence[str] | None) -> list[str]:
    """Words, of which each may hold several with commas between."""
    return [part.strip() for word in words or () for part in word.split(",") if part.strip()]


def _at_server(
    remote: Remote,
    paths: Sequence[str],
    wanted: dict[str, Any],
    outputs: ComparisonOutputs,
    *,
    as_json: bool,
) -> None:
    """What a server finds, shown as it worded it."""
    from commonweal.cli.remote_jobs import asked_about, found_by, print_result, write_comparison

    with remote.open() as site:
        of = [{**asked_about(site, path, plans=True), "name": Path(path).stem} for path in paths]
        found = found_by(site, "compare", {"of": of, **wanted})
        print_result(found, as_json=as_json)
        write_comparison(found, outputs.report, outputs.tables, outputs.form)


def _write(outputs: ComparisonOutputs, comparison: Comparison, good: str | None) -> None:
    from commonweal.show.comparing_report import write_comparison

    outputs.write(
        comparison,
        lambda path: write_comparison(comparison, path, good=good, language=outputs.language),
    )


def _plans(
    paths: Sequence[str], scenarios: Sequence[str], rules: Sequence[str], making: Making
) -> dict[str, Plan]:
    """The plans that are asked for, by name; the first is the base."""
    from commonweal.compare.making import of_scenarios, rules_to_compare
    from commonweal.plan.saved import is_saved_plan
    from commonweal.run.asked import shortened

    if len(paths) > 1:
        if scenarios or len(rules) > 1:
            why = "Scenarios, and several rules, are compared for one economy, not for several paths."
            raise typer.BadParameter(why, param_hint="--scenario" if scenarios else "--rule")
        return _of_paths(paths, rules[0] if rules else None, making)
    if is_saved_plan(paths[0]):
        why = f"'{paths[0]}' is one plan; name a second one to compare it with."
        raise typer.BadParameter(why, param_hint="PATH")
    economy = sound(opened(paths[0]))

    def make(economy: Economy, rule: str | None, scenario: str | None) -> Plan:
        return made(economy, making, rule=rule, scenario=scenario)

    if scenarios:
        if len(rules) > 1:
            why = "With scenarios, all plans are made under one rule."
            raise typer.BadParameter(why, param_hint="--rule")
        rule = rules[0] if rules else None
        return of_scenarios(shortened(economy, making.periods), scenarios, rule, make, say)
    if rules:
        try:
            words = rules_to_compare(economy, rules)
        except ModelError as error:
            raise typer.BadParameter(str(error), param_hint="--rule") from error
        return {word: make(shortened(economy, making.periods), word, None) for word in words}
    known = ", ".join(economy.scenarios) or "none"
    why = (
        "Name what to compare with: --scenario or --rule, or a second path. "
        f"Scenarios of '{paths[0]}': {known}."
    )
    raise typer.BadParameter(why, param_hint="--scenario")


def _of_paths(paths: Sequence[str], rule: str | None, making: Making) -> dict[str, Plan]:
    """A plan of each path: read if it was saved, else made now."""
    from commonweal.plan.saved import is_saved_plan, read_plan
    from commonweal.run.asked import shortened

    names = [Path(path).stem for path in paths]
    if len(set(names)) < len(names):
        names = list(paths)
    if len(set(names)) < len(names):
        raise typer.BadParameter("The same path stands here twice.", param_hint="PATH")
    plans: dict[str, Plan] = {}
    for name, path in zip(names, paths, strict=True):
        if is_saved_plan(path):
            plans[name] = read_plan(path)
        else:
            plans[name] = made(shortened(sound(opened(path)), making.periods), making, rule=rule)
    return plans
