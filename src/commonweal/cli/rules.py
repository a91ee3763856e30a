"""``commonweal rules``: what each rule of sharing costs, and whom it serves."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import math
from typing import Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.comparing import ComparisonOutputs, Making
from commonweal.cli.consoles import out
from commonweal.cli.convert import FormOption
from commonweal.cli.opening import PathArgument, opened, sound
from commonweal.cli.options import (
    JsonOption,
    PeriodsOption,
    ProjectOption,
    ReportOption,
    ServerOption,
    TablesOption,
    ThreadsOption,
)
from commonweal.cli.solving import heard
from commonweal.language import LANGUAGES

__all__ = ["rules"]


def rules(
    path: PathArgument,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Plan the economy under one of its scenarios.")
    ] = None,
    periods: PeriodsOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    tables: TablesOption = None,
    form: FormOption = "csv",
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Stop when the plan of one rule takes longer than this. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    threads: ThreadsOption = 1,
    language: Annotated[
        str,
        typer.Option(
            metavar="|".join(LANGUAGES), help="Language of what is shown.", callback=one_of(LANGUAGES)
        ),
    ] = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Plan one economy under every rule of sharing, and show what each costs and whom it serves.

    The rules are: the worst off first, the greatest total, equal shares, and who can pay. The last is
    left out where nobody's income is known.
    """
    from commonweal.compare.export import comparison_json
    from commonweal.compare.rules import rules as price_rules
    from commonweal.run.asked import shortened
    from commonweal.show.rule_prices_report import write_rules
    from commonweal.show.rule_prices_text import print_rules
    from commonweal.solve.bench import Limits

    outputs = ComparisonOutputs(report, tables, form, language)
    outputs.check()
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import (
            asked_about,
            found_by,
            limits_of,
            print_result,
            write_comparison,
        )

        with Remote(server, project).open() as site:
            wanted: dict[str, Any] = {"scenario": scenario, "periods": periods, "language": language}
            wanted |= limits_of(time_limit, threads) | asked_about(site, path)
            found = found_by(site, "rules", wanted)
            print_result(found, as_json=as_json)
            write_comparison(found, report, tables, form)
        return
    economy = shortened(sound(opened(path)), periods)
    making = Making(periods, time_limit, threads)
    prices = heard(
        lambda progress, cancelled: price_rules(
            economy,
            scenario=scenario,
            limits=Limits(making.seconds, making.threads, cancelled, progress),
        )
    )
    if as_json:
        typer.echo(comparison_json(prices))
    else:
        print_rules(prices, out(), language=language)
    outputs.write(prices, lambda to: write_rules(prices, to, language=language))
