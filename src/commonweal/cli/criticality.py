"""``commonweal criticality``: what breaks first."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import datetime as dt
import json
import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say
from commonweal.cli.opening import PathArgument, opened
from commonweal.cli.options import (
    AnswerLanguageOption,
    JsonOption,
    PeriodsOption,
    ProjectOption,
    ServerOption,
)
from commonweal.cli.plan import asked_for
from commonweal.cli.solving import heard
from commonweal.cli.writing import refuse_ending

if TYPE_CHECKING:
    import polars as pl

    from commonweal.cli.remote import Remote
    from commonweal.solve.bench import Progress
    from commonweal.sweep.outage import Outage
    from commonweal.sweep.results import Criticality

__all__ = ["criticality"]

_LOSSES = "losses"  # the table of a result that a server keeps
_KINDS = ("routes", "supplies", "suppliers", "places", "activities")
_LOST = "Interrupted. Nothing was written."
_KEPT = "Interrupted. What was found so far is in {}; the same command goes on from there."


def criticality(
    path: PathArgument,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME", help="Under one of the economy's scenarios.")
    ] = None,
    of: Annotated[
        str,
        typer.Option(
            metavar="KIND,KIND",
            help=f"What is taken away: {', '.join(_KINDS)}, or several with commas between.",
        ),
    ] = ",".join(_KINDS),
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="First day without it. Default: the first of all."),
    ] = None,
    days: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="For how many days. Default: to the end.")
    ] = None,
    recovery: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE,SHARE",
            help="Share of the capacity that is back in each period after that, such as 0,0.5,1.",
        ),
    ] = None,
    pairs: Annotated[
        int, typer.Option(min=0, metavar="N", help="Take away two at once, too: the N most telling pairs.")
    ] = 0,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="Processes of this machine.")] = 1,
    periods: PeriodsOption = None,
    rows: Annotated[int, typer.Option(min=1, metavar="N", help="The most losses to show.")] = 15,
    as_json: JsonOption = False,
    table: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.parquet",
            help="Write all losses; results are kept beside it (.jsonl) as they come, so that the same "
            "command goes on after an interruption.",
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(
            min=0.0,
            metavar="SECONDS",
            help="Give a re-plan up after this time. Default: none.",
            show_default=False,
        ),
    ] = math.inf,
    language: AnswerLanguageOption = "en",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Find what breaks first: take away each thing alone, plan again, and rank what people lose.

    A route, a supply, a supplier, an activity at a place, or all ways to and from a place. Each re-plan is
    proved like a plan; most take a fraction of the time of one.
    """
    from commonweal.model import Economy
    from commonweal.scenario import apply
    from commonweal.show.criticality_text import print_criticality
    from commonweal.show.solving_text import loss_as_step
    from commonweal.sweep.ledger import JsonLines, Memory

    if table is not None:
        refuse_ending(table, "--out", (".parquet",))
    outage, kinds = _outage(start, days, recovery), _kinds(of)
    if server is not None:
        from commonweal.cli.remote import Remote
        from commonweal.cli.remote_jobs import limits_of

        wanted: dict[str, Any] = {
            "scenario": scenario,
            "of": kinds,
            "from": outage.start,
            "days": days,
            "pairs": pairs,
        }
        wanted |= {"recovery": outage.recovery, "periods": periods, "rows": rows, "language": language}
        wanted |= limits_of(time_limit, 1)
        _at_server(Remote(server, project), path, wanted, table, as_json=as_json)
        return
    economy, happening = asked_for(opened(path), scenario, periods)
    planned: Economy = economy if happening is None else apply(economy, happening).economy
    kept = None if table is None else table.with_suffix(".jsonl")

    def asked(progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]) -> Criticality:
        from commonweal.solve.bench import Limits
        from commonweal.sweep.criticality import criticality as ask

        return ask(
            planned,
            of=kinds,
            outage=outage,
            pairs=pairs,
            processes=processes,
            ledger=Memory() if kept is None else JsonLines(kept),
            limits=Limits(time_limit, 1, cancelled, progress),
            told=None if progress is None else lambda told: progress(loss_as_step(told)),
        )

    found = heard(asked, _LOST if kept is None else _KEPT.format(kept))
    if found.resumed:
        say(f"{found.resumed} losses were taken over from {kept}.")
    if as_json:
        typer.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        print_criticality(found, out(), language=language, most=rows)
    if table is not None:
        _write(found.table, table)


def _at_server(
    remote: Remote, path: str, asked: Mapping[str, Any], table: Path | None, *, as_json: bool
) -> None:
    """What a server finds; all losses where they are asked for."""
    from commonweal.cli.remote_jobs import asked_about, found_by, print_result

    with remote.open() as site:
        found = found_by(site, "criticality", {**asked_about(site, path), **asked})
        print_result(found, as_json=as_json)
        if table is not None:
            _write(found.table(_LOSSES), table)


def _write(losses: pl.DataFrame, path: Path) -> None:
    """Write all losses, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    losses.write_parquet(unfinished)
    unfinished.replace(path)
    say(f"All losses: {path}")


def _kinds(text: str) -> tuple[str, ...]:
    """Kinds of things, each one known."""
    known = one_of(_KINDS)
    return tuple(dict.fromkeys(str(known(part.strip())) for part in text.split(",") if part.strip()))


def _outage(start: str | None, days: int | None, recovery: str | None) -> Outage:
    """How long things are gone."""
    from commonweal.sweep.outage import Outage

    try:
        first = None if start is None else dt.date.fromisoformat(start)
    except ValueError as error:
        why = f"'{start}' is not a day: write 2016-07-01."
        raise typer.BadParameter(why, param_hint="--from") from error
    try:
        shares = tuple(float(part) for part in (recovery or "").split(",") if part.strip())
    except ValueError as error:
        why = f"'{recovery}' is not a list of shares: write 0,0.5,1."
        raise typer.BadParameter(why, param_hint="--recovery") from error
    return Outage(first, days, shares)
