"""``commonweal sweep``: the same economy planned at many points, on many processes, and what that says."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from commonweal.cli.admin import DatabaseOption
from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say
from commonweal.cli.convert import FormOption
from commonweal.cli.ledger import ledger_in
from commonweal.cli.options import AnswerLanguageOption, JsonOption
from commonweal.cli.solving import heard
from commonweal.cli.writing import refuse_ending, refuse_folder

if TYPE_CHECKING:
    from commonweal.sweep.summary import SweepSummary
    from commonweal.sweep.sweeping import SweepTold
    from commonweal.sweep.swept import Sweep

__all__ = ["sweep"]

_PATIENCE = 10.0  # seconds that workers get to end after Ctrl-C
_HELP = "Plan the same economy at many points: for what is not known, and for what is not decided."


class _Commands(TyperGroup):
    """``run`` and ``summary``; what is neither is a file to run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


sweep = typer.Typer(cls=_Commands, help=_HELP, no_args_is_help=True, rich_markup_mode=None)

RowsOption = Annotated[int, typer.Option(min=1, metavar="N", help="The most rows of each table to show.")]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE.html", help="Write a page with pictures, to pass on.")
]


@sweep.command()
def run(
    design: Annotated[
        Path,
        typer.Argument(metavar="SWEEP.toml", help="What varies, and how; docs/sweeps.md tells its keys."),
    ],
    path: Annotated[
        str | None, typer.Argument(metavar="[PATH]", help="The economy. Default: as the design says.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Where results are kept as they come. The same command goes on from there, whatever "
            "ended it. Default: the design's name with -results, beside it.",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            envvar="COMMONWEAL_SCHEDULER",
            show_envvar=False,
            help="A Dask scheduler, such as tls://HOST:8786. Default: COMMONWEAL_SCHEDULER, else processes "
            "of this machine.",
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes of this machine. Default: as many as it has cores."),
    ] = None,
    tls_ca: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.pem",
            envvar="COMMONWEAL_TLS_CA",
            show_envvar=False,
            help="Who signs the scheduler's certificate. Default: COMMONWEAL_TLS_CA.",
        ),
    ] = None,
    tls_cert: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.pem",
            envvar="COMMONWEAL_TLS_CERT",
            show_envvar=False,
            help="The certificate to come with. Default: COMMONWEAL_TLS_CERT.",
        ),
    ] = None,
    tls_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.pem",
            envvar="COMMONWEAL_TLS_KEY",
            show_envvar=False,
            help="Its key. Default: COMMONWEAL_TLS_KEY.",
        ),
    ] = None,
    again: Annotated[
        bool,
        typer.Option("--again/--anew", help="Whether points may be planned again from the plan in force."),
    ] = True,
    retry: Annotated[bool, typer.Option("--retry-failed", help="Plan points anew that had no plan.")] = False,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A store whose project keeps the rows, too: what it has is not planned again, whatever "
            "folder it was planned for.",
        ),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            envvar="COMMONWEAL_PROJECT",
            show_envvar=False,
            help="The project of that store, by name or id. Default: COMMONWEAL_PROJECT, else the only one "
            "there is.",
        ),
    ] = None,
    database: DatabaseOption = None,
    rows: RowsOption = 15,
    as_json: JsonOption = False,
    html: HtmlOption = None,
    language: AnswerLanguageOption = "en",
) -> None:
    """Plan an economy at every point of a design: a grid, a list, or a sample of what is not known.

    Points are planned side by side; each plan has a certificate of its own. A point without a plan is
    told, and the others go on. Exit code 1 where no point has a plan.
    """  # fmt: skip
    from commonweal.show.sweep.text import told_in_words
    from commonweal.sweep.cluster import Cluster
    from commonweal.sweep.summary import summarize_sweep
    from commonweal.sweep.sweeping import sweep as ask

    kept = _folder(design, folder)
    _refuse_page(html)
    if scheduler is not None and processes is not None:
        raise typer.BadParameter("A scheduler has workers of its own.", param_hint="--processes")
    cluster = Cluster(scheduler, processes, tls_ca, tls_cert, tls_key)

    def asked(progress: Callable[[str], None] | None, cancelled: Callable[[], bool]) -> Sweep:
        def told(step: SweepTold) -> None:
            if progress is not None:
                progress(told_in_words(step))

        return ask(design, path, folder=kept, ledger=ledger, cluster=cluster, again=again, retry=retry,
                   cancelled=cancelled, told=told)  # fmt: skip

    again_words = _again(design, path, kept, store, project)
    with ledger_in(store, database, project, design) as ledger:
        found = heard(
            asked, f"Interrupted. What was planned so far is in {kept}. To go on: {again_words}", _PATIENCE
        )
    if found.resumed:
        say(f"{found.resumed} points were taken over from {kept}{'' if store is None else f' and {store}'}.")
    _show(summarize_sweep(found), rows, language, html, as_json=as_json)
    more = shlex.join(["commonweal", "sweep", "summary", str(kept)])
    say(f"Results: {kept}. For tables: {more} --out FOLDER")
    if not found.counts()["done"]:
        raise typer.Exit(1)


@sweep.command()
def summary(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where a sweep is kept.")],
    tables: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FOLDER", help="Write all tables: coverage, regret, sensitivity, points."
        ),
    ] = None,
    form: FormOption = "csv",
    rows: RowsOption = 15,
    as_json: JsonOption = False,
    html: HtmlOption = None,
    language: AnswerLanguageOption = "en",
) -> None:
    """Show what a sweep says: who is covered how far, what moves it most, and what to choose.

    A sweep that is still running, or was interrupted, is shown as far as it came.
    """
    from commonweal.sweep.summary import export_sweep, summarize_sweep
    from commonweal.sweep.swept import read_sweep

    _refuse_page(html)
    if tables is not None:
        refuse_folder(tables, "--out")
    found = summarize_sweep(read_sweep(folder))
    _show(found, rows, language, html, as_json=as_json)
    if tables is not None:
        n_files = len(export_sweep(found, tables, format=str(one_of(("csv", "parquet"))(form))))
        say(f"Tables: {tables} ({n_files} files)")


def _again(design: Path, path: str | None, kept: Path, store: Path | None, project: str | None) -> str:
    """The command that goes on with a sweep."""
    words = ["commonweal", "sweep", str(design), *([path] if path else []), "--out", str(kept)]
    if store is not None:
        words += ["--store", str(store), *(["--project", project] if project else [])]
    return shlex.join(words)


def _folder(design: Path, folder: Path | None) -> Path:
    """Where results are kept."""
    kept = design.with_name(f"{design.stem}-results") if folder is None else folder
    refuse_folder(kept, "--out")
    return kept


def _refuse_page(html: Path | None) -> None:
    """Refuse a page that could not be written, before any work is done."""
    if html is not None:
        refuse_ending(html, "--html", (".html", ".htm"))


def _show(found: SweepSummary, rows: int, language: str, html: Path | None, *, as_json: bool) -> None:
    """A sweep on stdout, and as a page where one is asked for."""
    from commonweal.show.sweep.page import write_sweep
    from commonweal.show.sweep.text import print_sweep

    if as_json:
        tables = {name: table.to_dicts() for name, table in found.tables.items()}
        typer.echo(json.dumps({**found.sweep.data(), "summary": tables}, ensure_ascii=False, indent=2))
    else:
        print_sweep(found, out(), language=language, most=rows)
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        write_sweep(found, html, language=language)
        say(f"Page: {html}")
