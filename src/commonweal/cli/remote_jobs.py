"""Jobs of a server, asked for by commands: followed, cancelled by Ctrl-C, printed and written."""

# ruff: noqa: PLC0415  commands without --server need none of this

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from commonweal.cli.consoles import say
from commonweal.cli.solving import status_line
from commonweal.errors import Cancelled, ModelError

if TYPE_CHECKING:
    import polars as pl

    from commonweal.cli.remote import Remote, Site
    from commonweal.client.results import ResultClient
    from commonweal.wire.work import JobProgress

__all__ = [
    "answered",
    "asked_about",
    "found_by",
    "limits_of",
    "print_result",
    "write_comparison",
    "write_report",
]

_UNDONE = "Interrupted. The job on the server was cancelled; nothing was written."


@dataclass(frozen=True)
class _Kept:
    """Tables and numbers of a comparison that a server made, as the writer of comparisons takes them."""

    tables: Mapping[str, pl.DataFrame]
    summary: Mapping[str, Any]

    def summary_data(self) -> Mapping[str, Any]:
        """The numbers."""
        return self.summary


def limits_of(time_limit: float, threads: int) -> dict[str, Any]:
    """What a request says of time and cores."""
    return {"time_limit": time_limit if math.isfinite(time_limit) else None, "threads": threads}


def asked_about(site: Site, path: str, *, plans: bool = False) -> dict[str, Any]:
    """How a request names what a PATH stands for: an economy and its version, or (``plans``) a plan."""
    plan = site.plan_of(path) if plans else None
    if plan is not None:
        return {"plan": plan.id}
    economy = site.economy(path)
    return {"economy": economy.id, "version": economy.version.number}


def found_by(site: Site, kind: str, options: Mapping[str, Any]) -> ResultClient:
    """What a job finds, followed to its end.

    Raises
    ------
    ModelError
        If an option is not as the server takes it.
    Cancelled
        After Ctrl-C, with the job on the server ended.
    """
    from pydantic import ValidationError

    from commonweal.wire.requests import request_of

    try:
        request = request_of({"kind": kind, **options})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise ModelError(f"{where or kind}: {first['msg']}.") from error
    job = None
    try:
        with status_line("Waiting for the server") as tell:
            job = site.project.ask(request)
            return job.result(None if tell is None else lambda step: tell(_words(step)))
    except KeyboardInterrupt as error:
        if job is not None and not job.is_over:
            job.cancel()
        raise Cancelled(_UNDONE) from error


def answered(remote: Remote, path: str, kind: str, options: Mapping[str, Any], *, as_json: bool) -> None:
    """Have a question about an economy or a plan answered, and print the answer."""
    with remote.open() as site:
        about = asked_about(site, path, plans=kind in {"explain", "why"})
        print_result(found_by(site, kind, {**about, **options}), as_json=as_json)


def print_result(result: ResultClient, *, as_json: bool) -> None:
    """What the command of this kind prints here, as the server worded it."""
    typer.echo((result.file("document.json").decode() if as_json else result.text()).rstrip("\n"))


def write_comparison(result: ResultClient, report: Path | None, tables: Path | None, form: str) -> None:
    """Write the report and the tables of a comparison, each whole or not at all, and say so."""
    from commonweal.compare.export import export_comparison
    from commonweal.data.writing import Format

    if report is not None:
        write_report(result, report)
    if tables is not None:
        kept = _Kept({name: result.table(name) for name in result.tables}, result.document())
        export_comparison(kept, tables, format=cast(Format, form))
        say(f"Tables: {tables}")


def write_report(result: ResultClient, path: Path) -> None:
    """Write the report of a result, and say so; in the language that it was asked for in."""
    result.report(path)
    say(f"Report: {path}")


def _words(step: JobProgress) -> str:
    """A step as it is shown; the server says it in words."""
    return step.phase or "Waiting for the server"
