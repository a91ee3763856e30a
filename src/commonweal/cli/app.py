"""The commands, and what holds for all of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import commonweal
from commonweal.cli.accounts import accounts
from commonweal.cli.admin import admin
from commonweal.cli.admin_people import person
from commonweal.cli.admin_projects import project
from commonweal.cli.briefing import briefing
from commonweal.cli.check import check
from commonweal.cli.compare import compare
from commonweal.cli.convert import convert
from commonweal.cli.criticality import criticality
from commonweal.cli.demo import demo
from commonweal.cli.ending import ended_well
from commonweal.cli.examples import examples
from commonweal.cli.explain import explain
from commonweal.cli.export import export
from commonweal.cli.import_table import import_table
from commonweal.cli.plan import plan
from commonweal.cli.pool import pool
from commonweal.cli.replan import replan
from commonweal.cli.require import require
from commonweal.cli.rules import rules
from commonweal.cli.scenarios import scenarios
from commonweal.cli.serve import serve
from commonweal.cli.show import show
from commonweal.cli.sweep import sweep
from commonweal.cli.template import template
from commonweal.cli.why import why
from commonweal.cli.worker import worker

__all__ = ["app"]

_HELP = "Plans production and supply so that people's needs are met first, and proves that the plan is best."
_CODES = "Exit codes: 0 fine; 1 the input is not good, or there is no plan; 2 wrong use; 130 interrupted."


class _Commands(TyperGroup):
    """All commands; what people can mend ends in plain lines and an exit code."""

    def make_context(self, *words: Any, **options: Any) -> Any:
        with ended_well():
            return super().make_context(*words, **options)

    def invoke(self, ctx: Any) -> Any:
        with ended_well():
            return super().invoke(ctx)


app = typer.Typer(
    cls=_Commands,
    help=_HELP,
    epilog=_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"commonweal {commonweal.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _version_asked: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


for _command in (
    check,
    plan,
    briefing,
    replan,
    compare,
    rules,
    show,
    template,
    convert,
    export,
    examples,
    scenarios,
    explain,
    why,
    require,
    pool,
    criticality,
    accounts,
    demo,
    serve,
    worker,
):
    app.command()(_command)
app.command("import")(import_table)
admin.add_typer(person, name="person")
admin.add_typer(project, name="project")
app.add_typer(admin, name="admin")
app.add_typer(sweep, name="sweep")
